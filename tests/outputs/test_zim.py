"""ZIM files: what they say of themselves, what they hold, what search finds in them."""

from __future__ import annotations

import builtins
import importlib
import io
import shutil
import sys

import pytest
from PIL import Image
from porchlight.outputs import zim
from porchlight.outputs.zim import About, Entry, icon, mimetype, shortened, verdict, write_zim

libzim = pytest.importorskip("libzim", reason="libzim is not to be had for this system")

ABOUT = About(
    name="first-steps_ar",
    title="الخطوات الأولى",
    description="Help",
    languages=("ar",),
    date="2026-11-22",
    creator="First Steps",
    source="https://portal.example/",
    main="ar/index.html",
    icon=icon("#0b4f6c"),
)


def page(words, body=""):
    return f"<!doctype html><html lang=ar><title>{words}</title><body><p>{words}</p>{body}</body></html>".encode()


ENTRIES = [
    Entry("ar/index.html", page("بيت", "<a href=doctor/index.html>x</a><a href=tel:911>y</a>"), "بيت", "بيت home"),
    Entry("ar/doctor/index.html", page("الطبيب"), "الطبيب", "كيف تزورون الطبيب"),
    Entry("ar/doctor/both/index.html", page("الطبيب doctor"), "الطبيب"),
    Entry("assets/js/ar/checklist.js", b"var a = 1"),
    Entry("assets/js/en/checklist.js", b"var a = 1"),
]


def made(path, entries=ENTRIES, **said):
    write_zim(path, About(**{**vars(ABOUT), **said}), entries)
    from libzim.reader import Archive

    return Archive(path)


def found(archive, words):
    from libzim.search import Query, Searcher

    search = Searcher(archive).search(Query().set_query(words))
    return list(search.getResults(0, 10))


@pytest.fixture
def archive(tmp_path):
    return made(tmp_path / "a.zim")


def test_it_says_what_it_is(archive):
    said = {key: archive.get_metadata(key).decode() for key in archive.metadata_keys if "Illustration" not in key}
    assert said.items() >= {
        "Name": "first-steps_ar", "Title": "الخطوات الأولى", "Description": "Help", "Language": "ara", "Creator": "First Steps",
        "Publisher": "First Steps", "Date": "2026-11-22", "Source": "https://portal.example/",
    }.items()  # fmt: skip
    assert "_ftindex:yes" in said["Tags"]
    assert archive.main_entry.get_item().path == "ar/index.html"
    picture = Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content)))
    assert (picture.format, picture.size) == ("PNG", (48, 48))


def test_search_finds_what_pages_say_and_not_what_they_repeat(archive):
    assert found(archive, "الطبيب") == ["ar/doctor/index.html"]
    assert found(archive, "home") == ["ar/index.html"]
    assert found(archive, "doctor") == [], "it stands only on a page that says again what another says"


def test_the_sites_own_addresses_lead_to_the_pages(archive):
    entry = archive.get_entry_by_path("ar/doctor/")
    assert entry.is_redirect
    assert entry.get_redirect_entry().path == "ar/doctor/index.html"


def test_the_same_script_in_two_languages_is_there_once(archive):
    assert not archive.get_entry_by_path("assets/js/ar/checklist.js").is_redirect
    assert archive.get_entry_by_path("assets/js/en/checklist.js").is_redirect


def test_the_same_input_gives_the_same_bytes_and_other_input_another_identifier(tmp_path, archive):
    again = made(tmp_path / "b.zim")
    assert (tmp_path / "a.zim").read_bytes() == (tmp_path / "b.zim").read_bytes()
    assert archive.uuid == again.uuid
    assert made(tmp_path / "c.zim", date="2026-11-23").uuid != archive.uuid


def test_several_languages_are_all_named(tmp_path):
    archive = made(tmp_path / "m.zim", languages=("en", "zh-Hans", "fa-AF", "fa", "ckb", "ti"))
    assert archive.get_metadata("Language").decode() == "eng,zho,fas,ckb,tir"
    assert found(archive, "الطبيب") == ["ar/doctor/index.html"]


