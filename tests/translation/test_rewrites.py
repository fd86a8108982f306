"""What other tools make of our catalogs changes nothing but what a person changed in them."""

from __future__ import annotations

import re
import shutil
import subprocess

import polib
import pytest
from porchlight.core.locale import language
from porchlight.core.page import Block
from porchlight.translation import extract
from porchlight.translation.catalog import parsed, read_catalog
from portals import ROOT, run_script
from translate.storage import po

CATALOGS = sorted((ROOT / "translations").rglob("*.po"))
SOME = [file for file in CATALOGS if file.relative_to(ROOT / "translations").parts[0] in ("ar", "ti", "zh-Hans")]
"""Of a language from right to left, one that is there in part, and one without spaces; all are rewritten in the whole build."""
SAID = {
    "PO_Revision_Date": "2026-11-22 12:00+0000",
    "Last_Translator": "Amal Haddad <amal@example.org>",
    "Language_Team": "Arabic <https://hosted.weblate.example/projects/first-steps/money/ar/>",
    "X_Generator": "Weblate 5.17",
}


def weblate(data, width=77):
    """Load, write the header anew, save: in Weblate that is translate-toolkit, with these widths to choose from."""
    store = po.pofile.parsestring(data)
    store.wrapper.width = width
    store.updateheader(add=True, **SAID)
    return bytes(store)


def poedit(data):
    """Its order of the header's lines, its width, its names."""
    read = parsed(data)
    read.wrapwidth = 79
    first = ["Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator"]
    told = {
        **read.metadata,
        **{key.replace("_", "-"): value for key, value in SAID.items()},
        "X-Generator": "Poedit 3.6",
    }
    order = {key: told.get(key, "") for key in first}
    read.metadata = {**order, **{key: value for key, value in told.items() if key not in order}}
    return str(read).encode()


def turned(data):
    """The same entries, the last first."""
    head, *entries = re.split(rb"\n\n(?=#|msg)", data.strip())
    return b"\n\n".join([head, *reversed(entries)]) + b"\n"


def obsolete(data):
    return data + b'\n#, fuzzy\n#~| msgid "Old"\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'


def commented(data):
    """A comment of a translator's on every entry, after the one of the extraction."""
    return re.sub(rb"\n((?:#\..*\n)+)", rb"\n\1# lint: ok(number) so they say it\n#: docs/money.md:3\n", data)


def crlf(data):
    return data.replace(b"\n", b"\r\n")


def bom(data):
    return b"\xef\xbb\xbf" + data


def msgcat(*options):
    def run(data):
        if not shutil.which("msgcat"):
            pytest.skip("gettext is not installed; scripts/test.py installs it on Debian and Ubuntu")
        return subprocess.run(["msgcat", *options, "-"], input=data, capture_output=True, check=True).stdout

    return run


REWRITES = {
    "Weblate": weblate,
    "Weblate, long lines": lambda data: weblate(data, 65535),
    "Weblate, no wrapping at all": lambda data: weblate(data, -1),
    "Poedit": poedit,
    "Poedit on Windows": lambda data: bom(crlf(poedit(data))),
    "CRLF": crlf,
    "BOM": bom,
    "the last first": turned,
    "obsolete entries": obsolete,
    "comments": commented,
    "msgcat, sorted": msgcat("--sort-output"),
    "msgcat, one line a text": msgcat("--no-wrap"),
    "msgcat, narrow": msgcat("--width=40"),
}


def read(tmp_path, data):
    """What the build takes from a catalog, without the lines it stands in."""
    (tmp_path / "a.po").write_bytes(data)
    # The folder of whatever language it is in.
    tag = parsed(data).metadata["Language"].replace("_", "-")
    catalog, problems = read_catalog(tmp_path / "a.po", f"translations/{tag}/a.po")
    assert problems == []
    entries = {msgid: (one.msgstr, one.fuzzy, one.previous_msgid) for msgid, one in catalog.entries.items()}
    return entries, catalog.provenance


def with_stale(data):
    """The catalog with its first texts stale, as `update` marks them."""
    made = parsed(data)
    for entry in [one for one in made if one.msgstr and not one.obsolete][:3]:
        entry.previous_msgid = f'{entry.msgid} Before, "it" was\nmore, and longer than a line of any of the tools.'
        entry.flags = ["fuzzy", *entry.flags]
    return str(made).removeprefix("#\n").encode()


