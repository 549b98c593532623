"""The files beside the chapters: pictures, images.yaml, publication.yaml and the report; and the whole, built."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image as Pillow

from cjpublish import drafting, model, pages, pipeline
from cjpublish.draft import (
    Block,
    Break,
    Chapter,
    Code,
    Cut,
    Draft,
    Figure,
    Heading,
    Image,
    Inlines,
    Item,
    List,
    Metadata,
    Note,
    Paragraph,
    Quote,
    Table,
)
from cjpublish.drafting import anchors
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text
from readback import found, picture, read, written

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'
GOOD = "Two people plant a tree in a yard."


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def chapter(title: str, *blocks: Block) -> Chapter:
    return Chapter((Heading(1, (Text(title),)), *blocks))


def draft_of(*blocks: Block, images: dict[str, Image] | None = None, metadata: Metadata | None = None) -> Draft:
    return Draft(metadata or Metadata("Title", language="en"), (chapter("One", *blocks),), images or {})


def image(name: str, content: bytes) -> Image:
    return Image(name, lambda: content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "manuscript/images").iterdir())


def entries(folder: Path) -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = yaml.safe_load((folder / "manuscript/images/images.yaml").read_bytes())
    return loaded


def settings(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load((folder / "manuscript/publication.yaml").read_bytes())
    return loaded


def line_of(folder: Path, finding: Finding) -> str:
    assert finding.source is not None
    return (folder / finding.source.path).read_text("utf-8").split("\n")[finding.source.line - 1]


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "saved"),
    [
        ("Foo Bar.JPG", picture("red"), "foo-bar.png"),
        ("plan.svg", SVG, "plan.svg"),
        ("ភាព.jpg", picture("red", "JPEG"), "picture.jpg"),
        ("../../etc/passwd.png", picture("red"), "passwd.png"),
        ("scan.tif", picture("red", "TIFF"), "scan.png"),
        ("old.bmp", picture("red", "BMP"), "old.png"),
        ("new.avif", picture("red", "AVIF"), "new.jpg"),
        ("small.gif", picture("red", "GIF"), "small.gif"),
        ("small.webp", picture("red", "WEBP"), "small.webp"),
    ],
)
def test_a_picture_is_named_by_what_it_is(tmp_path: Path, name: str, content: bytes, saved: str) -> None:
    written(draft_of(Figure("k", GOOD), images={"k": image(name, content)}), tmp_path)
    assert names(tmp_path) == sorted((saved, "images.yaml"))
    assert entries(tmp_path) == {saved: {"alt": GOOD}}
    assert f"![](images/{saved})" in (tmp_path / "manuscript/01-one.md").read_text("utf-8")
    read(tmp_path)


def test_a_moving_picture_stands_still(tmp_path: Path) -> None:
    content = BytesIO()
    frames = [Pillow.new("RGB", (8, 4), colour) for colour in ("red", "blue")]
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    findings = written(draft_of(Figure("k", GOOD), images={"k": image("a.gif", content.getvalue())}), tmp_path)
    assert "a.png" in names(tmp_path)
    assert any("moved" in finding.message for finding in findings)


def noise() -> bytes:
    content = BytesIO()
    Pillow.effect_noise((200, 200), 90).save(content, "JPEG")
    return content.getvalue()


def unreadable() -> bytes:
    raise InputError([Finding("archive", Severity.ERROR, "it is encrypted")])


@pytest.mark.parametrize(
    ("read_it", "reason"),
    [
        (lambda: b"", "no picture"),
        (lambda: b"GIF89a but no more", "no picture"),
        (lambda: noise()[:3000], "damaged"),
        (lambda: b"....ftypheic....", "HEIC"),
        (lambda: b"%PDF-1.7", "PDF"),
        (unreadable, "encrypted"),
    ],
)
def test_a_picture_that_cannot_be_used_is_described_in_its_place(
    tmp_path: Path, read_it: Callable[[], bytes], reason: str
) -> None:
    figures = (Figure("k", GOOD), Figure("k", ""), Figure("k", None, (Text("A caption."),)), p("text"))
    findings = written(draft_of(*figures, images={"k": Image("a.png", read_it)}), tmp_path)
    assert any(reason in finding.message for finding in findings)
    assert names(tmp_path) == ["images.yaml"]
    told = entries(tmp_path)
    assert told == {"a.png": {"alt": GOOD, "missing": True}, "a-2.png": {"caption": "A caption.", "missing": True}}
    todo = [finding for finding in findings if finding.code == "missing-picture"]
    assert [line_of(tmp_path, finding) for finding in todo] == ["a.png:", "a-2.png:"]
    read(tmp_path)


def test_a_picture_with_other_texts_is_another_file(tmp_path: Path) -> None:
    figures = [Figure("k", GOOD), Figure("k", GOOD), Figure("k", "A street after the rain."), Figure("k", "")]
    written(draft_of(*figures, images={"k": image("a.png", picture("red"))}), tmp_path)
    assert names(tmp_path) == ["a-2.png", "a-3.png", "a.png", "images.yaml"]
    assert entries(tmp_path)["a-3.png"] == {"decorative": True}


@pytest.mark.parametrize(
    ("alt", "as_written"),
    [
        (None, "TODO: say what this picture tells"),
        ("IMG_1234.jpg", "TODO: say what this picture tells (was: IMG_1234.jpg)"),
        ("image", "TODO: say what this picture tells (was: image)"),
        (
            "Bar chart of the rain.",
            "TODO: keep this, and add `description:` with all that can be read from the picture",
        ),
    ],
)
def test_an_alternative_text_that_must_be_written_is_refused_at_its_line(
    tmp_path: Path, alt: str | None, as_written: str
) -> None:
    findings = written(draft_of(Figure("k", alt), images={"k": image("a.png", picture("red"))}), tmp_path)
    assert str(entries(tmp_path)["a.png"]["alt"]).startswith(as_written)
    (todo,) = [finding for finding in findings if finding.code == "alt-to-do"]
    assert line_of(tmp_path, todo).startswith("  alt:")
    with pytest.raises(InputError) as refused:
        pipeline.read(tmp_path)
    assert [(each.source.path, each.source.line) for each in refused.value.findings if each.source] == [
        (todo.source.path, todo.source.line) if todo.source else None
    ]


def test_what_is_said_of_a_decorative_picture_stays_as_text(tmp_path: Path) -> None:
    figure = Figure("k", "", (Text("A caption."),), (Text("A. Name"),))
    written(draft_of(figure, images={"k": image("a.png", picture("red"))}), tmp_path)
    assert entries(tmp_path) == {"a.png": {"decorative": True}}
    assert "![](images/a.png)\n\nA caption.\n\nA. Name" in (tmp_path / "manuscript/01-one.md").read_text("utf-8")


def test_a_description_keeps_its_blocks_and_gives_its_notes_to_the_text(tmp_path: Path) -> None:
    note = NoteRef("1", "", 0)
    described = (
        Heading(2, (Text("Axes"),)),
        Paragraph((Text("- Time"), note)),
        List("bullet", (Item((p("x"),)),)),
        Figure("", "Within.", (Text("Its caption."),)),
    )
    figure = Figure("k", GOOD, (Text("*Cap*"), note), (), "CC BY", described)
    content = replace(chapter("One", figure, p("after")), notes=(Note("1", (p("A note."),)),))
    made = Draft(Metadata("T", language="en"), (content,), {"k": image("a.png", picture("red"))})
    written(made, tmp_path)
    assert entries(tmp_path)["a.png"] == {
        "alt": GOOD,
        "caption": "\\*Cap\\*",
        "license": "CC BY",
        "description": "**Axes**\n\n\\- Time\n\n- x\n\nWithin.\n\nIts caption.\n",
    }
    assert "after[^1][^1]\n\n[^1]: A note." in (tmp_path / "manuscript/01-one.md").read_text("utf-8")
    read(tmp_path)


def test_two_pictures_without_a_file_are_two_whatever_is_said_of_them(tmp_path: Path) -> None:
    images = {"a": image("a.png", picture("red"))}
    figures = [Figure("", "A mill."), Figure("", "A mill."), Figure("a", GOOD), Figure("a", GOOD)]
    written(draft_of(*figures, images=images), tmp_path)
    assert list(entries(tmp_path)) == ["figure-1.jpg", "figure-2.jpg", "a.png"]
    assert "![](images/figure-2.jpg)" in (tmp_path / "manuscript/01-one.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("block", "kept"),
    [(Quote((Code("x = 1"),)), "x = 1"), (Figure("", ""), ""), (Quote((Figure("", ""),)), "")],
    ids=["quoted code", "decoration", "quoted decoration"],
)
def test_a_note_is_kept_where_it_shows_something(block: Block, kept: str, tmp_path: Path) -> None:
    noted = replace(chapter("One", Paragraph((Text("Before"), NoteRef("1", "", 0)))), notes=(Note("1", (block,)),))
    written(replace(draft_of(), chapters=(noted,)), tmp_path)
    text = (tmp_path / "manuscript/01-one.md").read_text("utf-8")
    assert ("[^1]" in text) == bool(kept)
    assert kept in text
    read(tmp_path)


def test_many_pictures_of_one_name_are_numbered(tmp_path: Path) -> None:
    images = {str(n): image(name, picture("red")) for n, name in enumerate(["a.png", "a-2.png", "a.png", "a.png"])}
    written(draft_of(*(Figure(key, GOOD) for key in images), images=images), tmp_path)
    assert list(entries(tmp_path)) == ["a.png", "a-2.png", "a-3.png", "a-4.png"]


def test_one_picture_at_a_time_is_read_and_only_when_its_file_is_asked_for() -> None:
    opened: list[str] = []

    def opening(name: str) -> Callable[[], bytes]:
        def open_it() -> bytes:
            opened.append(name)
            return picture("red")

        return open_it

    images = {name: Image(f"{name}.png", opening(name)) for name in "abc"}
    files = drafting.files(draft_of(*(Figure(name, GOOD) for name in "abc"), images=images), "s", [], [])
    assert opened == []
    next(files)
    assert opened == ["a"]
    next(files)
    assert opened == ["a", "b"]


# --- publication.yaml -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "as_written"),
    [
        ("date", "2020-01-02T03:04:05+07:00", "2020-01-02"),
        ("date", "2020", "2020"),
        ("date", "last week", None),
        ("language", "pt_BR", "pt-BR"),
        ("language", "English, mostly", None),
        ("language", "und", None),
        ("identifier", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("identifier", "978-3-16-148410-1", None),
        ("identifier", "ISBN 0-306-40615-2", "urn:isbn:0306406152"),
        ("identifier", "doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("identifier", "https://a.org/b?c=d#e", "https://a.org/b?c=d#e"),
        ("identifier", "no uri", None),
        ("subtitle", "yes: “no” #1", "yes: “no” #1"),
        ("subtitle", "null", "null"),
        ("publisher", "  The\n Press\x00 ", "The Press"),
        ("rights", "- a\n- b", "- a - b"),
    ],
)
def test_a_value_is_written_as_the_schema_takes_it_or_left_out_and_told(
    tmp_path: Path, field: str, value: str, as_written: str | None
) -> None:
    known: dict[str, Any] = {"title": "Title", "language": "en", field: value}
    metadata = Metadata(**known)
    findings = written(draft_of(p("x"), metadata=metadata), tmp_path)
    assert settings(tmp_path).get(field) == as_written
    read(tmp_path)
    if as_written is None and value != "und":
        assert any(field in finding.message for finding in findings)
        assert value in (tmp_path / "import-report.md").read_text("utf-8")


def test_a_title_that_the_source_does_not_give_is_guessed_and_told(tmp_path: Path) -> None:
    findings = written(draft_of(p("x"), metadata=Metadata(language="en")), tmp_path)
    assert settings(tmp_path)["title"] == "One"
    (todo,) = [finding for finding in findings if finding.code == "guessed-title"]
    assert line_of(tmp_path, todo) == "title: One"


def test_a_language_that_the_source_does_not_give_is_asked_for(tmp_path: Path) -> None:
    findings = written(draft_of(p("x"), metadata=Metadata("Title")), tmp_path)
    (todo,) = [finding for finding in findings if finding.code == "no-language"]
    assert line_of(tmp_path, todo) == "# language: en"
    assert [each.code for each in read(tmp_path).findings] == ["no-language"]


def test_a_source_that_breaks_off_says_so(tmp_path: Path) -> None:
    findings = written(draft_of(p("x"), metadata=Metadata("Title", language="en", truncated=True)), tmp_path)
    (todo,) = [finding for finding in findings if finding.code == "truncated"]
    assert line_of(tmp_path, todo) == "truncated: true"
    read(tmp_path)


def test_all_that_is_known_is_written_in_order_and_read_back(tmp_path: Path) -> None:
    known = Metadata(
        title="A title: with colon",
        subtitle="42",
        authors=("A. B.", "C"),
        language="de",
        publisher="P",
        date="2020-01-02",
        identifier="urn:x:1",
        rights="All “rights”",
        source="S",
        subjects=("x", "no"),
        description="word " * 60,
        accessibility_summary="It is described.",
        hazards=("noFlashingHazard", "noSoundHazard", "noMotionSimulationHazard"),
    )
    made = replace(draft_of(p("x"), metadata=known, images={"c": image("c.png", picture("red"))}), cover="c")
    written(replace(made, cover_alt=GOOD), tmp_path)
    metadata = read(tmp_path).metadata
    assert metadata.title == "A title: with colon"
    assert (metadata.subtitle, metadata.authors, metadata.subjects) == ("42", ("A. B.", "C"), ("x", "no"))
    assert (metadata.cover, metadata.cover_alt) == ("images/c.png", GOOD)
    assert metadata.accessibility.hazards == known.hazards
    assert list(settings(tmp_path)) == [
        *("title", "subtitle", "authors", "language", "publisher", "date", "identifier", "rights", "source"),
        *("subjects", "description", "cover", "accessibility"),
    ]


def test_a_cover_that_nobody_described_is_said_to_be_whose_it_is(tmp_path: Path) -> None:
    known = Metadata(title="The Mill", authors=("A. B.",), language="en")
    made = replace(draft_of(p("x"), metadata=known, images={"c": image("c.png", picture("red"))}), cover="c")
    assert "the cover has no alternative text" in " ".join(each.message for each in written(made, tmp_path))
    assert read(tmp_path).metadata.cover_alt == "Cover: The Mill, A. B."


def test_a_cover_that_cannot_be_used_is_drawn_instead(tmp_path: Path) -> None:
    made = replace(draft_of(p("x"), images={"c": image("c.png", b"")}), cover="c", cover_alt=GOOD)
    written(made, tmp_path)
    assert "cover" not in settings(tmp_path)
    assert read(tmp_path).metadata.cover is None


# --- names, ids and links ---------------------------------------------------------------------------------------------


def test_chapters_are_named_in_reading_order(tmp_path: Path) -> None:
    titles = ["Début", "សួស្តី", *(f"Part {number}" for number in range(3, 101))]
    made = Draft(Metadata("T", language="en"), tuple(chapter(title, p("x")) for title in titles))
    written(made, tmp_path)
    files = sorted(path.name for path in (tmp_path / "manuscript").glob("*.md"))
    assert files[:3] == ["001-debut.md", "002-chapter.md", "003-part-3.md"]
    assert files[-1] == "100-part-100.md"
    assert [each.title for each in read(tmp_path).reading_order if each.source] == titles


def test_a_kind_of_chapter_is_kept_where_there_is_one(tmp_path: Path) -> None:
    made = draft_of(p("x"))
    known, unknown = replace(made.chapters[0], role="foreword"), replace(made.chapters[0], role="toc")
    findings = written(replace(made, chapters=(known, unknown)), tmp_path)
    assert [each.role for each in read(tmp_path).reading_order if each.source] == ["foreword", "chapter"]
    assert any("'toc'" in finding.message for finding in findings)


def test_links_lead_to_the_same_headings_whatever_their_ids_were(tmp_path: Path) -> None:
    ids = ["_Toc1", "toc", "page-1", "one-figure", "s12345678", "same", "Same", "x" * 120, "ok"]
    headings = [Heading(2, (Text("Same" if name.lower() == "same" else f"The {name}"),), name) for name in ids]
    links = [Paragraph((Mark("a", (Text(f"to {name}"),), href=f"#{name}"),)) for name in ids]
    made = draft_of(*links, Heading(2, (Text("Ok"),)), PageBreak("1", ""), *headings, Heading(2, (Text("Same"),)))
    written(made, tmp_path)
    (content,) = [each for each in read(tmp_path).reading_order if each.source]
    titles = {
        block.id: model.inline_text(block.sentence.inlines)
        for block in content.blocks
        if isinstance(block, model.Heading)
    }
    leads = [
        titles[str(mark.href)[1:]]
        for block in content.blocks
        if isinstance(block, model.Paragraph)
        for mark in block.sentences[0].inlines
        if isinstance(mark, Mark)
    ]
    assert leads == ["Same" if name.lower() == "same" else f"The {name}" for name in ids]


def test_the_ids_of_the_programs_own_pages_are_left_to_them() -> None:
    assert set(pages.IDS) <= set(anchors._TAKEN)


# --- the report -------------------------------------------------------------------------------------------------------

CUTS = (
    Cut("navigation", "Home", 1),
    Cut("navigation", "`*About*` <b>", 2),
    Cut("cookie notice", "We use\ncookies.\n\n````\n# not a heading\n````", 9),
    Cut("comment", "word " * 200 + "end"),
)


def test_the_report_holds_every_cut_text_and_can_be_read(tmp_path: Path) -> None:
    told = (
        Finding("encoding", Severity.NOTE, "it was read as *windows-1252*", Source("s.txt", 1)),
        Finding("title", Severity.WARNING, "chapter 2's title is proposed", Source("s.txt", 40), "write one"),
    )
    made = replace(draft_of(p("two words"), images={}), cuts=CUTS, findings=told)
    written(made, tmp_path)
    report = (tmp_path / "import-report.md").read_text("utf-8")
    for cut in CUTS:
        assert cut.text in report
    assert "- [ ] s.txt:40: chapter 2's title is proposed; write one" in report
    assert "- s.txt:1: it was read as \\*windows-1252\\*" in report
    assert "### Navigation (2)\n\n- line 1: `Home`\n- line 2: `` `*About*` <b> ``" in report
    assert "| words | 3 |" in report
    assert "| `manuscript/01-one.md` | One |" in report
    (tmp_path / "manuscript/02-report.md").write_text(report, "utf-8")
    publication = read(tmp_path)
    headings = [block for block in publication.reading_order[-2].blocks if isinstance(block, model.Heading)]
    assert [model.inline_text(each.sentence.inlines) for each in headings] == [
        *("Import report", "What a person must do", "What was made", "What was kept", "What was changed or guessed"),
        *("What was cut, and why", "Navigation (2)", "Cookie notice (1)", "Comment (1)"),
    ]


def test_the_report_takes_no_title_for_markup(tmp_path: Path) -> None:
    made = Draft(Metadata("T", language="en"), (chapter("a | *b* & <c>", p("x")),))
    written(made, tmp_path)
    assert "| `manuscript/01-a-b-c.md` | a \\| \\*b\\* & \\<c> |" in (tmp_path / "import-report.md").read_text("utf-8")


def test_what_the_importer_has_told_is_not_told_again(tmp_path: Path) -> None:
    told = Finding("truncated", Severity.WARNING, "the text breaks off", Source("s.txt", 9))
    made = draft_of(p("x"), metadata=Metadata("Title", language="en", truncated=True))
    assert written(replace(made, findings=(told,)), tmp_path) == []
    assert "s.txt:9: the text breaks off" in (tmp_path / "import-report.md").read_text("utf-8")


def test_every_place_in_the_to_do_list_is_a_line_that_is_there(tmp_path: Path) -> None:
    figures = (Figure("k", None), Figure("", None, (Text("Cap"),)), Figure("", None))
    metadata = Metadata(language="km", truncated=True)
    written(draft_of(*figures, images={"k": image("a.png", picture("red"))}, metadata=metadata), tmp_path)
    report = (tmp_path / "import-report.md").read_text("utf-8")
    places = re.findall(r"^- \[ \] (manuscript/\S+?):(\d+): ", report, re.MULTILINE)
    assert len(places) == 7
    for path, line in places:
        assert (tmp_path / path).read_text("utf-8").split("\n")[int(line) - 1].strip()


# --- the whole --------------------------------------------------------------------------------------------------------

ARTICLE = Path(__file__).parents[1]


def redrafted(publication: model.Publication) -> Draft:
    """Return a publication as the draft that an importer might have made of it."""
    images = {path.path: Image(Path(path.path).name, path.file.read_bytes) for path in publication.resources}
    chapters = []
    for each in publication.reading_order:
        if each.source:
            body = [block for block in each.blocks if not isinstance(block, model.Notes)]
            notes = [note for block in each.blocks if isinstance(block, model.Notes) for note in block.notes]
            kept = tuple(Note(note.id, tuple(blocks_of(note.blocks))) for note in notes)
            chapters.append(Chapter(tuple(blocks_of(body)), kept, each.role))
    return Draft(Metadata(publication.metadata.title, language="en"), tuple(chapters), images)


def joined(sentences: Sequence[model.Sentence]) -> Inlines:
    parts: list[Inline] = []
    for sentence in sentences:
        parts += [Text(" "), *sentence.inlines]
    return tuple(parts[1:])


def blocks_of(blocks: Sequence[model.Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case model.Heading():
                yield Heading(block.level, block.sentence.inlines, block.id)
            case model.Paragraph():
                yield Paragraph(joined(block.sentences))
            case model.Quote():
                yield Quote(tuple(blocks_of(block.blocks)))
            case model.List():
                items = [Item(tuple(blocks_of(item.blocks)), joined(item.term)) for item in block.items]
                yield List(block.kind, tuple(items), block.start)
            case model.Table():
                rows = [tuple(joined(cell) for cell in row.cells) for row in (block.header, *block.rows)]
                yield Table(rows[0], tuple(rows[1:]), block.alignments, joined(block.caption))
            case _:
                yield leaf_of(block)


def leaf_of(block: model.Block) -> Block:
    match block:
        case model.Figure():
            alt = model.inline_text(block.alt.inlines) if block.alt else ""
            credit = (Text("Somebody."),) if block.credit else ()
            return Figure(block.image, alt, joined(block.caption), credit, "", tuple(blocks_of(block.description)))
        case model.Code():
            return Code(block.text, block.language)
        case PageBreak():
            return block
        case _:
            return Break()


def test_the_article_of_this_repository_survives_being_imported(tmp_path: Path) -> None:
    original = pipeline.read(ARTICLE)
    findings = written(redrafted(original), tmp_path)
    again = read(tmp_path)
    assert found(again) == found(original)
    assert not findings


@pytest.mark.slow
def test_what_was_drafted_builds(tmp_path: Path) -> None:
    figures = (
        Figure("k", GOOD),
        Figure("s", "A plan of a yard."),
        Figure("", "A street after the rain."),
        Figure("t", ""),
    )
    images = {
        "k": image("a.jpg", picture("red", "JPEG")),
        "s": image("s.svg", SVG),
        "t": image("t.tif", picture("blue", "TIFF")),
    }
    written(draft_of(*figures, p("Some text."), images=images), tmp_path)
    built = pipeline.build(pipeline.read(tmp_path), names=["epub"], out=tmp_path / "dist", cache=tmp_path / "cache")
    assert any(path.suffix == ".epub" for path in (tmp_path / "dist").iterdir()), built