@pytest.mark.parametrize(
    ("tag", "code"),
    {
        "en": "eng", "fr": "fra", "zh-Hans": "zho", "fa-AF": "fas", "uk": "ukr", "ckb": "ckb", "rhg-Latn": "rhg", "sw": "swa",
        "xx": "und", "x-y": "und",
    }.items(),
)  # fmt: skip
def test_a_language_has_its_three_letters(tag, code):
    assert zim.iso_639_3(tag) == code


def test_titles_and_descriptions_are_cut_between_words():
    assert shortened("First Steps", 30) == "First Steps"
    assert shortened("Help for people who have just arrived", 20) == "Help for people who…"
    assert shortened("Help for people", 9) == "Help for…"
    assert shortened("x" * 90, 80) == "x" * 79 + "…"
    assert shortened(" a \n b ", 30) == "a b"


def test_a_very_long_name_is_no_fault(tmp_path):
    archive = made(tmp_path / "l.zim", title="Steps " * 40, description="", source="")
    assert len(archive.get_metadata("Title").decode()) <= 30
    assert len(archive.get_metadata("Description").decode()) <= 80
    assert "Source" not in archive.metadata_keys


def test_kinds_of_files_do_not_depend_on_the_machine():
    known = {"a.html": "text/html", "a.js": "text/javascript", "a.svg": "image/svg+xml", "a.JPG": "image/jpeg"}
    known |= {"a.bin": "application/octet-stream", "a.opus": "audio/ogg", "a.strange": "application/octet-stream"}
    assert {name: mimetype(name) for name in known} == known


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OSError):
        made(tmp_path / "nowhere" / "a.zim")


def test_nothing_is_said_on_the_way(tmp_path, capfd):
    write_zim(tmp_path / "a.zim", About(**{**vars(ABOUT), "languages": ("uk",)}), ENTRIES)
    told = capfd.readouterr()
    assert (told.out, told.err) == ("", "")


def test_packages_that_are_missing_are_named(monkeypatch):
    assert zim.missing() == []
    monkeypatch.setattr(zim.importlib.util, "find_spec", lambda name: None)
    assert zim.missing() == ["libzim", "langcodes"]


def test_importing_the_engine_does_not_need_libzim(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.partition(".")[0] in zim.PACKAGES:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "porchlight.outputs.zim")
    assert importlib.import_module("porchlight.outputs.zim").mimetype("a.html") == "text/html"


def test_zimcheck_finds_no_fault(tmp_path, archive):
    if not shutil.which("zimcheck"):
        pytest.skip("zimcheck is not installed; scripts/test.py installs it on Debian and Ubuntu")
    assert verdict([tmp_path / "a.zim"]).startswith("zimcheck: 1 ZIM file, no fault")
    texts = [Entry("ar/index.html", page("x", "<a href='sms:?body=x'>x</a>"), "x", "x")]
    made(tmp_path / "s.zim", texts)
    assert "no fault" in verdict([tmp_path / "a.zim", tmp_path / "s.zim"]), "a link to a text message is no path"


def test_zimchecks_findings_are_told_in_a_line(tmp_path, archive):
    if not shutil.which("zimcheck"):
        pytest.skip("zimcheck is not installed; scripts/test.py installs it on Debian and Ubuntu")
    made(tmp_path / "b.zim", [Entry("ar/index.html", page("x", '<a href="gone/">x</a>'), "x", "x")])
    told = verdict([tmp_path / "a.zim", tmp_path / "b.zim"])
    assert told.startswith("zimcheck: b.zim: ERROR url_internal ar/index.html gone")
    assert "\n" not in told


def test_a_missing_zimcheck_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert verdict([tmp_path / "a.zim"]) == (
        "zimcheck is not installed, so nothing has checked the ZIM files (Debian: zim-tools)"
    )
