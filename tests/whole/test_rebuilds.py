"""What a build depends on: a change of it is built, and nothing else changes a byte."""

from __future__ import annotations

import os
import re

import pytest
from portals import catalog, run_script

pytestmark = pytest.mark.whole
HOME = "---\ntitle: Home\nsummary: A home.\n---\n\nWelcome. Ask for a SIN.\n"
ALERT = "---\ntitle: Storm\nfrom: 2026-12-01\nuntil: 2026-12-03\n---\n\nStay in.\n"
GLOSSARY = "sin: {{ term: Social Insurance Number, forms: [SIN], definition: {}, translations: {{ fr: {} }} }}\n"


def mp3(seconds):
    """Silence: frames with a header (ISO/IEC 11172-3, 2.4.1.3) and nothing in them, 38 a second."""
    return (b"\xff\xfb\x10\xc0" + bytes(100)) * round(38.3 * seconds)


@pytest.fixture
def made(portal):
    """A small portal in two languages, of which French is drafted in part."""
    words = [("Home", "Accueil"), ("A home.", "Un accueil."), ("Welcome. Ask for a SIN.", "Demandez un NAS.")]
    return portal(
        {
            "docs/index.md": HOME,
            "docs/money.md": "# Money\n\nYour SIN is secret.\n",
            "docs/alerts/storm.md": ALERT,
            "translations/glossary.yml": GLOSSARY.format("A number.", "NAS"),
            "translations/fr/language.yml": "status: published\n",
            "translations/fr/index.po": catalog(*words),
        }
    )


def built(folder, date="2026-11-22"):
    """Every file of the site by its path, and what the build told."""
    done = run_script("build", "--project", folder, PORCHLIGHT_DATE=date)
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in site.rglob("*") if one.is_file()}, done.stdout


def text(files, path):
    return files[f"{path}/index.html"].decode()


def test_an_alert_is_there_from_its_first_day_to_its_last_and_a_date_alone_changes_nothing(made):
    before, _ = built(made, "2026-11-22")
    assert "Stay in." not in text(before, "en")
    eve, told = built(made, "2026-11-30")
    assert eve == before
    assert "up to date" in told
    assert "languages)" not in told, "no language was built again"
    first, told = built(made, "2026-12-01")
    assert "languages)" in told
    assert "Stay in." in text(first, "en") and "Stay in." in text(first, "fr/money")
    last, told = built(made, "2026-12-03")
    assert last == first
    assert "up to date" in told
    over, _ = built(made, "2026-12-04")
    # What phones keep says the day on which it was made.
    told_date = {"en/offline.json", "fr/offline.json"}
    assert {name for name in over if over[name] != before.get(name)} - told_date == {"status/status.json"}
    assert over.keys() == before.keys()
    assert "this alert ended on 2026-12-03" in over["status/status.json"].decode()
    assert built(made, "2027-06-01")[0] == over


def test_the_date_of_a_build_can_come_from_reproducible_builds(made):
    before, _ = built(made, "2026-12-02")
    done = run_script("build", "--project", made, PORCHLIGHT_DATE="", SOURCE_DATE_EPOCH="1796212800")  # 2026-12-02
    assert done.returncode == 0
    assert "up to date" in done.stdout
    assert "Stay in." in text(before, "en")


def test_a_changed_definition_is_built_into_every_language(made):
    before, _ = built(made)
    glossary = made / "translations/glossary.yml"
    glossary.write_text(GLOSSARY.format("A secret number.", "NAS"))
    after, _ = built(made)
    for path in ("en", "en/money", "fr", "fr/money", "en/glossary", "fr/glossary"):
        assert "A number." in text(before, path)
        assert "A secret number." in text(after, path)
        assert "A number." not in text(after, path)


def test_a_changed_name_of_a_term_and_a_term_that_goes_are_built(made):
    assert "NAS" in re.sub("Demandez un NAS", "", text(built(made)[0], "fr"))
    glossary = made / "translations/glossary.yml"
    glossary.write_text(GLOSSARY.format("A number.", "numéro"))
    assert "numéro" in text(built(made)[0], "fr")
    glossary.unlink()
    gone, _ = built(made)
    assert "<details class=term" not in text(gone, "fr")
    assert "fr/glossary/index.html" not in gone


