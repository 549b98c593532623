"""The article in manuscript/: its length, its words, its facts and its pictures."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

import cjpublish
from cjpublish.lexicon import Lexicon
from cjpublish.model import (
    Break,
    Chapter,
    Figure,
    Heading,
    Inline,
    List,
    Mark,
    NoteRef,
    Notes,
    Paragraph,
    Publication,
    Quote,
    Sentence,
    Table,
    inline_text,
    walk_blocks,
    walk_sentences,
)

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "manuscript/images"
SOURCE = ROOT.parent / "shared/source/cambodias-children.txt"

LABELS = r"""
    prostitut\w* brothel\w* pa?edophil\w* victim\w* slave\w* enslave\w* whore\w* hooker\w* sex\Wworkers? pimp\w*
    predator\w* pervert\w* monster\w* survivor\w* underworld illegals?
"""
SENSATIONAL = r"""
    horr\w+ shock\w* nightmar\w* evil sordid deprav\w* seedy notorious infamous ground\Wzero magnet innocen\w* rape\w*
    molest\w* lured? brutal\w* vicious savage\w* heinous unspeakable unthinkable hell\w* helpless plight tragic\w*
    harrowing sold purchased? bought virgin\w* naked bod(y|ies) saved? savior\w* heroes heroic\w* shatter\w* stolen
"""
FIRST_PERSON = r"i me my mine we us our ours ourselves"
ENGLISH = {"Attribution", "Child", "Children", "Commons", "Creative", "December", "Exploitation", "October", "Progress"}
"""Plain words that stand with a capital within a sentence: months, and words of titles."""


def words(text: str) -> list[str]:
    return re.findall(r"[\w,.]*\w(?:['’]\w+)?", text.lower().replace("’", "'"))


def listed(patterns: str) -> re.Pattern[str]:
    """Join patterns that stand between white space into one for whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns.split())})(?!\w)", re.IGNORECASE)


@pytest.fixture(scope="module")
def publication() -> Publication:
    if not (ROOT / "manuscript").is_dir():
        pytest.skip("the repository's manuscript is not here")
    return cjpublish.read(ROOT)


@pytest.fixture(scope="module")
def chapters(publication: Publication) -> tuple[Chapter, ...]:
    """Return the article's own chapters, without the pages that the program writes."""
    return tuple(chapter for chapter in publication.reading_order if chapter.source)


@pytest.fixture(scope="module")
def sentences(publication: Publication, chapters: tuple[Chapter, ...]) -> list[str]:
    """Return all that the publisher wrote: chapters, what is said about pictures, metadata and the content note."""
    metadata = publication.metadata
    said = (metadata.title, metadata.subtitle, metadata.description, metadata.source, metadata.rights)
    pages = [*chapters, *(page for page in publication.reading_order if page.role == "notice")]
    written = [inline_text(sentence.inlines) for page in pages for sentence in walk_sentences(page.blocks)]
    return [*written, *metadata.authors, *(text for text in said if text)]


@pytest.fixture(scope="module")
def source() -> str:
    if not SOURCE.is_file():
        pytest.skip("the text that the article was written from is not here")
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(IMAGES / "draw.py"))


def figures(chapters: tuple[Chapter, ...]) -> list[Figure]:
    return [block for chapter in chapters for block in walk_blocks(chapter.blocks) if isinstance(block, Figure)]


def marks(inlines: tuple[Inline, ...]) -> Iterator[Mark | NoteRef]:
    for inline in inlines:
        if isinstance(inline, Mark | NoteRef):
            yield inline
        if isinstance(inline, Mark):
            yield from marks(inline.children)


# --- the text ---------------------------------------------------------------------------------------------------------


def running_text(chapter: Chapter) -> Iterator[Sentence]:
    """Yield the sentences of paragraphs, lists and quotations: no headings, tables, pictures or notes."""
    kept = tuple(block for block in chapter.blocks if isinstance(block, Paragraph | List | Quote))
    yield from walk_sentences(kept)


def test_the_article_has_900_to_1300_words_in_four_to_six_chapters(chapters: tuple[Chapter, ...]) -> None:
    count = sum(len(inline_text(sentence.inlines).split()) for each in chapters for sentence in running_text(each))
    assert 900 <= count <= 1300
    assert 4 <= len(chapters) <= 6


def test_reading_it_leaves_nothing_to_report(publication: Publication) -> None:
    assert publication.findings == ()


