"""Recordings are found, measured without being played, and offered only where they can be."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from mutagen.ogg import OggPage
from porchlight.assets.audio import Recording, read_recordings

FRAME_BYTES, FRAME_SAMPLES = 104, 1152  # MPEG-1 layer III, 32 kbit/s, 44.1 kHz


def mp3(seconds: float = 1) -> bytes:
    """Silence: frames with a header (ISO/IEC 11172-3, 2.4.1.3) and nothing in them."""
    frame = b"\xff\xfb\x10\xc0" + bytes(FRAME_BYTES - 4)
    return frame * round(seconds * 44_100 / FRAME_SAMPLES)


def opus(seconds: float = 1) -> bytes:
    """Silence: the two headers of RFC 7845, and one page whose position says how long it is."""
    skipped = 312
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, skipped, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    position = round(seconds * 48_000) + skipped
    pages = []
    for n, (packet, at) in enumerate([(head, 0), (tags, 0), (b"\xf8\xff\xfe", position)]):
        page = OggPage()
        page.packets, page.position, page.sequence, page.serial = [packet], at, n, 7
        page.first, page.last = n == 0, n == 2
        pages.append(page.write())
    return b"".join(pages)


def wav() -> bytes:
    """A second of silence as many a phone's recorder saves it."""
    data = bytes(8_000)
    form = struct.pack("<HHIIHH", 1, 1, 8_000, 8_000, 1, 8)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def recordings(docs: Path, contents: dict[str, bytes]) -> tuple[list[Recording], list[str]]:
    for name, data in contents.items():
        file = docs / "audio" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    found, problems = read_recordings(docs, ["en", "ar", "zh-Hans"], ["index", "housing", "health/card"])
    return found, [str(problem) for problem in problems]


def test_an_mp3_is_found_with_its_page_its_language_its_length_and_its_size(tmp_path):
    data = mp3(2)
    found, problems = recordings(tmp_path, {"ar/housing.mp3": data})
    assert problems == []
    (one,) = found
    assert (one.page, one.tag, one.type) == ("housing", "ar", "audio/mpeg")
    assert one.seconds == pytest.approx(2, abs=0.05)
    assert one.size_bytes == len(data)
    assert (one.source, one.path) == ("audio/ar/housing.mp3", "assets/audio/ar/housing.mp3")


def test_opus_is_measured_too(tmp_path):
    found, problems = recordings(tmp_path, {"zh-Hans/health/card.opus": opus(90)})
    assert problems == []
    (one,) = found
    assert (one.page, one.tag, one.type) == ("health/card", "zh-Hans", "audio/ogg; codecs=opus")
    assert one.seconds == pytest.approx(90)


def test_the_lighter_kind_comes_first_since_browsers_take_the_first_they_can_play(tmp_path):
    found, _ = recordings(
        tmp_path, {"ar/housing.mp3": mp3(), "ar/housing.opus": opus(), "en/housing.mp3": mp3(), "en/index.opus": opus()}
    )
    assert [one.source for one in found] == [
        "audio/ar/housing.opus",
        "audio/en/index.opus",
        "audio/ar/housing.mp3",
        "audio/en/housing.mp3",
    ]


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path):
    found, problems = recordings(tmp_path, {"ar/housing.MP3": mp3()})
    assert problems == []
    assert (found[0].page, found[0].path) == ("housing", "assets/audio/ar/housing.MP3")


def test_a_portal_without_recordings_has_none(tmp_path):
    assert read_recordings(tmp_path, ["en"], ["index"]) == ([], [])


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("ar/housing.mp3", b"", "this recording is broken. Save it as .mp3 again."),
        ("ar/housing.mp3", b"no sound at all", "this recording is broken. Save it as .mp3 again."),
        ("ar/housing.mp3", mp3()[: FRAME_BYTES // 2], "this recording is broken. Save it as .mp3 again."),
        ("ar/housing.opus", b"OggS and no more", "this recording is broken. Save it as .opus again."),
        ("ar/housing.opus", opus()[:40], "this recording is broken. Save it as .opus again."),
        ("ar/housing.opus", opus(0), "this recording is broken. Save it as .opus again."),
        ("ar/housing.mp3", wav(), "this recording is broken. Save it as .mp3 again."),
        ("ar/housing.mp3", opus(), "this recording is broken. Save it as .mp3 again."),
        ("ar/housing.opus", mp3(), "this recording is broken. Save it as .opus again."),
        (
            "ar/housing.wav",
            wav(),
            "this is no recording that phones can play. Save it as .opus or .mp3, or move it out of docs/audio.",
        ),
        (
            "ar/housing",
            mp3(),
            "this is no recording that phones can play. Save it as .opus or .mp3, or move it out of docs/audio.",
        ),
        (
            "zh-hans/housing.mp3",
            mp3(),
            'there is no language "zh-hans" in this portal (did you mean "zh-Hans"?). '
            "Put it into the folder of its language, docs/audio/<tag>/.",
        ),
        (
            "housing.mp3",
            mp3(),
            "this recording does not say which language it is in. "
            "Put it into the folder of its language, docs/audio/<tag>/.",
        ),
        (
            "ar/houses.mp3",
            mp3(),
            'there is no page "houses" (did you mean "housing"?). Name the recording as its page is named.',
        ),
        (
            "ar/card.mp3",
            mp3(),
            'there is no page "card" (did you mean "health/card"?). Name the recording as its page is named.',
        ),
    ],
)
def test_a_recording_that_cannot_be_offered_is_one_clear_line(tmp_path, name, data, problem):
    assert recordings(tmp_path, {name: data}) == ([], [f"docs/audio/{name}: {problem}"])


def test_one_faulty_recording_costs_no_other(tmp_path):
    found, problems = recordings(tmp_path, {"ar/housing.mp3": b"", "ar/index.mp3": mp3()})
    assert [one.page for one in found] == ["index"]
    assert len(problems) == 1
