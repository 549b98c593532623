"""Cuts inline content into sentences and gives each an id that its text alone decides.

The library `sentencex` proposes where sentences end. It knows the abbreviations of many languages, but keeps a whole
quotation as one sentence, begins sentences with lower-case letters, parts some titles from their names and takes some
ordinary words for abbreviations; the rules here mend that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TypeAlias

from cjpublish.errors import Source
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Sentence, Text, inline_text

__all__ = ["Segmenter", "gap"]

_Path: TypeAlias = tuple[tuple[int, Mark], ...]
"""The marks around a leaf, outermost first, each with a number of its own."""
_Leaf: TypeAlias = tuple[Text | NoteRef | PageBreak, _Path]

_RUN = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*|[ \t\r\f\v]{2,}|[\t\r\f\v]")
"""White space that collapses; a no-break space is not among it."""
_SPACES = (
    "\n\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_BLANKED = str.maketrans(
    {
        **dict.fromkeys('"“”„‟«»‹›「」『』()[]{}（）【】—–―' + _SPACES, " "),
        **dict.fromkeys("…។៕", "."),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "0"),
    }
)
"""One character for one: quotation marks, brackets and dashes are nothing to the library, and these marks full stops.

White space beyond ASCII must not reach it: it takes each for one byte, and stops the program. Nor must lone halves of
characters, which are no UTF-8.
"""
_QUOTE = re.compile(r"(?<!\w)['‘’‚‛]|['‘’](?!\w)")
"""A single quotation mark, not an apostrophe within a word."""
_CLOSERS = frozenset("\"'“”’«»›‹」』)]}）】")
_SPACED_CLOSER = re.compile(r"\s*»(?=[\s,.;:!?]|$)")
_UNSPACED = frozenset("。！？｡．")
"""Full stops of scripts that put no space between sentences."""
_WORD = re.compile(r"\w")
_LAST_WORD = re.compile(r"(\w+)\.\W*$")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,2}|[IVXLC]{1,5})\.\W*")
_NUMBER = re.compile(r"\W*(?:\d|[IVXLC]+\b)")
_MEASURE = re.compile(r"\d[\s-]?(?:[kcm]?m|k?g|m?l|ha|h|min|km/h|°[CF])\.(?=\W*\s)")
_PRONOUN = re.compile(r"(?:^|[\s(“\"])[a-z]+,? I\.(?=[\"”’)]*\s+[\"“‘(]*[A-Z])")
"""Ends that the library takes for abbreviations or initials: a unit behind a number, an English `I` behind a word."""
_ORDINARY = {
    "de": "mich Art",
    "en": "me no No may art ill ark arc brig fed con miss pa ok ore etc",
    "es": "no No mar bien etc",
    "fr": "art vol",
    "it": "no No me te mai re via ore ecc",
    "nl": "hand enz",
}
"""By language: words that the library takes for abbreviations, and that end a sentence before a capitalised word."""
_CAPITALISED = r"\.(?=[\"”’»)\]]*\s+[\"“‘«(\[¿¡—-]*[A-ZÀ-Ý](?:[a-zß-ÿ’']|\s+[a-zß-ÿ]))"

_REACH = 24
"""Characters around an end that decide about it."""
_BEFORE_NAMES = {
    language: frozenset(abbreviations.split())
    for language, abbreviations in {
        "en": "st ste gen col lt cpl sgt maj capt adm cmdr rev hon gov sen rep pres supt fr br mt ft messrs",
        "fr": "m mm mme mmes mlle mlles mgr dr pr st ste",
        "de": "hr fr frl st prof dr",
        "es": "sr sra srta srs dr dra d dª sto sta",
        "it": "sig dott prof ing avv on",
        "nl": "dhr mevr drs mr st",
        "pt": "sr sra dr dra d sto sta",
    }.items()
}
"""By language: abbreviations, in lower case without their full stop, that never end a sentence a name can follow."""
_BEFORE_NUMBERS = re.compile(
    r"nos?|nr|n[uú]m|art|sec|figs?|vols?|ch|chap|cap|pp?|pág|para|pt|bk|eds?|approx|ca?|cf|est|b|d|fl"
)
"""The same, where a number follows."""


class Segmenter:
    """Makes the sentences of one chapter; their ids are unique in it."""

    def __init__(self, language: str) -> None:
        """Take the chapter's BCP 47 language."""
        self._language = language.lower().partition("-")[0]
        self._seen: dict[str, int] = {}

    def sentences(self, inlines: Sequence[Inline], source: Source | None) -> tuple[Sentence, ...]:
        """Cut inlines into sentences; none where they hold no text.

        Runs of white space become one space and a sentence has none at its ends; nothing else changes. A mark that
        crosses a sentence's end is split. A note reference stays with the sentence it follows, a page break goes with
        the one that its page begins with.
        """
        leaves = _flatten(inlines)
        spans = _spans(_opaque(leaves), self._language)
        return tuple(self._name(part, source) for part in _cut(leaves, spans))

    def sentence(self, inlines: Sequence[Inline], source: Source | None) -> Sentence:
        """Make one sentence of inlines, whatever they hold."""
        leaves = _flatten(inlines)
        text = "".join(leaf.text for leaf, _ in leaves if isinstance(leaf, Text))
        span = (len(text) - len(text.lstrip()), len(text.rstrip()))
        parts = list(_cut(leaves, [span]))
        return self._name(parts[0] if parts else (), source)

    def _name(self, inlines: tuple[Inline, ...], source: Source | None) -> Sentence:
        text = inline_text(inlines)
        name = "s" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        count = self._seen[name] = self._seen.get(name, 0) + 1
        return Sentence(name if count == 1 else f"{name}-{count}", inlines, source)