def test_every_feature_of_the_format_is_used(publication: Publication, chapters: tuple[Chapter, ...]) -> None:
    blocks = [block for chapter in chapters for block in walk_blocks(chapter.blocks)]
    assert {"bullet", "ordered", "definition"} == {block.kind for block in blocks if isinstance(block, List)}
    assert all(block.caption for block in blocks if isinstance(block, Table))
    assert sum(len(block.notes) for block in blocks if isinstance(block, Notes)) >= 2
    assert sum(isinstance(block, Figure) and block.label is not None for block in blocks) >= 2
    assert {Break, Figure, Heading, Notes, Paragraph, Quote, Table} <= {type(block) for block in blocks}
    assert any(isinstance(block, Heading) and block.level == 2 for block in blocks)
    found = [mark for each in chapters for sentence in walk_sentences(each.blocks) for mark in marks(sentence.inlines)]
    assert {mark.tag for mark in found if isinstance(mark, Mark)} >= {"a", "em", "span"}
    assert any(isinstance(mark, Mark) and mark.lang == "fr" for mark in found)
    assert any(isinstance(mark, NoteRef) for mark in found)
    assert {"introduction", "chapter", "afterword"} <= {chapter.role for chapter in chapters}
    assert any(chapter.voice for chapter in chapters)
    files = [chapter.source.path for chapter in chapters if chapter.source]
    assert len(set(files)) < len(files)
    assert any(page.role == "notice" for page in publication.reading_order)


@pytest.mark.parametrize("patterns", [LABELS, SENSATIONAL, FIRST_PERSON], ids=["labels", "sensational", "first person"])
def test_words_that_do_not_belong_here_are_absent(sentences: list[str], patterns: str) -> None:
    pattern = listed(patterns)
    assert [(match[0], text) for text in sentences for match in pattern.finditer(text)] == []


@pytest.mark.parametrize("text", ["Victims came.", "ground zero", "sex-worker", "a brothel", "paedophiles"])
def test_the_list_of_words_finds_them(text: str) -> None:
    assert listed(LABELS + SENSATIONAL).search(text)


def test_rescue_is_said_only_where_the_source_is_quoted(sentences: list[str]) -> None:
    said = " ".join(sentences)
    assert re.findall(r"\S*rescu\w*\S", said, re.IGNORECASE) == ["“rescued”"]


def test_there_is_no_rhetoric(sentences: list[str]) -> None:
    assert [text for text in sentences if "!" in text or "?" in text] == []


def test_the_source_is_named_and_its_end_is_told(chapters: tuple[Chapter, ...]) -> None:
    first = " ".join(inline_text(sentence.inlines) for sentence in walk_sentences(chapters[0].blocks))
    title = "Cambodia’s Children: Phnom Penh’s Progress on Child Exploitation"
    for needed in (title, "a vice president of International Justice Mission", "breaks off in mid-sentence"):
        assert needed in first


def test_every_name_has_a_pronunciation(publication: Publication, sentences: list[str]) -> None:
    (pronunciation,) = publication.narration.lexicons
    lexicon = Lexicon(pronunciation.entries)
    unknown = []
    for text in (sentence.removeprefix("Credit: ") for sentence in sentences):
        covered = [range(begin, end) for begin, end, _ in lexicon.find(text)]
        for index, match in enumerate(re.finditer(r"[^\W\d_]+", text)):
            capital = match[0] != match[0].lower() if index else match[0][1:] != match[0][1:].lower()
            if capital and match[0] not in ENGLISH and not any(match.start() in stretch for stretch in covered):
                unknown.append((match[0], text))
    assert unknown == []


def test_the_lexicon_has_no_entry_without_a_use(publication: Publication, sentences: list[str]) -> None:
    (pronunciation,) = publication.narration.lexicons
    lexicon = Lexicon(pronunciation.entries)
    used = {entry.written for text in sentences for _, _, entry in lexicon.find(text)}
    assert {entry.written for entry in pronunciation.entries} == used


# --- what the source says ---------------------------------------------------------------------------------------------


def test_no_sentence_of_the_source_is_copied(sentences: list[str], source: str) -> None:
    """Find no eight words in a row that stand in both; the source's own title has eight."""
    title = words("Cambodia's Children Phnom Penh's Progress on Child Exploitation")
    original = words(source)
    runs = {tuple(original[index : index + 8]) for index in range(len(original) - 7)} - {tuple(title)}
    written = [words(text) for text in sentences]
    assert [
        run for text in written for index in range(len(text) - 7) if (run := tuple(text[index : index + 8])) in runs
    ] == []


