"""What stands above the languages: the chooser at `/` and the one 404."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from ..assets import styles
from ..translation import catalog
from ..translation.interface import Interface, read_interface
from .edition import Portal


def words() -> Interface:
    """Templates above the languages speak each line's own language; nothing of them is in one."""
    return Interface({})


def root_context(portal: Portal) -> dict[str, Any]:
    """Every language with its autonym, its address and a few words of its own."""
    css = styles.style(portal.folders.overrides / "css")
    rows = []
    for language in portal.languages:
        file = portal.folders.translations / language.tag / "interface.po"
        read = catalog.read_catalog(file, file.name)[0] if file.is_file() else None
        spoken, _ = read_interface(read)
        rows.append({"tag": language.tag, "name": language.autonym, "dir": language.direction, "_": spoken.gettext})
    path = urlsplit(portal.settings.site_url).path or "/"
    return {
        "languages": rows,
        "site_name": portal.settings.site_name,
        "site_description": portal.settings.site_description,
        "css": Markup(css),
        "csp": "" if portal.settings.preview else styles.policy(css),
        "emergency": portal.contacts.get(portal.settings.emergency_contact),
        # A 404 is served at any depth, so its links begin at the host's root.
        "base": path,
        "lang": portal.source_language.tag,
        "site_url": portal.settings.site_url,
    }
