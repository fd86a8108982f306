"""Translating in the browser: from choosing a page to a file that `translate.py update` has nothing to change in."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import polib
import pytest
from browser import misbehaving
from browser.misbehaving import Host
from playwright.sync_api import expect
from portals import built_portal, run_script

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SETTINGS = """extra:
  porchlight:
    country: CA
    emergency_contact: police
    upload_address: https://github.com/ORG/REPO/upload/main/translations/{language}
    translation_email: team@example.org
"""
DOCTOR = """---
title: See a doctor
summary: Where to go.
---

The clinic opens at 9.

Call [8-1-1](tel:811) for advice. You pay ${pay}.

Take your health card with you.
"""
CARD = "# Health card\n\nThe clinic opens at 9.\n\n- [ ] Fill in the form.\n"
STORM = "---\nlevel: warning\nfrom: 2026-11-01\nuntil: 2026-12-31\ntitle: Storm\n---\n\nStay inside.\n"
AR = {
    "See a doctor": "زيارة الطبيب",
    "Where to go.": "إلى أين تذهبون.",
    "The clinic opens at 9.": "تفتح العيادة الساعة ٩.",
    "Call [8-1-1](1) for advice. You pay $50.": "اتصلوا بالرقم [8-1-1](1). تدفعون 50 $.",
}
CALL = "Call [8-1-1](1) for advice. You pay $60."
TAKE = "Take your health card with you."
TARGET_PX = 44
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
FULL = "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"
STARTED = """() => navigator.serviceWorker.ready.then(() => new Promise(done => {
    const look = () => navigator.serviceWorker.controller ? done(1) : setTimeout(look, 20); look(); }))"""


def entries(texts: dict[str, str]) -> str:
    return 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n' + "".join(
        f"\nmsgid {json.dumps(msgid)}\nmsgstr {json.dumps(msgstr, ensure_ascii=False)}\n"
        for msgid, msgstr in texts.items()
    )


def portal_of(pay: int = 60) -> dict[str, str]:
    return {
        "docs/index.md": "# Home\n\nBegin with [the doctor](doctor.md).\n",
        "docs/doctor.md": DOCTOR.replace("${pay}", f"${pay}"),
        "docs/card.md": CARD,
        "docs/danger.md": "# In danger\n\nIn danger, call 9-1-1.\n",
        "docs/twice.md": "# Health line\n\nCall [8-1-1](tel:811). The number 8-1-1 is free.\n",
        "docs/alerts/storm.md": STORM,
        "docs/contacts/c.yml": "police:\n  name: Police\n  phones: [{ number: '911' }]\n",
        "translations/glossary.yml": "card:\n  term: health card\n  definition: A card.\n  translations: { ar: بطاقة صحية }\n",
        "translations/ar/language.yml": "status: published\n",
        "translations/ar/doctor.po": entries(AR),
        "translations/zh-Hans/language.yml": "status: published\n",
    }


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with up-to-date catalogs, built; its folder. Tests leave it as it is."""
    folder = tmp_path_factory.mktemp("translate")
    built_portal(folder, portal_of(), SETTINGS)
    done = run_script("translate", "update", "--project", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    built_portal(folder, {}, SETTINGS)
    return folder


@pytest.fixture
def host(portal) -> Iterator[Host]:
    with misbehaving.hosted(misbehaving.files_of(portal / "site")) as made:
        yield made


@pytest.fixture
def translator(device, host) -> Callable:
    """Opens the translator of a language, at a page and a text where they are named."""

    def opened(where: str = "", tag: str = "ar", before: str = "", **options):
        page = device(before, accept_downloads=True, **options)
        page.goto(f"{host.address}translate/{tag}/{where}")
        return page

    return opened


def doctor(page) -> None:
    page.get_by_role("link", name="See a doctor").first.click()
    page.get_by_label("Your translation").wait_for()


def downloaded(page) -> str:
    """The file that handing in gives, and no other."""
    page.get_by_role("link", name="Hand in").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").first.click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def area(page):
    return page.get_by_label("Your translation")


def findings(page):
    return page.locator(".finding")


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


# From choosing to handing in


def test_a_wrong_number_is_caught_and_the_file_changes_nothing_but_translations(translator, portal, tmp_path):
    page = translator()
    doctor(page)
    # The text whose source has changed comes first of those that wait.
    expect(page.locator("#source")).to_contain_text("You pay $60.")
    expect(page.locator(".change").first).to_contain_text("50")
    assert area(page).input_value() == "اتصلوا بالرقم [8-1-1](1). تدفعون 50 $."
    area(page).fill("اتصلوا بالرقم [8-1-2](1). تدفعون 60 $.")
    expect(findings(page)).to_have_text(
        [re.compile(r"The source says 8-1-1. Your text says 8-1-2. Copy the .*number unchanged.")]
    )
    area(page).fill("اتصلوا بالرقم [٨١١](1). تدفعون ٦٠ $.")
    expect(findings(page)).to_have_count(0)
    area(page).press("Control+Enter")
    expect(page.locator("#source")).to_have_text(TAKE)
    area(page).fill('خذوا بطاقتكم الصحية «معكم» "دائمًا".')
    text = downloaded(page)
    before = (portal / "translations/ar/doctor.po").read_text(encoding="utf-8")
    old, new = polib.pofile(before), polib.pofile(text)
    assert [one.msgid for one in new if str(one) != str(old.find(one.msgid))] == [CALL, TAKE]
    assert new.find(CALL).msgstr == "اتصلوا بالرقم [٨١١](1). تدفعون ٦٠ $."
    assert [one.flags for one in new] == [[]] * len(new)
    copy = shutil.copytree(portal, tmp_path / "copy", ignore=shutil.ignore_patterns("site", ".cache"))
    (copy / "translations/ar/doctor.po").write_text(text, encoding="utf-8")
    assert run_script("translate", "update", "ar", "--project", copy).returncode == 0
    assert (copy / "translations/ar/doctor.po").read_text(encoding="utf-8") == text
    assert page.complaints == []


def test_a_finding_may_be_kept_for_a_reason_which_goes_into_the_file(translator):
    page = translator("#/doctor:3")
    area(page).fill("تفتح العيادة الساعة 10.")
    page.get_by_role("button", name="Next").click()
    # It does not go on at once.
    expect(page.locator(".finding")).to_be_focused()
    page.get_by_text("Keep it anyway").click()
    page.get_by_label("Because").fill("the clinic\nsays so")
    page.get_by_role("button", name="Keep it").click()
    expect(findings(page)).to_have_text([re.compile("because: the clinic says so")])
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#source")).not_to_contain_text("opens at 9")
    entry = polib.pofile(downloaded(page)).find("The clinic opens at 9.")
    assert re.fullmatch(r"lint: ok\((number|time)\) the clinic says so", entry.tcomment)
    assert (entry.msgstr, entry.flags) == ("تفتح العيادة الساعة 10.", [])


def test_the_place_for_a_reason_stays_open_while_it_is_typed(translator):
    page = translator("#/doctor:3")
    area(page).fill("تفتح العيادة الساعة 10.")
    page.wait_for_timeout(600)
    # The tap takes the focus from the text, which is checked anew a moment later.
    page.get_by_text("Keep it anyway").click()
    page.get_by_label("Because").click()
    page.keyboard.type("the clinic says so", delay=40)
    expect(page.get_by_label("Because")).to_have_value("the clinic says so")


def test_a_reason_goes_with_what_it_was_given_for(translator):
    page = translator("#/doctor:3")
    area(page).fill("تفتح العيادة الساعة 10.")
    page.get_by_text("Keep it anyway").click()
    page.get_by_label("Because").fill("the clinic says so")
    page.get_by_role("button", name="Keep it").click()
    area(page).fill("العيادة تفتح الساعة 9.")
    entry = polib.pofile(downloaded(page)).find("The clinic opens at 9.")
    assert (entry.msgstr, entry.tcomment, entry.flags) == ("العيادة تفتح الساعة 9.", "", [])


def test_what_has_something_wrong_is_not_still_right_without_a_reason(translator):
    page = translator("#/doctor:4")
    # The translation says $50 yet.
    for _ in range(2):
        page.get_by_role("button", name="Still right").click()
    expect(page.locator("#source")).to_have_text(TAKE)
    area(page).fill("خذوا بطاقتكم الصحية.")
    entry = polib.pofile(downloaded(page)).find(CALL)
    assert entry.flags == ["fuzzy"]
    assert "$50" in entry.previous_msgid


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[](1) اتصلوا 8-1-1. تدفعون 60 $.", "has no words"),
        ("![8-1-1](1) اتصلوا. تدفعون 60 $.", "The sign ! before"),
        ("[8-1-1](1) ** اتصلوا ** تدفعون 60 $.", "a space between **"),
        (CALL, "This is the source text"),
    ],
)
def test_slips_of_form_are_told_as_one_types(translator, text, said):
    page = translator("#/doctor:4")
    area(page).fill(text)
    expect(findings(page).first).to_contain_text(said)


