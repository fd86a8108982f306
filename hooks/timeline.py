"""The whole build on one page: each MkDocs event, and the few calls it makes.

MkDocs runs these once for the outer build, which makes only the language chooser and the 404, and once more for each language
(`pages.unit.build_language`). `plugin.unit` tells which: it is None in the outer build.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from porchlight import portal as whole
from porchlight.checks import report
from porchlight.core.problem import ProblemsError
from porchlight.pages import context, root, unit

log = logging.getLogger("mkdocs.porchlight")


def on_startup(command: str, dirty: bool) -> None:
    """A preview's pages carry no Content Security Policy, or the server could not reload them."""
    if command == "serve":
        os.environ["PORCHLIGHT_PREVIEW"] = "1"


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """A preview also follows translations and templates; MkDocs itself follows docs/ and mkdocs.yml."""
    folders = config.plugins["porchlight"].folders(config)
    for folder in (folders.translations, folders.overrides):
        if folder.is_dir():
            server.watch(str(folder))


def on_pre_build(config: Any) -> None:
    """First the source is read and checked: a fault in it stops everything before a file is written."""
    plugin = config.plugins["porchlight"]
    if plugin.unit is None:
        with _told(plugin):
            asked = plugin.config
            plugin.portal, plugin.problems = whole.read(
                plugin.folders(config), plugin.settings, asked.drafts, asked.today
            )


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Then the templates get their language, and what all its pages share is made."""
    plugin = config.plugins["porchlight"]
    if plugin.unit is None:
        return context.environment(plugin.portal.folders.overrides, root.words(), unit.ICONS)
    plugin.unit.begin(config)
    return plugin.unit.env


def on_page_read_source(page: Any, config: Any) -> str:
    """A page's Markdown is its localized one: source and catalog put together."""
    return config.plugins["porchlight"].unit.source_markdown(page)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> dict[str, Any]:
    """What main.html sees."""
    return config.plugins["porchlight"].unit.page_context(page)


def on_template_context(context: Any, template_name: str, config: Any) -> dict[str, Any]:
    """What the chooser and the 404 see."""
    return root.root_context(config.plugins["porchlight"].portal)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """The chooser and the 404, made small."""
    return root.wardrobe(config.plugins["porchlight"].portal, template_name).dressed(output_content)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """A finished page is written beside the site, and leaves its record. MkDocs gets nothing to write."""
    config.plugins["porchlight"].unit.finish(page, output)
    return ""


def on_post_build(config: Any) -> None:
    """After the outer build: every language, what is made of the records, the checks, and the site in one step."""
    plugin = config.plugins["porchlight"]
    if plugin.unit is not None:
        return
    asked = plugin.config
    options = whole.Options(
        only=tuple(asked.only),
        drafts=asked.drafts,
        jobs=asked.jobs,
        weigh=asked.weigh,
        overrides=(("site_url", config.site_url),),
    )
    with _told(plugin):
        plugin.report = whole.build(
            config.config_file_path,
            plugin.portal,
            plugin.problems,
            Path(plugin.site_dir),
            options,
            plugin.say or log.info,
        )
    config.site_dir = plugin.site_dir
    if plugin.say is None:
        for line in report.lines(plugin.report):
            log.info(line)


@contextmanager
def _told(plugin: Any) -> Iterator[None]:
    """Problems that stop a build, told a line each; `scripts/build.py` tells them itself."""
    try:
        yield
    except ProblemsError as error:
        if plugin.say is not None:
            raise
        for line in report.problem_lines(error.problems):
            log.error(line)
        raise Abort(f"{len(error.problems)} problems; the site was left as it was") from error
