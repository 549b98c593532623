"""What the Markdown reader makes of a manuscript, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjpublish import readers
from cjpublish.config import Located
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import (
    Chapter,
    Code,
    Figure,
    Heading,
    List,
    Notes,
    PageBreak,
    Paragraph,
    inline_text,
    walk_blocks,
    walk_sentences,
)
from cjpublish.readers import Reading, markdown
from cjpublish.segment import Segmenter
from cjpublish.settings import Picture
from outlines import outline, outlines

FIXTURES = Path(__file__).parent / "fixtures"
PICTURES = {
    "plan.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "frog.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "frog.gif": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "rule.svg": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a line --><svg xmlns="http://www.w3.org/2000/svg"/>',
    "dog.png": b"\x89PNG\r\n\x1a\n",
    "my dog.png": b"\x89PNG\r\n\x1a\n",
    "é.png": b"\x89PNG\r\n\x1a\n",
    "old.bmp": b"BM\0\0\0\0",
    "new.avif": b"\0\0\0\x1cftypavif",
    "text.png": b"<html><svg></svg></html>",
}


def said(text: str, line: int) -> Located:
    return Located(text, Source("manuscript/images/images.yaml", line, 8))


DESCRIBED = {
    "images/plan.png": Picture(
        "images/plan.png",
        said("A plan of two beds.", 2),
        said("The *beds*.", 3),
        said("Drawn for this.", 4),
        said("North.\n\n- peas\n", 6),
        decorative=False,
        license="",
        source=Source("manuscript/images/images.yaml", 1, 1),
    ),
    "images/rule.svg": Picture(
        "images/rule.svg", None, None, None, None, True, "", Source("manuscript/images/images.yaml", 9, 1)
    ),
}


@dataclass(frozen=True)
class Case:
    name: str
    written: str
    expected: list[str]


def cases(file: str) -> Iterator[object]:
    for part in (FIXTURES / file).read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = part.partition("\n")
        written, _, expected = rest.partition("\n-->\n")
        lines = [line.rstrip() for line in expected.splitlines() if line.strip()]
        yield pytest.param(Case(name, written + "\n", lines), id=name.replace(" ", "-"))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    (folder / "manuscript/images").mkdir(parents=True)
    (folder / "secret.png").write_bytes(PICTURES["plan.png"])
    for name, content in PICTURES.items():
        (folder / "manuscript/images" / name).write_bytes(content)
    return folder


def reading_of(root: Path) -> Reading:
    return Reading(root, "en", DESCRIBED, [])


def read(root: Path, *files: str | bytes, reading: Reading | None = None) -> tuple[tuple[Chapter, ...], list[Finding]]:
    """Read texts as the files 01-t.md, 02-t.md, …"""
    reading = reading or reading_of(root)
    chapters: tuple[Chapter, ...] = ()
    for number, content in enumerate(files, 1):
        path = root / f"manuscript/0{number}-t.md"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        chapters += readers.read(path, reading)
    return readers.resolve(chapters, reading), reading.findings


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", list(cases("markdown.txt")))
def test_markdown_is_read_as_written(case: Case, root: Path) -> None:
    chapters, findings = read(root, case.written)
    assert list(map(str, findings)) == []
    assert list(outlines(chapters)) == case.expected


@pytest.mark.parametrize("case", list(cases("markdown-faults.txt")))
def test_every_fault_is_found_at_its_place(case: Case, root: Path) -> None:
    findings = read(root, case.written)[1]
    found = [
        f"{finding.source.line}:{finding.source.column} {finding.severity} {finding.code}"
        for finding in findings
        if finding.source
    ]
    assert found == [" ".join(expected.split()[:3]) for expected in case.expected]
    for finding, expected in zip(findings, case.expected, strict=True):
        part = expected.split(maxsplit=3)[3:]
        assert not part or part[0] in f"{finding.message} {finding.fix}"


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf# T\n\nA.\n", b"# T\r\n\r\nA.\r\n", b"# T\r\rA.", b"# T\n\nA."],
    ids=["byte-order-mark", "crlf", "cr", "no-last-line-end"],
)
def test_line_ends_and_a_byte_order_mark_do_not_matter(content: bytes, root: Path) -> None:
    chapters, findings = read(root, content)
    assert (list(outlines(chapters)), findings) == (['chapter t "T"', "  h1#t T", "  p A."], [])


def test_text_is_composed(root: Path) -> None:
    chapters, _ = read(root, "# E\u0301te\u0301\n")
    assert chapters[0].title == "Été"


@pytest.mark.parametrize(
    ("content", "place", "code", "part"),
    [
        (b"# T\n\nA \xe9t\xe9\n", "manuscript/01-t.md:3", "encoding", "byte 3"),
        (b"\xff\xfe#\0", "manuscript/01-t.md:1", "encoding", "UTF-8"),
        (b"# T\n\nA\x00b\n", "manuscript/01-t.md:3:2", "control-character", "U+0000"),
        (b"# T\n\na\x0cb\n", "manuscript/01-t.md:3:2", "control-character", "U+000C"),
        (b"", "manuscript/01-t.md:1:1", "empty-file", "# Title"),
        (b" \n\n", "manuscript/01-t.md:1:1", "empty-file", "# Title"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, place: str, code: str, part: str, root: Path) -> None:
    (finding,) = read(root, content)[1]
    assert (str(finding.source), finding.code) == (place, code)
    assert part in str(finding)


def test_a_file_of_another_kind_names_the_kinds_there_are(root: Path) -> None:
    reading = reading_of(root)
    assert readers.read(root / "manuscript/a.docx", reading) == ()
    (finding,) = reading.findings
    assert (finding.code, str(finding.source)) == ("unknown-format", "manuscript/a.docx")
    assert ".md" in finding.fix


def test_a_missing_file_is_a_finding(root: Path) -> None:
    reading = reading_of(root)
    assert readers.read(root / "manuscript/none.md", reading) == ()
    assert [finding.code for finding in reading.findings] == ["unreadable"]


def test_all_faults_are_found_in_one_reading(root: Path) -> None:
    chapters, findings = read(root, "# T\n\n<b>x</b>\n\n# T2\n\n[a](#none)\n", "Text\n")
    assert [finding.code for finding in findings] == ["html", "no-heading", "missing-target"]
    assert [chapter.id for chapter in chapters] == ["t", "t2"]


# --- one publication, several files -----------------------------------------------------------------------------------


def test_ids_are_unique_across_files(root: Path) -> None:
    chapters, findings = read(root, "# A\n\n## B {#b}\n", "# A\n\n## B\n", "# C {#b}\n")
    headings = [block.id for chapter in chapters for block in chapter.blocks if isinstance(block, Heading)]
    assert headings == ["a", "b", "a-2", "b-2", "c"]
    (finding,) = findings
    assert (finding.code, str(finding.source)) == ("duplicate-id", "manuscript/03-t.md:1:1")
    assert "manuscript/01-t.md:3:1" in finding.fix


def test_links_between_files_lead_to_ids(root: Path) -> None:
    first = "# A\n\n[b](02-t.md), [c](02-t.md#sub).\n\n> [b](02-t.md)\n"
    chapters, findings = read(root, first, "# B\n\n## Sub\n\n[a](01-t.md)\n")
    assert findings == []
    assert list(outlines(chapters))[2:5] == ["  p <a #b b>, <a #sub c>.", "  quote", "    p <a #b b>"]
    assert list(outlines(chapters))[-1] == "  p <a #a a>"


def test_a_link_to_an_id_of_another_file_than_it_names_is_a_fault(root: Path) -> None:
    findings = read(root, "# A\n\n[x](02-t.md#a)\n", "# B\n")[1]
    assert [finding.code for finding in findings] == ["missing-target"]
    assert "manuscript/01-t.md:1:1" in findings[0].fix


def test_a_near_id_is_looked_for_where_few_are_missing(root: Path) -> None:
    findings = read(root, "# T\n\n## Sub\n\n" + "[a](#subs) " * 2 + "[a](#none) " * 100 + "[a](#subs)\n")[1]
    assert [finding.fix for finding in findings[:2]] == ["did you mean '#sub'?"] * 2
    assert findings[-1].fix == "put {#subs} behind the heading meant"


def test_figures_are_counted_through_the_publication_and_a_picture_is_brought_along_once(root: Path) -> None:
    reading = reading_of(root)
    text = "# A\n\n![](images/plan.png)\n"
    chapters, findings = read(root, text, text, reading=reading)
    assert findings == []
    figures = [block for chapter in chapters for block in chapter.blocks if isinstance(block, Figure)]
    assert [figure.label and inline_text(figure.label.inlines) for figure in figures] == ["Figure 1.", "Figure 2."]
    (resource,) = reading.resources.values()
    assert (resource.path, resource.media_type) == ("images/plan.png", "image/png")


def test_a_picture_may_be_named_from_the_folder_of_its_file(root: Path) -> None:
    reading = reading_of(root)
    path = root / "manuscript/part/01.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("# A\n\n![A frog sits here.](../images/frog.jpg)\n", encoding="utf-8")
    readers.read(path, reading)
    assert (reading.findings, list(reading.resources)) == ([], ["images/frog.jpg"])


@pytest.mark.parametrize("path", ["a%00b.png", "../%00.png", "images/" + "a" * 5000 + ".png", "", ".", "images", "%ff"])
def test_a_path_that_can_be_none_is_a_fault(path: str, root: Path) -> None:
    findings = read(root, f"# T\n\n![A frog sits here.]({path})\n\n[a]({path.replace('.png', '.md') or '#'})\n")[1]
    assert [str(finding.source)[:20] for finding in findings] == ["manuscript/01-t.md:3", "manuscript/01-t.md:5"]


def test_a_link_out_of_the_manuscript_is_no_way_to_a_picture(root: Path) -> None:
    (root / "manuscript/images/way.png").symlink_to(root / "secret.png")
    findings = read(root, "# T\n\n![A frog sits here.](images/way.png)\n")[1]
    assert [finding.code for finding in findings] == ["outside"]


def test_symbolic_links_that_lead_in_a_circle_are_no_picture(root: Path) -> None:
    for one, other in (("one.png", "two.png"), ("two.png", "one.png")):
        (root / "manuscript/images" / one).symlink_to(other)
    findings = read(root, "# T\n\n![A frog sits here.](images/one.png)\n")[1]
    assert [finding.code for finding in findings] == ["missing-file"]


def test_a_path_with_backslashes_is_told_to_use_slashes(root: Path) -> None:
    findings = read(root, "# T\n\n![A frog sits here.](images\\plan.png)\n")[1]
    assert [(finding.code, finding.fix) for finding in findings] == [("file-name", "call it 'images/plan.png'")]


@pytest.mark.parametrize("head", [b"<!-- --> ", b"<!--", b"<?xml ", b"<!DOCTYPE svg [", b" "])
def test_a_file_that_never_becomes_a_picture_is_refused(head: bytes, root: Path) -> None:
    (root / "manuscript/images/endless.svg").write_bytes(head * 100_000)
    findings = read(root, "# T\n\n![A frog sits here.](images/endless.svg)\n")[1]
    assert [finding.code for finding in findings] == ["picture-format"]


def test_what_is_wrong_with_a_caption_is_found_in_images_yaml(root: Path) -> None:
    caption = said("One.\nTwo <b>x</b>", 3)
    picture = Picture("images/frog.jpg", said("A frog.", 2), caption, None, None, False, "", said("", 1).source)
    reading = Reading(root, "en", {"images/frog.jpg": picture}, [])
    read(root, "# A\n\n![](images/frog.jpg)\n\n![](images/frog.jpg)\n", reading=reading)
    assert [str(finding.source) for finding in reading.findings] == ["manuscript/images/images.yaml:4"]


# --- texts in the settings --------------------------------------------------------------------------------------------


def test_a_text_of_the_settings_is_markdown_too(root: Path) -> None:
    reading = reading_of(root)
    text = Located("One *two*. Three.\n\n- four\n", Source("manuscript/publication.yaml", 7))
    blocks = markdown.passage(text, Segmenter("en"), reading)
    assert list(outline(blocks, "")) == ["p One <em two>. | Three.", "bullet", "  item", "    p four"]
    assert [str(block.source) for block in blocks if isinstance(block, Paragraph | List)] == [
        "manuscript/publication.yaml:7",
        "manuscript/publication.yaml:9",
    ]
    assert reading.findings == []


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("a\n\n# b", "heading-here", 9),
        ("![a](images/plan.png)", "picture-here", 7),
        ("a ![a](images/plan.png)", "picture-in-text", 7),
        ("a[^1]", "note-here", 7),
        ("a\nb^[c]", "note-here", 8),
        ("a\n\n[^1]: b", "note-here", 9),
        ("---\na: b\n---\n", "front-matter", 7),
        ("<b>", "html", 7),
        ("a\nb [1]{.page} c", "page-here", 8),
        ("a\n\n[r]: #b", "unused-link", 9),
    ],
)
def test_what_a_text_of_the_settings_can_not_hold_is_reported(text: str, code: str, row: int, root: Path) -> None:
    reading = reading_of(root)
    markdown.passage(Located(text, Source("manuscript/publication.yaml", 7)), Segmenter("en"), reading)
    assert {finding.code for finding in reading.findings} == {code}
    assert str(reading.findings[0].source) == f"manuscript/publication.yaml:{row}"


def test_a_caption_is_sentences(root: Path) -> None:
    picture = Picture(
        "images/frog.jpg", said("A frog.", 2), said("- a\n", 3), None, None, False, "", said("", 1).source
    )
    reading = Reading(root, "en", {"images/frog.jpg": picture}, [])
    read(root, "# A\n\n![](images/frog.jpg)\n", reading=reading)
    assert [finding.code for finding in reading.findings] == ["caption"]


# --- anything at all --------------------------------------------------------------------------------------------------

WORDS = """
    # ## ### > - 1. * ** _ ` ``` ~~ [ ] ( ) [a]( ](#t) [^1] [^1]: ^[ ]{lang=fr} {#x} {.y} ![ ](images/plan.png) < <b>
    ~ ^ ^2^ ~2~ [12]{.page} ]{.page}
    <!-- --> &amp; \\ | |--- Table: : --- === [r]: http://x.org <http://x.org> word One. Two é ក