def test_what_the_source_says_twice_is_said_to_be_wrong_once(translator):
    page = translator("#/twice:2")
    area(page).fill("اتصلوا [8-1-2](1). الرقم \u200e8-1-2 مجاني.")
    expect(findings(page)).to_have_count(1)
    expect(findings(page)).to_contain_text("says 8-1-1")


def test_a_bare_number_that_right_to_left_words_turn_round_is_put_right_by_a_tap(translator):
    page = translator("#/twice:2")
    area(page).fill("اتصلوا [8-1-1](1). الرقم 8-1-1 مجاني.")
    expect(findings(page)).to_contain_text("in the wrong order")
    page.get_by_role("button", name="Put it right").click()
    expect(findings(page)).to_have_count(0)
    assert area(page).input_value() == "اتصلوا [8-1-1](1). الرقم \u200e8-1-1 مجاني."
    # Its button knows that.
    area(page).fill("الرقم ")
    area(page).press("End")
    page.get_by_role("button", name="8-1-1").click()
    assert area(page).input_value() == "الرقم \u200e8-1-1"


def test_what_was_replaced_stands_in_one_piece(translator):
    page = translator("#/doctor:4")
    shown = page.evaluate("legible(changes('ask your local health centre.', 'ask the nearest walk-in clinic.'))")
    assert shown == [
        [0, "ask "],
        [-1, "your local health centre"],
        [1, "the nearest walk-in clinic"],
        [0, "."],
    ]