# --- trees to leaves and back -----------------------------------------------------------------------------------------


def _flatten(inlines: Sequence[Inline]) -> list[_Leaf]:
    """Return the leaves in order, white space collapsed within them and across them."""
    leaves: list[_Leaf] = []
    last, before = 0, ""  # the last text and its place
    for leaf, path in _leaves(inlines, (), iter(range(1 << 62))):
        if not isinstance(leaf, Text):
            leaves.append((leaf, path))
            continue
        text = _RUN.sub(_collapse, leaf.text)
        behind_note = any(isinstance(between, NoteRef) for between, _ in leaves[last + 1 :])
        if before.endswith(" ") and (text.startswith("\n") or (text.startswith(" ") and behind_note)):
            leaves[last] = (Text(before[:-1]), leaves[last][1])
        elif text.startswith(" ") and before.endswith((" ", "\n")):
            text = text[1:]
        if text:
            last, before = len(leaves), text
            leaves.append((leaf if text == leaf.text else Text(text), path))
    return leaves


def _leaves(inlines: Sequence[Inline], path: _Path, numbers: Iterator[int]) -> Iterator[_Leaf]:
    for inline in inlines:
        if isinstance(inline, Mark):
            yield from _leaves(inline.children, (*path, (next(numbers), inline)), numbers)
        else:
            yield inline, path


def _collapse(run: re.Match[str]) -> str:
    return "\n" if "\n" in run.group() else " "


def _opaque(leaves: Sequence[_Leaf]) -> str:
    """Return the text, with code made digits: no sentence ends within it, one may begin with it."""
    parts = []
    for leaf, path in leaves:
        if isinstance(leaf, Text):
            code = any(mark.tag == "code" for _, mark in path)
            parts.append(re.sub(r"\S", "0", leaf.text) if code else leaf.text)
    return "".join(parts)


def _cut(leaves: Sequence[_Leaf], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[Inline, ...]]:
    """Yield the inlines of each span of the text."""
    if len(leaves) == 1 and not leaves[0][1] and isinstance(leaves[0][0], Text):
        text = leaves[0][0].text
        yield from ((Text(text[begin:end]),) for begin, end in spans)
        return
    groups: list[list[_Leaf]] = [[] for _ in spans]
    offset = index = 0
    for leaf, path in leaves:
        if not isinstance(leaf, Text):
            if groups:
                groups[_holder(leaf, offset, spans, index)].append((leaf, path))
            continue
        following = offset + len(leaf.text)
        while index < len(spans):
            begin, end = max(spans[index][0], offset), min(spans[index][1], following)
            if begin < end:
                groups[index].append((Text(leaf.text[begin - offset : end - offset]), path))
            if index + 1 == len(spans) or spans[index + 1][0] >= following:
                break
            index += 1
        offset = following
    yield from (_nest(group, 0) for group in groups)


