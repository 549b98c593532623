"""The first publication: its length, its tone, its facts and its pictures."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import cjpublish
from cjpublish.model import Figure, Publication, inline_text, walk_blocks, walk_sentences

ROOT = Path(__file__).parent.parent
SOURCE = ROOT.parent / "shared/source/cambodias-children.txt"

TITLE = "Cambodia’s Children: Phnom Penh’s Progress on Child Exploitation"

LABELS = """
    prostitute prostitutes pedophile pedophiles paedophile paedophiles pervert perverts predator predators
    monster monsters slave slaves whore brothel brothels underage illegal horrific horrifying shocking
    shockingly heartbreaking unspeakable evil innocent innocence ruined broken damaged helpless voiceless hell
    sick disgusting graphic virgin virgins
"""

COMMON = """
    a account amount an and another any are as at bar bars be becomes behind between both but by cases cc
    chapter child children cjpublish authors complicity content continue count courts credit december
    deterrence drawn each estimate estimates exploitation exploited figure figures first foreign four from
    girls government how i if in is it its journal justice kind last late like line lines members men mission
    more nearly neighborhood nobody none nothing of on one only other others people political progress
    protecting second see some source speaking studies surveyors table taking that the their then there these
    they third this timeline two under using various what when who why with within words you young
    international children’s
"""


@pytest.fixture(scope="module")
def publication() -> Publication:
    if not (ROOT / "manuscript").is_dir():
        pytest.skip("the repository's manuscript is not here")
    return cjpublish.read(ROOT)


@pytest.fixture(scope="module")
def texts(publication: Publication) -> list[str]:
    """Return every sentence of the chapters, the notes and what is said of the pictures."""
    chapters = [chapter for chapter in publication.reading_order if chapter.source or chapter.role == "notice"]
    return [inline_text(sentence.inlines) for chapter in chapters for sentence in walk_sentences(chapter.blocks)]


@pytest.fixture(scope="module")
def source() -> str:
    if not SOURCE.is_file():
        pytest.skip("the source of the article is not beside this repository")
    return SOURCE.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.casefold().replace("'", "’"))


def test_it_reads_without_a_finding(publication: Publication) -> None:
    assert publication.findings == ()


def test_it_has_four_to_six_chapters_and_900_to_1300_words(publication: Publication) -> None:
    chapters = [chapter for chapter in publication.reading_order if chapter.source]
    figures = {id(block) for chapter in chapters for block in walk_blocks(chapter.blocks) if isinstance(block, Figure)}
    running = [
        inline_text(sentence.inlines)
        for chapter in chapters
        for block in chapter.blocks
        if id(block) not in figures
        for sentence in walk_sentences((block,))
    ]
    assert 4 <= len(chapters) <= 6
    assert 900 <= len(words(" ".join(running))) <= 1300


def test_nobody_is_given_a_label_and_nothing_is_sensational(texts: list[str]) -> None:
    assert not set(words(LABELS)) & set(words(" ".join(texts)))


def test_it_names_its_source_and_says_that_the_copy_breaks_off(texts: list[str]) -> None:
    whole = " ".join(texts)
    assert "a vice president of International Justice Mission" in whole
    assert re.search(r"breaks off in the middle of a sentence", whole)


def test_every_name_is_in_the_lexicon(publication: Publication, texts: list[str]) -> None:
    entries = {entry.written for lexicon in publication.narration.lexicons for entry in lexicon.entries}
    known = {word for entry in entries for word in words(entry)}
    capital = {word for text in texts for word in re.findall(r"\b[A-Z][\w’]*", text)}
    names = {word.casefold().removesuffix("’s") for word in capital}
    assert names - known - set(words(COMMON)) == set()


def test_every_number_is_in_the_source(texts: list[str], source: str) -> None:
    given = {number.rstrip(",") for number in re.findall(r"\d[\d,]*", source)}
    drawn = {"0", "100", "4"}  # the chart's scale and the licence's number
    used = {number.rstrip(",") for text in texts for number in re.findall(r"\d[\d,]*", text)}
    assert used - given - drawn == set()


def test_its_sentences_are_its_own(texts: list[str], source: str) -> None:
    run = 8
    theirs = words(source)
    known = {tuple(theirs[place : place + run]) for place in range(len(theirs) - run + 1)}
    for text in texts:
        ours = words(text.replace(TITLE, ""))
        shared = {tuple(ours[place : place + run]) for place in range(len(ours) - run + 1)} & known
        assert not shared, text


def test_every_picture_is_described_in_full(publication: Publication) -> None:
    figures = [b for c in publication.reading_order for b in walk_blocks(c.blocks) if isinstance(b, Figure)]
    speaking = [figure for figure in figures if figure.alt]
    assert len(speaking) >= 2
    assert all(figure.caption and figure.credit and figure.description for figure in speaking)
    assert len(figures) > len(speaking), "one picture is decorative"


def test_the_script_draws_the_pictures_that_are_published(tmp_path: Path, publication: Publication) -> None:
    images = publication.root / "manuscript/images"
    runpy.run_path(str(images / "draw.py"))["draw"](tmp_path)
    for name in ("estimates.svg", "divider.svg"):
        assert (tmp_path / name).read_bytes() == (images / name).read_bytes()
    with Image.open(tmp_path / "timeline.png") as drawn, Image.open(images / "timeline.png") as kept:
        assert drawn.size == kept.size
        assert ImageChops.difference(drawn.convert("RGB"), kept.convert("RGB")).getbbox() is None
