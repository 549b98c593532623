"""The Guided Navigation Document, against the public schema, the Timeline and the files that it refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from cjpublish.editions.guide import make, warnings
from cjpublish.editions.views.guided import guided
from cjpublish.model import Book, inline_text, walk_sentences
from packages import SUMMER, Dist, built, faults, leaves, said, written

SCHEMA = "https://readium.org/guided-navigation/schema/document.schema.json"
EVERYTHING = """\
# Everything

> Water.
>
> In the evening.

Mulch
:   Dead leaves.

- peas

  Round ones.

| Bed   | Sown |
|-------|------|
| North |      |

```
if dry: water()
```

---

![](images/beds.svg)

It ends.
"""
PICTURES = """\
beds.svg:
  alt: A plan of a garden with a north bed.
  caption: The bed. It is small.
  credit: Drawn here.
  description: The north bed is above.
"""


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Dist:
    return built(tmp_path_factory.getbasetemp() / "packages")


@pytest.fixture(scope="module")
def document(dist: Dist) -> dict[str, Any]:
    return dict(json.loads(dist.path(".guide.json").read_bytes()))


def objects(of: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in of:
        yield each
        yield from objects(each.get("children", []))


def guide(book: Book) -> list[dict[str, Any]]:
    assert book.timeline
    names = [chapter.id for chapter in book.publication.reading_order]
    return guided(book, book.timeline, {n: f"text/{n}.xhtml" for n in names}, {n: f"{n}.mp3" for n in names})


def outline(of: list[dict[str, Any]]) -> list[Any]:
    """Return objects as their roles, each with what it encloses or its text."""
    return [
        (*each.get("role", ()), outline(each["children"]) if "children" in each else each.get("text")) for each in of
    ]


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert faults(SCHEMA, document) == []


@pytest.mark.parametrize(
    "wrong", [{}, {"role": ["heading"], "text": "A"}, {"children": []}, {"text": ""}, {"role": "chapter", "text": "A"}]
)
def test_the_schema_refuses_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert faults(SCHEMA, {"guided": [{"role": ["chapter"], "children": [wrong]}]})


def test_each_sentence_is_there_once_in_order_with_its_text(document: dict[str, Any], dist: Dist) -> None:
    expected = [
        (f"text/{chapter.id}.xhtml#{sentence.id}", inline_text(sentence.inlines))
        for chapter in dist.publication.reading_order
        for sentence in walk_sentences(chapter.blocks)
    ]
    assert [(leaf["textref"], leaf["text"]) for leaf in leaves(document["guided"])] == expected


def test_sound_is_without_gaps_and_begins_where_the_timeline_says(document: dict[str, Any], dist: Dist) -> None:
    times: dict[str, list[tuple[str, str]]] = {}
    for leaf in leaves(document["guided"]):
        file, _, fragment = leaf["audioref"].partition("#t=")
        begin, end = fragment.split(",")
        times.setdefault(file, []).append((begin, end))
    chapters = dist.timeline["chapters"]
    assert len(times) == len(chapters)
    for (file, spans), chapter in zip(times.items(), chapters, strict=True):
        assert (dist.folder / file).is_file()
        assert file.endswith(f"-{chapter['id']}.mp3")
        assert spans[0][0] == "0.000"
        assert all(end == begin for (_, end), (begin, _) in pairwise(spans))
        assert float(spans[-1][1]) == pytest.approx(chapter["end"] - chapter["begin"], abs=0.0011)
        for (begin, _), sentence in list(zip(spans, chapter["sentences"], strict=True))[1:]:
            assert float(begin) == pytest.approx(sentence["begin"] - chapter["begin"], abs=0.0006)


def test_text_is_where_the_ebook_that_is_linked_has_it(document: dict[str, Any], dist: Dist) -> None:
    (link,) = document["links"]
    assert (link["rel"], link["type"]) == ("related", "application/epub+zip")
    with ZipFile(dist.folder / link["href"]) as ebook:
        pages = {name.partition("/")[2]: ebook.read(name) for name in ebook.namelist() if name.endswith(".xhtml")}
    ids = {name: {element.get("id") for element in etree.fromstring(page).iter()} for name, page in pages.items()}
    for each in objects(document["guided"]):
        if "textref" in each:
            page, _, name = each["textref"].partition("#")
            assert name in ids[page]


def test_every_block_has_its_role(tmp_path: Path) -> None:
    (tmp_path / "manuscript/images").mkdir(parents=True)
    (tmp_path / "manuscript/images/images.yaml").write_text(PICTURES)
    book = said(written(tmp_path, summer=EVERYTHING))
    summer = next(each for each in guide(book) if each.get("textref") == "text/everything.xhtml#everything")
    assert summer["role"] == ["chapter"]
    assert outline(summer["children"]) == [
        ("heading1", "Everything"),
        ("blockquote", [("paragraph", "Water."), ("paragraph", "In the evening.")]),
        ("list", [("term", "Mulch"), ("definition", "Dead leaves.")]),
        ("list", [("listItem", [("paragraph", "peas"), ("paragraph", "Round ones.")])]),
        ("table", [("row", [("columnheader", "Bed"), ("columnheader", "Sown")]), ("row", [("cell", "North")])]),
        (
            "figure",
            [
                ("caption", "Figure 1."),
                ("image", "A plan of a garden with a north bed."),
                ("caption", [("The bed.",), ("It is small.",)]),
                ("credit", "Credit: Drawn here."),
            ],
        ),
        ("aside", [("paragraph", "Description of figure 1."), ("paragraph", "The north bed is above.")]),
        ("paragraph", "It ends."),
    ]


def test_notes_can_be_skipped(document: dict[str, Any]) -> None:
    spring = next(each for each in document["guided"] if each["textref"].endswith("#spring-snow"))
    notes = spring["children"][-1]
    assert notes["role"] == ["endnotes"]
    heading, note = notes["children"]
    assert (heading["role"], heading["text"]) == (["heading2"], "Notes")
    assert note["role"] == ["footnote"]
    said_of_it = [("It should show 8 degrees.",), ("Or more.",)]
    assert outline(note["children"]) == [("paragraph", "Note 1."), ("paragraph", said_of_it)]


def test_pages_of_the_programs_own_have_their_role_or_are_sections(document: dict[str, Any]) -> None:
    assert [each["role"] for each in document["guided"]] == [
        ["section"], ["notice"], ["chapter"], ["chapter"], ["colophon"],
    ]  # fmt: skip


def test_what_is_not_heard_has_its_text_alone(tmp_path: Path) -> None:
    found = guide(said(written(tmp_path), without=("summer",)))
    summer = next(each for each in found if each.get("textref") == "text/summer.xhtml#summer")
    assert all(set(leaf) & {"textref", "text", "audioref"} == {"textref", "text"} for leaf in leaves([summer]))
    assert faults(SCHEMA, {"guided": found}) == []


def test_a_sentence_of_another_language_says_which(tmp_path: Path) -> None:
    summer = "# Summer\n\n[À demain.]{lang=fr} So [à demain]{lang=fr}.\n"
    found = guide(said(written(tmp_path, summer=summer)))
    texts = [leaf["text"] for each in found for leaf in leaves([each])]
    assert {"plain": "À demain.", "language": "fr"} in texts
    assert "So à demain." in texts
    assert faults(SCHEMA, {"guided": found}) == []


def test_nothing_is_made_where_nothing_is_narrated(dist: Dist) -> None:
    assert list(make(Book(dist.publication))) == []


@pytest.mark.parametrize(
    ("editions", "told"),
    [
        (("epub", "mp3", "guide"), []),
        (("readalong", "mp3", "guide"), []),
        (("epub", "guide"), ["add mp3 to `editions`"]),
        (("guide",), ["add mp3 to `editions`", "add readalong or epub to `editions`"]),
    ],
)
def test_a_file_that_no_edition_makes_is_told(tmp_path: Path, editions: tuple[str, ...], told: list[str]) -> None:
    book = said(replace(written(tmp_path), editions=editions))
    assert [finding.fix for finding in warnings(book)] == told


def test_code_is_left_out_and_told(tmp_path: Path) -> None:
    book = said(written(tmp_path, summer=f"{SUMMER}\n```\nif dry: water()\n```\n"))
    (finding,) = warnings(book)
    assert finding.code == "guide-code"
    assert finding.source
    assert finding.source.path.endswith("02-summer.md")
