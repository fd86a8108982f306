"""Every fault gets a clear line with file, line and remedy; and the site that was there stays whole."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from PIL import Image
from portals import ROOT, catalog, run_script

pytestmark = pytest.mark.whole
HOME = "---\ntitle: Home\nsummary: A home.\n---\n\nWelcome. Call [2-1-1](tel:211).\n"
LINE = re.compile(r"^[\w./ -]+(:\d+)?: .+\. .+\.$", re.M)


def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def photograph() -> bytes:
    """A JPEG that no encoder makes small."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def mp3() -> bytes:
    """A second of silence: frames with a header (ISO/IEC 11172-3, 2.4.1.3) and nothing in them."""
    return (b"\xff\xfb\x10\xc0" + bytes(100)) * 38


SOURCE_FAULTS = {
    "front matter that is no YAML": (
        {"docs/a.md": "---\ntitle: [x\n---\n\nText.\n"},
        r"docs/a\.md:\d: this is not valid YAML",
    ),
    "an unknown key, with the nearest": (
        {"docs/a.md": "---\ntitel: A\n---\n\nText.\n"},
        r'docs/a\.md:2: "titel" is not known here \(did you mean "title"\?\)',
    ),
    "a page that is not UTF-8": ({"docs/a.md": b"# caf\xe9\n"}, r"docs/a\.md:1: this file is not UTF-8"),
    "a reserved page name": ({"docs/search.md": "# Search\n"}, r'docs/search\.md: the name "search" is kept'),
    "a missing picture": (
        {"docs/a.md": "# A\n\n![A cat](gone.png)\n"},
        r"docs/a\.md:3: the picture gone\.png cannot be read",
    ),
    "a picture without words": (
        {"docs/a.md": "# A\n\n![](cat.png)\n", "docs/cat.png": png(10, 10)},
        r"docs/a\.md:3: .*(alt|describe|words)",
    ),
    "a truncated picture": (
        {"docs/a.md": "# A\n\n![A cat](cat.png)\n", "docs/cat.png": photograph()[:3000]},
        r"docs/a\.md:3: the picture cat\.png is broken",
    ),
    "a picture of 50 megapixels": (
        {"docs/a.md": "# A\n\n![A cat](cat.png)\n", "docs/cat.png": png(10_000, 5_000)},
        r"docs/a\.md:3: the picture cat\.png has 50 megapixels",
    ),
    "two pages with one address": (
        {"docs/a.md": "# A\n", "docs/a/index.md": "# B\n"},
        r"docs/a/index\.md: this page and docs/a\.md would have one address",
    ),
    "a link to a page that is not there": (
        {"docs/a.md": "# A\n\nGo to [housing](housin.md).\n", "docs/housing.md": "# Housing\n"},
        r"docs/a\.md:3: the link leads to housin\.md, and there is no such page \(did you mean \"housing\"\?\)",
    ),
    "a link to a heading that is not there": (
        {"docs/a.md": "# A\n\nGo to [rent](housing.md#rnt).\n", "docs/housing.md": "# Housing\n\n## Rent\n"},
        r"docs/a\.md:3: the link leads to #rnt, and docs/housing\.md has no such heading \(did you mean \"rent\"\?\)",
    ),
    "a link that runs script": (
        {"docs/a.md": "# A\n\n[x](javascript:alert(1))\n"},
        r"docs/a\.md:3: the link javascript:",
    ),
    "an unknown contact": (
        {
            "docs/a.md": "---\ntitle: A\ncontacts: [help]\n---\n\nText.\n",
            "docs/contacts/c.yml": "help-211:\n  name: H\n  phones: [{number: '211'}]\n",
        },
        r'docs/a\.md:3: there is no contact "help" \(did you mean "help-211"\?\)',
    ),
    "a contact that nobody can reach": (
        {"docs/contacts/c.yml": "x:\n  name: X\n"},
        r'docs/contacts/c\.yml:1: nobody can reach "x"',
    ),
    "a phone number that is not valid for its country": (
        {"docs/contacts/c.yml": "x:\n  name: X\n  phones:\n    - number: '+1613555'\n      languages: [fr]\n"},
        r'docs/contacts/c\.yml:4: "phones" is wrong: "number" is wrong: \+1613555 has 4 digits too few for a number of \+1',
    ),
    "hours that cannot be": (
        {
            "docs/contacts/c.yml": "x:\n  name: X\n  email: x@a.example\n  schedules:\n"
            "    - { byday: [MO], opens_at: '17:00', closes_at: '09:00' }\n"
        },
        r'docs/contacts/c\.yml:5: "schedules" is wrong: it closes at 09:00, which is not after 17:00',
    ),
    "a day that is none": (
        {"docs/contacts/c.yml": "x:\n  name: X\n  email: x@a.example\n  schedules: [{ byday: [Monday] }]\n"},
        r'docs/contacts/c\.yml:4: "schedules" is wrong: "byday" is wrong: "Monday" is no day \(did you mean "MO"\?\)',
    ),
    "an alert that ends before it begins": (
        {"docs/alerts/storm.md": "---\ntitle: Storm\nfrom: 2026-12-01\nuntil: 2026-11-30\n---\n\nStay in.\n"},
        r"docs/alerts/storm\.md:4: this alert ends on 2026-11-30, before it begins on 2026-12-01",
    ),
    "an alert that never ends": (
        {"docs/alerts/storm.md": "---\ntitle: Storm\n---\n\nStay in.\n"},
        r"docs/alerts/storm\.md:1: this alert never ends",
    ),
    "a pathway with a missing page": (
        {"docs/housing.md": "# Housing\n", "docs/pathways.yml": "home:\n  title: I need a home\n  pages: [housin]\n"},
        r'docs/pathways\.yml:1: pages: there is no page "housin" \(did you mean "housing"\?\)',
    ),
    "pathways that are no YAML": (
        {"docs/pathways.yml": "home:\n  title: [x\n"},
        r"docs/pathways\.yml:\d: this is not valid YAML",
    ),
    "pathways that are a list": (
        {"docs/pathways.yml": "- home\n"},
        r"docs/pathways\.yml:1: here belong pathways by their id\. Begin each with a line such as `just-arrived:`",
    ),
    "a glossary that is no YAML": (
        {"translations/glossary.yml": "sin:\n  term: 'x\n"},
        r"translations/glossary\.yml:\d: this is not valid YAML",
    ),
    "a glossary that is not UTF-8": (
        {"translations/glossary.yml": b"sin:\n  term: caf\xe9\n"},
        r"translations/glossary\.yml: this file is not UTF-8",
    ),
    "a term without a definition": (
        {"translations/glossary.yml": "sin:\n  term: SIN\n"},
        r'translations/glossary\.yml:1: the term "sin" has no definition',
    ),
    "an icon of a step that is not there": (
        {"docs/a.md": '# A\n\n1. Call.\n2. Go. {: icon="phonee" }\n'},
        r'docs/a\.md:4: there is no icon "phonee"; the nearest are: phone',
    ),
    "an experience without consent": (
        {"docs/a.md": '# A\n\n!!! experience 2026-05 "Amal"\n\n    I waited.\n'},
        r"docs/a\.md:3: an experience needs the person's consent",
    ),
    "a page to read next that is not there": (
        {"docs/a.md": "---\ntitle: A\nnext: [indx]\n---\n\nText.\n"},
        r'docs/a\.md:3: next: there is no page "indx" \(did you mean "index"\?\)',
    ),
    "audio of a page that is not there": (
        {"docs/audio/en/indx.mp3": mp3()},
        r'docs/audio/en/indx\.mp3: there is no page "indx" \(did you mean "index"\?\)',
    ),
    "audio that is broken": (
        {"docs/audio/en/index.opus": b"OggS"},
        r"docs/audio/en/index\.opus: this recording is broken",
    ),
    "a fault of the handbook": (
        {"docs/handbook/index.md": "# Handbook\n\n[x](gone.md)\n"},
        r"docs/handbook/index\.md:3: the link leads to gone\.md, and there is no such page",
    ),
    "an icon that is not there": (
        {"docs/a.md": "---\ntitle: A\nicon: hospitl-building\n---\n\nText.\n"},
        r"docs/a\.md:3: there is no icon \"hospitl-building\"; the nearest are: hospital-building",
    ),
    "a script in a page": (
        {"docs/a.md": "# A\n\n<script>alert(1)</script>\n"},
        r'docs/a\.md:3: "script" does not work',
    ),
    "a region without a code": (
        {"docs/a.md": '# A\n\n!!! region "Ontario"\n    Text.\n'},
        r"docs/a\.md:3: a region block needs an ISO 3166-2",
    ),
}


