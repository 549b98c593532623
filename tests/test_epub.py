"""The EPUB as a whole: container, package document, navigation, accessibility claims, and what checkers say of it."""

from __future__ import annotations

import posixpath
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from lxml import etree
from PIL import Image

from checkers import ace, epubcheck
from cjpublish.editions.epub import make
from cjpublish.editions.views.accessibility import claims
from cjpublish.errors import InputError
from cjpublish.model import Accessibility, Block, Book, Figure, Publication
from publications import chapter, figure, note, notes, p, plain, publication, resource, rich, s

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(book: Publication, folder: Path) -> Path:
    (artifact,) = make(Book(book))
    file = folder / artifact.path
    artifact.write(file)
    return file


@pytest.fixture
def full(tmp_path: Path) -> Path:
    return write(rich(tmp_path), tmp_path)


def parse(file: Path, name: str) -> etree._Element:
    with ZipFile(file) as container:
        return etree.fromstring(container.read(f"EPUB/{name}"))


def opf(file: Path, query: str) -> list[str]:
    """Return what an XPath finds in the package document."""
    return list(parse(file, "content.opf").xpath(query, namespaces=NAMES))


def said(file: Path, prop: str) -> list[str]:
    """Return the values of a property in the package document's metadata."""
    return opf(file, f"//opf:meta[@property='{prop}']/text()")


# --- container (standards A.1 to A.3)


def test_the_media_type_stands_first_stored_and_bare(full: Path) -> None:
    content = full.read_bytes()
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(full) as container:
        first = container.infolist()[0]
        assert (first.compress_type, first.extra) == (ZIP_STORED, b"")


def test_entries_are_sorted_dated_alike_and_pictures_stored(full: Path) -> None:
    with ZipFile(full) as container:
        first, *others = container.infolist()
    assert [entry.filename for entry in others] == sorted(entry.filename for entry in others)
    assert {entry.date_time for entry in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}
    for entry in others:
        stored = entry.filename.endswith((".jpg", ".png"))
        assert entry.compress_type == (ZIP_STORED if stored else ZIP_DEFLATED)


def test_file_names_are_ascii_and_differ_whatever_their_case(tmp_path: Path) -> None:
    for name in ("View.png", "view.png", "v,w.png"):
        Image.new("RGB", (4, 4), "#123456").save(tmp_path / name)
    pictures = tuple(resource(tmp_path / name, "image/png") for name in ("View.png", "view.png", "v,w.png"))
    figures = [figure(f"f{i}", each.path, i, s(f"a{i}", f"View {i}.")) for i, each in enumerate(pictures, 1)]
    chapters = [chapter(name, name, p(s("1", "Text."))) for name in ("Walk", "walk", "walk-2", "ផ្លូវ")]
    book = publication(chapter("views", "Views", *figures), *chapters, metadata=plain().metadata, resources=pictures)
    with ZipFile(write(book, tmp_path)) as container:
        names = container.namelist()
    assert len({name.casefold() for name in names}) == len(names) == 16
    assert all(re.fullmatch(r"[A-Za-z0-9/._-]+[A-Za-z0-9]", name) for name in names)


def test_the_same_publication_gives_the_same_bytes_on_another_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = rich(tmp_path)
    first = write(book, tmp_path).read_bytes()
    moment = time.time() + 400 * 86_400.5
    monkeypatch.setattr(time, "time", lambda: moment)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert write(book, tmp_path).read_bytes() == first
    finally:
        monkeypatch.undo()
        time.tzset()


# --- package document (A.4 to A.7)


def test_the_package_says_version_language_identifier_and_when_it_was_modified(full: Path) -> None:
    root = parse(full, "content.opf")
    assert (root.get("version"), root.get(XML_LANG)) == ("3.0", "en")
    assert opf(full, f"//dc:identifier[@id='{root.get('unique-identifier')}']/text()") == [
        "urn:uuid:5d1c7f0e-5f0f-5b7a-8f3e-0d2f5b0c9f11"
    ]
    assert said(full, "dcterms:modified") == ["2026-11-24T08:00:00Z"]
    assert opf(full, "//dc:language/text()") == ["en"]