def test_what_has_an_open_finding_goes_along_as_a_draft(translator):
    page = translator("#/doctor:5")
    area(page).fill("<b>خذوا</b>")
    expect(findings(page)).to_have_count(1)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    text = downloaded(page)
    expect(page.locator(".send")).to_contain_text("goes along as a draft")
    assert polib.pofile(text).find(TAKE).flags == ["fuzzy"]


def test_an_earlier_translation_is_taken_by_a_tap_and_a_word_agreed_on_is_shown(translator):
    page = translator("#/card")
    page.get_by_role("link", name="The clinic opens at 9.").or_(page.get_by_text("The whole page")).first.click()
    page.goto(page.url.partition("#")[0] + "#/card:2")
    expect(page.locator("#source")).to_have_text("The clinic opens at 9.")
    expect(page.locator(".helps")).to_contain_text("The same text in “See a doctor”")
    page.get_by_role("button", name="Use this").click()
    assert area(page).input_value() == "تفتح العيادة الساعة ٩."
    page.goto(page.url.partition("#")[0] + "#/card:1")
    expect(page.locator("dt")).to_have_text("health card → بطاقة صحية, with the official term in parentheses")


def test_a_translation_can_be_said_to_be_still_right(translator):
    page = translator("#/doctor:4")
    area(page).fill("اتصلوا بالرقم [8-1-1](1). تدفعون 60 $.")
    expect(page.locator(".badge")).to_have_text("Begun, not finished")
    page.get_by_role("button", name="Still right").click()
    expect(page.locator("#source")).to_have_text(TAKE)
    entry = polib.pofile(downloaded(page)).find(CALL)
    assert (entry.flags, entry.previous_msgid) == ([], None)


def test_marks_and_numbers_come_by_a_tap(translator):
    page = translator("#/doctor:4")
    area(page).fill("")
    page.get_by_role("button", name="8-1-1").click()
    area(page).press("Control+A")
    page.get_by_role("button", name="[…](1)").click()
    assert area(page).input_value() == "[8-1-1](1)"