@pytest.fixture(scope="module")
def built_home(new_portal, tmp_path_factory):
    """A built portal of one page in two languages. As deep as `tmp_path`, since its paths are relative."""
    folder = tmp_path_factory.mktemp("home") / "portal"
    shutil.copytree(new_portal, folder)
    (folder / "docs/index.md").write_text(HOME)
    assert run_script("build", "--project", folder).returncode == 0
    return folder


@pytest.mark.parametrize("name", SOURCE_FAULTS)
def test_a_fault_of_a_source_page_stops_the_build_with_its_place_and_remedy(built_home, tmp_path, name):
    contents, expected = SOURCE_FAULTS[name]
    folder = shutil.copytree(built_home, tmp_path / "portal")
    before = snapshot(folder)
    assert "en/index.html" in before
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run_script("build", "--project", folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(f"^{expected}", done.stdout, re.M), done.stdout
    assert len(done.stdout.splitlines()) == 2, "one line for one fault, and one that ends the build"
    assert all(LINE.match(line) for line in done.stdout.splitlines()[:-1]), done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(folder) == before


SETTINGS_FAULTS = {
    "a feedback address that is none": (
        "    feedback: [hello@a.example]\n",
        "extra.porchlight.feedback: hello@a.example is no address. Begin it with https://, mailto: or sms:,",
    ),
    "a feedback address with an unknown field": (
        "    feedback: ['mailto:a@b.example?body={txt}']\n",
        "extra.porchlight.feedback: there is no field {txt}. Use of these: {text}, {page},",
    ),
    "a feedback address with an open brace": (
        "    feedback: ['mailto:a@b.example?body={text']\n",
        "extra.porchlight.feedback: mailto:a@b.example?body={text has a brace without its twin.",
    ),
    "a feedback address with more in a field than its name": (
        "    feedback: ['mailto:a@b.example?body={text!z}']\n",
        "extra.porchlight.feedback: mailto:a@b.example?body={text!z} has a field with more in it than a name.",
    ),
    "a feedback address with a field in quotation marks": (
        "    feedback: ['mailto:a@b.example?body={page!r}']\n",
        "extra.porchlight.feedback: mailto:a@b.example?body={page!r} has a field with more in it than a name.",
    ),
    "a map address with an unknown field": (
        "    map_address: 'https://map.example/?q={town}'\n",
        "extra.porchlight.map_address: there is no field {town}. Use of these: {place}, {latitude}, {longitude}.",
    ),
    "an exit that is no address": (
        "    exit_address: weather.example\n",
        "extra.porchlight.exit_address: weather.example is no address.",
    ),
    "an unknown time zone": (
        "    timezone: America/Toronot\n",
        "extra.porchlight.timezone: there is no time zone America/Toronot. Did you mean America/Toronto?",
    ),
    "a colour that YAML takes for a comment": (
        "    brand_color: #123456\n",
        "extra.porchlight.brand_color: it has no value. What begins with # needs quotation marks.",
    ),
}


@pytest.mark.parametrize("name", SETTINGS_FAULTS)
def test_a_fault_of_the_settings_is_told_in_one_line_with_its_remedy(portal, name):
    settings, expected = SETTINGS_FAULTS[name]
    folder = portal({"docs/index.md": HOME}, settings=settings)
    done = run_script("build", "--project", folder)
    assert done.returncode == 2, done.stdout + done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert expected in line
    at = int(re.search(r"mkdocs\.yml:(\d+): extra\.porchlight", line)[1])
    key = settings.split(":")[0].strip()
    assert (folder / "mkdocs.yml").read_text().splitlines()[at - 1].strip().startswith(key)


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("#ffcc00", r"#ffcc00 has a contrast of 1\.3 to light grounds, and text needs 4\.5 .*has it is #[0-9a-f]{6}\."),
        ("blue", r"blue is no colour such as #0b4f6c\. Write it as six hexadecimal digits after #\."),
    ],
)
def test_a_colour_nobody_can_read_is_told_with_the_nearest_that_is_legible(portal, color, expected):
    done = run_script("build", "--project", portal({"docs/index.md": HOME}, settings=f'    brand_color: "{color}"\n'))
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(rf"^mkdocs\.yml:\d+: extra\.porchlight\.brand_color: {expected}$", done.stdout, re.M), done.stdout


