"""Links: those without words, and those whose words say nothing of where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.accessibility.pages import Page, found_on, hidden, kinds, named
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

EMPTY = Check(
    "A33",
    "empty-link",
    Severity.WARNING,
    "A link without words",
    "A screen reader says 'link' and nothing else, or spells out the address.",
    "put words into the link, or an `aria-label` on it",
    "WCAG 2.2, 2.4.4 Link Purpose (In Context) (A)",
)
VAGUE = Check(
    "A34",
    "vague-links-in-the-book",
    Severity.NOTE,
    "Links whose words say nothing",
    "A screen reader can list a page's links; 'here' and 'more' tell nothing in such a list.",
    "make the words that name the target the link",
    "WCAG 2.2, 2.4.4 Link Purpose (In Context) (A); 2.4.9 Link Purpose (Link Only) (AAA)",
)
_VAGUE = frozenset({
    "click", "click here", "click this", "click this link", "continue", "details", "go", "here", "learn more", "link",
    "more", "more info", "more information", "read more", "see here", "this", "this link", "this page",
})  # fmt: skip


def _is_left_out(link: Any) -> bool:
    """Say whether a link is kept from assistive technology, or is one of the navigation's, whose labels EPUB rules."""
    return hidden(link) or link.get("tabindex") == "-1" or any(kinds(nav) for nav in link.iterancestors(f"{XHTML}nav"))


def check(found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at the words of every link."""
    vague: list[tuple[Page, Any, str]] = []
    for page in found:
        links = [(link, named(link, page)) for link in page.of("a") if link.get("href") is not None]
        empty = [link for link, name in links if not name and not _is_left_out(link)]
        yield from found_on(page, EMPTY, empty, f"a link to {empty[0].get('href')} has no words" if empty else "")
        if page.english:
            vague += [(page, link, name) for link, name in links if name.lower().strip(" .…>›»→") in _VAGUE]
    if vague:
        page, link, name = vague[0]
        more = f", and {len(vague) - 1:,} more like it" if len(vague) > 1 else ""
        yield VAGUE.found(f"the link to {link.get('href')} says only '{name}'{more}", page.place(link))