def test_the_catalogue_finds_all_that_the_publisher_said(full: Path) -> None:
    found = {name: opf(full, f"//dc:{name}/text()") for name in ("title", "creator", "subject", "source", "rights")}
    assert found == {
        "title": ["The Kitchen Garden & Other Places", "A small example"],
        "creator": ["A. Writer", "B. Écrivain"],
        "subject": ["Gardens", "Weather"],
        "source": ["Notes from one spring"],
        "rights": ["Anyone may use this."],
    }
    refined = opf(full, "//opf:meta/@refines")
    ids = opf(full, "//@id")
    assert {target.removeprefix("#") for target in refined} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_manifest_lists_every_resource_once(full: Path) -> None:
    with ZipFile(full) as container:
        names = {name.removeprefix("EPUB/") for name in container.namelist() if name.startswith("EPUB/")}
    hrefs = opf(full, "//opf:item/@href")
    assert len(hrefs) == len(set(hrefs))
    assert set(hrefs) == names - {"content.opf"}
    assert opf(full, "//opf:item[@properties='nav']/@href") == ["nav.xhtml"]
    (cover,) = opf(full, "//opf:item[@properties='cover-image']/@id")
    assert opf(full, "//opf:meta[@name='cover']/@content") == [cover]


def test_every_page_is_in_the_spine_once_and_in_order(full: Path) -> None:
    by_id = dict(zip(opf(full, "//opf:item/@id"), opf(full, "//opf:item/@href"), strict=True))
    spine = [by_id[idref] for idref in opf(full, "//opf:itemref/@idref")]
    assert spine == [
        "cover.xhtml",
        *(f"text/{name}.xhtml" for name in ("title-page", "content-note", "spring", "summer", "about")),
        "nav.xhtml",
    ]
    assert opf(full, "//opf:itemref[@linear='no']/@idref") == ["nav"]


@pytest.mark.parametrize(("language", "expected"), [("en", []), ("ar", ["rtl"]), ("fa-IR", ["rtl"])])
def test_pages_turn_the_way_the_script_runs(tmp_path: Path, language: str, expected: list[str]) -> None:
    file = write(plain(language=language), tmp_path)
    assert opf(file, "//opf:spine/@page-progression-direction") == expected


def test_only_pictures_that_are_shown_are_packed(tmp_path: Path) -> None:
    book = rich(tmp_path)
    Image.new("RGB", (9, 9)).save(tmp_path / "unused.png")
    book = replace(book, resources=(*book.resources, resource(tmp_path / "unused.png", "image/png")))
    with ZipFile(write(book, tmp_path)) as container:
        assert not [name for name in container.namelist() if "unused" in name]


