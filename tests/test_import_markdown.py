"""Markdown of other programs into a Draft: front matter, structure, pictures, template tags."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from cjpublish.draft import (
    Block,
    Break,
    Code,
    Draft,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
)
from cjpublish.errors import InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.markdown import read
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, inline_text

_YAML = """\
---
title: "The *Kitchen* Garden"
subtitle: One spring
author:
  - name: A. Writer
    affiliation: The Garden
  - B. Écrivain
date: 2024-05-01
lang: en_GB
keywords: [beans, walls]
rights: Anyone may use this.
publisher: The Garden Press
abstract: |
  A few lines
  about a garden.
---

# The Kitchen Garden

The ground is cold.
"""


class Import:
    """Imports texts that are written into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, text: str | bytes, name: str = "garden.md", **options: object) -> Draft:
        file = self.folder / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(Original(file, name, **options))  # type: ignore[arg-type]  # fields of Original


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    return Import(tmp_path)


def body(draft: Draft) -> list[Block]:
    """Return the blocks of the only chapter, without its heading."""
    (chapter,) = draft.chapters
    assert isinstance(chapter.blocks[0], Heading)
    assert [block for block in chapter.blocks if isinstance(block, Heading) and block.level == 1] == [chapter.blocks[0]]
    return list(chapter.blocks[1:])


def plain(block: Block) -> str:
    assert isinstance(block, Heading | Paragraph)
    return inline_text(block.inlines)


def marks(inlines: tuple[Inline, ...]) -> Iterator[Mark]:
    for inline in inlines:
        if isinstance(inline, Mark):
            yield inline
            yield from marks(inline.children)


def titles(draft: Draft) -> list[str]:
    return [plain(chapter.blocks[0]) for chapter in draft.chapters]


def codes(draft: Draft, *severities: Severity) -> list[str]:
    return [finding.code for finding in draft.findings if finding.severity in (severities or tuple(Severity))]


def cuts(draft: Draft) -> list[tuple[str, str, int]]:
    return [(cut.reason, cut.text, cut.line) for cut in draft.cuts]


def png(folder: Path, name: str) -> bytes:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 4), "#7fabbd").save(file, "PNG")
    return file.read_bytes()


# --- front matter


def test_front_matter_fills_the_catalogue(imported: Import) -> None:
    found = imported(_YAML).metadata
    assert (found.title, found.subtitle) == ("The Kitchen Garden", "One spring")
    assert found.authors == ("A. Writer", "B. Écrivain")
    assert (found.date, found.language, found.publisher) == ("2024-05-01", "en-GB", "The Garden Press")
    assert found.subjects == ("beans", "walls")
    assert found.rights == "Anyone may use this."
    assert found.description == "A few lines about a garden."


@pytest.mark.parametrize(
    ("front", "title", "authors", "date"),
    [
        ("---\ntitle: Beds\nauthor: A. Writer\ndate: 2024-05-01\n---\n", "Beds", ("A. Writer",), "2024-05-01"),
        ("---\ntitle: Beds\nauthor: [A. Writer, B. W.]\n...\n", "Beds", ("A. Writer", "B. W."), ""),
        ("---\nTitle: Beds\nauthors:\n- {given: A., family: Writer}\n---\n", "Beds", ("A. Writer",), ""),
        ("---\ntitle: 1984\nauthor: No\ndate: 2008\n---\n", "1984", ("No",), "2008"),
        (
            '+++\ntitle = "Beds"\nauthor = "A. Writer"\ndate = 2024-05-01T10:00:00Z\n+++\n',
            "Beds",
            ("A. Writer",),
            "2024-05-01",
        ),
        ('+++\ntitle = "Beds"\n[params]\nauthor = "A. Writer"\n+++\n', "Beds", ("A. Writer",), ""),
        ('{"title": "Beds", "author": {"name": "A. Writer"}, "date": "2024-05"}\n', "Beds", ("A. Writer",), "2024-05"),
        (
            "% Beds\n  and paths\n% A. Writer; B. W.\n% May 1, 2024\n",
            "Beds and paths",
            ("A. Writer", "B. W."),
            "2024-05-01",
        ),
        ("% Beds\n%\n% 1 May 2024\n", "Beds", (), "2024-05-01"),
        ("---\n---\n", "Garden", (), ""),
        ("---\n# nothing yet\n---\n", "Garden", (), ""),
        ("---\ntitle:\n- type: main\n  text: Beds\n- type: subtitle\n  text: In spring\n---\n", "Beds", (), ""),
    ],
)
def test_front_matter_of_every_program_is_read(
    front: str, title: str, authors: tuple[str, ...], date: str, imported: Import
) -> None:
    draft = imported(f"{front}\nThe ground is cold.\n")
    assert (draft.metadata.title, draft.metadata.authors, draft.metadata.date) == (title, authors, date)
    assert [plain(block) for block in body(draft)] == ["The ground is cold."]
    assert titles(draft) == [title]


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("isbn: 978-0-00-000000-2", "identifier", "urn:isbn:9780000000002"),
        ("doi: https://doi.org/10.1000/182", "identifier", "https://doi.org/10.1000/182"),
        ("identifier: urn:x:1", "identifier", "urn:x:1"),
        ("canonical_url: https://example.org/beds", "source", "https://example.org/beds"),
        ("tags: beans walls", "subjects", ("beans", "walls")),
        ("keywords: green beans, walls", "subjects", ("green beans", "walls")),
        ("categories: [Green beans]", "subjects", ("Green beans",)),
        ("license: CC BY 4.0", "rights", "CC BY 4.0"),
        ("language: no", "language", "no"),
        ("lang: de_DE.UTF-8", "language", "de-DE"),
        ("lang: not a language", "language", ""),
    ],
)
def test_each_program_has_its_own_names_for_the_same_thing(
    key: str, field: str, value: object, imported: Import
) -> None:
    assert getattr(imported(f"---\ntitle: Beds\n{key}\n---\n\nCold.\n").metadata, field) == value


