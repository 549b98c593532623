"""Texts of links: what a screen reader's list of links has to say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, and_more, quoted
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Inline, Mark, inline_text

__all__ = ["check"]

VAGUE = Check(
    "M25",
    "vague-link",
    Severity.WARNING,
    "A link's text says nothing of where it leads",
    "Who has a list of all links read out, or tabs from link to link, hears only these words.",
    "link the words that name what is there: “the report of 2004” instead of “click here”",
    "WCAG 2.2, 2.4.4 Link Purpose (In Context) (A)",
)
BARE_ADDRESS = Check(
    "M26",
    "bare-address",
    Severity.NOTE,
    "A web address is a link's text",
    "A screen reader reads it out with all its signs, and the narration says only that there is a link.",
    "link the name of the page instead of its address",
    "WCAG 2.2, 2.4.9 Link Purpose (Link Only) (AAA)",
)
SAME_TEXT = Check(
    "M27",
    "same-link-text",
    Severity.NOTE,
    "Links with the same text lead to different places",
    "In a list of links they can't be told apart.",
    "let each text say what is special about its own target",
    "WCAG 2.2, 2.4.9 Link Purpose (Link Only) (AAA)",
)
_VAGUE = re.compile(
    r"(?:(?:please )?click(?: (?:here|this|this link|on this link|the link|below))?|(?:right )?here|this link|the link"
    r"|link|(?:read|learn|see|find out|know|show) more|more|more (?:info|information|details)|(?:for )?details"
    r"|continue(?: reading)?|go|go here|see here|this|this page|read this|download|download here)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EDGES = " .,:;!?…→›»>«‹<()[]“”\"'"


def check(prose: Prose) -> Iterator[Finding]:
    """Yield what is wrong with the texts of links; words are judged in English only."""
    links = [
        (" ".join(inline_text(link.children).split()), link.href or "", words.source)
        for passage in prose.passages
        for words in passage.sentences
        for link in _links(words.inlines)
    ]
    vague = [link for link in links if prose.english and _VAGUE.fullmatch(link[0].strip(_EDGES))]
    for text, _, source in vague:
        yield VAGUE.found(f"this link's text is only {quoted(text)}", source)
    bare = [link for link in links if _ADDRESS.fullmatch(link[0])]
    if bare:
        yield BARE_ADDRESS.found(
            f"the text of this link is the address {quoted(bare[0][0])}{and_more(len(bare))}", bare[0][2]
        )
    yield from _same(link for link in links if link not in vague)


def _same(links: Iterable[tuple[str, str, Source | None]]) -> Iterator[Finding]:
    first: dict[str, tuple[str, Source | None]] = {}
    told = set()
    for text, href, source in links:
        key = text.casefold().strip(_EDGES)
        target, place = first.setdefault(key, (href, source))
        if target != href and key not in told:
            told.add(key)
            message = f"the link {quoted(text)} leads to {href}, and the one in {place} with that text to {target}"
            yield SAME_TEXT.found(message, source)


def _links(inlines: tuple[Inline, ...]) -> Iterator[Mark]:
    for inline in inlines:
        if isinstance(inline, Mark):
            if inline.tag == "a":
                yield inline
            else:
                yield from _links(inline.children)