def test_it_is_handed_in_as_the_portal_is_set_up(translator):
    page = translator("#/alerts/storm:1")
    area(page).fill("عاصفة")
    page.get_by_role("link", name="Hand in").first.click()
    upload = page.get_by_role("link", name="Upload on github.com")
    assert upload.get_attribute("href") == "https://github.com/ORG/REPO/upload/main/translations/ar/alerts"
    letter = page.get_by_role("link", name=re.compile("Send by e-mail")).get_attribute("href")
    assert letter.startswith("mailto:team@example.org?subject=Translation%3A%20Arabic%2C%20alerts%2Fstorm&body=")
    page.goto(page.url.partition("#")[0] + "#")
    expect(page.get_by_role("link", name="Hand in 1 text")).to_be_visible()
    expect(page.locator("[data-page='alerts/storm']")).to_contain_text("1 text of yours on this device")


SHARING = """
    navigator.canShare = said => said.files.length === 1;
    navigator.share = said => { window.shared = said.files[0]; return Promise.resolve(); };
"""


def handing_in(page):
    """A page's part of what is handed in, its file too long for a mail's link."""
    area(page).fill(f"اتصلوا بالرقم [8-1-1](1). {'لا تترددوا، ' * 99}تدفعون 60 $.")
    page.get_by_role("link", name="Hand in").first.click()
    return page.locator(".send")


def test_a_file_too_long_for_a_mails_link_is_copied_to_be_pasted(translator, host):
    page = translator("#/doctor:4")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host.address.rstrip("/"))
    sent = handing_in(page)
    letter = sent.get_by_role("link", name="Send by e-mail: attach the file")
    assert "or%20paste%20its%20text%20here" in letter.get_attribute("href")
    sent.get_by_role("button", name="Copy the text, then paste it into the e-mail").click()
    expect(sent.get_by_role("status")).to_have_text("Copied. Open the e-mail, and paste the text into it.")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith('msgid ""')
    assert "تدفعون 60 $." in said
    assert overflow(page) <= 0


def test_a_browser_that_keeps_its_clipboard_from_pages_copies_the_old_way_or_says_so(translator):
    page = translator("#/doctor:4", before="Object.defineProperty(navigator, 'clipboard', {value: undefined});")
    sent = handing_in(page)
    copy = sent.get_by_role("button", name="Copy the text")
    page.evaluate("addEventListener('copy', () => { window.taken = String(document.activeElement.value); })")
    copy.click()
    expect(sent.get_by_role("status")).to_contain_text("Copied.")
    assert "تدفعون 60 $." in page.evaluate("window.taken")
    page.evaluate("void (document.execCommand = () => false)")
    copy.click()
    expect(sent.get_by_role("status")).to_have_text("This browser does not let us copy. Attach the file.")


def test_a_phone_that_hands_files_to_other_apps_is_given_the_file(translator):
    page = translator("#/doctor:4", before=SHARING)
    sent = handing_in(page)
    sent.get_by_role("button", name="Send the file with another app").click()
    assert page.evaluate("shared.name") == "doctor.po.txt"
    assert "تدفعون 60 $." in page.evaluate("shared.text()")
    page.evaluate("void (navigator.share = () => Promise.reject(new DOMException('no', 'NotAllowedError')))")
    sent.get_by_role("button", name="Send the file with another app").click()
    expect(sent.get_by_role("status")).to_have_text("That did not work. Download the file, and send it.")


def test_a_device_without_a_list_of_apps_offers_none(translator):
    page = translator("#/doctor:4", before="Navigator.prototype.canShare = undefined;")
    expect(handing_in(page).get_by_role("button", name="Download")).to_be_visible()
    expect(page.get_by_role("button", name="another app")).to_have_count(0)


def test_the_number_to_call_in_danger_cannot_be_kept_otherwise(translator):
    page = translator("#/danger:2")
    expect(page.locator("#source")).to_contain_text("In danger, call 9-1-1.")
    area(page).fill("في الخطر اتصلوا بالرقم 9-1-2.")
    said = findings(page).filter(has_text="The source says 9-1-1.")
    expect(said).to_contain_text("This is the number to call in danger: no reason keeps another.")
    expect(said.get_by_text("Keep it anyway")).to_have_count(0)


def test_a_number_among_right_to_left_words_is_shown_as_readers_will_see_it(translator):
    page = translator("#/doctor:4")
    area(page).fill("اتصلوا بالرقم [8-1-1](1). تدفعون **60** $.")
    seen = page.locator(".seen p")
    expect(seen).to_have_text("اتصلوا بالرقم 8-1-1. تدفعون 60 $.")
    assert seen.locator("u").get_attribute("dir") == "auto"
    assert seen.locator("strong").inner_text() == "60"
    assert seen.get_attribute("lang") == "ar"