def test_what_is_not_used_of_the_front_matter_is_told(imported: Import) -> None:
    draft = imported("---\ntitle: Beds\nlayout: post\npermalink: /x/\ndraft:\n---\n\nCold.\n")
    (told,) = [each for each in draft.findings if each.code == "front-matter"]
    assert "layout, permalink" in told.message
    assert "draft" not in told.message


def test_no_value_of_the_front_matter_is_lost(imported: Import) -> None:
    front = """\
title: Beds
author: {name: A. Writer, affiliation: The Garden}
abstract: In spring.
description: In summer.
license: [CC BY 4.0, MIT]
tags: [beans, walls]
isbn: 978-3-16-148410-0
date: 2024-05-01
params: {mood: calm, empty: []}
"""
    draft = imported(f"---\n{front}---\n\nCold.\n")
    assert [text for _, text, _ in cuts(draft)] == [
        "author.affiliation: The Garden",
        "description: In summer.",
        "license: MIT",
        "params.mood: calm",
    ]


def test_a_date_that_is_not_understood_is_told(imported: Import) -> None:
    draft = imported("---\ntitle: Beds\ndate: last spring\n---\n\nCold.\n")
    assert draft.metadata.date == ""
    assert codes(draft, Severity.WARNING) == ["front-matter"]


def test_faulty_front_matter_is_read_line_by_line(imported: Import) -> None:
    draft = imported("---\ntitle: Beds: in spring\nauthor: A. Writer\n\t- [\n---\n\nCold.\n")
    assert (draft.metadata.title, draft.metadata.authors) == ("Beds: in spring", ("A. Writer",))
    assert codes(draft, Severity.WARNING) == ["front-matter"]
    assert cuts(draft) == [("front matter that can't be read", "- [", 4)]


def test_front_matter_that_repeats_itself_without_end_is_harmless(imported: Import) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    draft = imported(f"---\ntitle: Beds\n{bomb}author: *k\nauthors: &z [*z]\n---\n\nCold.\n")
    assert draft.metadata.title == "Beds"
    assert codes(draft, Severity.WARNING) == ["front-matter"]


def test_text_between_rules_is_no_front_matter(imported: Import) -> None:
    blocks = body(imported("---\n\nCold.\n\n---\n\nWarm.\n"))
    assert [type(block) for block in blocks] == [Break, Paragraph, Break, Paragraph]


def test_a_post_is_named_and_dated_by_its_file(imported: Import) -> None:
    draft = imported("---\nlayout: post\n---\n\nCold.\n", "2024-05-01-beds-and_paths.md")
    assert (draft.metadata.title, draft.metadata.date) == ("Beds and paths", "2024-05-01")
    assert "no-title" in codes(draft, Severity.NOTE)


# --- chapters


