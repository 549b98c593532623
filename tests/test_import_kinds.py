"""What kind of file a source is, and in which encoding."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from cjpublish.errors import InputError, Severity
from cjpublish.importers import Original, encoding, kind

GERMAN = "Die Brücke über den Fluß ist schön, und das Café daneben hat geöffnet. Wir gehen häufig hinüber.\n"


def original(folder: Path, name: str, content: bytes) -> Original:
    path = folder / name
    path.write_bytes(content)
    return Original(path, name)


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


EPUB = zipped(mimetype=b"application/epub+zip", **{"META-INF__container_dot_xml": b"<container/>"})
DOCX = zipped(word__document_dot_xml=b"<w/>")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("copy.txt", b"A plain text.", "txt"),
        ("copy", b"A plain text.", "txt"),
        ("copy.log", b"A plain text.", "txt"),
        ("page.html", b"A fragment <b>of</b> a page.", "html"),
        ("page.txt", b"\xef\xbb\xbf <!-- saved -->\n<!DOCTYPE html><html>", "html"),
        ("page.txt", "<html><p>x".encode("utf-16"), "html"),
        ("post.md", b"<html> in Markdown stays Markdown", "md"),
        ("post.markdown", b"# Title", "md"),
        ("book.epub", EPUB, "epub"),
        ("book.zip", EPUB, "epub"),
        ("book.txt", EPUB, "epub"),
        ("letter.docx", DOCX, "docx"),
        ("letter", DOCX, "docx"),
        ("letter.docx", zipped(a=b"b"), "docx"),
    ],
)
def test_a_source_is_known_by_its_content_before_its_name(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    assert kind.of(original(tmp_path, name, content)).name == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"%PDF-1.7", "a PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office format"),
        ("a.rtf", b"{\\rtf1 text}", "Rich Text Format"),
        ("a.docx", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.docx", b"just words", "not a Word document"),
        ("a.epub", b"just words", "not an EPUB"),
        ("a.odt", zipped(content_dot_xml=b"<x/>"), "OpenDocument"),
        ("a.xlsx", zipped(xl__workbook_dot_xml=b"<x/>"), "a spreadsheet"),
        ("a.zip", zipped(a=b"b"), "ZIP archive of other things"),
        ("a.bin", bytes(range(256)) * 4, "no text"),
        ("a.mht", b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "web archive"),
    ],
)
def test_what_cant_be_imported_is_refused_by_what_it_is(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        kind.of(original(tmp_path, name, content))
    (finding,) = caught.value.findings
    assert message in finding.message
    assert str(finding.source) == name


def test_a_name_that_disagrees_with_the_content_is_told(tmp_path: Path) -> None:
    (finding,) = kind.of(original(tmp_path, "book.txt", EPUB)).findings
    assert finding.severity is Severity.NOTE
    assert "holds an EPUB" in finding.message
    assert not kind.of(original(tmp_path, "book.epub", EPUB)).findings


def test_a_text_may_not_be_larger_than_16_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"Words. " * 1000)
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="200 MB"):
        kind.of(Original(path, "large.txt"))


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (GERMAN.encode(), "", "utf-8"),
        (GERMAN.encode("utf-8-sig"), "", "utf-8"),
        (GERMAN.encode("utf-16"), "", "utf-16-le"),
        (GERMAN.encode("utf-16-be"), "", "utf-16-be"),
        (GERMAN.encode("utf-16-le"), "", "utf-16-le"),
        (GERMAN.encode("utf-32"), "", "utf-32-le"),
        (GERMAN.encode(), "iso-8859-1", "utf-8"),
        (GERMAN.encode("cp1252"), "ISO-8859-1", "cp1252"),
        (GERMAN.encode("cp1252"), "no-such-thing", "cp1252"),
        (GERMAN.encode("cp1252"), "rot13", "cp1252"),
        ("Привет, мир. Это текст о реке и мосте.".encode("koi8-r"), "koi8-r", "koi8-r"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes, declared: str, expected: str) -> None:
    found = encoding.decode(content, original(tmp_path, "a.txt", content), declared)
    assert found.encoding == expected
    assert "\ufffd" not in found.text
    assert not found.text.startswith("\ufeff")
    assert any(expected.upper() in finding.message for finding in found.findings)
    if expected != "koi8-r":
        assert found.text == GERMAN


def test_an_undeclared_encoding_is_guessed_and_said_to_be_a_guess(tmp_path: Path) -> None:
    text = "Речка течёт под мостом, и на берегу стоит старая мельница. " * 20
    content = text.encode("cp1251")
    found = encoding.decode(content, original(tmp_path, "a.txt", content))
    assert found.text == text
    assert "a guess" in found.findings[0].message


def test_damaged_utf_8_stays_utf_8_and_each_loss_has_its_line(tmp_path: Path) -> None:
    content = ("Ärger über Öl. " * 40).encode() + b"\nhere \xff it is\n" + "größer\n".encode()
    found = encoding.decode(content, original(tmp_path, "a.txt", content))
    assert found.encoding == "utf-8"
    (warning,) = [finding for finding in found.findings if finding.severity is Severity.WARNING]
    assert "line 2" in warning.message
    assert warning.source is not None
    assert warning.source.line == 2


def test_the_first_letter_with_an_accent_may_stand_far_down(tmp_path: Path) -> None:
    content = b"The mill stands at the bend of the river.\n" * 10_000 + GERMAN.encode("cp1252") * 3
    decoded = encoding.decode(content, original(tmp_path, "late.txt", content))
    assert decoded.text.endswith(GERMAN)
    assert "\ufffd" not in decoded.text
