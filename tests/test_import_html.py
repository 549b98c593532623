"""A saved page becomes the draft of an article, and everything around it is accounted for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cjpublish.draft import Chapter, Draft, Figure, Heading, List, Paragraph, Quote, Table
from cjpublish.errors import InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.html import read
from cjpublish.model import Mark, inline_text

RIVER = (
    "The river rises in the hills and runs past the old mill to the sea. Boats come in with the tide and leave with it "
    "again, and the ferry crosses between them twice an hour. "
)
MILL = "The mill was built when the valley still grew its own wheat, and it ground flour until the railway came. "
WEIR = "Above the weir the water is slow and deep, and herons stand along the bank through most of the winter. "
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
FOOTER = "<footer><p>About us</p><p><a href='/terms'>Terms of use</a></p></footer>"

Import = Callable[..., Draft]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    def run(text: str | bytes, name: str = "page.html") -> Draft:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(Original(path, name))

    return run


def site(article: str, head: str = "") -> str:
    """Return a page of a site, which has scripts, a menu and a footer."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>The River | Harbour Notes</title>"
        f"<meta property='og:site_name' content='Harbour Notes'><link rel=canonical href='https://notes.example/river'>"
        f"<script src='site.js'></script>{head}</head><body>{MENU}<main><article>{article}</article></main>{FOOTER}"
        f"</body></html>"
    )


INSTEAD = "shown only where something else can't be"
ARTICLE = f"<h1>The River</h1><p>{RIVER}</p><p>{MILL}</p><h2>The weir</h2><p>{WEIR}</p>"


def texts(chapter: Chapter) -> list[str]:
    return [inline_text(block.inlines) for block in chapter.blocks if isinstance(block, Heading | Paragraph)]


def whole(draft: Draft) -> str:
    return repr(draft.chapters)


def test_an_article_is_found_and_its_title_heads_the_only_chapter(imported: Import) -> None:
    draft = imported(site(ARTICLE))

    (chapter,) = draft.chapters
    assert draft.metadata.title == "The River"
    assert texts(chapter) == ["The River", RIVER.strip(), MILL.strip(), "The weir", WEIR.strip()]
    assert [block.level for block in chapter.blocks if isinstance(block, Heading)] == [1, 2]


def test_what_is_left_out_is_told_with_its_reason(imported: Import) -> None:
    cuts = {(cut.reason, text) for cut in imported(site(ARTICLE)).cuts for text in cut.text.split("\n")}

    assert ("navigation", "News") in cuts
    assert ("page footer", "Terms of use") in cuts


@pytest.mark.parametrize(
    ("part", "reason", "text"),
    [
        ("<p hidden>Not to be seen</p>", "hidden text", "Not to be seen"),
        ("<p style='color: red; DISPLAY: none'>Not to be seen</p>", "hidden text", "Not to be seen"),
        ("<p aria-hidden='true'>Not to be seen</p>", "hidden text", "Not to be seen"),
        ("<p class='sr-only'>For screen readers</p>", "hidden text", "For screen readers"),
        ("<button>Press me</button>", "form control", "Press me"),
        ("<select><option>One</option><option>Two</option></select>", "form control", "One Two"),
        ("<noscript><p>Turn it on.</p></noscript>", INSTEAD, "Turn it on."),
        ("<video controls><source src=x.mp4><track src=x.vtt>It can't play.</video>", INSTEAD, "It can't play."),
        ("<audio src=x.mp3><p>It can't</p> play.</audio>", INSTEAD, "It can't play."),
        ("<object data=a.swf>It can't play.</object>", INSTEAD, "It can't play."),
        ("<canvas>It can't draw.</canvas>", INSTEAD, "It can't draw."),
        ("<map name=m><area href=/a alt='The lake'></map>", INSTEAD, "The lake"),
        ("<div class='newsletter-box'><p>A letter each week.</p></div>", "newsletter", "A letter each week."),
        (
            "<div><p>News by mail.</p><form><input type='email'></form></div>",
            "asks for an e-mail address",
            "News by mail.",
        ),
        ("<p><a href='/lake'>Read about the lake as well</a></p>", "related links", "Read about the lake as well"),
        ("<div class='share-bar'><a href='https://x.example'>Post this</a></div>", "sharing", "Post this"),
    ],
)
def test_what_is_no_part_of_an_article_leaves_it(imported: Import, part: str, reason: str, text: str) -> None:
    draft = imported(site(ARTICLE.replace("<h2>", f"{part}<h2>")))

    assert text not in whole(draft)
    assert (reason, text) in {(cut.reason, cut.text) for cut in draft.cuts}