def _holder(leaf: NoteRef | PageBreak, offset: int, spans: Sequence[tuple[int, int]], index: int) -> int:
    """Return the span that a leaf without text at a place belongs to: for a page break, the next behind an end."""
    leads = isinstance(leaf, PageBreak)
    while index + 1 < len(spans) and (spans[index + 1][0] < offset or (leads and spans[index][1] <= offset)):
        index += 1
    return index


def _nest(leaves: Sequence[_Leaf], depth: int) -> tuple[Inline, ...]:
    """Put marks around leaves again."""
    inlines: list[Inline] = []
    for number, group in groupby(leaves, lambda leaf: leaf[1][depth][0] if len(leaf[1]) > depth else None):
        members = list(group)
        if number is None:
            inlines.extend(leaf for leaf, _ in members)
        else:
            inlines.append(replace(members[0][1][depth][1], children=_nest(members, depth + 1)))
    return tuple(inlines)


# --- where sentences end ----------------------------------------------------------------------------------------------


def _spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, without the white space around it."""
    size = len(text.rstrip())
    begin = len(text) - len(text.lstrip())
    word = _next_word(text, begin)
    spans: list[tuple[int, int]] = []
    for end, following, sure in _ends(text, language):
        if word < end and following < size and _is_end(text, begin, end, following, language, sure):
            spans.append((begin, end))
            begin, word = following, _next_word(text, following)
    if begin < size:
        if spans and word >= size:
            begin = spans.pop()[0]
        spans.append((begin, size))
    return spans


def _next_word(text: str, begin: int) -> int:
    """Return where the next letter or digit is; the text's length where there is none."""
    found = _WORD.search(text, begin)
    return found.start() if found else len(text)


def _ends(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Yield each place where a sentence may end, where the next would begin, and whether it is a rule's, in order."""
    from sentencex import segment

    blanked = _QUOTE.sub(" ", text.translate(_BLANKED))
    offset, places = 0, {}
    for piece in segment(language, blanked):
        offset += len(piece)
        places[offset] = False
    for pattern in _missed(language):
        places.update((found.end(), True) for found in pattern.finditer(text))
    size = len(text)
    for place, sure in sorted(places.items()):
        end = place
        while end and blanked[end - 1].isspace():
            end -= 1
        while end < size and text[end] in _CLOSERS:
            end += 1
        if spaced := _SPACED_CLOSER.match(text, end):
            end = spaced.end()
        following = end
        while following < size and text[following].isspace():
            following += 1
        yield end, following, sure


def gap(text: str) -> str:
    """Return what stands between a sentence and the next: a space, or nothing in scripts that put none there."""
    return "" if _UNSPACED.intersection(text[-2:]) else " "


@cache
def _missed(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds the ends that the library misses."""
    patterns = [_MEASURE]
    if language == "en":
        patterns.append(_PRONOUN)
    if language in _ORDINARY:
        words = "|".join(_ORDINARY[language].split())
        patterns.append(re.compile(rf"(?<![\w.])(?:{words}){_CAPITALISED}"))
    return tuple(patterns)


def _is_end(text: str, begin: int, end: int, following: int, language: str, sure: bool) -> bool:
    """Tell whether a proposal holds; one that is `sure` ends with no abbreviation."""
    if end == following and text[end - 1] not in _UNSPACED:
        return False
    first = _WORD.search(text, following, following + _REACH)
    if first and first.group().islower():
        return False
    if _ENUMERATOR.fullmatch(text, begin, end):
        return False
    last = _LAST_WORD.search(text, max(begin, end - _REACH), end)
    if sure or not last:
        return True
    word = last.group(1).lower()
    if _BEFORE_NUMBERS.fullmatch(word) and _NUMBER.match(text, following):
        return False
    return word not in _BEFORE_NAMES.get(language, frozenset())
