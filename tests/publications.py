"""Publications made straight from the model, for the tests of what is written from them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageDraw

from cjpublish import pages
from cjpublish.model import (
    Accessibility,
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Metadata,
    Narration,
    Note,
    NoteRef,
    Notes,
    Paragraph,
    Publication,
    Quote,
    Resource,
    Row,
    Sentence,
    Table,
    Text,
    Voice,
)

__all__ = ["chapter", "figure", "heading", "note", "notes", "p", "plain", "publication", "resource", "rich", "s"]

_NARRATION = Narration({"narrator": Voice("narrator", "silence")}, "narrator", "narrator", "narrator", "narrator")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><rect width="400" height="200" fill="#dfeeda"/>'
    '<text x="200" y="110" font-size="24" text-anchor="middle">A bed</text></svg>'
)


def s(name: str, *inlines: Inline | str) -> Sentence:
    return Sentence(f"s{name}", tuple(Text(part) if isinstance(part, str) else part for part in inlines))


def p(*sentences: Sentence, style: str = "") -> Paragraph:
    return Paragraph(sentences, style=style)


def heading(name: str, level: int, text: str) -> Heading:
    return Heading(name, level, s(f"h-{name}", text))


def chapter(name: str, title: str, *blocks: Block, role: str = "chapter") -> Chapter:
    return Chapter(name, title, role, (heading(name, 1, title), *blocks))


def resource(file: Path, media_type: str) -> Resource:
    return Resource(f"images/{file.name}", media_type, file, sha256(file.read_bytes()).hexdigest())


def publication(*chapters: Chapter, metadata: Metadata, resources: tuple[Resource, ...] = ()) -> Publication:
    return Publication(
        metadata=metadata,
        reading_order=chapters,
        cover=pages.cover(metadata),
        contents=pages.contents(chapters, metadata),
        resources=resources,
        narration=_NARRATION,
        editions=("epub",),
        root=Path("."),
    )


def notes(name: str, *each: Note) -> Notes:
    return Notes(name, s(f"{name}-h", "Notes"), each)


def note(name: str, number: int, references: tuple[str, ...], *blocks: Block) -> Note:
    return Note(name, number, s(f"{name}-l", f"Note {number}."), references, blocks)


def figure(name: str, image: str, number: int, alt: Sentence, **given: object) -> Figure:
    """Return a numbered figure; `given` are further fields."""
    described = s(f"{name}-d", f"Description of figure {number}.") if "description" in given else None
    label = s(f"{name}-l", f"Figure {number}.")
    return Figure(name, image, label, alt, description_label=described, **given)  # type: ignore[arg-type]  # fields of Figure


def plain(**changes: object) -> Publication:
    """Return one chapter of one sentence, with changed metadata."""
    metadata = Metadata("A Walk", "en", "urn:uuid:0b1f6d3a-3c88-5c55-9a55-93c8f5a2c0de", "2026-11-24T08:00:00Z")
    return publication(
        chapter("walk", "The Walk", p(s("1", "We walked."))),
        metadata=replace(metadata, **changes),  # type: ignore[arg-type]  # each test passes fields of Metadata
    )


def rich(folder: Path) -> Publication:
    """Return a publication that holds every kind of block, every mark and every page of the program's own."""
    photo = folder / "path.jpg"
    image = Image.new("RGB", (640, 400), "#7fabbd")
    ImageDraw.Draw(image).ellipse((200, 80, 440, 320), fill="#e3c9a0")
    image.save(photo, quality=80)
    beds = folder / "beds.svg"
    beds.write_text(SVG, encoding="utf-8")
    leaf = folder / "leaf.png"
    Image.new("RGBA", (64, 64), (0, 80, 0, 90)).save(leaf)
    metadata = Metadata(
        title="The Kitchen Garden & Other Places",
        language="en",
        identifier="urn:uuid:5d1c7f0e-5f0f-5b7a-8f3e-0d2f5b0c9f11",
        modified="2026-11-24T08:00:00Z",
        subtitle="A small example",
        authors=("A. Writer", "B. Écrivain"),
        publisher="The Garden Press",
        date="2026-11-24",
        rights="Anyone may use this.",
        source="Notes from one spring",
        subjects=("Gardens", "Weather"),
        description="A few lines about a garden.",
        cover_alt="Cover: The Kitchen Garden & Other Places, A. Writer, B. Écrivain.",
        slug="the-kitchen-garden",
        narrators=("narrator",),
        accessibility=Accessibility(certified_by="The Garden Press"),
    )
    resources = (resource(beds, "image/svg+xml"), resource(leaf, "image/png"), resource(photo, "image/jpeg"))
    pages = (_title_page(metadata.title), _content_note(), _spring(), _summer(), _colophon())
    return publication(*pages, metadata=metadata, resources=resources)