def test_a_portal_with_everything_that_can_be_wrong_is_told_of_all_of_it_at_once(portal):
    contents: dict[str, str | bytes] = {}
    expected = []
    for n, (files, told) in enumerate(SOURCE_FAULTS.values()):
        own = {re.sub(r"^docs/(contacts/c|alerts/storm|a)\.", rf"docs/\1-{n}.", path): files[path] for path in files}
        # Two files of one address cannot be told apart from others by a number in their names.
        if not own.keys() & contents.keys() and "docs/a/index.md" not in own:
            contents |= own
            expected.append(re.sub(r"^docs/(contacts/c|alerts/storm|a)\\\.", rf"docs/\1-{n}\\.", told))
    assert len(expected) > 20
    done = run_script("check", "--project", portal({**contents, "docs/index.md": HOME}))
    assert done.returncode == 1
    for one in expected:
        assert re.search(f"^{one}", done.stdout, re.M), f"{one}\n{done.stdout}"
    assert "Traceback" not in done.stdout + done.stderr


def test_a_recording_in_a_language_that_its_page_is_not_offered_in_never_stops_a_build(portal):
    """An edit of the source can make a page fall below its share while its recording is still there."""
    folder = portal(
        {"docs/index.md": HOME, "docs/audio/fr/index.mp3": mp3(), "translations/fr/language.yml": "status: published\n"}
    )
    done = run_script("build", "--project", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        r"^docs/audio/fr/index\.mp3: this is a recording in a language that its page is not offered in\. .+\.$",
        done.stdout,
        re.M,
    )
    assert "<audio" not in (folder / "site/fr/index.html").read_text()
    assert run_script("check", "--project", folder).returncode == 1


