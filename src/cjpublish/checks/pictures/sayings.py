"""What is said of a picture: that it says something of its own, in words, in the language of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.pictures.tongues import another
from cjpublish.errors import Finding, Severity, Source
from cjpublish.settings.alt import bare
from cjpublish.spoken import addresses

__all__ = ["MARKUP", "REPEATS_TEXT", "THIN", "TONGUE", "said"]

_ALT = "WCAG 2.2, 1.1.1 Non-text Content (A)"
MARKUP = Check(
    "P17",
    "alt-markup",
    Severity.WARNING,
    "An alternative text holds an address, markup or an emoji",
    "It is read out with all its signs, or as a name that nobody chose.",
    "write plain words",
    f"{_ALT}; technique H86, failure F30",
)
REPEATS_TEXT = Check(
    "P18",
    "alt-repeats-text",
    Severity.WARNING,
    "An alternative text repeats the text beside the picture",
    "The same is heard twice, and what the picture shows is not heard at all.",
    "say what the text does not, or call the picture decorative",
    "HTML, 4.8.4.4 Requirements for providing text to act as an alternative for images",
)
TONGUE = Check(
    "P19",
    "alt-language",
    Severity.WARNING,
    "An alternative text is in another language than the text around it",
    "A voice reads it as if it were in the language of the text, which few can follow; images.yaml can't mark it.",
    "write it in the language of the text",
    "WCAG 2.2, 3.1.2 Language of Parts (AA)",
)
THIN = Check(
    "P20",
    "thin-description",
    Severity.WARNING,
    "A long description says no more than the alternative text",
    "Who asks for the description waits for what it lacks.",
    "write into it all that can be read from the picture, or take it out",
    f"{_ALT}; technique G92",
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:\w+|#\d+);|\*\*\S|(?<!\w)`[^`]+`|\]\(\S+\)|\{[.#:][\w-]+")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]\ufe0f?")


def said(
    alt: str, source: Source | None, *, language: str, beside: Iterable[str] = (), description: str = ""
) -> Iterator[Finding]:
    """Yield what is wrong with an alternative text beyond what reading finds, at most one thing and its description.

    `beside` are the texts around the picture, `description` its long one; `language` is BCP 47.
    """
    held = _held(alt)
    if held:
        yield MARKUP.found(f"this alternative text holds {held}", source)
    elif any(bare(alt) == bare(text) for text in beside if text.strip()):
        yield REPEATS_TEXT.found("this alternative text repeats the text beside the picture", source)
    elif tongue := another(alt, language):
        yield TONGUE.found(f"this alternative text seems to be in {tongue}, and the text is not", source)
    if description and bare(description) == bare(alt):
        yield THIN.found("the long description repeats the alternative text", source)
    elif description and len(description) < len(alt):
        message = f"the long description is shorter than the alternative text: {len(description)} characters"
        yield THIN.found(message, source)


def _held(alt: str) -> str:
    """Return what an alternative text holds that is no words; empty where it is words."""
    address = next(addresses(alt), None)
    if address:
        return f"an address: {alt[slice(*address)][:60]}"
    markup = _MARKUP.search(alt)
    if markup:
        return f"markup: {markup[0][:40]}"
    return "an emoji" if _EMOJI.search(alt) else ""
