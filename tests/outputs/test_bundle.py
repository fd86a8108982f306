"""What of a built site is taken along, and what becomes of it."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import zipfile
from urllib.parse import unquote

import pytest
from porchlight import portal as whole
from porchlight.outputs import bundle, zim
from porchlight.outputs.relink import target
from portals import DATE, Page, built_portal, catalog, folders_of, run_script, settings_of

HOME = "# Home\n\nRead [see a doctor](health/doctor.md).\n"
DOCTOR = "---\ntitle: See a doctor\ncontacts: [clinic]\n---\n\nTake your [card](../card.md) with you.\n"
CARD = "# Your card\n\n![A card](card.svg)\n\nFill in the [form](assets/form.pdf).\n"
PORTAL = {
    "docs/index.md": HOME,
    "docs/health/doctor.md": DOCTOR,
    "docs/card.md": CARD,
    "docs/card.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>',
    "docs/assets/form.pdf": b"%PDF-1.4",
    "docs/contacts/c.yml": "clinic:\n  name: Clinic\n  email: a@b.example\n",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/health/doctor.po": catalog(
        ("See a doctor", "زيارة الطبيب"), ("Take your [card](1) with you.", "خذوا [البطاقة](1) معكم.")
    ),
    "translations/ar/site.po": catalog(("First Steps", "الخطوات الأولى")),
}
INDEX = b"\x00\xffindex"
SETTINGS = "site_url: https://portal.example/\n"


def taken(project, kinds, only=()):
    """Bundles of a built portal; what was said of them."""
    settings = settings_of(site_url="https://portal.example/")
    portal, _ = whole.read(folders_of(project), settings, False, DATE)
    return list(bundle.write_bundles(portal, project / "site", only, kinds))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portal")
    site = built_portal(folder, PORTAL, SETTINGS)
    (site / "ar/search.1a2b3c4d.bin").write_bytes(INDEX)
    return folder


@pytest.fixture(scope="module")
def unpacked(project):
    """Files of the archive by path below its folder."""
    told = taken(project, ["zip"])
    assert [line.partition(":")[0] for line in told] == [f"bundles/first-steps-{DATE}.zip"]
    with zipfile.ZipFile(project / f"bundles/first-steps-{DATE}.zip") as archive:
        return {name.removeprefix("first-steps/"): archive.read(name) for name in archive.namelist()}


def pages(files):
    return {name: Page(data.decode()) for name, data in files.items() if name.endswith(".html")}


def test_readers_pages_and_what_they_show_are_taken_along_and_nothing_for_machines(unpacked):
    assert {"index.html", "ar/index.html", "en/health/doctor/index.html", "ar/health/doctor/both/index.html"} <= set(
        unpacked
    )
    assert "assets/form.pdf" in unpacked
    assert any(name.startswith("assets/img/card-") for name in unpacked)
    assert any(name.startswith("assets/js/ar/") for name in unpacked)
    strays = [name for name in unpacked if name.startswith(("api/", "embed/", "status/", "handbook/"))]
    strays += [name for name in unpacked if name.endswith((".txt", ".xml", ".br", ".json", ".bin")) or "404" in name]
    assert not strays


def test_every_address_in_the_archive_is_a_file_of_it(unpacked):
    lost = []
    for name, page in pages(unpacked).items():
        for _, said, _ in page.elements:
            for key in ("href", "src", "srcset", "action"):
                path = target(name, said.get(key) or "")
                if path is not None and path not in unpacked:
                    lost.append((name, said[key]))
    assert not lost


def test_links_to_the_live_site_stay_where_they_say_so(unpacked):
    page = Page(unpacked["ar/health/doctor/index.html"].decode())
    assert page.all("link", rel="canonical")[0][0]["href"] == "https://portal.example/ar/health/doctor/"


def test_a_search_index_becomes_a_script(unpacked):
    text = unpacked["ar/search.1a2b3c4d.bin.js"].decode()
    assert f'"search.1a2b3c4d.bin","{base64.b64encode(INDEX).decode()}",' in text
    assert '"health/doctor/": "' in text, "the words of pages, to show where the query stands"


def test_the_policy_stays_and_counts_files_beside_the_page_as_its_own(unpacked):
    for name, page in pages(unpacked).items():
        policy = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        assert "'self' file:" in policy[0][0]["content"], name
        assert page.all("body")[0][0]["data-bundle"] == "zip"


@pytest.mark.parametrize(
    ("name", "kept"),
    {
        "index.html": True, "404.html": False, "robots.txt": False, "sitemap.xml": False, "sw.js": False,
        "api/v1/index.json": False, "embed/ar/a/index.html": False, "handbook/index.html": False, "ar/index.html": True,
        "ar/a/index.html": True, "ar/a/qr.svg": True, "ar/a/index.txt": False, "ar/search.1a2b3c4d.bin": True,
        "ar/offline.1a.pack": False, "fr/index.html": False, "assets/js/ar/x.js": True, "assets/js/ar/x.js.br": False,
        "assets/a/form.pdf": True,
    }.items(),
)  # fmt: skip
def test_each_kind_of_file(name, kept):
    assert bundle.carried([name], ["ar", "en"]) == [name] * kept


@pytest.mark.parametrize(
    ("name", "file"),
    {
        "First Steps": "first-steps", "  A & B/..\\c ": "a-b-c", "Перші кроки": "перші-кроки", "हिन्दी में": "हिन्दी-में", "🏠": "portal",
        "Straße_1": "strasse-1",
    }.items(),
)  # fmt: skip
def test_a_portals_name_names_its_bundles(name, file):
    assert bundle.slug(name) == file


def test_the_same_site_gives_the_same_archive(project, unpacked, tmp_path):
    before = (project / f"bundles/first-steps-{DATE}.zip").read_bytes()
    shutil.copytree(project, tmp_path / "elsewhere")
    taken(tmp_path / "elsewhere", ["zip"])
    assert (tmp_path / f"elsewhere/bundles/first-steps-{DATE}.zip").read_bytes() == before


def test_only_the_languages_that_were_built_are_taken(project, tmp_path):
    shutil.copytree(project, tmp_path / "p")
    taken(tmp_path / "p", ["zip"], ["ar"])
    with zipfile.ZipFile(tmp_path / f"p/bundles/first-steps-{DATE}.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("first-steps/en/")]
        menu = Page(archive.read("first-steps/ar/health/doctor/index.html").decode()).all("a", lang="en")
    assert menu[0][0]["href"] == "https://portal.example/en/health/doctor/", "the other language is on the live site"


def test_without_kinds_nothing_is_made(project, tmp_path):
    shutil.copytree(project, tmp_path / "p", ignore=shutil.ignore_patterns("bundles"))
    assert taken(tmp_path / "p", []) == []
    assert not (tmp_path / "p/bundles").exists()


def test_a_site_that_is_not_there_and_a_place_that_cannot_be_written_are_told(project, tmp_path):
    shutil.copytree(project, tmp_path / "p", ignore=shutil.ignore_patterns("bundles"))
    (tmp_path / "p/bundles").write_text("in the way")
    with pytest.raises(OSError, match=r"File exists.*bundles"):
        taken(tmp_path / "p", ["zip"])
    shutil.rmtree(tmp_path / "p/site")
    with pytest.raises(OSError, match="there is no built site"):
        taken(tmp_path / "p", ["zip"])


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a disk of a fixed size can only be mounted by root on Linux"
)
@pytest.mark.parametrize("kind", bundle.KINDS)
def test_a_full_disk_leaves_the_old_bundle(project, tmp_path, kind):
    if kind == "zim":
        pytest.importorskip("libzim", reason="libzim is not to be had for this system")
    shutil.copytree(project, tmp_path / "p", ignore=shutil.ignore_patterns("bundles"))
    disk = tmp_path / "p/bundles"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    try:
        old = disk / f"first-steps-{DATE}.zip"
        old.write_bytes(b"old")
        with pytest.raises(OSError, match=r"No space left on device.*bundles"):
            taken(tmp_path / "p", [kind])
        assert [path.name for path in disk.iterdir()] == [old.name]
        assert old.read_bytes() == b"old"
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_missing_package_is_told_before_anything_is_built(monkeypatch):
    monkeypatch.setattr(zim, "missing", lambda: ["libzim"])
    assert bundle.unready(["zip"]) == ""
    assert "libzim" in bundle.unready(["zip", "zim"])


def test_an_unknown_kind_is_told_with_those_there_are():
    done = run_script("build", "--bundle", "tar")
    assert done.returncode == 2
    assert "'zip'" in done.stderr
    assert "'zim'" in done.stderr


# ZIM files


@pytest.fixture(scope="module")
def archives(project):
    """The portal's ZIM files by name, and what was said of them."""
    reader = pytest.importorskip("libzim.reader", reason="libzim is not to be had for this system")
    told = taken(project, ["zim"])
    return {path.stem: reader.Archive(path) for path in (project / "bundles").glob("*.zim")}, told