def test_every_quotation_is_exact_and_short(chapters: tuple[Chapter, ...], source: str) -> None:
    quotes = [block for chapter in chapters for block in walk_blocks(chapter.blocks) if isinstance(block, Quote)]
    for quote in quotes:
        said = " ".join(inline_text(sentence.inlines) for sentence in walk_sentences((quote,)))
        assert said in source
        assert len(said.split()) <= 8
    said = " ".join(inline_text(sentence.inlines) for each in chapters for sentence in walk_sentences(each.blocks))
    for quoted in re.findall(r"“[^”]*”", said):
        assert quoted in source


def test_every_number_is_in_the_source(chapters: tuple[Chapter, ...], source: str) -> None:
    """Allow besides the two ends of a chart's scale, the version of a license, and the program's own numbering."""
    known = set(re.findall(r"\d[\d,]*\d|\d", source))
    pictures = figures(chapters)
    described = {id(sentence) for figure in pictures for sentence in walk_sentences(figure.description)}
    licenses = {id(sentence) for figure in pictures for sentence in figure.credit}
    for chapter in chapters:
        for sentence in walk_sentences(chapter.blocks):
            scale = {"0", "100"} if id(sentence) in described else {"4", "0"} if id(sentence) in licenses else set()
            text = re.sub(r"^(Description of figure|Figure|Note) \d\.$", "", inline_text(sentence.inlines), flags=re.I)
            found = set(re.findall(r"\d[\d,]*\d|\d", text))
            assert found <= known | scale, inline_text(sentence.inlines)


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_the_script_draws_the_pictures_that_are_here(tmp_path: Path) -> None:
    """Compare an SVG's bytes and a PNG's pixels; `python manuscript/images/draw.py` draws them anew."""
    subprocess.run([sys.executable, IMAGES / "draw.py", tmp_path], check=True)
    drawn = sorted(path.name for path in tmp_path.iterdir())
    assert drawn == sorted(path.name for path in IMAGES.iterdir() if path.suffix in (".png", ".svg"))
    for name in drawn:
        if name.endswith(".svg"):
            assert (tmp_path / name).read_bytes() == (IMAGES / name).read_bytes()
        else:
            with Image.open(tmp_path / name) as new, Image.open(IMAGES / name) as old:
                assert new.size == old.size
                assert new.convert("RGB").tobytes() == old.convert("RGB").tobytes()


def test_the_timelines_type_has_every_character(script: dict[str, Any]) -> None:
    font = script["_type"](40)
    missing = bytes(font.getmask("\uffff"))
    texts = "".join(text for moment in script["MOMENTS"] for text in (*moment.when, *moment.what))
    assert [character for character in set(texts) if bytes(font.getmask(character)) == missing] == []


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["INK", "QUIET", "BLUE"])
def test_colours_stand_out_from_the_paper(script: dict[str, Any], name: str) -> None:
    assert (luminance(script["PAPER"]) + 0.05) / (luminance(script[name]) + 0.05) >= 4.5


def test_the_charts_words_are_large_and_its_numbers_are_described(chapters: tuple[Chapter, ...]) -> None:
    chart = ElementTree.parse(IMAGES / "estimates.svg").getroot()
    assert chart.get("width") == "800"
    sizes = [float(element.get("font-size", "99")) for element in chart.iter()]
    assert min(sizes) >= 16
    (figure,) = (figure for figure in figures(chapters) if figure.image == "images/estimates.svg")
    described = " ".join(inline_text(sentence.inlines) for sentence in walk_sentences(figure.description))
    bars = [element.text or "" for element in chart.iter() if element.get("font-size") == "34"]
    assert len(bars) == 2
    assert all(number in described for bar in bars for number in re.findall(r"\d+", bar))


def test_alternative_texts_do_their_work(chapters: tuple[Chapter, ...]) -> None:
    found = [figure for figure in figures(chapters) if figure.label]
    alts = [inline_text(figure.alt.inlines) for figure in found if figure.alt]
    assert len(alts) == len(found) == len(set(alts))
    for alt, figure in zip(alts, found, strict=True):
        assert 20 <= len(alt) < 150
        assert alt[0].isupper()
        assert alt.endswith(".")
        assert not re.match(r"(an? |the )?(image|picture|photo)", alt, re.IGNORECASE)
        assert figure.caption
        assert alt != inline_text(figure.caption[0].inlines)
        assert figure.credit
        assert figure.description


def test_a_decorative_picture_says_nothing(chapters: tuple[Chapter, ...]) -> None:
    (ornament,) = (figure for figure in figures(chapters) if not figure.label)
    assert (ornament.alt, ornament.caption, ornament.description) == (None, (), ())
