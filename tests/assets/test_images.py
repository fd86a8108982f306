"""Pictures: small, upright, without metadata, and every fault a clear line."""

from __future__ import annotations

import io
import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from porchlight.assets import images
from porchlight.assets.images import ImageFault, picture

WEBP_BYTES, JPEG_BYTES = 8_000, 12_000
ORIENTATION, GPS, MAKE, DESCRIPTION = 0x0112, 0x8825, 0x010F, 0x010E
NAME = "assets/photo.jpg"


def calm(size=(1200, 800), mode="RGB"):
    """A picture of soft gradients, which compress well."""
    return Image.linear_gradient("L").resize(size).convert(mode)


def noise(size):
    """A picture that hardly compresses, the same one every time."""
    return Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))


def encoded(image, form="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def make(folder, data, name=NAME, webp=WEBP_BYTES, jpeg=JPEG_BYTES):
    """The picture of a file with these bytes, and the bytes of its output files by name."""
    source = folder / "docs" / name
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(data)
    made = picture(source, name, folder / "out", folder / "kept", webp, jpeg)
    return made, {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


def fault_of(folder, data, name=NAME, **budgets):
    """The line that an editor reads where this file stands in line 3 of a page."""
    with pytest.raises(ImageFault) as caught:
        make(folder, data, name, **budgets)
    assert not (folder / "out").exists()
    line = str(caught.value.problem("docs/page.md", 3))
    assert re.fullmatch(rf"docs/page\.md:3: [^\n]*{re.escape(name)}[^\n]*[^.]\. [A-Z][^\n]*[^.]\.", line), line
    assert "0x" not in line
    return line


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_photo_becomes_a_webp_a_jpeg_and_a_larger_jpeg_within_their_budgets(tmp_path):
    made, files = make(tmp_path, encoded(calm()))
    assert set(files) == {made.webp, made.small, made.large}
    assert len(files[made.webp]) == made.small_bytes <= WEBP_BYTES
    assert len(files[made.small]) <= JPEG_BYTES
    assert len(files[made.large]) == made.large_bytes
    assert (opened(files[made.webp]).format, opened(files[made.small]).format) == ("WEBP", "JPEG")
    assert opened(files[made.webp]).size == opened(files[made.small]).size == (made.width_px, made.height_px)
    assert (made.width_px, made.height_px) == (320, 213)
    assert opened(files[made.large]).size == (960, 640)


@pytest.mark.parametrize("size", [(320, 200), (40, 30), (1, 1)])
def test_a_small_picture_keeps_its_size_and_has_no_larger_one(tmp_path, size):
    made, files = make(tmp_path, encoded(calm(size)))
    assert (made.width_px, made.height_px) == size
    assert made.large == ""
    assert len(files) == 2


def test_a_very_flat_picture_keeps_a_height(tmp_path):
    made, _ = make(tmp_path, encoded(calm((3000, 2))))
    assert (made.width_px, made.height_px) == (320, 1)


def test_the_quality_goes_down_until_a_busy_picture_fits(tmp_path):
    data = encoded(noise((320, 60)), quality=95)
    best, files = make(tmp_path / "best", data, webp=200_000, jpeg=200_000)
    webp, jpeg = len(files[best.webp]), len(files[best.small])
    smaller, files = make(tmp_path / "smaller", data, webp=webp - 1, jpeg=jpeg - 1)
    assert len(files[smaller.webp]) < webp
    assert len(files[smaller.small]) < jpeg


def test_below_the_floor_of_quality_a_picture_is_a_fault_and_not_a_blur(tmp_path):
    data = encoded(noise((320, 60)), quality=95)
    size = {
        "WEBP": len(encoded(opened(data), "WEBP", quality=images.WEBP_QUALITIES[-1], method=6)),
        "JPEG": len(
            encoded(opened(data), "JPEG", quality=images.JPEG_QUALITIES[-1], progressive=True, optimize=True),
        ),
    }
    made, files = make(tmp_path / "fits", data, webp=size["WEBP"], jpeg=size["JPEG"])
    assert (len(files[made.webp]), len(files[made.small])) == (size["WEBP"], size["JPEG"])
    line = fault_of(tmp_path / "webp", data, webp=size["WEBP"] - 1)
    assert f"{size['WEBP']:,} bytes as WEBP at 320 px, over the {size['WEBP'] - 1:,} allowed" in line
    line = fault_of(tmp_path / "jpeg", data, webp=size["WEBP"], jpeg=size["JPEG"] - 1)
    assert f"{size['JPEG']:,} bytes as JPEG" in line
    assert "image_budget:" in line


@pytest.mark.parametrize(("form", "name"), [("JPEG", NAME), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_no_output_file_tells_where_or_with_what_a_photo_was_taken(tmp_path, form, name):
    exif = Image.Exif()
    exif[MAKE], exif[DESCRIPTION] = "SecretCamera", "SecretPlace"
    exif.get_ifd(GPS).update({1: "N", 2: (45.0, 25.0, 17.0), 3: "W", 4: (75.0, 41.0, 24.0)})
    data = encoded(calm(), form, exif=exif)
    assert opened(data).getexif().get_ifd(GPS), "the test picture must hold a place"
    _, files = make(tmp_path, data, name)
    assert len(files) == 3
    for content in files.values():
        with opened(content) as image:
            assert not dict(image.getexif())
            assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)
        assert b"Secret" not in content
        assert b"Exif" not in content


def test_comments_and_xmp_of_a_photo_are_gone_too(tmp_path):
    data = encoded(calm(), comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>")
    assert b"SecretComment" in data
    _, files = make(tmp_path, data)
    assert not any(b"Secret" in content for content in files.values())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(tmp_path, orientation):
    upright = Image.new("RGB", (600, 400), "blue")
    upright.paste("red", (0, 0, 300, 200))
    # What a phone saves: the picture turned, and a note of how to turn it back.
    turned = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[orientation]
    saved = upright
    for turn in turned:
        saved = saved.transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    made, files = make(tmp_path, encoded(saved, quality=95, exif=exif))
    assert (made.width_px, made.height_px) == (320, 213)
    for content in files.values():
        with opened(content) as image:
            red, _, blue = image.convert("RGB").getpixel((image.width // 4, image.height // 4))
            assert red > 200 > 60 > blue
            red, _, blue = image.convert("RGB").getpixel((image.width * 3 // 4, image.height * 3 // 4))
            assert blue > 200 > 60 > red


def _see_through(mode):
    if mode == "P":
        image = Image.new("P", (80, 60), 0)
        image.putpalette([0, 0, 0, 255, 0, 0])
        return encoded(image, "PNG", transparency=0)
    return encoded(Image.new(mode, (80, 60), (0, 0) if mode == "LA" else (0, 0, 0, 0)), "PNG")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white_and_not_black(tmp_path, mode):
    made, files = make(tmp_path, _see_through(mode), "logo.png")
    for file in (made.small, made.webp):
        assert min(opened(files[file]).convert("RGB").getpixel((40, 30))) > 250


@pytest.mark.parametrize(
    ("mode", "form", "name"),
    [
        ("L", "JPEG", NAME),
        ("CMYK", "JPEG", NAME),
        ("1", "PNG", "scan.png"),
        ("I;16", "PNG", "scan.png"),
        ("F", "TIFF", "scan.tif"),
        ("LAB", "TIFF", "scan.tif"),
    ],
)
def test_every_kind_of_pixels_that_can_be_opened_is_shown_or_told(tmp_path, mode, form, name):
    image = Image.new(mode, (50, 40))
    try:
        _, files = make(tmp_path, encoded(image, form), name)
    except ImageFault as fault:
        assert name in fault.what
    else:
        assert all(opened(content).convert("RGB").size == (50, 40) for content in files.values())


def test_a_scan_of_sixteen_bits_keeps_its_shades(tmp_path):
    image = Image.new("I;16", (60, 40), 0x8000)
    made, files = make(tmp_path, encoded(image, "PNG"), "scan.png")
    assert opened(files[made.small]).convert("L").getpixel((30, 20)) == pytest.approx(128, abs=4)


def test_the_first_frame_of_a_moving_picture_is_shown(tmp_path):
    red, blue = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    data = encoded(red, "GIF", save_all=True, append_images=[blue])
    made, files = make(tmp_path, data, "moving.gif")
    assert opened(files[made.small]).getpixel((5, 5))[0] > 200


def test_fifty_megapixels_are_refused_before_they_are_decoded(tmp_path):
    data = encoded(Image.new("1", (10_000, 5_000)), "PNG")
    line = fault_of(tmp_path, data, "poster.png")
    assert "has 50 megapixels, over the 40 allowed" in line


def test_a_decompression_bomb_is_refused(tmp_path):
    # The header alone: a test need not draw four thousand megapixels.
    data = bytearray(encoded(Image.new("1", (8, 8)), "BMP"))
    data[18:26] = (65_000).to_bytes(4, "little") * 2
    assert "pixels" in fault_of(tmp_path, bytes(data), "bomb.bmp")


def test_a_picture_higher_than_its_format_allows_is_told(tmp_path):
    data = encoded(Image.new("L", (50, 17_000)), "PNG")
    assert "17,000" in fault_of(tmp_path, data, "roll.png")


def test_a_truncated_photo_is_told(tmp_path):
    data = encoded(calm())
    assert "broken" in fault_of(tmp_path, data[: len(data) // 2])


def test_an_empty_file_is_told(tmp_path):
    fault_of(tmp_path, b"")


def test_a_text_file_named_jpg_is_told_in_plain_words(tmp_path):
    line = fault_of(tmp_path, b"This is my landlord's phone number.\n")
    assert "broken or of no known format. Save it again as JPEG or PNG." in line


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ImageFault) as caught:
        picture(tmp_path / "no.jpg", "assets/no.jpg", tmp_path / "out", tmp_path / "kept", WEBP_BYTES, JPEG_BYTES)
    assert str(caught.value.problem("docs/a.md", 7)) == (
        "docs/a.md:7: the picture assets/no.jpg cannot be read (No such file or directory). "
        "Put it there, or correct the address."
    )


def test_a_folder_in_place_of_a_picture_is_told(tmp_path):
    with pytest.raises(ImageFault, match="cannot be read"):
        picture(tmp_path, "assets", tmp_path / "out", tmp_path / "kept", WEBP_BYTES, JPEG_BYTES)


SOUND = {
    "JPEG": encoded(calm((40, 30))),
    "PNG": encoded(calm((40, 30), "RGBA"), "PNG"),
    "GIF": encoded(calm((40, 30)), "GIF"),
    "WEBP": encoded(calm((40, 30)), "WEBP"),
    "BMP": encoded(calm((40, 30)), "BMP"),
    "TIFF": encoded(calm((40, 30)), "TIFF"),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(SOUND)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8), st.data())
def test_damaged_files_are_shown_or_told_and_never_stop_with_a_traceback(tmp_path, form, changes, data):
    content = bytearray(SOUND[form])
    for place, value in changes:
        content[int(place * (len(content) - 1))] = value
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        made, _ = images._photograph(bytes(content), "a.png", "0" * 32, 200_000, 200_000)
    except ImageFault as fault:
        assert "a.png" in fault.what
        assert "0x" not in fault.what
    else:
        assert made.width_px >= 1


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="640" height="320"', (320, 160)),
        ('width="64px" height="32px"', (64, 32)),
        ('viewBox="0 0 640 480"', (320, 240)),
        ("viewBox='0 0 640 480'", (320, 240)),
        ("width = '100' height = '50'", (100, 50)),
        ('viewBox="0,0,200,100"', (200, 100)),
        ('viewBox="-10 -10 200 100"', (200, 100)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ('width="10mm" height="5mm" viewBox="0 0 30 20"', (30, 20)),
        ('stroke-width="2" width="24" height="24"', (24, 24)),
        ('stroke-width="2" viewBox="0 0 24 24"', (24, 24)),
        ('width="4000" height="1"', (320, 1)),
    ],
)
def test_a_drawing_is_published_as_it_is_with_its_size(tmp_path, attributes, size):
    data = SVG.format(attributes).encode()
    made, files = make(tmp_path, data, "assets/Map of Town.svg")
    assert (made.width_px, made.height_px) == size
    assert files == {made.small: data}
    assert made.small.startswith("map-of-town-")
    assert (made.webp, made.large, made.small_bytes) == ("", "", len(data))


def test_a_drawing_may_begin_with_a_declaration_and_comments(tmp_path):
    begin = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <svg width="1" height="1"> -->\n'
    made, _ = make(tmp_path, (begin + SVG.format('width="60" height="30"')).encode(), "a.svg")
    assert (made.width_px, made.height_px) == (60, 30)


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="100"',
        'width="100%" height="100%"',
        'viewBox="0 0 0 0"',
        'width="0" height="0"',
        'width="1.2.3" height="4"',
        'viewBox="0 0 . 9"',
        'viewBox="0 0 9"',
        'viewBox="0 0 nan inf"',
    ],
)
def test_a_drawing_without_a_size_is_told(tmp_path, attributes):
    assert "has no size" in fault_of(tmp_path, SVG.format(attributes).encode(), "assets/map.svg")


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xfe\x00", b"<html><body>404</body></html>", b'<svg viewBox="0 0 9 9"']
)
def test_what_is_no_drawing_is_told(tmp_path, data):
    assert "is no SVG drawing" in fault_of(tmp_path, data, "assets/map.svg")


def test_a_huge_drawing_is_told_with_its_size(tmp_path):
    data = SVG.format('viewBox="0 0 9 9"').encode() + b" " * 1_000_000
    assert "has 1,000,085 bytes, over the 8,000 allowed" in fault_of(tmp_path, data, "assets/map.svg")


def test_the_same_picture_gives_the_same_names_and_bytes(tmp_path):
    data = encoded(noise((700, 100)), quality=40)
    one = make(tmp_path / "one", data, webp=90_000, jpeg=90_000)
    other = make(tmp_path / "other", data, webp=90_000, jpeg=90_000)
    assert one == other


def test_two_pictures_of_one_name_in_two_folders_are_kept_apart(tmp_path):
    one, _ = make(tmp_path, encoded(calm((50, 40))), "health/photo.jpg")
    other, files = make(tmp_path, encoded(calm((60, 40))), "work/photo.jpg")
    assert len({one.small, one.webp, other.small, other.webp}) == len(files) == 4


def test_a_changed_picture_gets_a_new_name(tmp_path):
    one, _ = make(tmp_path / "one", encoded(calm((50, 40))))
    other, _ = make(tmp_path / "other", encoded(calm((50, 41))))
    assert one.small != other.small


def test_a_picture_made_before_is_not_made_again(tmp_path):
    data = encoded(calm())
    made, _ = make(tmp_path, data)
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    (tmp_path / "kept" / made.webp).write_bytes(b"kept")
    again, files = make(tmp_path, data)
    assert again == made
    assert files[made.webp] == b"kept"
    assert len(files) == 3


def test_a_cache_that_lost_a_file_or_is_damaged_is_made_anew(tmp_path):
    data = encoded(calm())
    made, files = make(tmp_path, data)
    (tmp_path / "kept" / made.small).unlink()
    for note in (tmp_path / "kept").glob("*.json"):
        note.write_text("{")
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    assert make(tmp_path, data) == (made, files)


def test_another_budget_makes_another_picture(tmp_path):
    data = encoded(noise((320, 60)), quality=95)
    wide, _ = make(tmp_path, data, webp=200_000, jpeg=200_000)
    narrow, _ = make(tmp_path, data, webp=wide.small_bytes - 1, jpeg=200_000)
    assert narrow.small_bytes < wide.small_bytes
    assert narrow.webp != wide.webp
