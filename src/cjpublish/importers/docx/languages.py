"""Languages: which one a run is in, where that is not the document's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cjpublish.importers.docx.names import Element, properties, switched_on, tag, text_of
from cjpublish.importers.docx.styles import Styles

__all__ = ["Tongue", "main_language"]

_LETTER = re.compile(r"[^\W\d_]")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_COMPLEX = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(slots=True)
class Tongue:
    """Names the languages of runs."""

    styles: Styles
    """The document's styles, which may say a language too."""
    main: str
    """The document's language, BCP 47."""
    found: list[str] = field(default_factory=list)
    """The other languages, in order."""

    def mark(self, run: Element, paragraph: Element) -> str:
        """Return a name for the language of a run, `lang-` and its place in `found`; empty for the document's own."""
        language = _language(self.styles, run, paragraph)
        if not language or not self.main or _primary(language) == _primary(self.main):
            return ""
        if language not in self.found:
            self.found.append(language)
        return f"lang-{self.found.index(language)}"


def main_language(roots: Iterable[Element], styles: Styles, said: str) -> str:
    """Return the language that most of a document's letters are in, or else the one that it says it is in."""
    letters: Counter[str] = Counter()
    for root in roots:
        for run in root.iter(tag("w:r")):
            paragraph = next(run.iterancestors(tag("w:p")), None)
            language = _language(styles, run, paragraph)
            if language:
                letters[language] += len(text_of(run))
    if not letters:
        return said
    by_primary: Counter[str] = Counter()
    for language, count in letters.items():
        by_primary[_primary(language)] += count
    most = by_primary.most_common(1)[0][0]
    return max((each for each in letters if _primary(each) == most), key=lambda each: letters[each])


def _language(styles: Styles, run: Element, paragraph: Element | None) -> str:
    """Return the language of a run that has letters, by the script they are in (ECMA-376 Part 1, 17.3.2.20)."""
    text = text_of(run)
    if not _LETTER.search(text) or switched_on(properties(run), "w:noProof"):
        return ""
    attribute = "eastAsia" if _EAST_ASIAN.search(text) else "bidi" if _COMPLEX.search(text) else "val"
    return styles.language(run, paragraph, attribute)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
