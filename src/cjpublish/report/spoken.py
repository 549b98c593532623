"""What was heard otherwise than written, and how the lexicon's words are said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cjpublish.lexicon import Lexicon
from cjpublish.model import LexiconEntry, Plan, Publication, inline_text, walk_sentences
from cjpublish.report.html import attributes, pairs, place_name, table, text
from cjpublish.report.told import Told
from cjpublish.report.words import counted, length

__all__ = ["misread", "pronunciations"]

_MOST = 40
"""Sentences that are told, at most."""
_MISREAD = (
    "A recogniser heard these otherwise than they are written. It errs too, so listen before changing anything: "
    "each has the time to jump to."
)
_PRONOUNCED = "These entries of the lexicon are used in the narration."


def misread(told: Told) -> str:
    """Write the sentences most likely misread, the likeliest first; empty where nobody has listened."""
    heard = told.examination.heard
    if not heard:
        return ""
    found = [(chapter, sentence) for chapter in heard for sentence in chapter.sentences]
    if not found:
        return "<p>Every sentence was heard as it is written.</p>\n"
    found.sort(key=lambda each: (-each[1].errors, each[0].file, each[1].begin))
    language = attributes(told.publication.metadata.language if told.publication else "")
    items = []
    for chapter, sentence in found[:_MOST]:
        suggestion = f"<code>{text(sentence.suggestion)}</code>" if sentence.suggestion else ""
        said = pairs(
            [
                ("Written", f"<span{language}>{text(sentence.text)}</span>"),
                ("Heard", f"<span{language}>{text(sentence.heard)}</span>" if sentence.heard else "nothing"),
                ("Differs in", f"{sentence.errors} of {counted(sentence.words, 'word')}"),
                ("Lexicon entry to try", suggestion),
            ]
        )
        where = f"{text(chapter.title)}, {length(sentence.begin)} in {place_name(chapter.file)}"
        items.append(f"<li><strong>{where}</strong>\n{said}</li>\n")
    left = len(found) - _MOST
    more = f"<p>{counted(left, 'sentence')} more differ less.</p>\n" if left > 0 else ""
    return f'<p>{_MISREAD}</p>\n<ol class="cards">\n{"".join(items)}</ol>\n{more}'


def pronunciations(told: Told) -> str:
    """Write how the lexicon's words are said that the narration uses; empty where there are none."""
    used = Counter(_used(told.publication, told.plan)) if told.publication and told.plan else Counter[LexiconEntry]()
    if not used:
        return ""
    rows = (
        (
            f"<span{attributes(told.publication.metadata.language if told.publication else '')}>"
            f"{text(entry.written)}</span>",
            text(entry.respelling) or "as written",
            text(entry.ipa) or "none given",
            f"{count:,}",
            place_name(str(entry.source)) if entry.source else "",
        )
        for entry, count in sorted(used.items(), key=lambda each: (each[0].written.casefold(), each[0].written))
    )
    heads = ("Written", "Said as", "In phonetic letters (IPA)", "Times", "Entry")
    return f"<p>{_PRONOUNCED}</p>\n{table('Pronunciations that are used', heads, rows)}"


def _used(publication: Publication, plan: Plan) -> Iterator[LexiconEntry]:
    """Yield an entry each time that a sentence has it, by the language of the voice that says it."""
    said = {
        (utterance.chapter, utterance.sentence): utterance.voice.language
        for _, utterances in plan.chapters
        for utterance in utterances
    }
    lexicons: dict[str, Lexicon] = {}
    for chapter in publication.reading_order:
        for sentence in walk_sentences(chapter.blocks):
            language = said.get((chapter.id, sentence.id))
            if language is None:
                continue
            if language not in lexicons:
                lexicons[language] = Lexicon(tuple(_entries(publication, language)))
            for _, _, entry in lexicons[language].find(inline_text(sentence.inlines)):
                yield entry


def _entries(publication: Publication, language: str) -> Iterator[LexiconEntry]:
    wanted = (language.lower(), language.partition("-")[0].lower())
    for lexicon in publication.narration.lexicons:
        if lexicon.language.lower() in wanted:
            yield from lexicon.entries
