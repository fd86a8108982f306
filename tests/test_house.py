"""The house stays as CONTRIBUTING.md draws it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "hooks" / "porchlight"
LAYERS = ["core", "content", "translation", "assets", "pages", "search", "outputs", "checks", "commands"]
MKDOCS_ROOMS = {"settings.py", "pages/languages.py", "pages/unit.py"}


def modules() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def imports(path: Path) -> list[str]:
    """Absolute names of what a module imports; relative imports resolved."""
    package = ["porchlight", *path.relative_to(ENGINE).parts[:-1]]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            found += [f"{stem}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_a_layer_imports_only_itself_and_those_to_its_left(path):
    room = path.relative_to(ENGINE).parts[0]
    if room not in LAYERS:
        return  # settings.py stands beside the layers, portal.py between the checks and the commands
    allowed = {*LAYERS[: LAYERS.index(room) + 1], "settings"}
    if room == "commands":
        allowed.add("portal")  # which stands between them and the other layers
    used = {name.split(".")[1] for name in imports(path) if name.startswith("porchlight.")}
    assert used <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_only_the_adapters_know_mkdocs(path):
    if path.relative_to(ENGINE).as_posix() in MKDOCS_ROOMS:
        return
    assert not [name for name in imports(path) if name.split(".")[0] in ("mkdocs", "mkdocs_static_i18n", "properdocs")]


def test_no_module_is_an_attic():
    long = {path.name: n for path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long, "a room holds one idea; split these"


def unexplained(names: Iterable[str], page: str) -> list[str]:
    """Those of the names that a page of docs/ does not show as `name`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [name for name in names if f"`{name}`" not in text]


def test_every_setting_is_explained_in_the_handbook():
    from porchlight.settings import FEEDBACK_FIELDS, PorchlightConfig

    settings = [key for key, _ in PorchlightConfig._schema]
    assert settings
    assert not unexplained(settings, "docs/handbook/settings.md")
    assert not unexplained([f"{{{field}}}" for field in FEEDBACK_FIELDS], "docs/handbook/settings.md")


def test_every_front_matter_key_is_explained_in_the_handbook():
    from porchlight.content.source import CHECKS

    assert not unexplained(CHECKS, "docs/handbook/writing-a-page.md")


def test_every_name_kept_for_made_pages_is_told_to_who_names_files():
    from porchlight.content.source import NO_PAGES, RESERVED

    for page in ("docs/handbook/writing-a-page.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert not [name for name in RESERVED if not re.search(rf"[ \n]{name}[,. ]", text)]
    assert not unexplained([f"docs/{folder}/" for folder in NO_PAGES], "docs/handbook/writing-a-page.md")


def test_every_field_of_a_contact_is_explained_in_the_handbook():
    from porchlight.content import contacts, hours

    fields = [
        contacts.CHECKS,
        contacts.PHONE,
        contacts.LOCATION,
        contacts.ADDRESS,
        contacts.ACCESSIBILITY,
        hours.CHECKS,
    ]
    words = [contacts.WAY_OF_TYPE, contacts.WAYS, contacts.WHEELCHAIR]
    for names in (*fields, *words):
        assert not unexplained(names, "docs/handbook/contacts.md")


def test_every_key_of_pathways_alerts_and_terms_is_explained_in_the_handbook():
    from porchlight.content import alerts, glossary, pathways

    assert not unexplained(pathways.CHECKS, "docs/handbook/pathways.md")
    assert not unexplained([*alerts.CHECKS, *alerts.LEVELS], "docs/handbook/alerts.md")
    assert not unexplained([*glossary.CHECKS, "keep", "translate", "both"], "docs/handbook/glossary.md")


def test_everything_a_phone_keeps_is_told_in_the_handbook():
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides" / "js").glob("*.js"))
    keys = set(re.findall(r"""['"`](porchlight:[a-z]+:?)""", scripts))
    assert {"porchlight:language", "porchlight:save", "porchlight:ticks:"} <= keys
    # A key that ends with a colon goes on with the page's name.
    assert not unexplained([f"{key}<page>" if key.endswith(":") else key for key in keys], "docs/handbook/readers.md")
    assert "document.cookie" not in scripts
    assert "sessionStorage" not in scripts
    assert "indexedDB" not in scripts


def test_every_chapter_is_in_the_handbooks_first_page():
    folder = ROOT / "docs" / "handbook"
    text = (folder / "index.md").read_text(encoding="utf-8")
    chapters = [path.name for path in folder.glob("*.md") if path.name != "index.md"]
    assert chapters
    assert not [name for name in chapters if f"]({name})" not in text]


def test_every_variable_of_the_environment_is_explained_in_contributing():
    code = "".join(path.read_text(encoding="utf-8") for path in (*modules(), *(ROOT / "scripts").glob("*.py")))
    variables = set(re.findall(r"""["'](PORCHLIGHT_[A-Z]+)["']""", code))
    assert "PORCHLIGHT_DATE" in variables
    assert not unexplained(variables, "CONTRIBUTING.md")


def test_every_room_is_drawn_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.M))
    for path in modules():
        layer = path.relative_to(ENGINE).parts[0]
        if layer in LAYERS and path.stem != "__init__":
            assert f"`{path.stem}`" in rows[layer]


def test_every_script_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = [path.name for path in (ROOT / "scripts").glob("*.py") if not path.name.startswith("_")]
    assert scripts
    assert not [name for name in scripts if f"scripts/{name}" not in text]


def test_the_lock_files_name_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|index-url|find-links", text)