def test_what_anybody_wrote_is_never_taken_for_html(translator):
    page = translator("#/doctor:5")
    area(page).fill("<img src=x onerror=alert(1)> [a](javascript:alert(1))")
    expect(findings(page).first).to_contain_text("HTML")
    assert page.locator("#work img, #work a[href^=javascript]").count() == 0


# What is typed is never lost


def test_what_is_typed_stays_after_closing_and_is_asked_about_before_it_is_deleted(translator):
    page = translator("#/doctor:5")
    area(page).fill("خذوا")
    page.reload()
    assert area(page).input_value() == "خذوا"
    page.get_by_role("link", name="Hand in").first.click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete from this device").click()
    expect(page.locator(".send")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete from this device").click()
    expect(page.locator(".send")).to_have_count(0)


@pytest.fixture(scope="module")
def later(portal, tmp_path_factory) -> dict[str, bytes]:
    """The site after a source text changed, and somebody else's translation of another came."""
    folder = shutil.copytree(
        portal, tmp_path_factory.mktemp("later") / "portal", ignore=shutil.ignore_patterns("site", ".cache")
    )
    file = polib.pofile(str(folder / "translations/ar/doctor.po"), wrapwidth=78)
    file.find(TAKE).msgstr = "احملوا بطاقتكم الصحية."
    file.save()
    changed = {"docs/doctor.md": DOCTOR.replace("${pay}", "$70")}
    return misbehaving.files_of(built_portal(folder, changed, SETTINGS))


def test_typed_texts_survive_a_new_catalog_and_anothers_translation_stands_beside_ones_own(translator, host, later):
    page = translator("#/doctor:5")
    area(page).fill("خذوا بطاقتكم")
    page.goto(page.url.replace("doctor:5", "doctor:4"))
    expect(page.locator("#source")).to_contain_text("$60")
    area(page).fill("اتصلوا [8-1-1](1). تدفعون 60 $.")
    host.deploy(later)
    page.reload()
    # The text for the source of before is offered for that of today.
    expect(page.locator("#source")).to_contain_text("$70")
    expect(page.locator(".helps")).to_contain_text("You typed this before the source changed")
    expect(page.locator(".helps")).to_contain_text("اتصلوا [8-1-1](1). تدفعون 60 $.")
    page.goto(page.url.replace("doctor:4", "doctor:5"))
    assert area(page).input_value() == "خذوا بطاقتكم"
    expect(page.locator(".notice", has_text="Meanwhile")).to_contain_text("احملوا بطاقتكم الصحية.")
    page.get_by_role("button", name="Use that one").click()
    assert area(page).input_value() == "احملوا بطاقتكم الصحية."
    page.get_by_role("link", name="Hand in").first.click()
    expect(page.locator(".send")).to_contain_text("1 text of yours left the page meanwhile")


def test_anothers_translation_is_not_written_over_by_one_who_has_not_seen_it(translator, host, later):
    page = translator("#/doctor:5")
    area(page).fill("خذوا بطاقتكم")
    host.deploy(later)
    page.reload()
    text = downloaded(page)
    expect(page.locator(".send")).to_contain_text("1 text not in the file")
    assert polib.pofile(text).find(TAKE).msgstr == "احملوا بطاقتكم الصحية."


def test_what_the_site_has_by_now_is_forgotten_here(translator, host, later):
    page = translator("#/doctor:5")
    area(page).fill("احملوا بطاقتكم الصحية.")
    host.deploy(later)
    page.reload()
    expect(page.locator(".badge")).to_have_text("Translated")
    page.get_by_role("link", name="Hand in").first.click()
    expect(page.get_by_role("heading", name="Hand in")).to_be_visible()
    expect(page.locator(".send")).to_have_count(0)


@pytest.mark.parametrize(
    ("before", "said"), [(BLOCKED, "keeps nothing"), (FULL, "no room left")], ids=["blocked", "full"]
)
def test_where_the_device_keeps_nothing_it_says_so_and_the_file_can_still_be_had(translator, before, said):
    page = translator("#/doctor:5", before=before)
    area(page).fill("خذوا بطاقتكم الصحية.")
    expect(page.locator("#trouble")).to_contain_text(said)
    expect(page.get_by_text("Not kept on this device:")).to_be_visible()
    assert polib.pofile(downloaded(page)).find(TAKE).msgstr == "خذوا بطاقتكم الصحية."


def test_two_tabs_do_not_undo_each_others_work(translator):
    page = translator("#/doctor:5")
    other = page.context.new_page()
    other.goto(page.url)
    area(other).fill("خذوا بطاقتكم")
    expect(area(page)).to_have_value("خذوا بطاقتكم")
    area(page).fill("خذوا بطاقتكم الصحية.")
    other.goto(page.url.replace("doctor:5", "doctor:4"))
    area(other).fill("اتصلوا [8-1-1](1). تدفعون 60 $.")
    text = downloaded(page)
    assert polib.pofile(text).find(TAKE).msgstr == "خذوا بطاقتكم الصحية."
    assert polib.pofile(text).find(CALL).msgstr == "اتصلوا [8-1-1](1). تدفعون 60 $."


def test_back_leads_to_the_text_before(translator):
    page = translator()
    doctor(page)
    expect(page.locator("#source")).to_contain_text("8-1-1")
    area(page).fill("اتصلوا [8-1-1](1). تدفعون 60 $.")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#source")).to_have_text(TAKE)
    page.go_back()
    expect(page.locator("#source")).to_contain_text("8-1-1")
    assert area(page).input_value() == "اتصلوا [8-1-1](1). تدفعون 60 $."
    page.go_back()
    expect(page.get_by_role("heading", name="Translate into")).to_be_visible()


# Without a network, on small and old devices


def test_once_opened_it_works_without_a_network(translator, host):
    page = translator()
    expect(page.locator("#offline")).to_contain_text("you can translate without internet")
    host.cut()
    page.reload()
    doctor(page)
    page.goto(page.url.partition("#")[0] + "#/doctor:5")
    area(page).fill("خذوا بطاقتكم الصحية.")
    assert TAKE in downloaded(page)
    page.goto(page.url.partition("#")[0] + "#/card")
    expect(page.get_by_role("heading", name="Health card")).to_be_visible()
    page.get_by_role("link", name="Other languages").click()
    expect(page.get_by_role("heading", name="Help translate")).to_be_visible()
    # Another language was never opened.
    with pytest.raises(Exception, match="ERR_"):
        page.goto(host.address + "translate/zh-Hans/")


def test_a_login_page_is_neither_kept_nor_taken_for_texts(translator, host):
    page = translator()
    expect(page.locator("#offline")).to_contain_text("you can translate without internet")
    host.faults = {"": misbehaving.login}
    page.reload()
    doctor(page)
    expect(page.locator("#source")).to_contain_text("8-1-1")


def test_a_page_that_does_not_come_says_so_and_can_be_tried_again(translator, host):
    host.faults = {"translate/sw.js": misbehaving.missing, "translate/ar/doctor.json": misbehaving.broken}
    page = translator("#/doctor")
    expect(page.get_by_role("alert")).to_contain_text("This page did not load")
    host.mend()
    page.get_by_role("button", name="Try again").click()
    expect(area(page)).to_be_visible()


def test_who_saves_data_is_asked_before_everything_is_kept(translator):
    page = translator(before="Object.defineProperty(navigator, 'connection', {value: {saveData: true}});")
    button = page.get_by_role("button", name="Keep all texts on this device")
    expect(button).to_contain_text("MB")
    button.click()
    expect(page.locator("#offline")).to_contain_text("you can translate without internet")


def test_a_browser_too_old_for_it_is_told_what_to_do(translator, host):
    name = next(name for name in host.files if re.fullmatch(r"translate/translate-\w+\.js", name))
    host.files[name] = b"const a = b ?? ;"
    page = translator()
    expect(page.locator("#old")).to_be_visible()
    # With script off, Chromium shows what it says to those only whom it does not drive.
    assert re.search(rb"<noscript>.*Script is off in this browser.*</noscript>", host.files["translate/ar/"])
    page = translator(java_script_enabled=False)
    file = page.get_by_role("link", name="File See a doctor").get_attribute("href")
    assert f"translate/ar/{file}" in host.files


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("zh-Hans", "ltr")])
def test_one_types_in_ones_own_language_and_direction_and_reads_the_source_in_its_own(translator, tag, direction):
    page = translator("#/doctor:4", tag)
    assert area(page).get_attribute("lang") == tag
    assert area(page).get_attribute("dir") == direction
    assert page.locator("#source").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("lang") == "en"
    text = {"ar": "اتصلوا بالرقم [8-1-1](1). تدفعون 60 $.", "zh-Hans": "拨打 [8-1-1](1) 获取建议。你付 60 加元。"}[tag]
    area(page).fill(text)
    page.wait_for_timeout(600)
    expect(findings(page)).to_have_count(0)