@pytest.mark.whole
@pytest.mark.parametrize("how", REWRITES)
def test_what_a_tool_writes_says_the_same(tmp_path, how):
    for file in SOME:
        data = with_stale(file.read_bytes())
        assert read(tmp_path, REWRITES[how](data)) == read(tmp_path, data), file


def test_loading_and_saving_with_translate_toolkit_changes_no_byte_of_a_catalog():
    for file in CATALOGS:
        data = file.read_bytes()
        assert bytes(po.pofile.parsestring(data)) == data, file


@pytest.mark.whole
@pytest.mark.parametrize("how", ["Weblate", "Weblate, no wrapping at all", "Poedit", "Poedit on Windows"])
def test_a_text_translated_in_a_tool_is_all_that_changes_and_update_brings_back_our_form(tmp_path, how):
    before = (ROOT / "translations" / "ti" / "money.po").read_bytes()
    store = po.pofile.parsestring(before)
    unit = next(one for one in store.units if one.istranslatable() and not one.target)
    unit.target = "ምሕረት"
    (tmp_path / "tool.po").write_bytes(REWRITES[how](bytes(store)))
    (tmp_path / "own.po").write_bytes(before)
    blocks = [Block("paragraph", one.msgid) for one in parsed(before) if not one.obsolete]
    for name in ("tool", "own"):
        extract.update(tmp_path, name, blocks, language("ti"), "First Steps", {})
    own, tool = ((tmp_path / f"{name}.po").read_text(encoding="utf-8").partition("\n\n") for name in ("own", "tool"))
    changed = [(a, b) for a, b in zip(own[2].split("\n\n"), tool[2].split("\n\n"), strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1] == changed[0][0].rstrip("\n").removesuffix('""') + '"ምሕረት"'
    # A tool adds lines to the header; ours are all there still.
    assert set(own[0].split("\n")) <= set(tool[0].split("\n"))
    assert f"Last-Translator: {SAID['Last_Translator']}" in tool[0]


@pytest.mark.slow
def test_msgfmt_accepts_every_catalog_and_what_tools_make_of_it(tmp_path):
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is not installed; scripts/test.py installs it on Debian and Ubuntu")
    for file in CATALOGS:
        for data in (file.read_bytes(), weblate(file.read_bytes())):
            (tmp_path / "a.po").write_bytes(data)
            command = ["msgfmt", "--check", "-o", str(tmp_path / "a.mo"), str(tmp_path / "a.po")]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{file}: {done.stderr}"


@pytest.mark.whole
def test_a_rewrite_of_every_catalog_changes_no_built_byte(example, tmp_path):
    for name in ("docs", "translations"):
        shutil.copytree(example / name, tmp_path / name)
    shutil.copy(example / "mkdocs.yml", tmp_path)
    ways = [weblate, REWRITES["Poedit on Windows"], turned, commented, obsolete]
    for i, file in enumerate(sorted((tmp_path / "translations").rglob("*.po"))):
        before = file.read_bytes()
        file.write_bytes(ways[i % len(ways)](before))
        assert file.read_bytes() != before
    done = run_script("build", "--project", tmp_path, "--weigh")
    assert done.returncode == 0, done.stdout + done.stderr
    before, after = built(example), built(tmp_path)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def built(folder):
    """Every file of a site by its path; without the pages that hand the catalogs themselves to translators."""
    site = folder / "site"
    files = {one.relative_to(site).as_posix(): one for one in sorted(site.rglob("*")) if one.is_file()}
    return {name: file.read_bytes() for name, file in files.items() if not name.startswith("translate/")}


def test_the_expression_for_component_discovery_finds_every_catalog():
    text = (ROOT / "docs/handbook/weblate.md").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"`(translations/\(\?P<language>.+?)`", text)
    for file in CATALOGS:
        tag, name = file.relative_to(ROOT / "translations").with_suffix("").as_posix().split("/", 1)
        assert re.fullmatch(pattern, file.relative_to(ROOT).as_posix()).groupdict() == {
            "language": tag,
            "component": name,
        }


@pytest.mark.slow
def test_polib_reads_what_we_read(tmp_path):
    # The tools of others agree with us about which entries there are.
    for file in CATALOGS:
        entries, _ = read(tmp_path, file.read_bytes())
        assert {one.msgid: one.msgstr for one in polib.pofile(str(file)) if not one.obsolete} == {
            msgid: said[0] for msgid, said in entries.items()
        }