@pytest.mark.parametrize(
    ("text", "title", "chapters"),
    [
        ("# Beds\n\nCold.\n\n## Paths\n\nSand.\n", "Beds", ["Beds"]),
        ("# Spring\n\nCold.\n\n# Summer\n\nWarm.\n", "Garden", ["Spring", "Summer"]),
        ("# Beds\n\n# Spring\n\nCold.\n\n# Summer\n\nWarm.\n", "Beds", ["Spring", "Summer"]),
        ("---\ntitle: Beds\n---\n\n# beds!\n\n# Spring\n\nCold.\n", "Beds", ["Spring"]),
        ("---\ntitle: Beds\n---\n\n# Spring\n\nCold.\n", "Beds", ["Spring"]),
        ("---\ntitle: Beds\n---\n\nCold.\n\n## Paths\n\nSand.\n", "Beds", ["Beds"]),
        ("---\ntitle: Beds\n---\n\nCold.\n\n# Paths\n\nSand.\n\n# Walls\n\nOld.\n", "Beds", ["Beds", "Paths", "Walls"]),
        ("Beds\n====\n\nCold.\n\nPaths\n-----\n\nSand.\n", "Beds", ["Beds"]),
        ("Cold.\n", "Garden", ["Garden"]),
        ("#\n\nCold.\n", "Garden", ["Garden"]),
    ],
)
def test_headings_of_level_one_begin_chapters(text: str, title: str, chapters: list[str], imported: Import) -> None:
    draft = imported(text)
    assert (draft.metadata.title, titles(draft)) == (title, chapters)


def test_levels_have_no_gaps(imported: Import) -> None:
    blocks = body(imported("---\ntitle: Beds\n---\n\n### Spring\n\nCold.\n\n##### Beans\n\nGreen.\n"))
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 3]


def test_what_stands_before_the_only_heading_stands_behind_it(imported: Import) -> None:
    draft = imported("A motto.\n\n# Beds\n\nCold.\n")
    assert [plain(block) for block in body(draft)] == ["A motto.", "Cold."]
    assert "before-heading" in codes(draft, Severity.NOTE)


# --- structure


def test_blocks_keep_their_structure(imported: Import) -> None:
    text = """\
# Beds

> A quotation.
> > Within.

3. three
4. four
   - nested

Term
:   Its meaning.

- [ ] to dig
- [x] dug

| Bed | Metres |
|-----|-------:|
| one | 4      |

: The beds

```{.python .numberLines}
x = 1
```

    indented

* * *

End.
"""
    quote, ordered, definition, tasks, table, code, indented, scene, end = body(imported(text))
    assert isinstance(quote, Quote)
    assert isinstance(quote.blocks[1], Quote)
    assert isinstance(ordered, List)
    assert (ordered.kind, ordered.start) == ("ordered", 3)
    assert isinstance(ordered.items[1].blocks[1], List)
    assert isinstance(definition, List)
    assert inline_text(definition.items[0].term) == "Term"
    assert isinstance(tasks, List)
    assert [plain(item.blocks[0]) for item in tasks.items] == ["☐ to dig", "☑ dug"]
    assert isinstance(table, Table)
    assert inline_text(table.caption) == "The beds"
    assert table.alignments == ("", "right")
    assert isinstance(code, Code)
    assert (code.text.strip(), code.language) == ("x = 1", "python")
    assert isinstance(indented, Code)
    assert isinstance(scene, Break)
    assert plain(end) == "End."


@pytest.mark.parametrize(
    ("text", "tag", "content", "lang", "href"),
    [
        ("H~2~O", "sub", "2", None, None),
        ("x^2^", "sup", "2", None, None),
        ("~~gone~~", "s", "gone", None, None),
        ("[mot]{lang=fr}", "span", "mot", "fr", None),
        ('[mot]{.foreign lang="fr" style="x: y"}', "span", "mot", "fr", None),
        ("<i>old</i>", "em", "old", None, None),
        ("<https://example.org/>", "a", "https://example.org/", None, "https://example.org/"),
        ("[beds][b]\n\n[b]: https://example.org/b", "a", "beds", None, "https://example.org/b"),
        ('[beds](https://example.org/b){:target="_blank"}', "a", "beds", None, "https://example.org/b"),
        ("[post](mailto:a@example.org)", "a", "post", None, "mailto:a@example.org"),
        ("`x = 1`{.python}", "code", "x = 1", None, None),
    ],
)
def test_marks_are_kept(
    text: str, tag: str, content: str, lang: str | None, href: str | None, imported: Import
) -> None:
    (paragraph,) = body(imported(f"# Beds\n\nHere {text}\n"))
    assert isinstance(paragraph, Paragraph)
    (mark,) = marks(paragraph.inlines)
    assert (mark.tag, inline_text(mark.children), mark.lang, mark.href) == (tag, content, lang, href)
    assert "{" not in plain(paragraph)


