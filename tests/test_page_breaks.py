"""Pages of a printed edition: kept where they begin, to be gone to and never heard, in every edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import cjpublish
from checkers import ace, epubcheck
from cjpublish.editions import captions, daisy202, epub, readalong, transcript
from cjpublish.editions.views.accessibility import claims
from cjpublish.editions.views.audiobook.claims import audio_claims
from cjpublish.editions.views.inlines import Inlines, Surroundings
from cjpublish.editions.views.pagination import page_breaks
from cjpublish.editions.views.words import Words
from cjpublish.errors import InputError, Severity
from cjpublish.model import (
    Artifact,
    Book,
    Inline,
    Mark,
    NoteRef,
    PageBreak,
    Publication,
    Sentence,
    Text,
    inline_text,
    walk_sentences,
)
from cjpublish.narration import script
from cjpublish.segment import Segmenter
from conftest import PUBLICATION, Write
from publications import plain
from talkingbooks import voiced

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "smil": "http://www.w3.org/ns/SMIL",
}
TYPE = f"{{{NAMES['epub']}}}type"
HTML = f"{{{NAMES['h']}}}"
SPRING = """\
# [iv]{.page}Spring

The ground is cold.[^1] [1]{.page} Nothing is in a hur[2]{.page}ry here, *and that [3]{.page} is good*.

[4]{.page}

## The beds [5]{.page}

- Peas [6]{.page} and beans
- Kale

  [7]{.page}

