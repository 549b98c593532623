"""Reading: the steps from a Word document's parts to a draft, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cjpublish.draft import Block, Cut, Draft
from cjpublish.errors import Finding, Source
from cjpublish.importers import Original, refused
from cjpublish.importers.archive import Archive
from cjpublish.importers.docx import report
from cjpublish.importers.docx.chapters import divided
from cjpublish.importers.docx.html import Converted, to_html
from cjpublish.importers.docx.links import Links
from cjpublish.importers.docx.losses import lost
from cjpublish.importers.docx.media import Media
from cjpublish.importers.docx.package import load
from cjpublish.importers.docx.prepared import prepare
from cjpublish.importers.docx.properties import properties
from cjpublish.importers.docx.structure import Front, structured
from cjpublish.importers.language import language
from cjpublish.importers.markup import Element, Hooks, convert, convert_note, relinked, summed

__all__ = ["drafted"]

_SAMPLE = 500
"""Paragraphs that the language is told from."""
_BEGINNING = "beginning"
"""The id of the heading that text before the first heading gets, where a link leads to such text."""


def drafted(original: Original, archive: Archive) -> Draft:
    """Return the draft of a Word document; raises InputError where it can't be read."""
    package = load(original, archive)
    prepared = prepare(package)
    # The beginning is enough to tell, and need not be joined to its end.
    tongue, guessed = language(prepared.language, " ".join(prepared.expected[:_SAMPLE]), original)
    converted = to_html(original, package, [f"lang-{index}" for index in range(len(prepared.languages))])
    front = Front()
    structured(converted.body, prepared.marks, prepared.languages, front)
    for note in converted.notes.values():
        structured(note, prepared.marks, prepared.languages, front)
    text = _Text(converted, Media(original, archive, prepared.marks), tongue)
    blocks, notes = text.written()
    metadata = replace(properties(package.core, front.texts), language=tongue)
    title = " ".join(front.texts.get("title", ()))
    if not blocks:
        raise refused(original, "empty", "the document holds no text", "see whether it is the right file")
    fallback = metadata.title or original.path.stem.replace("_", " ")
    division = divided(blocks, notes, title, fallback, text.beginning)
    cuts = [*prepared.cuts, *front.cuts, *text.cuts]
    arrived = [blocks, tuple(notes.values()), *front.texts.values(), front.labels, cuts]
    findings = [*report.findings(original, prepared, converted.messages, front, text.links.dead)]
    findings += report.of_the_whole(original, division, metadata)
    return Draft(
        metadata=replace(metadata, title=division.title or metadata.title),
        chapters=division.chapters,
        images=text.media.images,
        cuts=(*cuts, *division.cuts, *lost(prepared.expected, arrived), *prepared.margins),
        findings=summed([*guessed, *findings, *text.media.findings, *text.findings]),
    )


@dataclass(slots=True)
class _Text:
    """The text and the notes on their way from HTML to blocks."""

    converted: Converted
    media: Media
    language: str
    links: Links = field(init=False)
    beginning: str = ""
    cuts: list[Cut] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def written(self) -> tuple[tuple[Block, ...], Mapping[str, tuple[Block, ...]]]:
        """Return the blocks of the text, and of every note by its key."""
        self.links = Links([self.converted.body, *self.converted.notes.values()])
        keys = {address: str(number) for number, address in enumerate(self.converted.notes, 1)}

        def note(element: Element) -> str | None:
            return keys.get(element.get("href", "")) if "-ref-" in element.get("id", "") else None

        hooks = Hooks(
            picture=self.media.key, link=self.links.link, note=note, anchor=self.links.anchor, place=self._place
        )
        whole = convert(self.converted.body, hooks, self.language)
        self._keep(whole.cuts, whole.findings)
        if "" in whole.aliases.values():
            self.beginning = _BEGINNING
        names = {name: heading or _BEGINNING for name, heading in whole.aliases.items()}
        notes = {}
        for address, element in self.converted.notes.items():
            made = convert_note(element, hooks, self.language)
            self._keep(made.cuts, made.findings)
            notes[keys[address]] = relinked(made.blocks, names)
        return relinked(whole.blocks, names), notes

    def _place(self, line: int) -> Source:
        # The line is one of the HTML in between, which nobody sees.
        return self.media.original.place()

    def _keep(self, cuts: tuple[Cut, ...], findings: tuple[Finding, ...]) -> None:
        self.cuts += [replace(cut, line=0) for cut in cuts]
        self.findings += findings