def test_languages_of_headings_and_divisions_are_kept(imported: Import) -> None:
    heading, division = body(imported("# Beds\n\n## Été {#ete lang=fr}\n\n::: {lang=de}\nIm *Garten*.\n:::\n"))
    assert isinstance(heading, Heading)
    assert isinstance(division, Paragraph)
    assert [mark.lang for mark in marks(heading.inlines)] == ["fr"]
    assert next(marks(division.inlines)).lang == "de"
    assert plain(heading) == "Été"


def test_notes_are_kept_with_what_they_call(imported: Import) -> None:
    text = "# Beds\n\nCold.[^1] Warm.^[Said *now*.]\n\n[^1]: Nor are we.[^x]\n\n    Nor they.\n\n[^x]: Deep.\n"
    draft = imported(text)
    (chapter,) = draft.chapters
    (paragraph,) = body(draft)
    assert isinstance(paragraph, Paragraph)
    references = [inline.note for inline in paragraph.inlines if isinstance(inline, NoteRef)]
    texts = {note.key: [plain(block) for block in note.blocks] for note in chapter.notes}
    assert [texts[key] for key in references] == [["Nor are we.", "Nor they."], ["Said now."]]
    assert ["Deep."] in texts.values()
    assert plain(paragraph) == "Cold. Warm."


def test_notes_go_with_the_chapter_that_calls_them(imported: Import) -> None:
    draft = imported("# Spring\n\nCold.[^1]\n\n# Summer\n\nWarm.[^2]\n\n[^2]: Two.\n\n[^1]: One.\n")
    assert [[plain(note.blocks[0]) for note in chapter.notes] for chapter in draft.chapters] == [["One."], ["Two."]]


def test_a_note_that_nothing_calls_is_cut_and_told(imported: Import) -> None:
    draft = imported("# Beds\n\nCold.[^1]\n\n[^1]: One.\n\n[^2]: Two.\n\n[^1]: Again.\n")
    assert ("a note that nothing refers to", "Two.", 7) in cuts(draft)
    assert ("a note whose name, 1, a later one takes", "One.", 5) in cuts(draft)


def test_links_lead_to_headings_by_the_names_that_programs_give_them(imported: Import) -> None:
    text = "# Beds\n\nSee [below](#the-second-bed) and [there](garden.md#own).\n\n"
    text += "## The second bed\n\nB.\n\n## T {#own}\n\nC.\n"
    paragraph, first, _, second, _ = body(imported(text))
    assert isinstance(paragraph, Paragraph)
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert [mark.href for mark in marks(paragraph.inlines)] == [f"#{first.id}", f"#{second.id}"]
    assert first.id
    assert second.id


def test_a_heading_is_linked_to_by_its_words_as_pandoc_does(imported: Import) -> None:
    text = "See [The second bed] or [it][the second bed].\n\n## The second bed\n\nB.\n"
    paragraph, *_ = body(imported(f"---\ntitle: Beds\n---\n\n{text}"))
    assert isinstance(paragraph, Paragraph)
    assert [inline_text(mark.children) for mark in marks(paragraph.inlines)] == ["The second bed", "it"]
    paragraph, *_ = body(imported(f"# Beds\n\n{text}"))
    assert plain(paragraph).startswith("See [The second bed]")


def test_links_into_a_site_go_and_are_told(imported: Import) -> None:
    draft = imported("# Beds\n\nSee [paths](../paths/) and [a](javascript:alert(1)) and [b](#none).\n")
    (paragraph,) = body(draft)
    assert isinstance(paragraph, Paragraph)
    assert list(marks(paragraph.inlines)) == []
    assert plain(paragraph) == "See paths and a and b."
    assert "../paths/" in next(each.message for each in draft.findings if each.code == "relative-link")


def test_where_lost_links_led_stands_in_the_report(imported: Import) -> None:
    text = " ".join(f"[{n}](other-{n}.md)" for n in range(5))
    draft = imported(f"# Beds\n\n{text}\n\n[a](https://example.org 'The whole garden')\n")
    assert sorted(text for _, text, _ in cuts(draft)) == ["The whole garden", *(f"other-{n}.md" for n in range(5))]


def test_an_address_that_nothing_refers_to_is_cut(imported: Import) -> None:
    text = "See [beds].\n\n[beds]: https://example.org/beds\n[Walls]: https://example.org/walls 'Old'\n"
    ((reason, cut, line),) = cuts(imported(f"# Garden\n\n{text}"))
    assert (reason, line) == ("an address that nothing refers to", 6)
    assert cut.endswith("]: https://example.org/walls Old")