@pytest.mark.parametrize("script", ["build", "check"])
def test_a_portal_without_the_plugin_is_told_in_one_line(portal, script):
    folder = portal({"docs/index.md": HOME})
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    bare = re.sub(r"^plugins:\s*(\[.*\]|(\n *- .*)+)", "plugins: []", text, flags=re.M)
    assert bare != text
    settings.write_text(bare, encoding="utf-8")
    done = run_script(script, "--project", folder)
    assert done.returncode == 2, done.stdout + done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert "porchlight" in line and "plugins" in line


def test_check_knows_what_day_it_is_without_being_told(portal):
    alert = "---\ntitle: Storm\nuntil: 2026-02-01\n---\n\nStay in.\n"
    folder = portal({"docs/index.md": HOME, "docs/alerts/storm.md": alert})
    epoch = {"PORCHLIGHT_DATE": "", "SOURCE_DATE_EPOCH": "1796212800"}  # 2026-12-02
    assert "this alert ended on 2026-02-01" in run_script("check", "--project", folder, "--notes", **epoch).stdout


@pytest.mark.parametrize("script", ["build", "check"])
def test_a_date_to_build_for_that_is_none_is_told_in_one_line(portal, script):
    """`tomorrow` would compare as later than every alert."""
    done = run_script(script, "--project", portal({"docs/index.md": HOME}), PORCHLIGHT_DATE="tomorrow")
    assert done.returncode == 2, done.stdout + done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert "PORCHLIGHT_DATE: tomorrow is no date. Write it as 2026-05-01." in line


CATALOG_FAULTS = {
    "broken": (
        'msgid "A"\nmsgstr "B\n',
        r"translations/fr/a\.po:\d: this text does not stand between two quotation marks",
    ),
    "not UTF-8": (
        catalog(("Text.", "caf")).encode() + b"# \xe9\n",
        r"translations/fr/a\.po:\d+: this file is not UTF-8",
    ),
    "holding merge conflicts": (
        "<<<<<<< HEAD\n" + catalog(("Text.", "Texte.")),
        r"translations/fr/a\.po:1: two people's edits",
    ),
    "with one msgid twice": (
        catalog(("Text.", "Un."), ("Text.", "Deux.")),
        r"translations/fr/a\.po:\d+: the same msgid",
    ),
    "with raw HTML": (
        catalog(("Text.", "<b onclick=x>Texte</b>")),
        r"translations/fr/a\.po:\d: the translation holds raw HTML",
    ),
    "with a new link": (
        catalog(("Text.", "[Texte](http://evil.example)")),
        r"translations/fr/a\.po:\d: .*link that is not in the source",
    ),
}