def test_it_fits_the_smallest_phone_and_thumbs(translator):
    page = translator()
    for where in ("#", "#/doctor:4", "#/card:2", "#send"):
        page.goto(page.url.partition("#")[0] + where)
        page.wait_for_timeout(150)
        assert overflow(page) <= 0
        page.get_by_text("The whole page").click() if "doctor" in where else None
        assert overflow(page) <= 0
        small = page.evaluate(
            """least => [...document.querySelectorAll('button,a,summary,input,textarea')].filter(x => x.offsetParent &&
            !x.closest('.drawn,p:not(.moves):not(.button-place):not(.chips),.skip') && !x.matches('.skip'))
            .map(x => [x.outerHTML.slice(0, 90), x.getBoundingClientRect()]).filter(([, r]) => r.height < least - .5).map(([x]) => x)""",
            TARGET_PX,
        )
        assert small == []


def test_keys_alone_do(translator):
    page = translator("#/doctor:5", viewport={"width": 1280, "height": 800})
    expect(area(page)).to_be_focused()
    page.keyboard.type("abc")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#source")).to_contain_text("8-1-1")
    expect(area(page)).to_be_focused()
    # On a wide screen the whole page stands beside, with the text that is open.
    expect(page.locator(".drawn [aria-current]")).to_contain_text("8-1-1")
    page.get_by_role("button", name="Show it translated").click()
    expect(page.locator(".drawn")).to_contain_text("زيارة الطبيب")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(translator, scheme):
    page = translator(color_scheme=scheme, viewport={"width": 360, "height": 640}, bypass_csp=True)
    page.evaluate(AXE)
    for where in ("#", "#/doctor:4", "#/doctor:3", "#/card:2", "#send"):
        page.goto(page.url.partition("#")[0] + where)
        page.wait_for_timeout(150)
        if where == "#/doctor:3":
            area(page).fill("تفتح العيادة الساعة 10.")
            page.get_by_text("Keep it anyway").click()
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(one["id"], [n["html"][:120] for n in one["nodes"]]) for one in found["violations"]] == [], where