@pytest.mark.parametrize(
    "text",
    [
        "Put it into a <script> tag, not into <style>.",
        "Use the <title> and a <textarea> here.",
        "Here is a <plaintext> element.",
        "An <iframe src=x> may follow.",
        "Take <select> and <option> for it.",
        "A small <svg> drawing.",
        "Then a <template> tag.",
        "By <COPYRIGHT HOLDER>, all rights.",
    ],
)
def test_a_tag_that_is_named_in_a_text_hides_nothing_behind_it(text: str, imported: Import) -> None:
    first, last = body(imported(f"# Beds\n\n{text}\n\nThe end.\n"))
    assert plain(first) == text
    assert plain(last) == "The end."


@pytest.mark.parametrize(
    "text",
    ["<div>\n<!-- one\n\ntwo -->\n</div>", "</body>\n", "<div>\n<textarea>\n\n</div>", "<script>\nx = 1"],
    ids=["comment", "body", "textarea", "script"],
)
def test_html_that_is_not_closed_hides_nothing_behind_it(text: str, imported: Import) -> None:
    blocks = body(imported(f"# Beds\n\nCold.\n\n{text}\n\nThe end.\n"))
    assert plain(blocks[-1]).endswith("The end.")


def test_comments_and_tags_that_are_no_html_are_cut(imported: Import) -> None:
    text = "Cold <!-- one --> and\nwet <!-- two -->.\n\n<!--\nthree\n-->\n\n<Card title='Beds'>Green</Card>\n"
    draft = imported(f"# Beds\n\n{text}")
    assert [plain(block) for block in body(draft)] == ["Cold and wet .", "Green"]
    assert cuts(draft) == [
        ("comment", "one", 3),
        ("comment", "two", 4),
        ("comment", "three", 6),
        ("a tag that is no HTML", "<Card title='Beds'>", 10),
    ]


def test_html_is_kept_as_structure_and_its_scripts_never_arrive(imported: Import) -> None:
    text = '# Beds\n\n<div onclick="x()">\n<p>Cold <b>and</b> wet.</p>\n<script>alert(1)</script>\n'
    text += "<ul><li>One</li></ul>\n</div>\n"
    paragraph, items = body(imported(text))
    assert plain(paragraph) == "Cold and wet."
    assert isinstance(items, List)
    assert "alert" not in repr((paragraph, items))


def test_a_printed_page_of_a_manuscript_is_one_again(imported: Import) -> None:
    (paragraph,) = body(imported("# Beds\n\nCold [12]{.page} and wet.\n"))
    assert isinstance(paragraph, Paragraph)
    assert [inline.label for inline in paragraph.inlines if isinstance(inline, PageBreak)] == ["12"]


def test_formulas_stand_as_their_source_and_are_told_at_their_line(imported: Import) -> None:
    draft = imported("# Beds\n\nIt is $a^2$ and costs $5 or $6.\n\n$$\n\\int x\n$$\n")
    paragraph, block = body(draft)
    assert isinstance(paragraph, Paragraph)
    assert [(mark.tag, inline_text(mark.children)) for mark in marks(paragraph.inlines)] == [("code", "a^2")]
    assert plain(paragraph) == "It is a^2 and costs $5 or $6."
    assert isinstance(block, Code)
    assert [each.source.line for each in draft.findings if each.code == "formula" and each.source] == [3, 5]


def test_tables_that_are_drawn_stand_as_drawn_and_are_told(imported: Import) -> None:
    text = "# Beds\n\n+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n"
    text += "  Bed   Metres\n-----  -------\n  one        4\n"
    draft = imported(text)
    grid, ruled = body(draft)
    assert isinstance(grid, Code)
    assert isinstance(ruled, Code)
    assert grid.text.strip("\n").splitlines()[3] == "| 1 | 2 |"
    assert "one        4" in ruled.text
    assert codes(draft, Severity.WARNING) == ["drawn-table", "drawn-table"]


def test_citations_are_told(imported: Import) -> None:
    draft = imported("# Beds\n\nSo it is [@writer2024, p. 3] and [see -@other]. Ask [us at a@example.org].\n")
    (told,) = [each for each in draft.findings if each.code == "citation"]
    assert told.message.endswith(": 2")


