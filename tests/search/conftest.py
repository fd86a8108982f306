"""A phone to search with, and a portal to search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import NODE, Phone
from portals import built_portal, catalog

SETTINGS = """
extra:
  porchlight:
    country: CA
    timezone: America/Toronto
    official_languages: [en, fr]
    general_contact: clinic
    topics: [{ id: health, title: Health }]
"""
FILES = {
    "docs/index.md": "# First Steps\n\nRead on.\n",
    "docs/housing.md": (
        "---\ntitle: Housing\nsummary: Find a home.\ntopic: health\ncontacts: [clinic]\n---\n\nSign the lease.\n\n"
        "## Rent a room\n\n- [ ] Passport\n- Fish \\* chips &amp; R\\&D\n\n"
        '!!! tip "Beware of scams"\n    Never pay first.\n\n'
        "## Heat\n\n| Winter | 21 degrees |\n|---|---|\n| Summer | [fans](health/doctor.md) |\n"
    ),
    "docs/health/doctor.md": (
        "---\ntitle: See a doctor\ntopic: health\n---\n\nBring your health card to the vaccination.\n\n"
        "## What it costs\n\nNothing.\n\n<div>raw &lt;b&gt; words</div>\n"
    ),
    "docs/contacts/all.yml": "clinic: { name: Harbour Clinic, description: Interpreters, phones: [{ number: '811' }] }\n",
    "translations/ar/language.yml": "status: published\n",
    "translations/ar/housing.po": catalog(
        ("Housing", "سكن"),
        ("Find a home.", "ابحث عن بيت."),
        ("Sign the lease.", "وقع العقد."),
        ("Rent a room", "استأجر غرفة"),
        ("Passport", "جواز سفر"),
        ("Beware of scams", "احذر المحتالين"),
        ("Never pay first.", "لا تدفع أولا."),
        ("Heat", "تدفئة"),
        ("Winter", "شتاء"),
        ("21 degrees", "٢١ درجة"),
        ("Summer", "صيف"),
    ),
    "translations/ar/health/doctor.po": catalog(
        ("See a doctor", "زيارة الطبيب"), ("Bring your health card to the vaccination.", "أحضر بطاقتك الصحية للتطعيم.")
    )
    + '\n#, fuzzy\n#| msgid "Nothing at all."\nmsgid "Nothing."\nmsgstr "لا شيء أبدا."\n',
    "translations/ar/contacts.po": catalog(("Harbour Clinic", "عيادة الميناء")),
    "translations/ar/synonyms.yml": "دكتور: [الطبيب]\n",
    "translations/ckb/language.yml": "status: published\n",
    "translations/ckb/health/doctor.po": catalog(
        ("See a doctor", "سەردانی پزیشک"),
        ("Bring your health card to the vaccination.", "کارتی تەندروستیت بهێنە (health card)."),
        ("What it costs", "نرخەکەی"),
        ("Nothing.", "هیچ."),
    ),
    "translations/qaa/language.yml": "english_name: Qaa\nautonym: Qaa\nstatus: published\n",
    "translations/glossary.yml": (
        "lease: { term: lease, definition: A contract on a home., translations: { fr: bail, ar: العقد } }\n"
        "vaccination: { term: vaccination, definition: A shot., translations: { fr: vaccin } }\n"
    ),
}


@pytest.fixture(scope="session")
def asker() -> Iterator[Phone]:
    """The search script under Node: one process for all tests, since starting one takes longer than most of them."""
    if not NODE:
        pytest.skip("Node is not installed; scripts/test.py installs it on Debian and Ubuntu")
    phone = Phone()
    yield phone
    phone.close()


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Path:
    """The site of a small portal: English, Arabic, Kurdish with one page of two, and a language with none."""
    return built_portal(tmp_path_factory.mktemp("searched"), FILES, SETTINGS)
