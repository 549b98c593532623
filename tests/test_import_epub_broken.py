"""Importing EPUBs that are broken, protected or hostile: read as far as the text can be had, else one clear error."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cjpublish.draft import Draft, Figure
from cjpublish.errors import InputError
from cjpublish.importers import Original
from cjpublish.importers.epub import read
from epubs import PNG, Epub, page, texts, titles

ONE = "<h1>Spring</h1><p>The first flowers open.</p>"
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/><enc:CipherData>'
    '<enc:CipherReference URI="OPS/{}"/></enc:CipherData></enc:EncryptedData></encryption>'
)


def codes(draft: Draft) -> set[str]:
    return {finding.code for finding in draft.findings}


@pytest.mark.parametrize(
    "files",
    [
        {"META-INF/encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "a.xhtml")},
        {"META-INF/encryption.xml": ENCRYPTION.replace('Algorithm="{}"', "").format("a.xhtml")},
        {"META-INF/rights.xml": "<rights/>"},
        {"META-INF/sinf.xml": "<sinf/>"},
        {"META-INF/license.lcpl": "{}"},
    ],
    ids=["encrypted", "encrypted-somehow", "adept", "fairplay", "lcp"],
)
def test_a_book_protected_against_copying_is_refused(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(InputError, match="DRM") as caught:
        Epub({"a.xhtml": ONE}, files=files).read(tmp_path)
    (finding,) = caught.value.findings
    assert (finding.code, caught.value.exit_code) == ("drm", 2)
    assert finding.fix


@pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_obfuscated_fonts_are_no_protection(tmp_path: Path, algorithm: str) -> None:
    files = {"META-INF/encryption.xml": ENCRYPTION.format(algorithm, "font.otf")}
    assert titles(Epub({"a.xhtml": ONE}, files=files).read(tmp_path)) == ["Spring"]


TWICE = '<item id="d0" href="x.css" media-type="text/css"/>'
EMPTY = '<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/>'
EMPTY_TOO = '<itemref idref="d0"/><itemref idref="x"/>'


@pytest.mark.parametrize(
    ("book", "code"),
    [
        (Epub({"a.xhtml": ONE}, mimetype=None), "mimetype"),
        (Epub({"a.xhtml": ONE}, mimetype=b"application/zip"), "mimetype"),
        (Epub({"a.xhtml": ONE}, container=None), "container"),
        (Epub({"a.xhtml": ONE}, container="<container"), "container"),
        (Epub({"a.xhtml": ONE}, container='<container><rootfile full-path="lost.opf"/></container>'), "container"),
        (Epub({"a.xhtml": ONE}, spine=""), "spine"),
        (Epub({"a.xhtml": ONE}, items=TWICE, files={"OPS/x.css": ""}), "duplicate-id"),
        (Epub({"a.xhtml": ONE}, items=EMPTY, files={"OPS/x.xhtml": ""}, spine=EMPTY_TOO), "unreadable-document"),
    ],
    ids=[
        "no-mimetype", "wrong-mimetype", "no-container", "broken-container", "container-that-misleads", "no-spine",
        "id-twice", "an-empty-document",
    ],
)  # fmt: skip
def test_what_is_broken_around_the_text_is_told_and_read(tmp_path: Path, book: Epub, code: str) -> None:
    draft = book.read(tmp_path)
    assert code in codes(draft)
    assert texts(draft.chapters[0]) == ["Spring", "The first flowers open."]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (page("<h1>Spring</h1><p>One&nbsp;&mdash; two &eacute;t&eacute;.</p>"), "One\u00a0— two été."),
        (page("<h1>Spring</h1><p>Rain <b>and sun.</p>"), "Rain and sun."),
        (page("<h1>Spring</h1><p>Rain & sun.<br>So.</p>"), "Rain & sun.\nSo."),
        ("\ufeff" + page("<h1>Spring</h1><p>Rain.</p>"), "Rain."),
        ('<?xml version="1.0"?><html><body><h1>Spring</h1><p>Rain.</p></body></html>', "Rain."),
        ("<html><body><H1>Spring</H1><P>Rain.</body>", "Rain."),
    ],
    ids=["html-entities", "unclosed", "html", "byte-order-mark", "no-namespace", "old-html"],
)
def test_documents_are_read_however_they_are_written(tmp_path: Path, document: str, expected: str) -> None:
    from cjpublish.draft import Paragraph
    from cjpublish.model import inline_text

    draft = Epub({"a.xhtml": document}).read(tmp_path)
    found = [inline_text(block.inlines) for block in draft.chapters[0].blocks if isinstance(block, Paragraph)]
    assert found == [expected]
    assert titles(draft) == ["Spring"]


def test_a_document_in_another_encoding_keeps_its_letters(tmp_path: Path) -> None:
    root = '<html xmlns="http://www.w3.org/1999/xhtml">'
    text = f'<?xml version="1.0" encoding="{{}}"?>{root}<body><h1>Été</h1><p>Où{{}}</p></body></html>'
    documents = {"a.xhtml": "<body/>", "b.xhtml": "<body/>", "c.xhtml": "<body/>"}
    book = Epub(documents)
    path = book.write(tmp_path / "made.epub")
    contents = {
        "OPS/a.xhtml": text.format("windows-1252", "").encode("cp1252"),
        "OPS/b.xhtml": text.format("UTF-16", "").encode("utf-16"),
        "OPS/c.xhtml": text.format("windows-1252", "<br>").encode("cp1252"),
    }
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "book.epub", "w") as target:
        for name in source.namelist():
            target.writestr(name, contents.get(name, source.read(name)))
    draft = read(Original(tmp_path / "book.epub", "book.epub"))
    assert titles(draft) == ["Été"] * 3
    assert [texts(chapter)[1] for chapter in draft.chapters] == ["Où"] * 3


def test_names_are_found_whatever_their_case_and_however_they_are_quoted(tmp_path: Path) -> None:
    text = '<h1>Spring</h1><p><img src="ROSE.png" alt="A rose."/></p>'
    book = Epub(
        toc=[("chapter one.XHTML", "Spring")],
        items='<item id="a" href="Chapter%20One.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="a"/>',
        files={"OPS/rose.PNG": PNG, "OPS/Chapter One.xhtml": page(text)},
    )
    draft = book.read(tmp_path)
    assert titles(draft) == ["Spring"]
    assert [block.image for block in draft.chapters[0].blocks if isinstance(block, Figure)] == ["OPS/rose.PNG"]
    assert "missing-picture" not in codes(draft)
    assert "file-name" in codes(draft)


@pytest.mark.parametrize("declared", ["text/html", "application/xml", "", "text/x-oeb1-document"])
def test_a_document_of_a_wrong_media_type_is_read(tmp_path: Path, declared: str) -> None:
    draft = Epub(
        files={"OPS/a.html": page(ONE)},
        items=f'<item id="a" href="a.html" media-type="{declared}"/>',
        spine='<itemref idref="a"/>',
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]


def test_the_fallback_of_a_foreign_document_is_read_and_one_without_is_told(tmp_path: Path) -> None:
    items = (
        '<item id="x" href="x.dat" media-type="application/x-demo" fallback="d0"/>'
        '<item id="y" href="x.dat" media-type="application/x-demo"/>'
    )
    draft = Epub(
        {"a.xhtml": ONE}, files={"OPS/x.dat": b"?"}, items=items, spine='<itemref idref="x"/><itemref idref="y"/>'
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]
    assert any(finding.code == "spine" and "x.dat" in finding.message for finding in draft.findings)


def test_fallbacks_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    items = (
        '<item id="x" href="x.dat" media-type="application/x-demo" fallback="y"/>'
        '<item id="y" href="x.dat" media-type="application/x-demo" fallback="x"/>'
    )
    draft = Epub(
        {"a.xhtml": ONE}, files={"OPS/x.dat": b"?"}, items=items, spine='<itemref idref="d0"/><itemref idref="x"/>'
    ).read(tmp_path)
    assert titles(draft) == ["Spring"]


ENTITIES = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("book", "code"),
    [
        (Epub({"a.xhtml": page(ONE).replace("<!DOCTYPE html>", ENTITIES)}), "xml-entities"),
        (Epub({"a.xhtml": page("<div>" * 300 + "x" + "</div>" * 300)}), "too-deep"),
        (Epub({"a.xhtml": "<html><body>" + "<i>" * 300 + "<br>x"}), "too-deep"),
        (Epub({"a.xhtml": ONE}, files={"OPS/package.opf": "not XML"}), "broken-xml"),
        (Epub(spine=""), "no-text"),
    ],
    ids=["entities", "deep-xml", "deep-html", "no-package", "no-documents"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_read_is_one_clear_error(tmp_path: Path, book: Epub, code: str) -> None:
    with pytest.raises(InputError) as caught:
        book.read(tmp_path)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.source is not None
    assert finding.source.path.startswith("book.epub")


def test_an_archive_without_a_package_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    with pytest.raises(InputError, match="no package document"):
        read(Original(path, "book.epub"))


def test_a_damaged_archive_is_one_clear_error(tmp_path: Path) -> None:
    path = Epub({"a.xhtml": ONE}).write(tmp_path / "book.epub")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError):
        read(Original(path, "book.epub"))
