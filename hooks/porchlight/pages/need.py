"""How much readers need each catalog: what a translator should begin with."""

from __future__ import annotations

from .edition import Portal

FIRST = ("interface", "index", "site", "contacts", "glossary")
"""Catalogs that come before all pages, in this order: their words stand on every page, or lead to it."""
PATHWAY, DANGER, NEXT = 2, 2, 1
"""What a page gains for each pathway it is on; for being one for people in danger, or with the emergency number among its
contacts; and for each page that names it under `next:`."""


def weights(portal: Portal) -> dict[str, int]:
    """How much readers need each catalog: alerts first, then `FIRST`, then pages by what leads to them."""
    pages = {
        page.name: 1
        + PATHWAY * sum(page.name in pathway.pages for pathway in portal.pathways.values())
        + NEXT * sum(page.name in other.next for other in portal.pages.values())
        + DANGER * (page.sensitive or portal.settings.emergency_contact in page.contacts)
        for page in portal.pages.values()
    }
    most = max(pages.values(), default=0)
    first = {name: most + len(FIRST) - place for place, name in enumerate(FIRST)}
    alerts = dict.fromkeys(portal.alerts, most + len(FIRST) + 1)
    return {**pages, **first, **alerts}
