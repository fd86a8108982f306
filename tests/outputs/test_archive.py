"""Archives."""

from __future__ import annotations

import zipfile

from porchlight.outputs.archive import write_zip

FILES = [("index.html", b"<p>x"), ("ar/index.html", "مرحبا".encode()), ("assets/ü.svg", b"<svg/>")]


def test_an_archive_unpacks_into_one_folder(tmp_path):
    write_zip(tmp_path / "a.zip", "first-steps", FILES, "2026-11-22")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "first-steps/ar/index.html",
            "first-steps/assets/ü.svg",
            "first-steps/index.html",
        ]
        assert archive.read("first-steps/ar/index.html").decode() == "مرحبا"
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}


def test_the_order_files_come_in_does_not_matter(tmp_path):
    write_zip(tmp_path / "a.zip", "x", FILES, "2026-11-22")
    write_zip(tmp_path / "b.zip", "x", reversed(FILES), "2026-11-22")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_day_before_there_were_archives_is_no_fault(tmp_path):
    write_zip(tmp_path / "a.zip", "x", FILES, "1970-01-01")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.infolist()[0].date_time[:3] == (1980, 1, 1)