def paths(archive):
    return {archive._get_entry_by_id(n).path for n in range(archive.all_entry_count)}


def test_there_is_a_file_a_language_and_one_of_all(archives):
    made, told = archives
    assert set(made) == {"first-steps_en", "first-steps_ar", "first-steps_mul"}
    assert [line.partition(":")[0] for line in told[:3]] == [
        "bundles/first-steps_en.zim",
        "bundles/first-steps_ar.zim",
        "bundles/first-steps_mul.zim",
    ]
    said = {name: archive.get_metadata("Language").decode() for name, archive in made.items()}
    assert said == {"first-steps_en": "eng", "first-steps_ar": "ara", "first-steps_mul": "eng,ara"}
    assert made["first-steps_ar"].get_metadata("Title").decode() == "الخطوات الأولى"
    assert made["first-steps_mul"].main_entry.get_item().path == "index.html"
    assert made["first-steps_ar"].main_entry.get_item().path == "ar/index.html"


def test_a_languages_file_holds_its_pages_and_only_its_share_of_the_rest(archives):
    held = paths(archives[0]["first-steps_ar"])
    assert {"ar/index.html", "ar/health/doctor/index.html", "ar/health/doctor/", "ar/search.1a2b3c4d.bin"} <= held
    assert any(path.startswith("assets/img/card-") for path in held)
    assert not [path for path in held if path.startswith(("en/", "assets/js/en/"))]
    assert "index.html" not in held
    assert "index.html" in paths(archives[0]["first-steps_mul"])


