"""A package's table of contents: a list in the manifest (Readium), or a page's list of links (W3C Audiobooks)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cjpublish.checks.web.files import markup, texts
from cjpublish.checks.web.forms import Form, objects
from cjpublish.importers.archive import Archive

__all__ = ["entries"]

_ENTRY_PAGE = "index.html"


def entries(files: Archive, manifest: Mapping[str, Any], form: Form) -> list[str]:
    """Return the addresses that the lines of the contents lead to, as seen from the manifest."""
    if "toc" in manifest:
        return list(_listed(manifest["toc"], form))
    contents = [
        address
        for each in objects(manifest.get("resources"))
        if "contents" in texts(each.get("rel"))
        for address in texts(each.get(form.href))
    ]
    name = next((address for address in [*contents, _ENTRY_PAGE] if files.has(address)), "")
    root = markup(files.read(name).decode("utf-8", errors="replace")) if name else None
    return [] if root is None else list(root.xpath("(//*[contains(@role, 'doc-toc')])[1]//a/@href"))


def _listed(value: object, form: Form) -> Iterator[str]:
    left = objects(value)[::-1]
    while left:
        each = left.pop()
        yield from texts(each.get(form.href))
        left += objects(each.get("children"))[::-1]
