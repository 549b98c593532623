"""Plain text to a Draft: what is kept, what is cut, and what is told of it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from cjpublish.draft import Block, Break, Chapter, Draft, Figure, Heading, List, Paragraph, Quote
from cjpublish.errors import InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.text import read
from cjpublish.model import inline_text

Import = Callable[..., Draft]
SHARED = Path(__file__).parents[2] / "shared"

PARAGRAPHS = (
    "The garden lies behind the house, and nobody who walks by on the road would guess that it is there at all.",
    "In spring the beds are dug over, and the first seeds go into the ground as soon as the frost has left it.",
    "By the end of June there are beans, peas and more lettuce than a family of five could ever hope to eat.",
    "What is left over goes to the neighbours, who have learned by now to look surprised when the basket comes.",
)
NAVIGATION = ("Home", "News", "Garden", "Kitchen", "Log in", "Subscribe now")
FOOTER = (
    "Share this article",
    "Facebook",
    "Twitter",
    "Related articles",
    "Ten plants for a shady corner",
    "Sign up for our newsletter",
    "This site uses cookies to improve your experience.",
    "© 2020 The Garden Post. All rights reserved.",
)


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Return a function that imports a text."""

    def run(text: str | bytes, name: str = "garden.txt") -> Draft:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(Original(path, name))

    return run


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the text of each paragraph, heading and item."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield inline_text(block.inlines)
            case Quote():
                yield from texts(block.blocks)
            case List():
                for item in block.items:
                    yield from texts(item.blocks)
            case _:
                pass


def heading(chapter: Chapter) -> str:
    first = chapter.blocks[0]
    assert isinstance(first, Heading)
    assert first.level == 1
    return inline_text(first.inlines)


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings]


def page(*middle: str) -> str:
    return "\n\n".join((*NAVIGATION, "A Garden Behind the House", "By Ann Lee", "12 May 2020", *middle, *FOOTER))


def test_a_web_page_loses_what_stands_around_its_text(imported: Import) -> None:
    draft = imported(page(*PARAGRAPHS))
    (chapter,) = draft.chapters
    assert list(texts(chapter.blocks)) == ["A Garden Behind the House", *PARAGRAPHS]
    assert {cut.text for cut in draft.cuts} == {*NAVIGATION, "By Ann Lee", "12 May 2020", *FOOTER}


def test_each_cut_has_its_reason_and_its_line(imported: Import) -> None:
    draft = imported(page(*PARAGRAPHS))
    by_text = {cut.text: cut for cut in draft.cuts}
    assert by_text["This site uses cookies to improve your experience."].reason == "cookie notice"
    assert by_text["Related articles"].reason == "related links"
    assert by_text["Facebook"].reason == "sharing"
    assert by_text["By Ann Lee"].reason == "byline, kept as metadata"
    assert by_text["Home"].line == 1
    assert [cut.line for cut in draft.cuts] == sorted(cut.line for cut in draft.cuts)


def test_title_author_and_date_become_metadata(imported: Import) -> None:
    metadata = imported(page(*PARAGRAPHS)).metadata
    assert (metadata.title, metadata.authors, metadata.date) == (
        "A Garden Behind the House",
        ("Ann Lee",),
        "2020-05-12",
    )
    assert metadata.language == "en"
    assert not metadata.truncated


def test_a_text_from_elsewhere_is_kept_whole(imported: Import) -> None:
    lines = ["The Garden", *PARAGRAPHS, "Live and let live", *PARAGRAPHS, "The end"]
    draft = imported("\n\n".join(lines))
    assert [*texts(draft.chapters[0].blocks)] == lines
    assert not draft.cuts


def test_a_poem_keeps_its_lines(imported: Import) -> None:
    draft = imported("The Gate\n\nThe gate is low\nThe path is long\nThe night is slow\nThe wind is strong\n")
    (chapter,) = draft.chapters
    assert [type(block) for block in chapter.blocks] == [Heading, Paragraph]
    assert list(texts(chapter.blocks[1:])) == [
        "The gate is low\nThe path is long\nThe night is slow\nThe wind is strong"
    ]


