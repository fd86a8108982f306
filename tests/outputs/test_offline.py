"""What a phone keeps of a language, and the scripts that keep it."""

from __future__ import annotations

import hashlib
import json
import re

import brotli
import pytest
from porchlight.assets import scripts
from porchlight.core.cache import Shelf
from porchlight.core.locale import Language
from porchlight.outputs import offline
from portals import DATE, ROOT, built_portal, catalog

FOLDER = ROOT / "overrides/js"
INDEX = b"\x00\xff\x80index"
PICTURE = '<p class=a><img src=../../assets/img/card-1a2b3c4d.webp srcset="../../assets/img/big-1a2b3c4d.webp"></p>'
SITE = {
    "ar/index.html": "<style>a{b:c}d{e:f}</style><h1>أ</h1><p>نص</p>",
    "ar/card/index.html": f"<style>a{{b:c}}d{{e:f}}</style><h1>ب</h1>{PICTURE}",
    "ar/card/both/index.html": "both",
    "ar/both/index.html": "both",
    "ar/topics/home/index.html": "<h1>topic</h1>",
    "ar/topics/home/print/index.html": "print",
    "ar/card/index.txt": "text",
    "ar/card/qr.svg": "<svg/>",
    "ar/saved-1a2b3c4d.json": "{}",
    "ar/search.1a2b3c4d.bin": INDEX,
    "ar/offline.json": "old",
    "ar/offline.0123456789abcdef.pack": "old",
    "ar-EG/index.html": "another language",
    "en/index.html": "another language",
    "en/search.1a2b3c4d.bin": "another",
    "assets/js/ar/share-1a2b3c4d.js": "share()",
    "assets/js/en/share-1a2b3c4d.js": "share()",
    "assets/js/ar-EG/share-1a2b3c4d.js": "share()",
    "assets/img/card-1a2b3c4d.webp": b"\xffpicture",
    "assets/img/other-1a2b3c4d.webp": "of no page",
    "assets/audio/ar/card.mp3": "sound",
    "embed/ar/card/index.html": "embed",
    "api/v1/ar/card.json": "{}",
    "index.html": "chooser",
    "sw.js": "worker",
}
FILES = {name: text if isinstance(text, bytes) else text.encode() for name, text in SITE.items()}


def packed(tmp_path, files=FILES, tag="ar", names=None, ending="pack"):
    """The manifest and the pack of a language of these files."""
    return offline.pack(names or files, tag, "en", files.__getitem__, DATE, Shelf(tmp_path / "shelf.pickle"), ending)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def unpacked(manifest, data: bytes) -> dict[str, bytes]:
    """The files of a pack, as overrides/js/settings.js takes them out."""
    read = json.loads(data[: manifest["text"]])
    found = {}
    for path in manifest["files"]:
        runs = read["files"].get(path)
        if runs is None:
            _, _, begin, end = manifest["files"][path]
            found[path] = data[begin:end]
        else:
            pairs = zip(runs[::2], runs[1::2], strict=True)
            found[path] = "".join("".join(read["parts"][at : at + many]) for at, many in pairs).encode()
    return found


def test_pages_words_scripts_and_the_index_belong_to_a_language(tmp_path):
    manifest, _ = packed(tmp_path)
    assert list(manifest["files"]) == [
        "ar/card/",
        "ar/",
        "ar/saved-1a2b3c4d.json",
        "ar/search.1a2b3c4d.bin",
        "ar/topics/home/",
        "assets/js/ar/share-1a2b3c4d.js",
        "en/search.1a2b3c4d.bin",
    ]


def test_hashes_tell_of_each_file_and_of_all(tmp_path):
    manifest, data = packed(tmp_path)
    for path, (hash_, weight, *_) in manifest["files"].items():
        own = FILES.get(path) or FILES[f"{path}index.html"]
        assert hash_ == digest(own)
        # Of a few bytes, a quick estimate may come out smaller.
        assert len(brotli.compress(own, quality=11)) - 8 <= weight <= len(own) + 8
    assert manifest["hash"] == digest(data)
    assert manifest["date"].startswith(DATE)
    assert 0.9 * len(brotli.compress(data, quality=11)) <= manifest["bytes"] <= len(data) + 8


