"""Writes sentences of a transcript as HTML: when each is heard, who says it, and their marks and links."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from cjpublish.editions.transcript.transcribed import Speaker, Transcribed
from cjpublish.editions.views.media_fragment import seconds
from cjpublish.editions.views.page import attribute, tagged, text
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Sentence, Text, inline_text
from cjpublish.segment import gap

__all__ = ["Sentences", "page_break"]


def page_break(tag: str, inline: PageBreak) -> str:
    """Write where a page of the printed edition begins, for assistive technology and not to be seen (DPUB-ARIA 1.1)."""
    return f'<{tag} id="{inline.id}" role="doc-pagebreak" aria-label="{attribute(inline.label)}"></{tag}>'


@dataclass(frozen=True, slots=True)
class Sentences:
    """Writes the sentences of one chapter."""

    chapter: Transcribed
    """The chapter as it is heard."""
    language: str
    """Of the publication, BCP 47."""
    targets: Set[str]
    """The ids that a link of the publication's own can lead to."""
    speaker: Speaker
    """Who was heard last, in this chapter or the one before."""

    def element(self, tag: str, sentences: Sequence[Sentence], before: str = "", attributes: str = "") -> str:
        """Write an element of those sentences that are heard; nothing where none is. `before` is markup."""
        content = self.spans(sentences)
        return f"<{tag}{attributes}>{before}{content}</{tag}>\n" if content else ""

    def spans(self, sentences: Sequence[Sentence]) -> str:
        """Write those sentences that are heard, after the name of the voice where it is another than before."""
        said = self.chapter.said(sentences)
        name = self.speaker.change(self.chapter, said)
        parts = [f'<b class="speaker">{text(name)}:</b> '] if name else []
        between = ""
        for sentence in said:
            parts.append(f"{between}{self.span(sentence)}")
            between = gap(inline_text(sentence.inlines))
        return "".join(parts)

    def span(self, sentence: Sentence) -> str:
        """Write a sentence, with its seconds from the narration's start where it is heard."""
        span = self.chapter.spans.get(sentence.id)
        times = f' data-begin="{seconds(span.begin)}" data-end="{seconds(span.end)}"' if span else ""
        return f'<span id="{self.id(sentence)}"{times}>{self.inlines(sentence.inlines, self.language)}</span>'

    def id(self, sentence: Sentence) -> str:
        """Return a sentence's id in the page: its chapter's and its own."""
        return f"{self.chapter.chapter.id}-{sentence.id}"

    def inlines(self, inlines: Sequence[Inline], language: str) -> str:
        """Write inlines that stand in text of a language."""
        parts: list[str] = []
        for inline in inlines:
            match inline:
                case Text(characters):
                    parts.append(text(characters).replace("\n", "<br/>"))
                case Mark():
                    parts.append(self.mark(inline, language))
                case NoteRef():
                    if inline.note in self.targets:
                        parts.append(
                            f'<a href="#{inline.note}" id="{inline.id}" class="noteref" role="doc-noteref">'
                            f"{inline.number}</a>"
                        )
                case PageBreak():
                    parts.append(page_break("span", inline))
        return "".join(parts)

    def mark(self, mark: Mark, around: str) -> str:
        """Write a mark, with its language where it is another; a link to what isn't heard is none."""
        language = mark.lang or around
        tag, href = mark.tag, ""
        if tag == "a" and mark.href is not None:
            if mark.href.startswith("#") and mark.href[1:] not in self.targets:
                tag = "span"
            else:
                href = f' href="{attribute(mark.href)}"'
        return f"<{tag}{href}{tagged(language, around)}>{self.inlines(mark.children, language)}</{tag}>"