def test_a_text_that_breaks_off_is_reported_with_its_line(imported: Import) -> None:
    broken = "Some of the plants that grew along the wall were"
    draft = imported(page(*PARAGRAPHS, f"{PARAGRAPHS[0]} {broken}"))
    assert draft.metadata.truncated
    (finding,) = [finding for finding in draft.findings if finding.code == "truncated"]
    assert finding.severity is Severity.WARNING
    assert finding.source is not None
    assert finding.source.line == len("\n\n".join((*NAVIGATION, "", "", "", *PARAGRAPHS)).split("\n")) + 2
    assert [*texts(draft.chapters[0].blocks)][-1].endswith(broken)


@pytest.mark.parametrize("end", ["were gone.", "“Good night.”", "were gone!", "(by the editors)", "in the end …"])
def test_a_text_that_ends_is_not_reported_as_broken_off(imported: Import, end: str) -> None:
    draft = imported("\n\n".join((*PARAGRAPHS, f"{PARAGRAPHS[0]} Some of the plants along the wall {end}")))
    assert not draft.metadata.truncated


def test_hard_wrapped_lines_become_paragraphs(imported: Import) -> None:
    text = "\n\n".join(textwrap.fill(paragraph * 3, 60) for paragraph in PARAGRAPHS)
    draft = imported(f"The Garden\n\n{text}\n".replace("\n", "\r\n"))
    assert list(texts(draft.chapters[0].blocks))[1:] == [paragraph * 3 for paragraph in PARAGRAPHS]
    assert "joined-lines" in codes(draft)


def test_paragraphs_on_lines_of_their_own_are_not_joined(imported: Import) -> None:
    draft = imported("\n".join(("The Garden", "", *PARAGRAPHS)))
    assert list(texts(draft.chapters[0].blocks))[1:] == list(PARAGRAPHS)


def test_a_word_divided_at_a_lines_end_is_healed_only_where_the_text_has_it_whole(imported: Import) -> None:
    wrapped = """\
The Garden

Along the wall there is a greenhouse, and behind the green-
house a row of apple trees that my father planted when he
was young; some of them are half-rotten, and others half-
rotten too, but all of them still bear apples in the autumn
and nobody has ever had the heart to take one of them away.
"""
    draft = imported(wrapped)
    (text,) = list(texts(draft.chapters[0].blocks))[1:]
    assert "behind the greenhouse a row" in text
    assert "others half-rotten too" in text
    (finding,) = [finding for finding in draft.findings if finding.code == "joined-words"]
    assert "greenhouse" in finding.message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(imported: Import, end: str) -> None:
    draft = imported(end.join(("The Garden", "", PARAGRAPHS[0], "", PARAGRAPHS[1])))
    assert list(texts(draft.chapters[0].blocks)) == ["The Garden", *PARAGRAPHS[:2]]


def test_mojibake_is_mended_and_typographic_quotation_marks_stay(imported: Import) -> None:
    draft = imported(
        "The Café\n\nThe cafÃ© was full of “guests” who didn’t mind\u00a0the rain at all.\n\n" + PARAGRAPHS[0]
    )
    assert list(texts(draft.chapters[0].blocks))[1] == "The café was full of “guests” who didn’t mind the rain at all."
    assert {"mended-characters"} <= set(codes(draft))


def test_characters_are_composed_and_signs_without_a_width_removed(imported: Import) -> None:
    draft = imported(
        "The Cafe\u0301\n\nA ze\u200bro and a bell\x07 in this sentence, which is long enough.\n\n" + PARAGRAPHS[0]
    )
    assert list(texts(draft.chapters[0].blocks))[:2] == [
        "The Café",
        "A zero and a bell in this sentence, which is long enough.",
    ]


def test_a_french_space_before_a_mark_stays(imported: Import) -> None:
    draft = imported(
        "Le jardin\n\nQuelle joie\u00a0! Tout le monde est venu voir les fleurs du jardin ce matin.\n\n" * 2
    )
    assert "joie\u00a0!" in list(texts(draft.chapters[0].blocks))[1]


