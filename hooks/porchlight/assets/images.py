"""Pictures: each raster image of a page becomes a small WebP and JPEG at 320 px, and a larger JPEG to ask for.

Metadata (GPS among it) never reaches the site: the pixels are written anew. Results are kept by content in `.cache/images`.
"""

from __future__ import annotations

import io
import json
import math
import re
import struct
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from PIL import Image, ImageOps, UnidentifiedImageError

from ..core import files
from ..core.problem import Problem

WIDTH_PX = 320
LARGE_WIDTH_PX = 960
MAX_PIXELS = 40_000_000
"""Larger pictures are refused: decoding one takes hundreds of megabytes, and nobody needs it on a phone."""
WEBP_QUALITIES = (45, 40, 35, 30, 25)
JPEG_QUALITIES = (50, 45, 40, 35, 30)
"""Tried in order; the last is the floor below which text and faces fall apart."""
LARGE_QUALITY = 60
RASTER = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".tif", ".tiff", ".bmp")
FAULTS = (OSError, ValueError, SyntaxError, EOFError, LookupError, OverflowError, TypeError, struct.error)
"""What Pillow's readers raise on a damaged file."""
MOST_HIGH = 10
"""Times its width: a picture higher than that is no picture on a phone, and WebP ends at 16,383 pixels."""
ENGINE = "2"  # raise when the files made here change, so that cached ones are not reused


@dataclass(frozen=True)
class Picture:
    """What a page shows for one source image. File names lie in `assets/img/` of the site."""

    width_px: int
    height_px: int
    """Of the small picture, or of the drawing."""
    small: str
    """JPEG, or the SVG itself."""
    webp: str = ""
    """'' for a drawing."""
    large: str = ""
    """A larger JPEG, '' where the source is no wider than the small one."""
    large_bytes: int = 0
    small_bytes: int = 0
    """Of the WebP, which nearly every phone takes, or of the SVG."""


class ImageFault(Exception):
    """An image that cannot be used: `what` and `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)

    def problem(self, path: str, line: int) -> Problem:
        """The fault at the place that shows the image."""
        return Problem(path, line, self.what, self.remedy)


def picture(source: Path, name: str, out: Path, kept: Path, webp_budget_bytes: int, jpeg_budget_bytes: int) -> Picture:
    """Make an image's files in `out` (`assets/img`), from `kept` where they were made before.

    `name` is the image's path below docs/, for messages and file names. Raises ImageFault.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise ImageFault(
            f"the picture {name} cannot be read ({error.strerror})", "Put it there, or correct the address"
        ) from None
    key = files.digest(ENGINE, name, data, f"{webp_budget_bytes} {jpeg_budget_bytes}")
    note = kept / f"{key}.json"
    try:
        made = Picture(**json.loads(note.read_bytes()))
    except (OSError, ValueError, TypeError):
        made = None
    names = [made.small, made.webp, made.large] if made else []
    if made is None or not all((kept / file).is_file() for file in names if file):
        maker = _drawing if name.lower().endswith(".svg") else _photograph
        made, contents = maker(data, name, key, webp_budget_bytes, jpeg_budget_bytes)
        for file, content in contents.items():
            files.write(kept / file, content)
        files.write(note, json.dumps(asdict(made)))
        names = list(contents)
    for file in names:
        if file and not (out / file).exists():
            files.link_or_copy(kept / file, out / file)
    return made