def _title_page(title: str) -> Chapter:
    return chapter(
        "title-page",
        title,
        p(s("t1", "A small example"), style="title-subtitle"),
        p(s("t2", "By A. Writer and B. Écrivain"), style="title-authors"),
        p(s("t3", "The audio edition is read by a synthetic voice."), style="title-narration"),
        role="titlepage",
    )


def _content_note() -> Chapter:
    skip = Mark("a", (Text("Continue after the content note"),), href="#spring")
    return chapter(
        "content-note",
        "Content note",
        p(s("n1", "One page mentions a hard frost."), s("n2", "No plant was lost.")),
        p(s("n3", skip), style="skip-link"),
        role="notice",
    )


def _spring() -> Chapter:
    marks: tuple[Inline, ...] = (
        Text("Nothing is in a "),
        Mark("em", (Text("hurry & "), Mark("strong", (Text("<calm>"),)))),
        Text(": "),
        Mark("span", (Text("à demain"),), lang="fr"),
        Text(", "),
        Mark("span", (Text("מחר"),), lang="he"),
        Text(", H"),
        Mark("sub", (Text("2"),)),
        Text("O, x"),
        Mark("sup", (Text("2"),)),
        Text(", "),
        Mark("s", (Text("soon"),)),
        Text(", "),
        Mark("code", (Text("a < b"),)),
        Text(" and\n"),
        Mark("a", (Text("a page"),), href="https://example.org/?a=1&b=2"),
        Text("."),
    )
    beds = figure(
        "figure-beds",
        "images/beds.svg",
        1,
        s("a1", 'Plan of a garden with a "north" and a south bed.'),
        caption=(s("c1", "The two beds."), s("c2", "They are alike.")),
        credit=(s("k1", "Credit: Drawn for this example."),),
        description=(
            p(s("d1", "The upper half is the north bed."), s("d2", "A path runs below it.")),
            p(s("d3", "It is straight.")),
        ),
    )
    table = Table(
        "table-sown",
        Row(((s("b1", "Bed"),), (s("b2", "Plant"),), (s("b3", "Sown"),))),
        (
            Row(((s("b4", "North"),), (s("b5", "peas"),), (s("b6", "14"),))),
            Row(((s("b7", "South"),), (s("b8", "beans"),), ())),
        ),
        ("left", "", "right"),
        (s("b9", "What is sown, and when"),),
    )
    return chapter(
        "spring",
        "Spring",
        p(s("1", "The ground is cold.", NoteRef("note-soil", "ref-soil-1", 1)), s("2", *marks)),
        heading("beds", 3, "The beds"),
        beds,
        heading("north", 3, "The north bed"),
        heading("peas", 4, "Peas"),
        table,
        heading("more", 2, "More"),
        Figure("figure-leaf", "images/leaf.png"),
        p(s("3", "The soil is dark.", NoteRef("note-soil", "ref-soil-2", 1), NoteRef("note-two", "ref-two", 2))),
        notes(
            "spring-notes",
            note("note-soil", 1, ("ref-soil-1", "ref-soil-2"), p(s("4", "It should show 8 °C."), s("5", "Or more."))),
            note(
                "note-two", 2, ("ref-two",), p(s("6", "Some say:")), Quote((p(s("7", "Wait.")),)), p(s("8", "So wait."))
            ),
        ),
    )


def _summer() -> Chapter:
    disc = s("a2", "A pale disc over blue water.")
    path = figure("figure-path", "images/path.jpg", 2, disc, caption=(s("c3", "The pond."),))
    lists: tuple[Block, ...] = (
        List("bullet", (Item((p(s("10", "peas")), List("bullet", (Item((p(s("11", "early peas")),)),)))),)),
        List(
            "ordered",
            (Item((p(s("12", "Pick."), s("13", "Wash.")),)), Item((p(s("14", "Eat.")), p(s("15", "Rest."))))),
            3,
            id="summer-list",
        ),
        List(
            "definition",
            (
                Item((p(s("17", "Dead leaves.")),), (s("16", "Mulch"),)),
                Item((p(s("18", "Also straw.")), p(s("19", "Or bark.")))),
            ),
        ),
    )
    back = Mark("a", (Text("the beds"),), href="#beds")
    return chapter(
        "summer",
        "Summer",
        Quote((heading("rule", 2, "A rule"), p(s("20", "Water in the evening.")))),
        *lists,
        Break(),
        path,
        Code("if dry:\n    water(<bed>)\n", "python"),
        p(s("21", "More about ", back, ".")),
    )


def _colophon() -> Chapter:
    return chapter(
        "about", "About this publication", p(s("30", "This is the end."), style="colophon-end"), role="colophon"
    )