@pytest.mark.parametrize(
    "part",
    [
        "<script>steal()</script>",
        "<style>p { color: steal }</style>",
        "<template><p>steal</p></template>",
        "<noscript><p>steal</p></noscript>",
        "<select><option>steal</option></select>",
    ],
)
def test_nothing_that_is_no_text_arrives(imported: Import, part: str) -> None:
    assert "steal" not in whole(imported(site(ARTICLE.replace("<h2>", f"{part}<h2>"))))


def test_no_event_handler_and_no_script_address_arrives(imported: Import) -> None:
    draft = imported(
        site(ARTICLE.replace(MILL, f"<span onclick='steal()'>{MILL}</span><a href='javascript:steal()'>it</a>"))
    )

    assert "steal" not in whole(draft)
    assert MILL.strip() in whole(draft)
    assert "dead-link" in [finding.code for finding in draft.findings]


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("<ul><li>One boat</li><li>Two boats</li></ul>", List),
        ("<table><tr><th>Boat</th><th>Tons</th></tr><tr><td>Ida</td><td>12</td></tr></table>", Table),
        (f"<blockquote><p>{WEIR}</p></blockquote>", Quote),
        ("<figure><img src='none.png' alt='A mill'><figcaption>The mill.</figcaption></figure>", Figure),
    ],
)
def test_structure_within_an_article_is_kept(imported: Import, part: str, kind: type) -> None:
    (chapter,) = imported(site(ARTICLE.replace("<h2>", f"{part}<h2>"))).chapters

    assert isinstance(chapter.blocks[3], kind)


def test_a_short_line_and_a_heading_between_paragraphs_are_kept(imported: Import) -> None:
    article = ARTICLE.replace("<h2>", "<h3><a href='https://mill.example'>The mill today</a></h3><p>It stands.</p><h2>")

    assert texts(imported(site(article)).chapters[0])[3:5] == ["The mill today", "It stands."]


def test_headings_begin_at_level_two_without_gaps(imported: Import) -> None:
    article = f"<h1>The River</h1><p>{RIVER}</p><h4>Mill</h4><p>{MILL}</p><h6>Weir</h6><p>{WEIR}</p>"
    (chapter,) = imported(site(article)).chapters

    assert [block.level for block in chapter.blocks if isinstance(block, Heading)] == [1, 2, 3]


def test_a_line_beneath_the_title_becomes_the_subtitle(imported: Import) -> None:
    article = ARTICLE.replace("</h1>", "</h1><h2>How the water made the town what it is.</h2>")
    draft = imported(site(article))

    assert draft.metadata.subtitle == "How the water made the town what it is."
    assert "How the water" not in whole(draft)


def test_byline_and_date_above_the_text_are_left_out(imported: Import) -> None:
    article = ARTICLE.replace("</h1>", "</h1><p>By Ana Lima</p><p>Monday, 4 May 2020</p>")
    draft = imported(site(article, "<meta name='author' content='Ana Lima'>"))

    assert draft.metadata.authors == ("Ana Lima",)
    assert "Monday" not in whole(draft)
    assert ("byline", "By Ana Lima\nMonday, 4 May 2020") in {(cut.reason, cut.text) for cut in draft.cuts}


def test_a_list_of_links_at_the_end_goes_and_one_of_sources_stays(imported: Import) -> None:
    related = "<h3>More</h3><ul><li><a href='/a'>The long lake</a></li><li><a href='/b'>The short pier</a></li></ul>"
    sources = related.replace("'/", "'https://library.example/")

    assert "lake" not in whole(imported(site(ARTICLE + related)))
    assert "lake" in whole(imported(site(ARTICLE + sources)))


def test_a_page_without_scripts_is_kept_whole(imported: Import) -> None:
    draft = imported(f"<title>Notes</title><h1>Notes</h1><p>Short.</p><ul><li>One</li></ul><p>{RIVER}</p><p>Ana</p>")

    assert texts(draft.chapters[0]) == ["Notes", "Short.", RIVER.strip(), "Ana"]
    assert not draft.cuts


def test_notes_come_with_the_chapter_that_calls_them(imported: Import) -> None:
    draft = imported(
        f"<title>Notes</title><h1>Notes</h1><p>{RIVER}<sup><a id='r' href='#n'>1</a></sup></p><p>{MILL}</p>"
        "<p id='n'><a href='#r'>1</a> As told by the miller.</p>"
    )

    (note,) = draft.chapters[0].notes
    assert "As told by the miller." in repr(note)
    assert "As told" not in repr(draft.chapters[0].blocks)