def _stem(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", PurePosixPath(name).stem.lower()).strip("-") or "picture"


def _drawing(data: bytes, name: str, key: str, budget_bytes: int, _: int) -> tuple[Picture, dict[str, bytes]]:
    if len(data) > budget_bytes:
        raise ImageFault(
            f"the drawing {name} has {len(data):,} bytes, over the {budget_bytes:,} allowed",
            "Simplify it, or allow more with `image_budget:` in the page's front matter",
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        root = None
    if root is None or root.tag.rpartition("}")[2] != "svg":
        raise ImageFault(f"the picture {name} is no SVG drawing", "Save it as SVG again")
    size = [root.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        width, height = map(float, size)
    except ValueError:
        try:
            width, height = map(float, box[2:])
        except ValueError:
            raise ImageFault(
                f"the drawing {name} has no size", "Give its <svg> a viewBox, or width and height"
            ) from None
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ImageFault(f"the drawing {name} has no size", "Give its <svg> a width and height above 0")
    shown = min(WIDTH_PX, width)
    file = f"{_stem(name)}-{key[:8]}.svg"
    return Picture(round(shown), max(1, round(height * shown / width)), file, small_bytes=len(data)), {file: data}


def _photograph(
    data: bytes, name: str, key: str, webp_budget_bytes: int, jpeg_budget_bytes: int
) -> tuple[Picture, dict[str, bytes]]:
    image = _opened(data, name)
    if image.height > max(MOST_HIGH * image.width, LARGE_WIDTH_PX):
        raise ImageFault(
            f"the picture {name} is {image.width:,} pixels wide and {image.height:,} high", "Cut it into several"
        )
    small = _resized(image, WIDTH_PX)
    stem = f"{_stem(name)}-{key[:8]}"
    webp = _within(small, "WEBP", WEBP_QUALITIES, webp_budget_bytes, name, method=6)
    jpeg = _within(small, "JPEG", JPEG_QUALITIES, jpeg_budget_bytes, name, progressive=True, optimize=True)
    contents = {f"{stem}.webp": webp, f"{stem}.jpg": jpeg}
    large = b""
    if image.width > WIDTH_PX * 1.25:
        large = _encoded(
            _resized(image, LARGE_WIDTH_PX), "JPEG", quality=LARGE_QUALITY, progressive=True, optimize=True
        )
        contents[f"{stem}-large.jpg"] = large
    return (
        Picture(
            small.width,
            small.height,
            f"{stem}.jpg",
            f"{stem}.webp",
            f"{stem}-large.jpg" if large else "",
            len(large),
            len(webp),
        ),
        contents,
    )


def _opened(data: bytes, name: str) -> Image.Image:
    """The pixels, upright and on white, without any metadata."""
    try:
        with warnings.catch_warnings():
            # The size is looked at here, before any pixel is decoded; what is grave in a damaged file raises.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ImageFault(
                        f"the picture {name} has {image.width * image.height / 1e6:.0f} megapixels, over the {MAX_PIXELS / 1e6:.0f} allowed",
                        "Save it smaller; 1,000 pixels wide is plenty",
                    )
                # JPEG decodes straight to a smaller size, in a fraction of the memory.
                image.draft("RGB", (LARGE_WIDTH_PX * 2, LARGE_WIDTH_PX * 2))
                image.load()
                upright = ImageOps.exif_transpose(image)
    except ImageFault:
        raise
    except Image.DecompressionBombError:
        raise ImageFault(
            f"the picture {name} has far too many pixels", "Save it smaller; 1,000 pixels wide is plenty"
        ) from None
    except UnidentifiedImageError:  # its text names an object in memory
        raise ImageFault(
            f"the picture {name} is broken or of no known format", "Save it again as JPEG or PNG"
        ) from None
    except FAULTS as error:
        raise ImageFault(
            f"the picture {name} is broken or of no known format ({error})", "Save it again as JPEG or PNG"
        ) from None
    try:
        return _on_white(upright)
    except FAULTS as error:
        raise ImageFault(f"the picture {name} has pixels of a rare kind ({error})", "Save it again as JPEG") from None


def _on_white(upright: Image.Image) -> Image.Image:
    if upright.mode in ("I", "F") or upright.mode.startswith("I;16"):
        # Pillow cuts off all above 255: a scan of 16 bits would be white.
        upright = upright.convert("I").point(lambda shade: shade / 257).convert("L")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        rgba = upright.convert("RGBA")
        white = Image.new("RGB", rgba.size, "white")
        white.paste(rgba, mask=rgba.getchannel("A"))
        return white
    plain = upright.convert("RGB")
    plain.info = {}
    return plain


def _resized(image: Image.Image, width_px: int) -> Image.Image:
    if image.width <= width_px:
        return image
    return image.resize((width_px, max(1, round(image.height * width_px / image.width))), Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _within(
    image: Image.Image, form: str, qualities: tuple[int, ...], budget_bytes: int, name: str, **options: object
) -> bytes:
    """The image at the first quality that keeps to the budget."""
    data = b""
    for quality in qualities:
        data = _encoded(image, form, quality=quality, **options)
        if len(data) <= budget_bytes:
            return data
    raise ImageFault(
        f"the picture {name} has {len(data):,} bytes as {form} at {image.width} px, over the {budget_bytes:,} allowed",
        "Crop it or choose a calmer one, or allow more with `image_budget:` in the page's front matter",
    )
