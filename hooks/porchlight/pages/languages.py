"""The MkDocs plugin: mkdocs-static-i18n with the portal's own languages, each under its own folder.

A pseudo-language `mul` (ISO 639-2: multiple languages) stands at the root, so that no real language is the default one: the
outer build makes only the chooser and the 404, and each language is a build of its own (see `unit`).
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
import os
import zoneinfo
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs_static_i18n.config import I18nPluginLanguage
from mkdocs_static_i18n.plugin import I18n

from ..assets.images import RASTER
from ..content.source import NO_PAGES
from ..core.problem import ProblemsError
from ..settings import Settings, read_settings
from ..translation.languages import read_languages
from .edition import Folders

ROOT = "mul"


class LanguageConfig(I18nPluginLanguage):
    """static-i18n's own options of a language, but with any BCP 47 tag."""

    locale = c.Type(str)


class LanguagesConfig(Config):
    """static-i18n's options, filled from translations/; and what a build is asked for, from the environment.

    PORCHLIGHT_ONLY: tags with commas between, only these are built. PORCHLIGHT_DRAFTS: `1` builds drafts too.
    PORCHLIGHT_DATE: ISO date the site is built for. PORCHLIGHT_JOBS: processes. PORCHLIGHT_WEIGH: `1` weighs every page exactly. PORCHLIGHT_PREVIEW: `1` is set by `serve`.
    """

    build_only_locale = c.Optional(c.Type(str))
    docs_structure = c.Choice(["suffix"], default="suffix")
    fallback_to_default = c.Type(bool, default=True)
    reconfigure_material = c.Type(bool, default=False)
    reconfigure_search = c.Type(bool, default=False)
    languages = c.ListOfItems(c.SubConfig(LanguageConfig, validate=True), default=[])
    only = c.ListOfItems(c.Type(str), default=[])
    drafts = c.Type(bool, default=False)
    jobs = c.Type(int, default=0)
    weigh = c.Type(bool, default=False)
    preview = c.Type(bool, default=False)
    today = c.Type(str, default="")


