"""The site's scripts: their types are right, what they say is said in words that there are, and they are small."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cjpublish import site
from cjpublish.site import reading
from cjpublish.site.assets import assets
from cjpublish.site.frame import THEME
from cjpublish.site.phrases import phrases

ASSETS = Path(site.__file__).parent / "assets"
WORKERS = {"sw.js"}
"""What runs beside the page, in a world with other types."""
OPTIONS = (
    *("--noEmit", "--checkJs", "--allowJs", "--strict", "--noUnusedLocals", "--noUnusedParameters"),
    *("--target", "es2022", "--module", "es2022", "--lib", "es2022,dom,dom.iterable"),
)
BUDGET = 40_000
"""Bytes of script and style, compressed, that the site may have."""


def scripts() -> list[Path]:
    return sorted(each for each in ASSETS.glob("*.js") if each.name not in WORKERS)


def test_types_are_right_in_every_script() -> None:
    checker = os.environ.get("CJPUBLISH_TSC") or shutil.which("tsc")
    if not checker:
        pytest.skip("TypeScript's tsc, which checks JSDoc's types, is not installed; name it in CJPUBLISH_TSC")
    found = subprocess.run([checker, *OPTIONS, *map(str, scripts())], capture_output=True, text=True, check=False)
    assert found.stdout == ""
    assert found.returncode == 0


def imports(name: str) -> set[str]:
    return set(re.findall(r'"\./([a-z_]+\.js)"', (ASSETS / name).read_text(encoding="utf-8")))


def test_no_script_names_itself_by_a_detour() -> None:
    """A file's name holds the hash of its content, and so of the names in it: a circle has no names."""

    def reaches(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, f"{' → '.join(path)} → {name}"
        for each in imports(name):
            reaches(each, (*path, name))

    reaches("read.js", ())


def test_what_a_chapters_page_loads_is_small() -> None:
    loaded = [*assets().files(*reading.STYLES, THEME, *reading.SCRIPTS)]
    sizes = {each.path: len(gzip.compress(each.content, 9)) for each in loaded}
    sizes["sw.js"] = len(gzip.compress((ASSETS / "sw.js").read_bytes(), 9))
    assert len(sizes) > 10
    assert sum(sizes.values()) <= BUDGET, sizes


@pytest.mark.parametrize("language", ["de", "en", "es", "fr"])
def test_every_word_that_a_script_says_is_there(language: str) -> None:
    """Those whose key is put together are seen on the page, in test_site_player.py."""
    there = json.loads(phrases(language))
    text = "\n".join(each.read_text(encoding="utf-8") for each in scripts())
    said = set(re.findall(r'\bword\(\s*"([a-z-]+)"', text))
    assert there["language"] == language
    assert len(said) > 30
    assert said - set(there) == set()


def test_no_script_writes_html_as_text() -> None:
    """A strict Content-Security-Policy forbids inline script; nothing may put it there by the back door."""
    for each in scripts():
        text = each.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            each
        )
