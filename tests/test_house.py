"""The house stays as CONTRIBUTING.md draws it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "hooks" / "porchlight"
LAYERS = ["core", "content", "translation", "assets", "pages", "search", "outputs", "checks"]
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
        return  # settings.py and portal.py stand beside and above the layers
    allowed = {*LAYERS[: LAYERS.index(room) + 1], "settings"}
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


def test_every_setting_is_explained_in_contributing():
    from porchlight.settings import PorchlightConfig

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    missing = [key for key, _ in PorchlightConfig._schema if f"`{key}`" not in text]
    assert not missing


def test_every_script_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = [path.name for path in (ROOT / "scripts").glob("*.py") if not path.name.startswith("_")]
    assert scripts
    assert not [name for name in scripts if f"scripts/{name}" not in text]


def test_every_front_matter_key_is_explained_in_contributing():
    from porchlight.content.source import CHECKS

    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert not [key for key in CHECKS if f"`{key}`" not in text]


def test_the_lock_files_name_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|index-url|find-links", text)
