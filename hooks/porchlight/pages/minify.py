"""Smaller HTML that means the same."""

from __future__ import annotations

import minify_html


def minified(html: str) -> str:
    """The page without the bytes no browser needs. Closing tags stay: old Opera Mini and readers' tools want them."""
    return minify_html.minify(
        html,
        keep_closing_tags=True,
        keep_html_and_head_opening_tags=True,
        keep_comments=False,
        minify_css=False,
        minify_js=False,
        # Only what the HTML standard allows: some simple parsers read these pages too.
        allow_noncompliant_unquoted_attribute_values=False,
        allow_removing_spaces_between_attributes=False,
        minify_doctype=False,
    )