class LanguagesPlugin(I18n):
    """See the module."""

    config_class = LanguagesConfig
    config: Any

    def __init__(self) -> None:
        super().__init__()
        self.unit: Any = None
        """The `unit.LanguageUnit` being built; None in the outer build."""
        self.settings: Settings
        self.say: Any = None
        """Takes progress lines, where someone other than MkDocs tells them."""
        self.report: Any = None
        """What the outer build made, once the site is published (`checks.report`)."""
        self.site_dir = ""
        """Where the finished site goes; MkDocs itself builds beside it."""

    def load_config(self, options: dict, config_file_path: str | None = None) -> tuple[list, list]:
        """Take what was asked for; the languages follow in `on_config`, once the settings are known."""
        asked = {
            "only": [tag for tag in os.environ.get("PORCHLIGHT_ONLY", "").split(",") if tag],
            "drafts": os.environ.get("PORCHLIGHT_DRAFTS") == "1",
            "jobs": int(os.environ.get("PORCHLIGHT_JOBS") or 0),
            "weigh": os.environ.get("PORCHLIGHT_WEIGH") == "1",
            "preview": os.environ.get("PORCHLIGHT_PREVIEW") == "1",
            "today": os.environ.get("PORCHLIGHT_DATE", ""),
        }
        return super().load_config({**asked, **options}, config_file_path)

    def _read_languages(self, translations: Path) -> None:
        """The root and every language of the portal, as static-i18n wants them."""
        found, _ = read_languages(translations, self.settings.source_language)
        self.config.languages = []
        for tag, name in [(ROOT, "All languages"), *((language.tag, language.autonym) for language in found)]:
            one = LanguageConfig()
            one.load_dict({"locale": tag, "name": name, "default": tag == ROOT, "build": tag != ROOT})
            one.validate()
            self.config.languages.append(one)

    def read_settings(self, config: MkDocsConfig) -> Settings:
        """The portal's settings; from here on the date of the build is known, too. Raises ConfigurationError."""
        settings = dataclasses.replace(read_settings(config), preview=self.config.preview)
        self.config.today = _date_of_build(self.config.today, settings.timezone)
        return settings

    def folders(self, config: MkDocsConfig) -> Folders:
        """Where the portal's parts lie. Templates are those of mkdocs.yml's custom_dir."""
        project = Path(config.config_file_path).resolve().parent
        overrides = Path(config.theme.custom_dir or config.theme.dirs[0])
        cache = project / ".cache"
        return Folders(
            project, Path(config.docs_dir), overrides, cache, cache / ("preview" if self.config.preview else "out")
        )

    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Point MkDocs at a place beside the site, and leave the checks of links to `checks.links`, which knows lines."""
        self.settings = self.read_settings(config)
        self._read_languages(self.folders(config).translations)
        if self.current_language is None:
            self.current_language = ROOT
        for part in (config.validation.nav, config.validation.links):
            for option, _ in type(part)._schema:
                setattr(part, option, logging.DEBUG)
        if self.unit is None:
            self.site_dir = config.site_dir
            config.site_dir = str(self.folders(config).out / "root")
            config.theme.static_templates = {"404.html", "index.html"}
            # Every page is in a language, so the outer build has none to put in a menu.
            config.nav = []
        else:
            config.theme.static_templates = set()
            config.markdown_extensions = [*config.markdown_extensions, self.unit.extension]
        return self.apply_user_overrides(config)

    @event_priority(-100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """The pages of the language, or, at the root, the files that pages link to."""
        ours = Files([file for file in files if file.src_dir == config.docs_dir and not _is_data(file)])
        if self.unit is None:
            # Pictures are published small (see assets.images); only what is no picture is copied as it is.
            return Files([file for file in ours if not file.is_documentation_page() and not _is_picture(file)])
        made = self.reconfigure_files(ours, config)
        kept = []
        for file in made:
            if not file.is_documentation_page():
                # The outer build copies what all languages share.
                file.copy_file = lambda dirty=False: None
                kept.append(file)
            elif file.src_uri.removesuffix(".md") in self.unit.names:
                file.page = self.unit.new_page(file, config)
                kept.append(file)
        for file in list(made):
            if file not in kept:
                made.remove(file)
        return made

    @event_priority(-100)
    def on_nav(self, nav: Any, config: MkDocsConfig, files: Files) -> Any:
        """static-i18n's navigation, without its warning where the outer build has no home page."""
        return nav if self.unit is None else super().on_nav(nav, config, files)

    def reconfigure_files_alternates(self, *_: Any) -> None:
        """Nothing: alternates come from the coverage table, in linear time (`edition.offered_languages`)."""

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """Nothing: the templates' environment is `context.environment`."""

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        """The Markdown as it is: box titles are translated like all other text."""
        return markdown

    def on_page_context(self, context: Any, **_: Any) -> Any:
        """The context as it is: `timeline` fills it."""
        return context

    on_template_context = on_page_context

    def on_post_page(self, output: str, **_: Any) -> str:
        """The page as it is."""
        return output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Nothing: `timeline` builds the languages."""

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Faults of the content are told by themselves, not as a traceback."""
        if isinstance(error, ProblemsError):
            logging.getLogger("mkdocs.porchlight").debug("stopped by faults in the content")


def _date_of_build(asked: str, timezone: str) -> str:
    """The ISO date asked for, else that of reproducible-builds.org's SOURCE_DATE_EPOCH, else today's in the portal's time zone.

    Raises ConfigurationError.
    """
    if asked:
        try:
            return datetime.date.fromisoformat(asked).isoformat()
        except ValueError:
            raise ConfigurationError(f"PORCHLIGHT_DATE: {asked} is no date. Write it as 2026-05-01.") from None
    zone = zoneinfo.ZoneInfo(timezone) if timezone else None
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.datetime.fromtimestamp(int(said), datetime.UTC) if said.isdigit() else datetime.datetime.now(zone)
    return moment.date().isoformat()


def _is_data(file: File) -> bool:
    """Files of docs/ that the engine reads and nobody downloads."""
    return (
        file.src_uri.startswith(tuple(f"{name}/" for name in NO_PAGES[1:]))
        or ("/" not in file.src_uri and not file.is_documentation_page())
        or (file.src_uri.startswith("assets/") and file.is_documentation_page())
    )


def _is_picture(file: File) -> bool:
    return file.src_uri.lower().endswith((*RASTER, ".svg"))