def test_what_only_asks_a_program_for_something_is_cut(imported: Import) -> None:
    draft = imported(
        "# Beds\n\n[TOC]\n\n* anything\n{:toc}\n\nCold.\n{: .notice}\n\n\\newpage\n\n```{=latex}\n\\vskip\n```\n"
    )
    assert [plain(block) for block in body(draft)] == ["Cold."]
    assert [reason for reason, _, _ in cuts(draft)] == [
        "table of contents",
        "table of contents",
        "TeX command",
        "for latex only",
    ]
    assert [line for _, _, line in cuts(draft)] == [3, 5, 11, 13]


def test_dashes_are_set_as_the_files_own_program_sets_them(imported: Import) -> None:
    text = "Cold -- very --- and so on... `a -- b`\n"
    assert plain(body(imported(f"---\ntitle: Beds\n---\n\n{text}"))[0]) == "Cold – very — and so on… a -- b"
    assert plain(body(imported(f"# Beds\n\n{text}"))[0]) == "Cold -- very --- and so on... a -- b"


# --- template tags


@pytest.mark.parametrize(
    ("tag", "kept"),
    [
        ("{{ page.title }}", ""),
        ("{% include nav.html %}", ""),
        ("{{< youtube abc >}}", ""),
        ("{{% note %}}inner{{% /note %}}", "inner"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("`{{ x }}`", "{{ x }}"),
        ("{{</* tag */>}}", "{{< tag >}}"),
    ],
)
def test_template_tags_are_cut_and_what_they_enclose_stays(tag: str, kept: str, imported: Import) -> None:
    draft = imported(f"---\ntitle: Beds\n---\n\nBefore {tag} after.\n")
    assert plain(body(draft)[0]) == " ".join(f"Before {kept} after.".split())
    assert all(line == 5 for _, _, line in cuts(draft))
    assert bool(cuts(draft)) == (kept in ("", "inner"))


def test_what_a_template_would_fill_in_is_told(imported: Import) -> None:
    draft = imported("---\ntitle: Beds\n---\n\nCold.\n\nIt has {{ site.beds }} beds. {{< vimeo 1 >}}\n")
    told = [
        (each.code, each.source.line) for each in draft.findings if each.severity is Severity.WARNING and each.source
    ]
    assert told == [("template", 7), ("embedded", 7)]


def test_braces_are_text_where_no_program_fills_them_in(imported: Import) -> None:
    assert plain(body(imported("# Beds\n\nWrite {{ name }} here.\n"))[0]) == "Write {{ name }} here."


def test_code_and_comments_between_tags_hold_no_markdown(imported: Import) -> None:
    text = "# Beds\n\n{% highlight ruby linenos %}\nputs *x*\n\ny\n{% endhighlight %}\n\n"
    text += "{% comment %}\nfor us\n{% endcomment %}\n"
    draft = imported(text)
    (code,) = body(draft)
    assert isinstance(code, Code)
    assert (code.text.strip("\n"), code.language) == ("puts *x*\n\ny", "ruby")
    assert cuts(draft) == [("comment", "for us", 9)]


def test_nothing_beside_a_piece_of_code_is_lost(imported: Import) -> None:
    text = '{{< code-toggle file="bed.yml" >}}\na: 1\n{{< /code-toggle >}} behind\n\n```js {1,3}\nx\n```\n'
    draft = imported(f"---\ntitle: Beds\n---\n\n{text}")
    assert [type(block) for block in body(draft)] == [Code, Code]
    assert [(text, line) for _, text, line in cuts(draft)] == [
        ('{{< code-toggle file="bed.yml" >}}', 5),
        ("behind", 7),
        ("js {1,3}", 9),
    ]


def test_shortcodes_and_includes_of_pictures_are_figures(imported: Import, tmp_path: Path) -> None:
    png(tmp_path, "img/bed.png")
    text = """\
# Beds

{{< figure src="img/bed.png" alt="A bed." title="Spring" caption="It is cold" attr="A. Writer" >}}

{% include figure.html src="/img/bed.png" alt="A bed." caption="A caption" %}

![A bed.]({{ site.baseurl }}/img/bed.png)

![A bed.]({{ "/img/bed.png" | relative_url }} "A caption")

<img src="{{ '/img/bed.png' | relative_url }}" alt="A bed.">
"""
    draft = imported("---\ntitle: Beds\n---\n" + text)
    figures = [block for block in body(draft) if isinstance(block, Figure)]
    assert [figure.alt for figure in figures] == ["A bed."] * 5
    assert all(figure.image for figure in figures)
    assert [inline_text(figure.caption) for figure in figures] == [
        "Spring. It is cold",
        "A caption",
        "",
        "A caption",
        "",
    ]
    assert inline_text(figures[0].credit) == "A. Writer"
    assert draft.cuts == ()


def test_a_tag_of_several_lines_begins_no_quotation(imported: Import) -> None:
    (figure,) = body(imported('# Beds\n\n{{< figure\n  src="https://example.org/bed.png"\n  alt="A bed."\n>}}\n'))
    assert isinstance(figure, Figure)
    assert figure.alt == "A bed."


def test_code_of_a_shortcode_holds_no_markdown(imported: Import) -> None:
    (code,) = body(
        imported("# Beds\n\n{{< code-toggle file=beds >}}\n[[beds]]\nlength = '4 *m*'\n{{< /code-toggle >}}\n")
    )
    assert isinstance(code, Code)
    assert code.text.strip() == "[[beds]]\nlength = '4 *m*'"


def test_callouts_are_named_in_words(imported: Import) -> None:
    named, titled = body(imported("# Beds\n\n> [!NOTE]\n> Cold.\n\n---\n\n> [!tip]- Dig deep\n> Warm.\n"))[::2]
    assert isinstance(named, Quote)
    assert isinstance(titled, Quote)
    assert [plain(block) for block in (*named.blocks, *titled.blocks)] == ["Note: Cold.", "Dig deep: Warm."]


def test_divisions_keep_their_text_and_their_title(imported: Import) -> None:
    text = "# Beds\n\n::: warning Take care\nCold.\n\n:::: {.inner}\nWet.\n::::\n:::\n\n:::\n"
    assert [plain(block) for block in body(imported(text))] == ["Take care", "Cold.", "Wet.", ":::"]


def test_a_picture_with_several_sources_is_kept(imported: Import, tmp_path: Path) -> None:
    png(tmp_path, "bed.png")
    text = '<picture><source srcset="large.png"><img src="bed.png" alt="A bed."></picture>'
    (figure,) = body(imported(f"# Beds\n\n{text}\n"))
    assert isinstance(figure, Figure)
    assert (bool(figure.image), figure.alt) == (True, "A bed.")


# --- pictures


def test_pictures_beside_the_text_are_taken_along(imported: Import, tmp_path: Path) -> None:
    content = png(tmp_path, "img/the bed.png")
    draft = imported(
        '# Beds\n\n![A *bed*.](<img/the bed.png> "The upper bed")\n\n![Again.](img/the%20bed.png?raw=true)\n'
    )
    first, second = body(draft)
    assert isinstance(first, Figure)
    assert isinstance(second, Figure)
    assert (first.alt, inline_text(first.caption)) == ("A bed.", "The upper bed")
    assert draft.images[first.image].read() == content == draft.images[second.image].read()
    assert draft.images[first.image].name.endswith(".png")


def test_a_picture_of_which_nobody_says_anything_is_not_decorative(imported: Import, tmp_path: Path) -> None:
    png(tmp_path, "bed.png")
    (tmp_path / "wall.png").write_bytes(png(tmp_path, "bed.png"))
    said, decorative = body(imported('# Beds\n\n![](bed.png)\n\n<img src="wall.png" alt="">\n'))
    assert isinstance(said, Figure)
    assert isinstance(decorative, Figure)
    assert (said.alt, decorative.alt) == (None, "")


def test_where_alternative_text_is_apart_the_brackets_hold_the_caption(imported: Import) -> None:
    (figure,) = body(imported('# Beds\n\n![The upper bed](bed.png){#fig:bed fig-alt="A bed." width=50%}\n'))
    assert isinstance(figure, Figure)
    assert (figure.alt, inline_text(figure.caption)) == ("A bed.", "The upper bed")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("../secret.png", "outside"),
        ("/../secret.png", "outside"),
        ("img/../../secret.png", "outside"),
        ("%2e%2e/secret.png", "outside"),
        ("link.png", "outside"),
        ("none.png", "missing-file"),
        ("img", "missing-file"),
        ("x" * 5000, "missing-file"),
        ("a%00b.png", "missing-file"),
        ("https://example.org/bed.png", "remote-picture"),
        ("//example.org/bed.png", "remote-picture"),
        ("data:image/png;base64,%%%", "picture"),
    ],
)
def test_a_picture_that_can_not_be_taken_along_is_told_and_stays_a_described_figure(
    address: str, code: str, tmp_path: Path
) -> None:
    png(tmp_path, "secret.png")
    png(tmp_path, "text/img/bed.png")
    (tmp_path / "text" / "link.png").symlink_to(tmp_path / "secret.png")
    draft = Import(tmp_path / "text")(f"# Beds\n\nCold.\n\n![A bed.]({address})\n")
    _, figure = body(draft)
    assert isinstance(figure, Figure)
    assert (figure.image, figure.alt) == ("", "A bed.")
    assert dict(draft.images) == {}
    (told,) = [each for each in draft.findings if each.severity is Severity.WARNING]
    assert (told.code, told.source.line if told.source else 0) == (code, 5)