def test_all_pictures_that_can_not_be_published_are_told_at_once(tmp_path: Path) -> None:
    book = rich(tmp_path)
    (tmp_path / "leaf.png").write_bytes(b"no picture")
    (tmp_path / "beds.svg").write_text("<svg>", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        write(book, tmp_path)
    places = {finding.source.path for finding in caught.value.findings if finding.source}
    assert places == {"manuscript/images/leaf.png", "manuscript/images/beds.svg"}
    assert not (tmp_path / "the-kitchen-garden.epub").exists()


# --- navigation (A.15, A.16) and content (A.18, A.19, A.24)


def pages(file: Path) -> Iterator[tuple[str, etree._Element]]:
    with ZipFile(file) as container:
        for name in container.namelist():
            if name.endswith(".xhtml"):
                yield name.removeprefix("EPUB/"), etree.fromstring(container.read(name))


def test_the_table_of_contents_nests_headings_in_document_order(full: Path) -> None:
    nav = parse(full, "nav.xhtml")
    (toc,) = nav.xpath("//h:nav[@epub:type='toc']", namespaces=NAMES)
    assert len(toc.findall("h:ol", NAMES)) == 1
    entries = [(len(list(a.iterancestors("{*}ol"))), a.text, a.get("href")) for a in toc.iter("{*}a")]
    assert entries == [
        (1, "The Kitchen Garden & Other Places", "text/title-page.xhtml"),
        (1, "Content note", "text/content-note.xhtml"),
        (1, "Spring", "text/spring.xhtml"),
        (2, "The beds", "text/spring.xhtml#beds"),
        (2, "The north bed", "text/spring.xhtml#north"),
        (3, "Peas", "text/spring.xhtml#peas"),
        (2, "More", "text/spring.xhtml#more"),
        (1, "Summer", "text/summer.xhtml"),
        (1, "About this publication", "text/about.xhtml"),
    ]
    ncx = parse(full, "toc.ncx")
    assert ncx.xpath("//ncx:content/@src", namespaces=NAMES) == [href for _, _, href in entries]


def test_landmarks_name_each_place_once(full: Path) -> None:
    nav = parse(full, "nav.xhtml")
    (landmarks,) = nav.xpath("//h:nav[@epub:type='landmarks']", namespaces=NAMES)
    found = {a.get(f"{{{NAMES['epub']}}}type"): a.get("href") for a in landmarks.iter("{*}a")}
    assert found == {
        "cover": "cover.xhtml",
        "toc": "nav.xhtml#toc",
        "bodymatter": "text/spring.xhtml",
        "endnotes": "text/spring.xhtml#spring-notes",
    }
    assert len(list(landmarks.iter("{*}a"))) == len(found)


def test_a_publication_without_notes_has_no_landmark_for_them(tmp_path: Path) -> None:
    assert b"endnotes" not in etree.tostring(parse(write(plain(), tmp_path), "nav.xhtml"))


def test_every_page_has_its_language_and_a_title_of_its_own(tmp_path: Path) -> None:
    chapters = [chapter(name, "Morning", p(s("1", "Text."))) for name in ("a", "b", "c")]
    file = write(publication(*chapters, metadata=plain(language="fr").metadata), tmp_path)
    titles = []
    for _, root in pages(file):
        assert (root.get("lang"), root.get(XML_LANG)) == ("fr", "fr")
        titles.append(root.findtext("h:head/h:title", namespaces=NAMES))
    assert len(set(titles)) == len(titles) == 5
    assert "Morning – A Walk" in titles
    assert "Morning (2) – A Walk" in titles


def test_every_link_and_every_picture_leads_to_something(full: Path) -> None:
    ids = {name: {*root.xpath("//@id")} for name, root in pages(full)}
    with ZipFile(full) as container:
        files = {name.removeprefix("EPUB/") for name in container.namelist()}
    checked = 0
    for name, root in pages(full):
        for target in root.xpath("//@href | //@src"):
            if target.startswith("https:"):
                continue
            path, _, fragment = target.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert file in files
            assert not fragment or fragment in ids[file]
            checked += 1
    assert checked > 30


def test_the_content_note_comes_before_the_text_with_a_link_that_skips_it(full: Path) -> None:
    root = parse(full, "text/content-note.xhtml")
    (section,) = root.iter("{*}section")
    assert (section.get(f"{{{NAMES['epub']}}}type"), section.get("role")) == ("notice", "doc-notice")
    assert section[-1].get("class") == "skip-link"
    assert section[-1][0].get("href") == "spring.xhtml#spring"


def test_the_style_sheet_holds_nothing_that_e_readers_suffer_from(full: Path) -> None:
    with ZipFile(full) as container:
        css = container.read("EPUB/css/epub.css").decode()
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for rule in (
        r"\bdirection\s*:",
        r"unicode-bidi",
        r"position\s*:",
        r"overflow\s*:",
        r"\d(px|pt|cm|mm|in)\b",
        r"float\s*:",
    ):
        assert not re.search(rule, css)
    for block in re.findall(r"\{([^{}]*)\}", css):
        assert bool(re.search(r"background-color\s*:", block)) == bool(re.search(r"(?<![-\w])color\s*:", block))


# --- accessibility claims (A.8 to A.14)

ALWAYS = {"tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "unlocked", "ARIA"}


def one_chapter(*blocks: Block) -> Publication:
    return publication(chapter("c", "C", p(s("1", "Text.")), *blocks), metadata=plain().metadata)


ALT = s("a", "A view of a pond.")
CLAIMS = {
    "text alone": (one_chapter(), {"textual"}, {"textual"}, set()),
    "a decorative picture": (one_chapter(Figure("f", "x")), {"textual"}, {"textual"}, set()),
    "a cover of the publisher's": (plain(cover="images/x.png", cover_alt="A pond."), {"textual"}, {"textual"}, set()),
    "a picture": (
        one_chapter(figure("f", "x", 1, ALT)),
        {"textual", "visual"},
        {"textual", "textual,visual"},
        {"alternativeText"},
    ),
    "a described picture": (
        one_chapter(figure("f", "x", 1, ALT, description=(p(s("d", "Long.")),))),
        {"textual", "visual"},
        {"textual", "textual,visual"},
        {"alternativeText", "longDescription"},
    ),
}


@pytest.mark.parametrize(("book", "modes", "sufficient", "features"), CLAIMS.values(), ids=CLAIMS.keys())
def test_each_claim_is_derived_and_dropped_when_untrue(
    book: Publication, modes: set[str], sufficient: set[str], features: set[str]
) -> None:
    found = claims(book)
    assert set(found.access_modes) == modes
    assert set(found.access_modes_sufficient) == sufficient
    assert set(found.features) == ALWAYS | features
    assert found.hazards == ("none",)
    assert found.certified_by is None


NOTICE = replace(plain(), reading_order=(chapter("n", "Note", p(s("1", "x")), role="notice"), *plain().reading_order))
SUMMARIES = {
    "text alone": (plain(), "Everything in this publication is text.", "en"),
    "pictures": (one_chapter(figure("f", "x", 1, ALT)), "pictures show is also in their alternative text", "en"),
    "descriptions": (CLAIMS["a described picture"][0], "long description", "en"),
    "notes": (
        one_chapter(notes("ns", note("n", 1, ("r",), p(s("2", "A note."))))),
        "Notes stand at the end of each chapter",
        "en",
    ),
    "a content note": (NOTICE, "content note", "en"),
    "in French": (plain(language="fr-CA"), "ne contient que du texte", "fr-CA"),
    "in a language without phrases": (plain(language="km"), "is text", "en"),
    "the publisher's own": (
        plain(accessibility=Accessibility(summary="Read by\n ear."), language="km"),
        "Read by ear.",
        "km",
    ),
}


@pytest.mark.parametrize(("book", "part", "language"), SUMMARIES.values(), ids=SUMMARIES.keys())
def test_the_summary_says_only_what_is_true_and_in_which_language(book: Publication, part: str, language: str) -> None:
    found = claims(book)
    assert part in found.summary
    assert found.summary_language == language
    assert len(found.summary) < 500


def test_the_package_makes_each_claim_once(full: Path) -> None:
    assert said(full, "schema:accessMode") == ["textual", "visual"]
    assert said(full, "schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert set(said(full, "schema:accessibilityFeature")) == ALWAYS | {"alternativeText", "longDescription"}
    assert said(full, "schema:accessibilityHazard") == ["none"]
    assert len(said(full, "schema:accessibilitySummary")) == 1


def test_a_summary_in_another_language_says_so(tmp_path: Path) -> None:
    root = parse(write(plain(language="km"), tmp_path), "content.opf")
    (summary,) = root.xpath("//opf:meta[@property='schema:accessibilitySummary']", namespaces=NAMES)
    assert summary.get(XML_LANG) == "en"


def test_conformance_is_claimed_only_where_somebody_evaluated_it(full: Path, tmp_path: Path) -> None:
    assert said(full, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert said(full, "a11y:certifiedBy") == ["The Garden Press"]
    unclaimed = write(plain(), tmp_path)
    assert said(unclaimed, "dcterms:conformsTo") == said(unclaimed, "a11y:certifiedBy") == []


def test_hazards_are_the_publishers(tmp_path: Path) -> None:
    hazards = ("flashing", "noSoundHazard")
    file = write(plain(accessibility=Accessibility(hazards=hazards)), tmp_path)
    assert tuple(said(file, "schema:accessibilityHazard")) == hazards


# --- checkers


def varied(folder: Path) -> dict[str, Publication]:
    arabic = plain(title="نزهة", language="ar", authors=("كاتب",))
    return {"rich": rich(folder), "arabic": arabic, "khmer": plain(language="km")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rich", "arabic", "khmer"])
def test_epubcheck_has_nothing_to_say(tmp_path: Path, name: str) -> None:
    assert epubcheck(write(varied(tmp_path)[name], tmp_path), tmp_path) == []


@pytest.mark.slow
def test_epubcheck_would_have_something_to_say_of_a_broken_file(full: Path, tmp_path: Path) -> None:
    broken = BytesIO()
    with ZipFile(full) as source, ZipFile(broken, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(b"../images/path.jpg", b"../images/none.jpg"))
    file = tmp_path / "broken.epub"
    file.write_bytes(broken.getvalue())
    assert {complaint.level for complaint in epubcheck(file, tmp_path)} >= {"ERROR"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rich", "arabic"])
def test_ace_finds_no_violation(tmp_path: Path, name: str) -> None:
    assert ace(write(varied(tmp_path)[name], tmp_path), tmp_path / "ace") == []
