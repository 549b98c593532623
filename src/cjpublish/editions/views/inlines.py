"""Writes sentences as XHTML: marks, languages, links, references to notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.views.page import attribute, line, tagged
from cjpublish.editions.views.words import Words
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Sentence, Text, inline_text
from cjpublish.segment import gap

__all__ = ["Inlines", "Surroundings", "page_break"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a chapter's document must know about the rest of the publication."""

    language: str
    """Of the publication, BCP 47."""
    files: Mapping[str, str]
    """By id (chapters, headings, notes, page breaks): the file it lies in, relative to the chapters' folder."""
    pictures: Mapping[str, str]
    """By the path of a Resource: the picture's address, relative to the chapters' folder."""
    stylesheet: str
    """The style sheet's address, relative to the chapters' folder."""


def page_break(tag: str, inline: PageBreak) -> str:
    """Write where a page begins, for e-readers and assistive technology and not to be seen (EPUB Accessibility 1.1).

    The number is in the label alone: as text it would be heard in the middle of a sentence.
    """
    label = attribute(inline.label)
    return f'<{tag} id="{inline.id}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{label}"></{tag}>'


@dataclass(frozen=True, slots=True)
class Inlines:
    """Writes the sentences of one document."""

    around: Surroundings
    """The rest of the publication."""
    file: str
    """The document's own file, as in `around.files`."""
    words: Mapping[str, Words]
    """By sentence id: the words that get a span of their own; others get none."""

    def element(self, tag: str, sentences: Sequence[Sentence], attributes: str = "") -> str:
        """Write a block of sentences; a lone sentence gives the block its id, several have a span each."""
        if len(sentences) == 1:
            return f'<{tag} id="{sentences[0].id}"{attributes}>{self.sentence(sentences[0])}</{tag}>\n'
        return f"<{tag}{attributes}>{self.spans(sentences)}</{tag}>\n"

    def spans(self, sentences: Sequence[Sentence]) -> str:
        """Write each sentence as a span with its id."""
        parts: list[str] = []
        between = ""
        for sentence in sentences:
            parts.append(f'{between}<span id="{sentence.id}">{self.sentence(sentence)}</span>')
            between = gap(inline_text(sentence.inlines))
        return "".join(parts)

    def sentence(self, sentence: Sentence) -> str:
        """Write a sentence's content, without an element around it."""
        words = self.words.get(sentence.id)
        return self.inlines(words.marked(sentence.inlines) if words else sentence.inlines, self.around.language)

    def inlines(self, inlines: Sequence[Inline], language: str) -> str:
        """Write inlines that stand in text of a language."""
        parts: list[str] = []
        for inline in inlines:
            match inline:
                case Text(characters):
                    parts.append(line(characters))
                case Mark():
                    parts.append(self.mark(inline, language))
                case NoteRef():
                    parts.append(
                        f'<a href="{self.address(inline.note)}" id="{inline.id}" class="noteref"'
                        f' epub:type="noteref" role="doc-noteref">{inline.number}</a>'
                    )
                case PageBreak():
                    parts.append(page_break("span", inline))
        return "".join(parts)

    def mark(self, mark: Mark, around: str) -> str:
        """Write a mark, with its language where it is another (standards A.18)."""
        language = mark.lang or around
        content = self.inlines(mark.children, language)
        name = f' id="{mark.id}"' if mark.id else ""
        href = ""
        if mark.tag == "a" and mark.href is not None:
            target = self.address(mark.href[1:]) if mark.href.startswith("#") else attribute(mark.href)
            href = f' href="{target}"'
        return f"<{mark.tag}{name}{href}{tagged(language, around)}>{content}</{mark.tag}>"

    def address(self, name: str) -> str:
        """Return the relative address of an id anywhere in the publication."""
        file = self.around.files.get(name, self.file)
        return f"#{name}" if file == self.file else f"{file}#{name}"