def test_a_link_within_a_page_leads_to_its_heading(imported: Import) -> None:
    mill = f"<h2 id='The Mill'>Mill</h2><p>{MILL}</p>"
    page = f"<title>T</title><h1>T</h1><p><a href='#The Mill'>below</a> {RIVER}</p>{mill}"
    (chapter,) = imported(page).chapters

    first = chapter.blocks[1]
    assert isinstance(first, Paragraph)
    assert isinstance(first.inlines[0], Mark)
    assert first.inlines[0].href == "#the-mill"
    assert [block.id for block in chapter.blocks if isinstance(block, Heading)] == ["", "the-mill"]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_book_in_one_page_becomes_chapters(imported: Import, level: int) -> None:
    parts = [f"<h{level}>Chapter {number}</h{level}>" + f"<p>{RIVER}</p>" * 60 for number in (1, 2, 3)]
    draft = imported("<title>A Book</title>" + "".join(parts))

    assert [texts(chapter)[0] for chapter in draft.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert draft.metadata.title == "A Book"


def test_a_long_article_stays_one_chapter(imported: Import) -> None:
    parts = [f"<h2>Part {number}</h2><p>{RIVER * 4}</p>" for number in range(60)]

    assert len(imported("<title>A Long Article</title><h1>A Long Article</h1>" + "".join(parts)).chapters) == 1


def test_a_text_that_stops_in_dots_is_reported_as_breaking_off(imported: Import) -> None:
    draft = imported(site(f"{ARTICLE}<p>{RIVER}Then the water rose over the bank and…</p>"))

    assert draft.metadata.truncated
    assert "truncated" in [finding.code for finding in draft.findings]
    assert not imported(site(ARTICLE)).metadata.truncated


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-text"),
        (b" \n ", "no-text"),
        (b"<html><body></body></html>", "no-text"),
        (b"<html><body><img src='a.png'></body></html>", "no-text"),
        (
            b"<body><script src='app.js'></script><div id='root'>Loading</div><noscript>Use scripts</noscript>",
            "no-text",
        ),
        (b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000, "nested-too-deep"),
        (b"<p>a</p>" * 200_000, "too-large"),
        (b"<p>" + b"word " * 4_000_000, "too-large"),
    ],
)
def test_a_page_that_is_no_text_or_too_much_is_refused_with_one_clear_error(
    imported: Import, content: bytes, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        imported(content)

    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.source is not None


def test_large_scripts_do_not_make_a_page_too_large(imported: Import) -> None:
    assert texts(imported(f"<style>{'a' * 20_000_000}</style>{ARTICLE}").chapters[0])[0] == "The River"


@pytest.mark.slow
def test_a_page_of_two_hundred_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(InputError, match="too large"):
        read(Original(path, "page.html"))


@pytest.mark.parametrize(
    "page",
    [
        "<p>One<p>Two<table><tr><td>cell<b>bold<p>three</i>",
        "<b><p>Line of text. " * 2000,
        "<div>" * 800 + f"<p>{RIVER}</p>",
        "<html><head><title>T</title></head><body><p>&#0; &#xD800; &bogus; text</p></body></html></html><p>after",
        f"<script src=a></script><a href='http://['>{RIVER}</a><img src='http://[' alt='x'><base href='http://['>",
        "<p>" + "\x00\x01\x0b\ufffe" + RIVER,
        f"<script type='application/ld+json'>{'[' * 50_000}</script><p>{RIVER}</p>",
        f'<script type=\'application/ld+json\'>{{"@type": "Article", "author": 7, "name": [[]]}}</script>{RIVER}',
    ],
)
def test_broken_markup_is_read_without_a_crash(imported: Import, page: str) -> None:
    assert imported(page).chapters[0].blocks[1:]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<meta charset='iso-8859-1'><p>Café".encode("latin-1"), "Café"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><p>Река".encode("cp1251"), "Река"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body><p>Café".encode(), "Café"),
        ("<html><p>Café".encode("utf-16"), "Café"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(imported: Import, content: bytes, expected: str) -> None:
    assert texts(imported(content).chapters[0])[1] == expected


def test_a_language_that_a_page_does_not_say_is_guessed_and_told(imported: Import) -> None:
    german = "Der Fluss entspringt in den Hügeln und fließt an der alten Mühle vorbei bis zum Meer. "
    draft = imported(f"<title>Fluss</title><h1>Fluss</h1><p>{german * 4}</p>")

    assert draft.metadata.language == "de"
    assert [finding.severity for finding in draft.findings if finding.code == "guessed-language"] == [Severity.NOTE]


def test_a_language_that_the_text_is_plainly_not_in_is_corrected_with_a_warning(imported: Import) -> None:
    german = "Der Fluss entspringt in den Hügeln und fließt an der alten Mühle vorbei bis zum Meer. "
    draft = imported(f"<html lang='en-US'><title>Fluss</title><h1>Fluss</h1><p>{german * 6}</p>")

    assert draft.metadata.language == "de"
    assert [finding.severity for finding in draft.findings if finding.code == "guessed-language"] == [Severity.WARNING]