def test_headings_lists_quotations_and_breaks_are_found(imported: Import) -> None:
    draft = imported(
        "\n\n".join(
            (
                "The Garden",
                PARAGRAPHS[0],
                "In the spring",
                PARAGRAPHS[1],
                "* beans\n* peas\n  - early\n  - late",
                "1. Dig the bed over.\n2. Sow the seed.",
                "> A garden is never done.",
                "* * *",
                PARAGRAPHS[2],
                "Tools\n-----",
                PARAGRAPHS[3],
            )
        )
    )
    (chapter,) = draft.chapters
    kinds = [type(block) for block in chapter.blocks]
    assert kinds == [Heading, Paragraph, Heading, Paragraph, List, List, Quote, Break, Paragraph, Heading, Paragraph]
    bullets, numbers = (block for block in chapter.blocks if isinstance(block, List))
    assert [list(texts(item.blocks)) for item in bullets.items] == [["beans"], ["peas", "early", "late"]]
    assert (numbers.kind, len(numbers.items)) == ("ordered", 2)


def test_what_people_say_after_a_dash_is_no_list(imported: Import) -> None:
    draft = imported(
        "El jardín\n\n— ¿Vienes al jardín conmigo esta tarde?\n\n— Claro que sí, en cuanto termine de comer.\n"
    )
    assert all(isinstance(block, Paragraph) for block in draft.chapters[0].blocks[1:])


def test_numbered_headings_begin_chapters(imported: Import) -> None:
    names = ("CHAPTER I. Spring", "CHAPTER II. Summer", "CHAPTER III. Autumn")
    draft = imported("\n\n\n".join(("The Garden", *(f"{name}\n\n" + "\n\n".join(PARAGRAPHS) for name in names))))
    assert [heading(chapter) for chapter in draft.chapters] == list(names)
    assert draft.metadata.title == "The Garden"


def test_the_name_beneath_a_number_belongs_to_the_heading(imported: Import) -> None:
    draft = imported(
        "\n\n".join(
            (
                "The Garden",
                *(f"CHAPTER {n}\n\n{name}\n\n{PARAGRAPHS[0]}" for n, name in (("I", "Spring"), ("II", "Summer"))),
            )
        )
    )
    assert [heading(chapter) for chapter in draft.chapters] == ["CHAPTER I: Spring", "CHAPTER II: Summer"]


def test_a_table_of_contents_is_cut(imported: Import) -> None:
    names = [f"Chapter {number}. Of Things" for number in range(1, 6)]
    contents = "\n\n".join(names)
    draft = imported("\n\n".join(("The Garden", contents, *(f"{name}\n\n{PARAGRAPHS[0]}" for name in names))))
    assert [heading(chapter) for chapter in draft.chapters] == names
    assert [cut.text for cut in draft.cuts if cut.reason == "table of contents"] == names


def test_a_long_text_without_headings_is_divided_and_the_parts_are_called_the_programs_own(imported: Import) -> None:
    draft = imported("The Garden\n\n" + "\n\n".join(PARAGRAPHS * 150))
    assert [heading(chapter) for chapter in draft.chapters] == [f"Part {number}" for number in range(1, 5)]
    (finding,) = [finding for finding in draft.findings if finding.code == "proposed-chapters"]
    assert finding.severity is Severity.WARNING
    assert "not the author's" in finding.message
    assert [text for chapter in draft.chapters for text in texts(chapter.blocks[1:])] == list(PARAGRAPHS * 150)


def test_a_long_text_is_divided_where_its_scenes_change(imported: Import) -> None:
    scene = "\n\n".join(PARAGRAPHS * 30)
    draft = imported("The Garden\n\n" + "\n\n* * *\n\n".join([scene] * 3))
    assert [len(chapter.blocks) for chapter in draft.chapters] == [121] * 3


