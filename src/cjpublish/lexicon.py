"""Pronunciations: where a lexicon's written forms occur in a text, and lexicons as W3C PLS documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize
from xml.etree import ElementTree

from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import LexiconEntry, Pronunciation

__all__ = ["Lexicon", "Matches", "matches", "read_pls", "write_pls"]

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s(?!\w)")
_SIGNS = str.maketrans("’‐‑", "'--")

_HISSING = ("s", "z", "ʃ", "ʒ", "ɕ", "ʑ", "ʂ", "ʐ")
_VOICELESS = ("p", "t", "k", "f", "θ", "x", "h", "ʔ", "ʰ")

_NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_PLS = f"{{{_NAMESPACE}}}"
_OWN = "urn:cjpublish:lexicon"
_EXACT_CASE = "exact-case"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Token(NamedTuple):
    """A word or a sign of a text."""

    form: str
    """In composed characters, with plain apostrophes and hyphens, and a space before it where one stands there."""
    folded: str
    """The same without case."""
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Matches:
    """Where a lexicon's entries occur in a text."""

    replacements: tuple[tuple[int, int, str], ...]
    """Ranges [begin, end) of the text and what is said in their place, in order, none overlapping."""
    unusable: tuple[LexiconEntry, ...]
    """Entries that occur but have only IPA, which the engine doesn't take; each once."""


class Lexicon:
    """Entries, ready to be looked for; many thousands cost no more for a text than a few."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[LexiconEntry]) -> None:
        """Sort entries by their first word; of two for the same written form, the first holds."""
        self._entries: dict[str, list[tuple[tuple[_Token, ...], LexiconEntry]]] = {}
        for entry in entries:
            tokens = tuple(_tokens(entry.written))
            if tokens:
                self._entries.setdefault(tokens[0].folded, []).append((tokens, entry))
        for candidates in self._entries.values():
            candidates.sort(key=lambda candidate: (-len(candidate[0]), not candidate[1].match_case))

    def find(self, text: str) -> Iterator[tuple[int, int, LexiconEntry]]:
        """Yield each entry's range in a text, from the left, the longest at each place, none overlapping."""
        if not self._entries:
            return
        tokens = list(_tokens(text))
        index = 0
        while index < len(tokens):
            length = 1
            for wanted, entry in self._entries.get(tokens[index].folded.lstrip(), ()):
                there = tokens[index : index + len(wanted)]
                if _equal(wanted, there, entry.match_case):
                    length = len(wanted)
                    yield there[0].begin, there[-1].end, entry
                    break
            index += length


def matches(text: str, lexicon: Lexicon, *, takes_ipa: bool) -> Matches:
    """Find what a lexicon says of a text: whole words, the longest first, accents exact.

    IPA goes out as `[[ipa]]` to an engine that takes it, else the respelling. A possessive keeps its ending, which
    stands within the brackets of IPA, as a sound. A respelling is given even where the engine takes IPA if the entry
    has no other.
    """
    replacements = []
    unusable: dict[LexiconEntry, None] = {}
    for begin, end, entry in lexicon.find(text):
        possessive = _POSSESSIVE.match(text, end)
        after = possessive.end() if possessive else end
        if entry.ipa and takes_ipa:
            ipa = entry.ipa.replace("[", "").replace("]", "").strip()
            replacements.append((begin, after, f"[[{_possessive(ipa) if possessive else ipa}]]"))
        elif entry.respelling:
            replacements.append((begin, after, entry.respelling + ("'s" if possessive else "")))
        else:
            unusable[entry] = None
    return Matches(tuple(replacements), tuple(unusable))


def _tokens(text: str) -> Iterator[_Token]:
    previous = 0
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        form = match[0] if match[0].isascii() else normalize("NFC", match[0]).translate(_SIGNS)
        if begin > previous > 0:
            form = f" {form}"
        yield _Token(form, form.casefold(), begin, end)
        previous = end


def _equal(wanted: Sequence[_Token], there: Sequence[_Token], match_case: bool) -> bool:
    """Compare tokens; white space before the first is no matter."""
    if len(wanted) != len(there):
        return False
    if match_case:
        return wanted[0].form == there[0].form.lstrip() and all(
            one.form == other.form for one, other in zip(wanted[1:], there[1:], strict=True)
        )
    return all(one.folded == other.folded for one, other in zip(wanted[1:], there[1:], strict=True))