def test_a_pack_for_a_host_that_compresses_text_alone_is_the_same_under_another_name(tmp_path):
    text = {name.replace(".bin", ".txt"): data for name, data in FILES.items()}
    manifest, data = packed(tmp_path, text, ending="txt")
    assert manifest["pack"] == f"offline.{manifest['hash']}.txt"
    assert packed(tmp_path)[0]["pack"] == f"offline.{packed(tmp_path)[0]['hash']}.pack"
    assert "ar/search.1a2b3c4d.txt" in manifest["files"]
    assert "ar/card/index.txt" not in manifest["files"]
    assert unpacked(manifest, data)["ar/search.1a2b3c4d.txt"] == INDEX


def test_every_file_comes_out_of_the_pack_as_it_was(tmp_path):
    for path, data in unpacked(*packed(tmp_path)).items():
        assert data == (FILES.get(path) or FILES[f"{path}index.html"])


def test_a_piece_that_pages_share_is_in_the_pack_once(tmp_path):
    _, data = packed(tmp_path)
    assert data.count(b"d{e:f}") == 1


def test_pictures_that_pages_show_are_apart_with_their_bytes(tmp_path):
    manifest, data = packed(tmp_path)
    pictures = manifest["pictures"]
    assert list(pictures["files"]) == ["assets/img/card-1a2b3c4d.webp"], "what srcset names is not in this site"
    assert pictures["bytes"] == len(FILES["assets/img/card-1a2b3c4d.webp"])
    assert b"\xffpicture" not in data


def test_the_same_files_give_the_same_bytes_whatever_their_order(tmp_path):
    first = packed(tmp_path)
    assert packed(tmp_path, names=[*reversed(FILES)]) == first
    assert packed(tmp_path, FILES | {"en/index.html": b"edited"}) == first
    other, _ = packed(tmp_path, FILES | {"ar/index.html": b"edited"})
    assert other["hash"] != first[0]["hash"]
    assert [path for path, file in other["files"].items() if file[:2] != first[0]["files"][path][:2]] == ["ar/"]


def test_a_language_without_anything_has_a_pack_without_anything(tmp_path):
    manifest, data = packed(tmp_path, tag="so", names=[name for name in FILES if not name.startswith("en/")])
    assert manifest["files"] == {}
    assert manifest["pictures"] == {"bytes": 0, "files": type(manifest["pictures"]["files"])()}
    assert unpacked(manifest, data) == {}
    assert manifest["hash"] == digest(data)


def test_weights_are_measured_once(tmp_path):
    shelf = Shelf(tmp_path / "shelf.pickle")
    first, _ = offline.pack(FILES, "ar", "en", FILES.__getitem__, DATE, shelf)
    shelf.save()
    again = Shelf(tmp_path / "shelf.pickle")
    assert offline.pack(FILES, "ar", "en", FILES.__getitem__, DATE, again)[0] == first
    assert not again.changed


def test_the_manifest_is_json_that_says_the_same(tmp_path):
    manifest, _ = packed(tmp_path)
    text = offline.to_json(manifest)
    assert json.loads(text) == manifest
    assert text.endswith("}\n")


WORDS = {"saved": "نسخة {date}", "no_copy": "لا <b>إنترنت</b>", "there_is": "هذه:"}


def language(tag: str, direction: str) -> Language:
    known = Language.__dataclass_fields__
    values = {"tag": tag, "direction": direction}
    return Language(**{name: values.get(name, () if name == "fallback" else "") for name in known})


def test_the_words_of_the_worker_name_the_number_to_call_and_leave_a_place_for_the_list():
    said = json.loads(offline.saved_words(language("ar", "rtl"), WORDS, "911"))
    assert (said["lang"], said["saved"]) == ("ar", "نسخة {date}")
    assert '<html lang="ar" dir="rtl">' in said["page"]
    assert '<a href="tel:911">911</a>' in said["page"]
    assert said["page"].count("{list}") == 1
    assert "tel:" not in json.loads(offline.saved_words(language("ar", "rtl"), WORDS, ""))["page"]