"""
SPACES = ["\n", "\n\n", "\n    ", " ", "  \n", "\t", "> > ", "\u00a0", "|\n|---|\n|"]
MARKUP = st.sampled_from([*WORDS.split(), *SPACES])


@given(st.one_of(st.lists(MARKUP, max_size=40).map("".join), st.lists(MARKUP, max_size=40).map(" ".join), st.text()))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_gives_chapters_or_findings(root: Path, written: str) -> None:
    chapters, findings = read(root, written)
    assert chapters or any(finding.severity is Severity.ERROR for finding in findings)
    for chapter in chapters:
        blocks = list(walk_blocks(chapter.blocks))
        assert isinstance(blocks[0], Heading)
        assert all(isinstance(block, Notes | PageBreak) or block.source for block in blocks)
        assert all(note.source for block in blocks if isinstance(block, Notes) for note in block.notes)
        ids = [sentence.id for sentence in walk_sentences(chapter.blocks)]
        assert len(set(ids)) == len(ids)
    if not findings:
        words = re.findall(r"word|One|Two|é|ក", written.partition("[r]:")[0])
        shown = "".join(shown_text(chapter) for chapter in chapters)
        assert all(shown.count(word) for word in words)


@given(st.one_of(st.lists(MARKUP, max_size=40).map(" ".join), st.text(st.characters(), max_size=40)))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_of_the_settings_gives_blocks_or_findings(root: Path, written: str) -> None:
    reading = reading_of(root)
    here = Located(written, Source("manuscript/publication.yaml", 7))
    blocks = markdown.passage(here, Segmenter("en"), reading)
    assert not any(isinstance(block, Heading | Figure) for block in walk_blocks(blocks))
    assert blocks or reading.findings or not re.search(r"[^\W_]", written)


def shown_text(chapter: Chapter) -> str:
    sentences = "".join(inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks))
    code = "".join(block.text + block.language for block in walk_blocks(chapter.blocks) if isinstance(block, Code))
    return sentences + code


NASTY = """
    [*3000 *****3000 ^[*1000 >_*500 -_*500 `*3001 ![*2000 <*5000 [a](*1000 |*2000 \\*4001 &*5000 *a_**b_*500 [x]{*500
    ^a*3000 ~a*3000 ^a~*2000 ^*5000 ~*5000 [1]{.page}*500
"""


@pytest.mark.parametrize("nasty", NASTY.split())
def test_nesting_without_end_ends(nasty: str, root: Path) -> None:
    piece, _, count = nasty.replace("_", " ").rpartition("*")
    text = piece * int(count)
    chapters, _ = read(root, f"# T\n\nText {text}\n\n{text}a{']' * len(text)}\n\n**{text}a{text}**\n")
    assert chapters[0].id == "t"