> [A-1]{.page} Water CO~2~ 10^2^ times in the evening. See [page 9](#page-9).

| Bed            | Plant |
|----------------|-------|
| North [8]{.page} | peas  |

[9]{.page}

[^1]: It should [10]{.page} show eight degrees.
"""
SUMMER = "# Summer\n\nBack to [page 2](#page-2) of spring.\n\n[11]{.page}\n"
LABELS = ["iv", "1", "2", "3", "4", "5", "6", "7", "A-1", "8", "9", "10", "11"]
SOURCE = "urn:isbn:9780000000002"


@pytest.fixture
def paged(publication_folder: Write) -> Publication:
    files = {"manuscript/01-spring.md": SPRING, "manuscript/02-summer.md": SUMMER}
    yaml = f"{PUBLICATION}page_source: {SOURCE}\npublisher: The Garden Press\n"
    found = cjpublish.read(publication_folder(files, publication=yaml))
    assert not found.findings
    return found


@pytest.fixture
def plain_text(publication_folder: Write) -> Publication:
    """The same text without page breaks."""
    spring = re.sub(r" ?\[[\w-]+\]\{\.page\}(?=[ .*\n])|\[[\w-]+\]\{\.page\}", "", SPRING)
    files = {"manuscript/01-spring.md": spring.replace("[page 9](#page-9)", "page 9")}
    return cjpublish.read(publication_folder(files))


Made = Callable[[Book], Iterator[Artifact]]


def files(make: Made, book: Book, folder: Path) -> dict[str, bytes]:
    """Return the files of an edition by name; those in an archive by their names in it."""
    found: dict[str, bytes] = {}
    for artifact in make(book):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        artifact.write(path)
        if path.suffix in (".epub", ".zip"):
            with ZipFile(path) as archive:
                found |= {name: archive.read(name) for name in archive.namelist()}
        else:
            found[artifact.path] = path.read_bytes()
    return found


# --- sentences --------------------------------------------------------------------------------------------------------


def cut(*inlines: Inline) -> tuple[Sentence, ...]:
    return Segmenter("en").sentences(inlines, None)


BREAK = PageBreak("2", "page-2")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("One ", BREAK, " two."), [("One ", BREAK, "two.")]),
        (("One", BREAK, " two."), [("One", BREAK, " two.")]),
        (("One.", BREAK, " Two."), [("One.",), (BREAK, "Two.")]),
        (("One. ", BREAK, "Two."), [("One.",), (BREAK, "Two.")]),
        (("One. Two. ", BREAK), [("One.",), ("Two.", BREAK)]),
        ((BREAK, " One. Two."), [(BREAK, "One."), ("Two.",)]),
        (("One\n", BREAK, " two."), [("One\n", BREAK, "two.")]),
        (("走。", BREAK, "停。"), [("走。",), (BREAK, "停。")]),
    ],
)
def test_a_page_begins_with_the_text_behind_its_break(
    written: tuple[str | PageBreak, ...], read: list[tuple[str | PageBreak, ...]]
) -> None:
    found = cut(*(Text(part) if isinstance(part, str) else part for part in written))
    shown = [tuple(part.text if isinstance(part, Text) else part for part in sentence.inlines) for sentence in found]
    assert shown == read


def test_a_note_stays_with_the_sentence_before_a_page_break() -> None:
    note = NoteRef("n", "r", 1)
    first, second = cut(Text("One. "), BREAK, note, Text(" Two."))
    assert (first.inlines, second.inlines) == ((Text("One."), note), (BREAK, Text("Two.")))


@given(st.text(st.sampled_from("ab. \n走。"), max_size=30), st.lists(st.integers(0, 30), max_size=4), st.booleans())
def test_page_breaks_change_no_sentence_and_none_is_lost(text: str, places: list[int], marked: bool) -> None:
    edges = sorted({0, len(text), *(min(place, len(text)) for place in places)})
    parts: list[Inline] = []
    for number, (begin, end) in enumerate(pairwise(edges)):
        parts += [Text(text[begin:end]), PageBreak(str(number), f"page-{number}")]
    inlines = [Mark("em", tuple(parts))] if marked and parts else parts
    found, expected = cut(*inlines), cut(Text(text))
    assert [(each.id, inline_text(each.inlines)) for each in found] == [
        (each.id, inline_text(each.inlines)) for each in expected
    ]
    breaks = [part for part in parts if isinstance(part, PageBreak)]
    kept = [part for each in found for part in _leaves(each.inlines) if isinstance(part, PageBreak)]
    assert kept == (breaks if expected else [])


def _leaves(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield from _leaves(inline.children) if isinstance(inline, Mark) else (inline,)


# --- reading ----------------------------------------------------------------------------------------------------------


def test_pages_are_found_in_document_order(paged: Publication) -> None:
    found = [each for chapter in paged.reading_order for each in page_breaks(chapter.blocks)]
    assert [each.label for each in found] == LABELS
    assert [each.id for each in found] == [f"page-{label.lower()}" for label in LABELS]
    assert len({each.id for each in found}) == len(found)


def test_a_page_has_the_id_of_its_number_in_every_script(publication_folder: Write) -> None:
    labels = ("*", "١٢", "១៣", "–", "2", "A-3", "é1")
    text = " ".join(f"Words [{label}]{{.page}}" for label in labels)
    found = cjpublish.read(publication_folder({"manuscript/02-summer.md": f"# Summer\n\n{text}.\n"}))
    assert [(each.label, each.id) for chapter in found.reading_order for each in page_breaks(chapter.blocks)] == list(
        zip(labels, ("page-mark", "page-12", "page-13", "page-mark-2", "page-2", "page-a-3", "page-e1"), strict=True)
    )


def test_ids_of_sentences_and_all_that_is_said_are_those_of_the_text_alone(
    paged: Publication, plain_text: Publication
) -> None:
    (spring,) = (chapter for chapter in paged.reading_order if chapter.id == "spring")
    (bare,) = (chapter for chapter in plain_text.reading_order if chapter.id == "spring")
    assert [each.id for each in walk_sentences(spring.blocks)] == [each.id for each in walk_sentences(bare.blocks)]
    assert [line.text for line in script.write(spring, paged)] == [line.text for line in script.write(bare, plain_text)]
    assert spring.title == "Spring"


def test_exponents_are_said_as_such(paged: Publication) -> None:
    plan = cjpublish.plan(paged).plan
    (said,) = (utterance.text for utterance in plan.utterances if "evening" in utterance.text)
    assert said.startswith("Water C O two ten squared times")


@pytest.mark.parametrize(
    ("settings", "values", "findings"),
    [
        (f"page_source: {SOURCE}\nsource: A letter\n", [SOURCE], []),
        ("page_source: none\n", ["none"], []),
        ("source: The Garden Press, 1945\n", ["The Garden Press, 1945"], []),
        ("", [], ["page-source"]),
    ],
)
def test_the_package_says_which_edition_has_the_pages(
    settings: str, values: list[str], findings: list[str], publication_folder: Write, tmp_path: Path
) -> None:
    folder = publication_folder(
        {"manuscript/02-summer.md": "# A\n\nB. [1]{.page} C.\n"}, publication=PUBLICATION + settings
    )
    book = Book(cjpublish.read(folder))
    package = etree.fromstring(files(epub.make, book, tmp_path)["EPUB/content.opf"])
    assert package.xpath("//opf:meta[@property='pageBreakSource']/text()", namespaces=NAMES) == values
    found = list(epub.warnings(book))
    assert [each.code for each in found] == findings
    assert all(each.severity is Severity.WARNING and str(each.source).endswith("publication.yaml") for each in found)


def test_editions_with_the_same_pages_say_once_that_their_source_is_not_known(
    publication_folder: Write, tmp_path: Path
) -> None:
    yaml = f"{PUBLICATION}editions: [epub, readalong]\n"
    folder = publication_folder({"manuscript/02-summer.md": "# A\n\nB. [1]{.page} C.\n"}, publication=yaml)
    with ThreadPoolExecutor(1) as executor:
        result = cjpublish.build(cjpublish.read(folder), cache=tmp_path / "cache", executor=executor)
    assert len(result.made) == 2
    assert [each.code for each in result.findings] == ["page-source"]


def test_an_empty_page_source_is_a_fault(publication_folder: Write) -> None:
    with pytest.raises(InputError) as caught:
        cjpublish.read(publication_folder(publication=PUBLICATION + "page_source: ' '\n"))
    assert "urn:isbn:" in str(caught.value)


# --- EPUB -------------------------------------------------------------------------------------------------------------


def test_each_break_is_an_empty_element_with_its_number_as_label(paged: Publication, tmp_path: Path) -> None:
    page = etree.fromstring(files(epub.make, Book(paged), tmp_path)["EPUB/text/spring.xhtml"])
    found = page.xpath("//*[@epub:type='pagebreak']", namespaces=NAMES)
    assert [each.get("aria-label") for each in found] == LABELS[:-1]
    assert all(each.get("role") == "doc-pagebreak" and not each.text and not len(each) for each in found)
    tags = {
        each.get("aria-label"): (etree.QName(each).localname, etree.QName(each.getparent()).localname) for each in found
    }
    assert tags["4"] == ("div", "section")
    assert tags["7"] == ("div", "li")
    assert tags["2"] == ("span", "span")
    assert tags["3"] == ("span", "em")
    assert tags["8"] == ("span", "th")
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_the_number_of_a_page_is_no_part_of_a_heading(paged: Publication, tmp_path: Path) -> None:
    page = etree.fromstring(files(epub.make, Book(paged), tmp_path)["EPUB/text/spring.xhtml"])
    headings = page.xpath("//h:h1 | //h:h2", namespaces=NAMES)
    assert ["".join(each.itertext()) for each in headings] == ["Spring", "The beds", "Notes"]
    assert not page.xpath("//h:h1//*[@role] | //h:h2//*[@role]", namespaces=NAMES)
    assert [each.getprevious().get("aria-label") for each in headings[:2]] == ["iv", "5"]


def test_marks_and_links_to_pages_are_printed(paged: Publication, tmp_path: Path) -> None:
    made = files(epub.make, Book(paged), tmp_path)
    spring, summer = made["EPUB/text/spring.xhtml"].decode(), made["EPUB/text/summer.xhtml"].decode()
    assert "CO<sub>2</sub> 10<sup>2</sup> times" in spring
    assert '<a href="#page-9">page 9</a>' in spring
    assert '<a href="spring.xhtml#page-2">page 2</a>' in summer


def test_the_page_list_leads_to_every_page_in_order(paged: Publication, tmp_path: Path) -> None:
    made = files(epub.make, Book(paged), tmp_path)
    nav = etree.fromstring(made["EPUB/nav.xhtml"])
    (pages,) = nav.xpath("//h:nav[@epub:type='page-list']", namespaces=NAMES)
    assert (pages.get("role"), pages.get("hidden")) == ("doc-pagelist", "hidden")
    links = list(pages.iter(f"{HTML}a"))
    assert [each.text for each in links] == LABELS
    ids = {name: etree.fromstring(made[f"EPUB/text/{name}.xhtml"]).xpath("//@id") for name in ("spring", "summer")}
    for each in links:
        name, _, anchor = each.get("href").removeprefix("text/").partition(".xhtml#")
        assert anchor in ids[name]
    assert "pageList" not in made["EPUB/toc.ncx"].decode()
    assert "page-" not in "".join(nav.xpath("//h:nav[@epub:type!='page-list']//@href", namespaces=NAMES))


def test_pages_are_claimed_only_where_there_are_any(paged: Publication, tmp_path: Path) -> None:
    pages = {"pageBreakMarkers", "pageNavigation"}
    assert pages <= set(claims(paged).features)
    assert not pages & set(claims(plain()).features)
    assert not pages & set(audio_claims(voiced(paged)).features)
    made = files(epub.make, Book(plain(page_source=SOURCE)), tmp_path)
    assert b"pageBreakSource" not in made["EPUB/content.opf"]
    assert b"page-list" not in made["EPUB/nav.xhtml"]
    assert list(epub.warnings(Book(plain()))) == []


# --- what is heard ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (("in a hur", BREAK, "ry"), '<span id="s1-w3">hur{}ry</span>'),
        (("in a ", BREAK, "hurry"), 'a</span> {}<span id="s1-w3">hurry</span>'),
        (("in a", BREAK, " hurry"), 'a</span>{} <span id="s1-w3">hurry</span>'),
        (("in a hurry", BREAK), '<span id="s1-w3">hurry</span>{}'),
        (("in a hu", Mark("em", (Text("r"), BREAK, Text("ry")))), '<span id="s1-w3">hu<em>r{}ry</em></span>'),
    ],
)
def test_a_word_over_two_pages_is_highlighted_whole(written: tuple[str | Inline, ...], printed: str) -> None:
    sentence = Sentence("s1", tuple(Text(part) if isinstance(part, str) else part for part in written))
    words = Words("s1", ((0, 2), (3, 4), (5, 10)))
    marker = '<span id="page-2" epub:type="pagebreak" role="doc-pagebreak" aria-label="2"></span>'
    shown = Inlines(Surroundings("en", {}, {}, ""), "c.xhtml", {"s1": words}).sentence(sentence)
    assert printed.format(marker) in shown
    assert shown.count("page-2") == 1


def test_overlays_speak_no_page(paged: Publication, tmp_path: Path) -> None:
    by_word = replace(paged, narration=replace(paged.narration, granularity="word"))
    made = files(readalong.make, voiced(by_word), tmp_path)
    for name in ("spring", "summer"):
        overlay = etree.fromstring(made[f"EPUB/overlays/text-{name}.smil"])
        targets = [each.partition("#")[2] for each in overlay.xpath("//smil:text/@src", namespaces=NAMES)]
        ids = etree.fromstring(made[f"EPUB/text/{name}.xhtml"]).xpath("//@id")
        assert targets
        assert set(targets) <= set(ids)
        assert not any(each.startswith("page-") for each in targets)


def test_transcripts_keep_the_markers_and_captions_none(paged: Publication, tmp_path: Path) -> None:
    book = voiced(paged)
    made = {Path(name).suffix: content.decode() for name, content in files(transcript.make, book, tmp_path).items()}
    assert re.findall(r'role="doc-pagebreak" aria-label="([^"]+)"', made[".html"]) == LABELS
    assert '<a href="#page-2">page 2</a>' in made[".html"]
    assert "CO<sub>2</sub> 10<sup>2</sup> times" in made[".html"]
    shown = files(captions.make, book, tmp_path)
    vtt = next(content.decode() for name, content in shown.items() if re.fullmatch(r"[a-z-]+\.vtt", name))
    for text in (made[".txt"], vtt):
        assert "CO2 10² times" in " ".join(text.split())
        assert "hurry here" in " ".join(re.sub(r"<[^>]*>", "", text).split())
        assert "iv" not in text.split()


# --- DAISY ------------------------------------------------------------------------------------------------------------


def test_a_talking_book_has_the_text_without_pages(paged: Publication, tmp_path: Path) -> None:
    made = files(daisy202.make, voiced(paged), tmp_path)
    ncc = etree.fromstring(made["ncc.html"])
    totals = {each.get("name"): each.get("content") for each in ncc.iter(f"{HTML}meta")}
    assert {totals[f"ncc:{name}"] for name in ("pageFront", "pageNormal", "pageSpecial", "maxPageNormal")} == {"0"}
    texts = "".join(content.decode() for name, content in made.items() if name.startswith("text"))
    assert "Nothing is in a hurry here, <em>and that is good</em>." in texts
    assert "CO<sub>2</sub> 10<sup>2</sup> times" in texts
    assert "<span>page 2</span> of spring" in texts
    assert 'id="page-' not in texts


# --- checkers ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["epub", "readalong", "word"])
def test_checkers_have_nothing_to_say(paged: Publication, edition: str, tmp_path: Path) -> None:
    chosen = replace(paged, narration=replace(paged.narration, granularity="word" if edition == "word" else "sentence"))
    make: Made = epub.make if edition == "epub" else readalong.make
    (artifact,) = make(Book(chosen) if edition == "epub" else voiced(chosen))
    file = tmp_path / artifact.path
    artifact.write(file)
    assert epubcheck(file, tmp_path) == []
    assert ace(file, tmp_path / "ace") == []