def test_axe_finds_nothing_on_the_page_of_all_languages(device, host):
    page = device(bypass_csp=True)
    page.goto(host.address + "translate/")
    page.evaluate(AXE)
    assert (
        page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(x => x.violations.map(v => v.id))") == []
    )
    page.get_by_role("link", name="Arabic").click()
    expect(page.get_by_role("heading", name="Translate into")).to_be_visible()


# Readers have nothing of it


def test_no_page_for_readers_loads_anything_of_it_and_no_pack_holds_it(host):
    readers = {name: data for name, data in host.files.items() if name.split("/")[0] in ("ar", "en", "embed", "")}
    assert readers
    assert not [
        name for name, data in readers.items() if re.search(rb"translate/\w+-[0-9a-f]{8}\.js|translate/sw", data)
    ]
    assert not [path for path in json.loads(host.files["ar/offline.json"])["files"] if "translate" in path]
    assert not [name for name, data in host.files.items() if "sitemap" in name and b"translate" in data]


def test_a_portal_may_go_without_it(tmp_path):
    contents = {**portal_of(), "translations/ar/doctor.po": entries(AR)}
    site = built_portal(tmp_path, contents, SETTINGS + "    translator: false\n")
    assert not (site / "translate").exists()


def test_the_readers_worker_keeps_nothing_of_it(device, host):
    page = device()
    page.goto(host.address + "en/")
    page.evaluate(STARTED)
    page.goto(host.address + "translate/ar/#/doctor")
    expect(area(page)).to_be_visible()
    expect(page.locator("#work")).to_be_visible()
    time.sleep(0.3)
    kept = page.evaluate("caches.open('porchlight').then(x => x.keys()).then(x => x.map(y => y.url))")
    assert not [url for url in kept if "translate" in url]