@pytest.mark.parametrize("name", CATALOG_FAULTS)
def test_a_fault_of_a_catalog_never_stops_a_build_but_is_told_and_fails_the_check(portal, name):
    content, expected = CATALOG_FAULTS[name]
    folder = portal({"docs/index.md": HOME, "docs/a.md": "# A\n\nText.\n", "translations/fr/a.po": content})
    done = run_script("build", "--project", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(expected, done.stdout), done.stdout
    page = (folder / "site/fr/a/index.html").read_text()
    assert "Text." in page or "Un." in page
    assert "evil.example" not in page
    assert not re.search("onclick=['\"]?x", page)
    assert run_script("check", "--project", folder).returncode == 1


def test_a_catalog_without_its_page_and_a_folder_that_is_no_language_are_told(portal):
    folder = portal(
        {"docs/index.md": HOME, "translations/fr/old.po": catalog(("A", "B")), "translations/old_stuff/x.po": ""}
    )
    done = run_script("build", "--project", folder)
    assert done.returncode == 0
    assert "translations/fr/old.po: there is no page docs/old.md for this catalog." in done.stdout
    assert 'translations/old_stuff: "old_stuff" is no language tag.' in done.stdout


def test_an_empty_portal_says_what_to_write(tmp_path):
    assert run_script("new", tmp_path / "p").returncode == 0
    (tmp_path / "p/docs/index.md").unlink()
    done = run_script("build", "--project", tmp_path / "p")
    assert done.returncode == 1
    assert "docs: there are no pages here. Write docs/index.md" in done.stdout


def test_a_page_without_a_title_builds_and_is_a_note(portal):
    folder = portal({"docs/index.md": HOME, "docs/bus-pass.md": "Text only.\n"})
    done = run_script("build", "--project", folder, "--notes")
    assert done.returncode == 0
    assert "docs/bus-pass.md:1: this page has no title." in done.stdout
    assert "<h1 id=title>Bus pass</h1>" in (folder / "site/en/bus-pass/index.html").read_text()


def test_an_unknown_setting_names_the_nearest(portal):
    folder = portal({"docs/index.md": HOME}, settings="    coverage_treshold: 0.5\n")
    done = run_script("build", "--project", folder)
    assert done.returncode == 2
    assert (
        "extra.porchlight.coverage_treshold: there is no such setting. Did you mean coverage_threshold?" in done.stderr
    )
    assert "Traceback" not in done.stderr


def test_a_page_over_budget_fails_and_names_its_heaviest_blocks(portal):
    words = " ".join(f"word{n}x{n * 7919 % 10007}" for n in range(6000))
    folder = portal({"docs/index.md": HOME, "docs/long.md": f"# Long\n\nShort.\n\nHeavy block {words}\n"})
    done = run_script("build", "--project", folder)
    assert done.returncode == 1
    assert re.search(
        r"docs/long\.md: /en/long/ weighs [\d,]+ bytes after compression, over the 10,000 allowed", done.stdout
    )
    assert "Heavy block" in done.stdout
    assert not (folder / "site").exists()


def test_a_project_without_settings_is_told_in_one_line(tmp_path):
    done = run_script("build", "--project", tmp_path)
    assert done.returncode == 2
    assert "there is no mkdocs.yml in this folder. Run" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere, so nothing is read-only to it"
)
def test_a_read_only_site_is_told_in_one_line(portal):
    folder = portal({"docs/index.md": HOME})
    run_script("build", "--project", folder)
    (folder / "docs/index.md").write_text(HOME + "\nMore.\n")
    (folder / "site").chmod(0o555)
    try:
        done = run_script("build", "--project", folder)
    finally:
        (folder / "site").chmod(0o755)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_site_that_is_a_file_is_told_in_one_line(portal):
    folder = portal({"docs/index.md": HOME})
    (folder / "site").write_text("in the way")
    done = run_script("build", "--project", folder)
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert (folder / "site").read_text() == "in the way"


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a disk of a fixed size can only be mounted by root on Linux"
)
def test_a_full_disk_leaves_the_site_as_it_was(portal, tmp_path):
    folder = portal({"docs/index.md": HOME})
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    try:
        settings = folder / "mkdocs.yml"
        settings.write_text(settings.read_text() + f"\nsite_dir: {disk}/site\n")
        assert run_script("build", "--project", folder).returncode == 0
        before = snapshot(disk)
        for n in range(60):
            (folder / f"docs/page-{n}.md").write_text(f"# Page {n}\n\n" + f"Words of page {n}. " * 100)
        done = run_script("build", "--project", folder)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "No space left on device" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert snapshot(disk) == before
    finally:
        subprocess.run(["umount", str(disk)], check=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
@pytest.mark.parametrize("after_s", [0.4, 0.7, 1.0, 1.4])
def test_stopping_in_the_middle_leaves_the_site_as_it_was(portal, after_s):
    pages = {f"docs/page-{n}.md": f"# Page {n}\n\n" + f"Words of page {n}.\n\n" * 30 for n in range(150)}
    folder = portal({"docs/index.md": HOME, **pages})
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("the old site")
    command = [sys.executable, str(ROOT / "scripts/build.py"), "--project", str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(after_s)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the build was done before it could be stopped")
    assert "Traceback" not in out + err, err
    told = snapshot(folder)
    if "the site was left as it was" in err or len(told) == 1:
        assert told == {"index.html": b"the old site"}
    else:  # it came after the switch
        assert sum(name.startswith("en/page-") and name.endswith(".html") for name in told) == 150
    assert run_script("build", "--project", folder).returncode == 0
    assert len(list((folder / "site/en").glob("page-*/index.html"))) == 150


def snapshot(folder):
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