def test_every_address_in_a_zim_file_is_there(archives):
    for archive in archives[0].values():
        held = paths(archive)
        for path in held:
            item = archive.get_entry_by_path(path).get_item() if archive.has_entry_by_path(path) else None
            if item is None or item.mimetype != "text/html":
                continue
            page = Page(bytes(item.content).decode())
            assert not [said for said, _ in page.all("meta") if said.get("http-equiv")], "no policy of its own"
            for _, said, _ in page.elements:
                for key in ("href", "src", "srcset", "action"):
                    place = target(item.path, said.get(key) or "")
                    assert place is None or place in held, (item.path, said[key])


def test_search_finds_a_page_in_its_language_once(archives):
    from libzim.search import Query, Searcher

    def found(name, words):
        search = Searcher(archives[0][name]).search(Query().set_query(words))
        return [unquote(path) for path in search.getResults(0, 10)]

    assert found("first-steps_ar", "زيارة")[0] == "ar/health/doctor/index.html"
    assert "ar/contacts/index.html" in found("first-steps_ar", "Clinic")
    # The card's page is not translated: in Arabic's own file it is found as it is shown, in that of all once.
    assert "ar/card/index.html" in found("first-steps_ar", "form")
    assert [path for path in found("first-steps_mul", "form") if "card" in path] == ["en/card/index.html"]


def test_zimcheck_finds_no_fault_in_them(archives):
    if not shutil.which("zimcheck"):
        pytest.skip("zimcheck is not installed; scripts/test.py installs it on Debian and Ubuntu")
    assert archives[1][-1].startswith("zimcheck: 3 ZIM files, no fault")


def test_the_same_site_gives_the_same_zim_files(project, archives, tmp_path):
    shutil.copytree(project, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("bundles"))
    taken(tmp_path / "elsewhere", ["zim"])
    for name in archives[0]:
        assert (tmp_path / f"elsewhere/bundles/{name}.zim").read_bytes() == (
            project / f"bundles/{name}.zim"
        ).read_bytes()