def test_a_recording_is_offered_with_its_minutes_and_size_and_never_fetched_before(made):
    before, _ = built(made)
    assert "<audio" not in text(before, "fr")
    (made / "docs/audio/fr").mkdir(parents=True)
    (made / "docs/audio/fr/index.mp3").write_bytes(mp3(120))
    after, _ = built(made)
    assert after["assets/audio/fr/index.mp3"] == mp3(120)
    page = text(after, "fr")
    player = re.search(r"<audio[^>]*>.*?</audio>", page, re.S)[0]
    assert "preload=none" in player
    assert re.search(r'src="?\.\./assets/audio/fr/index\.mp3', player)
    assert re.search(r"2 min, 4\d\d\sk[oB]", page), "minutes and size stand before the button"
    assert "media-src" in page
    assert "data-click=listen" in text(before, "fr")
    assert "data-click=listen" not in page, "a person's voice stands in for the phone's"
    for other in ("en", "fr/money", "en/money"):
        assert "<audio" not in text(after, other)
        assert "media-src" not in text(after, other)
    (made / "docs/audio/fr/index.mp3").unlink()
    assert built(made)[0] == before, "a recording that goes leaves nothing behind"


def test_a_changed_contact_is_built_into_every_page_that_shows_it(made):
    (made / "docs/contacts").mkdir()
    contact = made / "docs/contacts/all.yml"
    contact.write_text("help: { name: Helpers, email: old@a.example }\n")
    (made / "docs/money.md").write_text("---\ntitle: Money\ncontacts: [help]\n---\n\nYour SIN is secret.\n")
    before, _ = built(made)
    contact.write_text("help: { name: Helpers, email: new@a.example }\n")
    after, _ = built(made)
    showing = {name for name, data in before.items() if b"old@a.example" in data}
    assert {
        "en/money/index.html",
        "fr/contacts/index.html",
        "embed/en/money/index.html",
        "en/money/index.txt",
    } <= showing
    # A pack's name tells its version.
    found = {name for name, data in after.items() if b"new@a.example" in data}
    assert {re.sub(r"[0-9a-f]{16}", "", name) for name in found} == {
        re.sub(r"[0-9a-f]{16}", "", name) for name in showing
    }
    assert not [name for name, data in after.items() if b"old@a.example" in data]


def test_a_brand_colour_is_built_into_every_page(made):
    built(made)
    with (made / "mkdocs.yml").open("a") as file:
        file.write('\nextra:\n  porchlight:\n    brand_color: "#7a0c2e"\n')
    after, _ = built(made)
    pages = [name for name in after if name.endswith(".html")]
    assert [name for name in pages if b"#7a0c2e" not in after[name]] == []


def test_a_recording_that_is_read_anew_is_published_though_it_is_as_long(made):
    """Recordings are too large to be read at every build: their size and time tell that they changed."""
    file = made / "docs/audio/fr/index.mp3"
    file.parent.mkdir(parents=True)
    file.write_bytes(mp3(60))
    before, _ = built(made)
    assert "up to date" in built(made)[1]
    anew = mp3(60)[:-1] + b"\x01"
    file.write_bytes(anew)
    state = file.stat()
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns + 10**9))
    after, told = built(made)
    assert before["assets/audio/fr/index.mp3"] != after["assets/audio/fr/index.mp3"] == anew
    assert "languages)" in told


def test_an_alert_translated_into_the_language_that_readers_fall_back_to_is_built_into_theirs(made):
    (made / "translations/fr/language.yml").write_text("status: published\nfallback: [es]\n")
    (made / "translations/es/alerts").mkdir(parents=True)
    (made / "translations/es/language.yml").write_text("status: published\n")
    assert "Stay in." in text(built(made, "2026-12-01")[0], "fr/money")
    (made / "translations/es/alerts/storm.po").write_text(catalog(("Storm", "Tormenta"), ("Stay in.", "Quédese.")))
    after, _ = built(made, "2026-12-01")
    assert re.search(r"<aside[^>]*lang=es[^>]*>.*Quédese\.", text(after, "fr/money"))
    assert "Stay in." in text(after, "en/money")