def test_a_picture_in_the_text_itself_is_taken_along(imported: Import, tmp_path: Path) -> None:
    content = png(tmp_path, "bed.png")
    address = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    draft = imported(f"# Beds\n\n![A bed.]({address})\n")
    (figure,) = body(draft)
    assert isinstance(figure, Figure)
    assert draft.images[figure.image].read() == content


def test_pictures_are_fetched_only_where_that_is_asked_for(imported: Import) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if "none" in address:
            raise OSError("not found")
        return b"picture"

    text = "# Beds\n\n![A.](https://example.org/bed.png)\n\n![B.](img/none.png)\n"
    draft = imported(text, fetch=fetch, address="https://example.org/garden/beds.md")
    one, other = body(draft)
    assert isinstance(one, Figure)
    assert isinstance(other, Figure)
    assert draft.images[one.image].read() == b"picture"
    assert other.image == ""
    assert asked == ["https://example.org/bed.png", "https://example.org/garden/img/none.png"]
    assert draft.metadata.source == "https://example.org/garden/beds.md"


def test_the_cover_is_that_of_the_front_matter(imported: Import, tmp_path: Path) -> None:
    content = png(tmp_path, "cover.png")
    draft = imported("---\ntitle: Beds\ncover: {image: /cover.png, alt: A wall.}\n---\n\nCold.\n")
    assert draft.images[draft.cover].read() == content
    assert draft.cover_alt == "A wall."


