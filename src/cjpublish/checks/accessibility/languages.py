"""The languages that documents name: whether they are the book's, are tags at all, and which way they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cjpublish.artifacts.ebook import XML, Ebook
from cjpublish.checks.accessibility.pages import Page, style_sheets
from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

OTHER = Check(
    "A24",
    "package-language-differs",
    Severity.WARNING,
    "The documents are in another language than the package says",
    "Catalogues show the wrong language, and some readers choose the voice by it.",
    "name the language of the text in `dc:language`",
    "WCAG 2.2, 3.1.1 Language of Page (A); EPUB 3.3, 5.5.3 (dc:language)",
)
BAD_TAG = Check(
    "A25",
    "bad-language-tag",
    Severity.WARNING,
    "A language tag that names no language",
    "A voice that does not know the language reads the text with the wrong sounds, or not at all.",
    "write a tag such as `en`, `de-CH` or `pt-BR`",
    "WCAG 2.2, 3.1.2 Language of Parts (AA); BCP 47, 2.1 Syntax",
)
NO_DIRECTION = Check(
    "A26",
    "no-direction",
    Severity.WARNING,
    "Text written from right to left, without its direction",
    "Punctuation and numbers stand on the wrong side, and lists and tables run the wrong way.",
    'write `dir="rtl"` on the html element',
    "WCAG 2.2, 1.3.2 Meaningful Sequence (A); HTML, 3.2.6.4 The dir attribute",
)
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{2,8}|art-lojban|cel-gaulish"
    r"|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|zh-min(?:-nan)?",
    re.I,
)
_COUNTRIES = {"cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "jp": "ja", "kr": "ko", "ua": "uk", "vn": "vi"}
"""Countries that are taken for their languages; no language has these codes (ISO 639-1)."""
_RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"]
)
_LATIN = re.compile(r"-latn\b", re.I)


def check(ebook: Ebook, found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every language that is named; a document without one is another family's."""
    documents = [page for page in found if page.item.media_type == "application/xhtml+xml"]
    yield from _against_package(ebook, documents)
    for page in found:
        yield from _tags(page)
    yield from _directions(documents)


def _against_package(ebook: Ebook, found: list[Page]) -> Iterator[Finding]:
    package = {primary(tag) for tag in ebook.values("dc:language")} - {"", "und", "mul", "zxx"}
    said = {
        primary(tag): page for page in reversed(found) if (tag := page.root.get("lang") or page.root.get(f"{XML}lang"))
    }
    said = {tag: page for tag, page in said.items() if tag not in {"und", "mul", "zxx"}}
    if package and said and not package & set(said):
        first, page = next(iter(said.items()))
        message = f"the documents are in '{first}', but the package says '{', '.join(sorted(package))}'"
        yield OTHER.found(message, page.place(page.root))


def _tags(page: Page) -> Iterator[Finding]:
    told: set[str] = set()
    for element in page.having("lang", "xml:lang"):
        tag = element.get("lang") or element.get(f"{XML}lang") or ""
        wrong = tag and (not _TAG.fullmatch(tag) or tag.lower() in _COUNTRIES)
        if wrong and tag not in told:
            told.add(tag)
            fix = f"write `{_COUNTRIES[tag.lower()]}`" if tag.lower() in _COUNTRIES else ""
            yield BAD_TAG.found(f"'{tag}' is no language tag", page.place(element), fix=fix)


def _directions(found: list[Page]) -> Iterator[Finding]:
    lost = [page for page in found if _is_lost(page)]
    if lost:
        others = f", and {len(lost) - 1:,} more documents" if len(lost) > 1 else ""
        message = f"the text is in '{lost[0].language}', but nothing says that it runs from right to left{others}"
        yield NO_DIRECTION.found(message, lost[0].place(lost[0].root))


def _is_lost(page: Page) -> bool:
    if primary(page.language) not in _RIGHT_TO_LEFT or _LATIN.search(page.language) or page.having("dir"):
        return False
    if any(b"direction" in style for _, style in style_sheets(page.ebook)):
        return False
    letters = [letter for letter in page.root.xpath("string(//*[local-name()='body'])")[:4000] if letter.isalpha()]
    turned = sum(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in letters)
    return turned * 2 > len(letters)