def _possessive(ipa: str) -> str:
    """Add the English possessive ending: /s/, /z/ or /ɪz/ by the last sound."""
    if ipa.endswith(_HISSING):
        return f"{ipa}ɪz"
    return f"{ipa}s" if ipa.endswith(_VOICELESS) else f"{ipa}z"


def read_pls(text: str, path: str = "lexicon.pls") -> Pronunciation:
    """Read a W3C Pronunciation Lexicon Specification 1.0 document (sections 4.1 to 4.7).

    A lexeme with several graphemes gives an entry for each. Of several phonemes the preferred one holds, or else the
    first; of several aliases likewise. A document type declaration is refused, and with it every entity.

    Raises InputError, naming `path`, where the XML is not well formed or is no lexicon, an alphabet is other than IPA,
    or a lexeme lacks a grapheme or a pronunciation.
    """
    # The tree refuses the document types that make this parser unsafe.
    parser = ElementTree.XMLParser(target=_Tree(path))  # noqa: S314
    try:
        parser.feed(text)
        root = parser.close()
    except ElementTree.ParseError as error:
        line, column = error.position
        raise _refused(f"the XML is not well formed: {error.msg}", Source(path, line, column + 1)) from error
    if root.tag != f"{_PLS}lexicon":
        raise _refused("this is no pronunciation lexicon", Source(path))
    entries: list[LexiconEntry] = []
    for number, lexeme in enumerate(root.iterfind(f"{_PLS}lexeme"), 1):
        entries += _read_lexeme(lexeme, number, root.get("alphabet", ""), Source(path))
    return Pronunciation(root.get(_LANG, ""), tuple(entries))


class _Tree(ElementTree.TreeBuilder):
    """A tree that has no document type."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def doctype(self, name: str, pubid: str, system: str) -> None:
        raise _refused("a document type declaration is not accepted", Source(self._path))


def _read_lexeme(lexeme: ElementTree.Element, number: int, alphabet: str, source: Source) -> Iterator[LexiconEntry]:
    written = [_text(grapheme) for grapheme in lexeme.iterfind(f"{_PLS}grapheme")]
    ipa = _preferred(lexeme, "phoneme")
    alias = _preferred(lexeme, "alias")
    if not written or not all(written):
        raise _refused(f"lexeme {number} has no grapheme", source)
    if ipa is not None and ipa.get("alphabet", alphabet).lower() != "ipa":
        raise _refused(f"the pronunciation of '{written[0]}' is in another alphabet than IPA", source)
    respelling, phonemes = (_text(found) for found in (alias, ipa))
    if not respelling and not phonemes:
        raise _refused(f"'{written[0]}' has no pronunciation", source)
    exact = any(role.rpartition(":")[2] == _EXACT_CASE for role in lexeme.get("role", "").split())
    for form in written:
        yield LexiconEntry(form, respelling, phonemes, exact)


def _preferred(lexeme: ElementTree.Element, tag: str) -> ElementTree.Element | None:
    found = list(lexeme.iterfind(f"{_PLS}{tag}"))
    return next((one for one in found if one.get("prefer") in ("true", "1")), found[0] if found else None)


def _text(element: ElementTree.Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _refused(message: str, source: Source) -> InputError:
    return InputError([Finding("pls", Severity.ERROR, message, source, "write it as W3C PLS 1.0 with IPA or aliases")])


def write_pls(pronunciation: Pronunciation) -> str:
    """Write a lexicon as a W3C Pronunciation Lexicon Specification 1.0 document, an entry a lexeme.

    Respellings become aliases. PLS has no rule of case: that an entry is meant in this very case is said by a role of
    the program's own (section 4.4), which `read_pls` knows and others pass over.
    """
    root = ElementTree.Element(
        "lexicon",
        {
            "version": "1.0",
            "xmlns": _NAMESPACE,
            "xmlns:cj": _OWN,
            "alphabet": "ipa",
            "xml:lang": pronunciation.language,
        },
    )
    for entry in pronunciation.entries:
        lexeme = ElementTree.SubElement(root, "lexeme", {"role": f"cj:{_EXACT_CASE}"} if entry.match_case else {})
        for tag, text in (("grapheme", entry.written), ("phoneme", entry.ipa), ("alias", entry.respelling)):
            if text:
                ElementTree.SubElement(lexeme, tag).text = text
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