def test_the_notices_of_project_gutenberg_are_cut_and_read(imported: Import) -> None:
    draft = imported(
        "The Project Gutenberg eBook of The Garden\n\nTitle: The Garden\n\nAuthor: Ann Lee\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK THE GARDEN ***\n\nTHE GARDEN\n\n"
        + "\n\n".join(PARAGRAPHS)
        + "\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE GARDEN ***\n\nUpdated editions replace the previous one.\n"
    )
    assert (draft.metadata.title, draft.metadata.authors) == ("The Garden", ("Ann Lee",))
    assert list(texts(draft.chapters[0].blocks)) == ["The Garden", *PARAGRAPHS]
    assert len([cut for cut in draft.cuts if cut.reason == "notice of Project Gutenberg"]) == 6


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (
            ["Beans on a fence, May 1, 2019. Ann Lee / Reuters"],
            ("Beans on a fence, May 1, 2019.", "Beans on a fence, May 1, 2019.", "Ann Lee / Reuters"),
        ),
        (
            ["Beans grow on a fence.", "Beans grow on a fence. Reuters"],
            ("Beans grow on a fence.", "Beans grow on a fence.", "Reuters"),
        ),
        (
            ["[Illustration: A fence with beans]", "Beans in May (Photo: Ann Lee)"],
            ("A fence with beans", "Beans in May", "Ann Lee"),
        ),
        (
            ["Beans climb up a fence", "Ann Lee/Getty Images"],
            ("Beans climb up a fence", "Beans climb up a fence", "Ann Lee/Getty Images"),
        ),
        (["[Illustration: A fence with beans]"], ("A fence with beans", "", "")),
    ],
)
def test_captions_become_figures(imported: Import, lines: list[str], wanted: tuple[str, str, str]) -> None:
    draft = imported("\n\n".join(("The Garden", PARAGRAPHS[0], "\n".join(lines), *PARAGRAPHS[1:])))
    (figure,) = [block for block in draft.chapters[0].blocks if isinstance(block, Figure)]
    assert (figure.alt, inline_text(figure.caption), inline_text(figure.credit)) == wanted
    assert figure.image == ""


def test_a_file_without_a_title_is_called_by_its_name_and_that_is_told(imported: Import) -> None:
    draft = imported("\n\n".join(PARAGRAPHS), "my-garden.txt")
    assert draft.metadata.title == heading(draft.chapters[0]) == "my garden"
    assert "no-title" in codes(draft)


@pytest.mark.parametrize("content", [b"", b"\n \n\t\n", b"* * *\n\n---\n", "\u200b\ufeff".encode()])
def test_a_file_without_words_is_refused(imported: Import, content: bytes) -> None:
    with pytest.raises(InputError) as refusal:
        imported(content)
    assert [finding.code for finding in refusal.value.findings] == ["empty"]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(Original(tmp_path / "none.txt", "none.txt"))


def test_a_text_of_a_million_lines_is_refused(imported: Import) -> None:
    with pytest.raises(InputError) as refusal:
        imported("a\n" * 1_000_001)
    assert [finding.code for finding in refusal.value.findings] == ["too-large"]


def test_the_first_publication_is_found_in_its_scraped_copy() -> None:
    path = SHARED / "source" / "cambodias-children.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    draft = read(Original(path, path.name))
    source = path.read_text("utf-8").splitlines()
    assert (draft.metadata.title, draft.metadata.subtitle) == (source[0], source[2])
    (chapter,) = draft.chapters
    assert [type(block) for block in chapter.blocks] == [Heading, Figure, Paragraph, Figure, Paragraph, Paragraph]
    assert list(texts(chapter.blocks))[1:] == [source[6], source[10], source[12]]
    first, second = (block for block in chapter.blocks if isinstance(block, Figure))
    assert (inline_text(first.credit), inline_text(second.credit)) == ("Adrees Latif / Reuters", "Reuters")
    assert inline_text(first.caption).endswith("October 17, 2008.")
    assert second.alt == inline_text(second.caption) == source[8]
    assert [(cut.line, cut.text) for cut in draft.cuts] == [(15, source[14]), (17, source[16]), (19, source[18])]
    assert draft.metadata.truncated
    assert [finding.source.line for finding in draft.findings if finding.code == "truncated" and finding.source] == [13]


def test_a_short_text_in_khmer_is_known_and_its_words_stay_parted(tmp_path: Path) -> None:
    path = tmp_path / "river.txt"
    path.write_text("ទន្លេ\n\nទឹក\u200bទន្លេ\u200bហូរ\u200bយឺតៗ។\n", encoding="utf-8")
    draft = read(Original(path, "river.txt"))
    assert draft.metadata.language == "km"
    text = "".join(inline_text(block.inlines) for block in draft.chapters[0].blocks if isinstance(block, Paragraph))
    assert text == "ទឹក\u200bទន្លេ\u200bហូរ\u200bយឺតៗ។"
