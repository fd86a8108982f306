"""What stands above the languages: the chooser at `/` and the one 404."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from ..translation import catalog, proof
from ..translation.interface import Interface, read_interface
from .dress import POLICY, STYLE, Wardrobe
from .edition import Portal


def words() -> Interface:
    """Templates above the languages speak each line's own language; nothing of them is in one."""
    return Interface({})


def wardrobe(portal: Portal, template: str) -> Wardrobe:
    """What the chooser and the 404 are dressed from; only the chooser has a script."""
    script = "start" if template == "index.html" else ""
    return Wardrobe(portal.folders.overrides, portal.settings.brand_color, script)


def root_context(portal: Portal) -> dict[str, Any]:
    """Every language with its autonym, its address and a few words of its own."""
    rows = []
    for language in portal.languages:
        file = portal.folders.translations / language.tag / "interface.po"
        read = catalog.read_catalog(file, file.name)[0] if file.is_file() else None
        spoken, _ = read_interface(read, proof.Rules(language.tag, portal.settings.country))
        rows.append({"tag": language.tag, "name": language.autonym, "dir": language.direction, "_": spoken.gettext})
    path = urlsplit(portal.settings.site_url).path or "/"
    return {
        "languages": rows,
        "site_name": portal.settings.site_name,
        "site_description": portal.settings.site_description,
        "css": Markup(STYLE),
        "script": Markup(wardrobe(portal, "index.html").script),
        "csp": "" if portal.settings.preview else POLICY,
        "emergency": portal.emergency,
        # A 404 is served at any depth, so its links begin at the host's root.
        "base": path,
        "lang": portal.source_language.tag,
        "site_url": portal.settings.site_url,
    }