# The scripts


def weight(text: str) -> int:
    """Bytes after brotli 11."""
    return len(brotli.compress(text.encode(), quality=11))


@pytest.mark.parametrize("version", ["1a2b3c4d", ""])
def test_the_worker_is_small(version):
    assert weight(scripts.service_worker(FOLDER, version)) <= 2_000


def test_where_phones_keep_nothing_the_worker_takes_itself_back():
    withdrawn, worker = (scripts.service_worker(FOLDER, version) for version in ("", "1a2b3c4d"))
    assert "unregister" in withdrawn
    assert "fetch" not in withdrawn
    assert "unregister" not in worker
    assert "saved-1a2b3c4d.json" in worker.replace("'+'", "")


PORTAL = {
    "docs/index.md": "# Home\n",
    "docs/card.md": "# Your card\n\nText.\n",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/card.po": catalog(("Your card", "بطاقتكم"), ("Text.", "نص.")),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built_portal(tmp_path_factory.mktemp("portal"), PORTAL)


def test_the_scripts_that_a_phone_can_ever_load_keep_to_their_budget_the_worker_included(site):
    inlined = re.findall(r"<script>(.*?)</script>", (site / "ar/index.html").read_text(encoding="utf-8"), re.S)
    chooser = re.findall(r"<script>(.*?)</script>", (site / "index.html").read_text(encoding="utf-8"), re.S)
    assert (len(inlined), len(chooser)) == (1, 1)
    files = [*(site / "assets/js/ar").iterdir(), site / "sw.js"]
    every = [*inlined, *chooser, *(file.read_text(encoding="utf-8") for file in files)]
    assert sum(map(weight, every)) <= 8_000


def test_a_build_offers_each_language_with_all_of_its_pages(site):
    for tag in ("en", "ar"):
        manifest = json.loads((site / tag / "offline.json").read_text(encoding="utf-8"))
        data = (site / tag / f"offline.{manifest['hash']}.pack").read_bytes()
        assert digest(data) == manifest["hash"]
        assert len(list((site / tag).glob("offline.*.pack"))) == 1
        assert {f"{tag}/", f"{tag}/card/", f"{tag}/search/", f"{tag}/phone/"} <= {*manifest["files"]}
        indexes = [path for path in manifest["files"] if path.endswith(".bin")]
        assert [path.split("/")[0] for path in indexes] == sorted({tag, "en"})
        for path, own in unpacked(manifest, data).items():
            file = site / path
            assert own == (file / "index.html" if path.endswith("/") else file).read_bytes()
        (words,) = [path for path in manifest["files"] if path.endswith(".json")]
        assert words.rpartition("/")[2] in (site / "sw.js").read_text(encoding="utf-8")


def test_a_portal_that_wants_it_so_keeps_nothing_on_phones(tmp_path):
    made = built_portal(tmp_path, PORTAL, "extra:\n  porchlight:\n    offline: false\n")
    assert scripts.service_worker(FOLDER, "") == (made / "sw.js").read_text(encoding="utf-8")
    assert not list(made.rglob("offline.*"))
    page = (made / "en/phone/index.html").read_text(encoding="utf-8")
    assert "data-pack" not in page
    assert not re.search(r"readyState=='complete'&&1\b", page)


def test_a_preview_keeps_nothing_on_phones(tmp_path, monkeypatch):
    monkeypatch.setenv("PORCHLIGHT_PREVIEW", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from portals import MKDOCS, write_files

    write_files(tmp_path, {"mkdocs.yml": MKDOCS, **PORTAL})
    config = load_config(str(tmp_path / "mkdocs.yml"))
    plugin = config.plugins["porchlight"]
    plugin.config.jobs, plugin.config.today, plugin.config.preview, plugin.say = 1, DATE, True, lambda line: None
    build(config)
    assert scripts.service_worker(FOLDER, "") == (tmp_path / "site/sw.js").read_text(encoding="utf-8")
    assert not list((tmp_path / "site").rglob("offline.*"))
