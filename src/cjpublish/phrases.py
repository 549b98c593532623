"""Phrases of the program's own as inline text of a publication."""

from __future__ import annotations

from string import Formatter

from cjpublish.model import Inline, Mark, Text
from cjpublish.wording import Wording

__all__ = ["phrase"]


def phrase(template: str, words: Wording, language: str, **values: object) -> tuple[Inline, ...]:
    """Return a phrase with its braces filled, marked with its language where the publication's is another.

    `words` is the wording that the phrase is from; `language` is the publication's, BCP 47, and that of the values
    (WCAG 2.2, 3.1.2).
    """
    if words.is_in(language):
        return (Text(template.format(**values)),)
    inlines: list[Inline] = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            inlines.append(Mark("span", (Text(literal),), lang=words.language))
        if name is not None:
            inlines.append(Text(str(values[name])))
    return tuple(inlines)