# --- what can't be imported


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\n \n", "empty"),
        ("---\ntitle: Beds\n---\n", "empty"),
        ("<!-- nothing -->\n", "empty"),
        (">" * 60 + " deep\n", "too-deep"),
        ("".join(f"{'  ' * depth}- x\n" for depth in range(40)), "too-deep"),
        (f"---\ntitle: {'x' * 600_000}\n---\n\nCold.\n", "front-matter"),
        ("x" * 5_000_001, "too-large"),
    ],
    ids=["blank", "front-matter-alone", "comment-alone", "quotes", "lists", "long-front-matter", "long"],
)
def test_what_can_not_be_read_is_refused(text: str, code: str, imported: Import) -> None:
    with pytest.raises(InputError) as raised:
        imported(text)
    assert [each.code for each in raised.value.findings] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "*a **b " * 3000,
        "<" * 20_000,
        "a " + "`" * 9999 + "x",
        "![" * 3000,
        "{{ " * 5000,
        "{%" * 5000,
        "$a" * 5000,
    ],
)
def test_hostile_text_is_text(text: str, imported: Import) -> None:
    draft = imported(f"---\ntitle: Beds\n---\n\n{text}\n\nThe end.\n")
    assert plain(body(draft)[-1]) == "The end."


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(Original(tmp_path / "none.md", "none.md"))


def test_other_encodings_and_line_ends_are_read(imported: Import) -> None:
    text = "# Beete\r\n\r\nFür Frühling und Käse. Öl, Übung, Straße.\r\n".encode("cp1252")
    draft = imported(text)
    assert plain(body(draft)[0]) == "Für Frühling und Käse. Öl, Übung, Straße."
    assert "encoding" in codes(draft, Severity.NOTE)


def test_findings_name_the_line_of_the_file(imported: Import) -> None:
    text = "---\ntitle: Beds\nlang: en\n---\n\nCold.\n\n- one\n- two\n\n![A bed.](none.png)\n"
    (told,) = [each for each in imported(text).findings if each.code == "missing-file"]
    assert told.source is not None
    assert (told.source.path, told.source.line) == ("garden.md", 11)


def test_findings_name_the_line_within_a_paragraph(imported: Import) -> None:
    text = "# Beds\n\nCold and\nwet and ![a](one.png)\nor dry\n![b](two.png) and $x$.\n"
    draft = imported(text)
    places = {each.code: [] for each in draft.findings}  # type: dict[str, list[int]]
    for each in draft.findings:
        places[each.code].append(each.source.line if each.source else 0)
    assert places["missing-file"] == [4, 6]
    assert places["formula"] == [6]
    assert [(text, line) for _, text, line in cuts(draft)] == [("one.png", 4), ("two.png", 6)]
