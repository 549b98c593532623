"""Bad and hostile sources through the command line: one clear error, exit code 2, nothing written, below 500 MB."""

from __future__ import annotations

import os
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from watched import MOST_MEMORY, Importer
from worddocuments import document, p, png

LARGE = 200_000_000

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = """
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x</dc:identifier>
<dc:title>Rain</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>
<manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>
""".strip()
NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>n</title></head>'
    '<body><nav epub:type="toc"><ol><li><a href="c.xhtml">Rain</a></li></ol></nav></body></html>'
)
TEXT = "<h1>Rain</h1><p>It rained the whole day, and the garden was glad of it.</p>"


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    return Importer(tmp_path)


def epub(path: Path, files: Mapping[str, str] | None = None, content: str = TEXT) -> Path:
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Rain</title></head><body>{content}</body></html>'
    own = {"META-INF/container.xml": CONTAINER, "p.opf": PACKAGE, "n.xhtml": NAV, "c.xhtml": page}
    return packed(path, own | dict(files or {}))


def packed(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, said in files.items():
            archive.writestr(name, said, zipfile.ZIP_DEFLATED)
    return path


Maker = Callable[[Path], Path]


def written(name: str, content: bytes) -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def sparse(name: str, head: bytes) -> Maker:
    def make(folder: Path) -> Path:
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(LARGE)
        return folder / name

    return make


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


# --- files that are nothing of what they say --------------------------------------------------------------------------

KINDS = ("txt", "html", "md", "docx", "epub")
CLIMBING = ("../up.xhtml", "/tmp/up.xhtml", "..\\up.xhtml", "C:/up.xhtml")
SOURCES: dict[str, Maker] = {
    **{f"an empty .{suffix}": written(f"a.{suffix}", b"") for suffix in KINDS},
    **{f"binary noise as .{suffix}": written(f"a.{suffix}", noise(20_000)) for suffix in KINDS},
    **{f"nulls as .{suffix}": written(f"a.{suffix}", b"\0" * 5_000) for suffix in ("txt", "html", "md")},
    **{f"spaces as .{suffix}": written(f"a.{suffix}", b" \n\t" * 5_000) for suffix in ("txt", "html", "md")},
    "a picture as .docx": written("a.docx", png()),
    "a picture as .txt": written("a.txt", png()),
    "a text as .epub": written("a.epub", b"It rained the whole day.\n"),
    "a PDF": written("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "an old .doc": written("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
    "RTF as .docx": written("a.docx", b"{\\rtf1 It rained.}"),
    "a page that is all script": written(
        "a.html", b"<!doctype html><html><head><title>Rain</title></head><body><div id=app></div><script>"
        + b"document.write('It rained the whole day.');" * 200 + b"</script></body></html>",
    ),
    "200 MB of text": sparse("a.txt", b"It rained the whole day, and the garden was glad of it.\n" * 200),
    "200 MB of HTML": sparse("a.html", b"<!doctype html><html><body><p>It rained the whole day.</p>" * 200),
    "200 MB of Markdown": sparse("a.md", b"# Rain\n\nIt rained the whole day.\n" * 200),
    "200 MB of EPUB": sparse("a.epub", b"PK\x03\x04" + b"mimetypeapplication/epub+zip" * 200),
    "200 MB of DOCX": sparse("a.docx", b"PK\x03\x04" + b"[Content_Types].xml" * 200),
    "200 MB of nothing": sparse("a.bin", b""),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_that_holds_no_text_is_refused(importer: Importer, name: str) -> None:
    importer.refuses(SOURCES[name](importer.folder))


@pytest.mark.parametrize(
    "line", [b"<p>" + b"rain " * 400_000, b"rain " * 400_000, b"rain\n" * 400_000], ids=["markup", "line", "lines"]
)
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["txt", "html", "md"])
def test_200_megabytes_that_are_really_there_are_refused(importer: Importer, suffix: str, line: bytes) -> None:
    source = importer.folder / f"a.{suffix}"
    with source.open("wb") as file:
        while file.tell() < LARGE:
            file.write(line)
    importer.refuses(source)


# --- archives ---------------------------------------------------------------------------------------------------------


def document_xml(content: str) -> Maker:
    return lambda folder: document(folder / "a.docx", "", parts={"word/document.xml": content})


def bomb_of(name: str, entry: str) -> Maker:
    def make(folder: Path) -> Path:
        path = epub(folder / name) if name.endswith("epub") else document(folder / name, p("Rain."))
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
            archive.open(entry, "w") as file,
        ):
            for _ in range(300):
                file.write(b" " * (1 << 20))
        return path

    return make


def nested_bomb(folder: Path) -> Path:
    bomb_of("inner.docx", "word/media/bomb.png")(folder)
    inner = (folder / "inner.docx").read_bytes()
    with zipfile.ZipFile(folder / "a.docx", "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.zip", inner)
    return folder / "a.docx"


def overlapping_bomb(folder: Path) -> Path:
    path = document(folder / "a.docx", p("Rain."), parts={"word/x.xml": b" " * 5_000_000, "word/y.xml": b" "})
    content = bytearray(path.read_bytes())
    first, second = (content.rindex(name) for name in (b"word/x.xml", b"word/y.xml"))
    content[second - 26 : second] = content[first - 26 : first]
    path.write_bytes(content)
    return path


def climbing(name: str) -> Maker:
    def make(folder: Path) -> Path:
        (folder / "inner").mkdir()
        return epub(folder / "inner" / "a.epub", {name: "<p>Out.</p>"})

    return make


def laughs() -> str:
    lines = ["<!ENTITY l0 'ha'>", *(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))]
    return f"<!DOCTYPE html [{''.join(lines)}]>"


def xhtml(declaration: str, said: str) -> str:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>'
    return f"{declaration}{head}<body><p>{said}</p></body></html>"


DRM = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    '<enc:CipherData><enc:CipherReference URI="c.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)
DEEP = "<w:tbl><w:tr><w:tc>" * 400 + p("Rain.") + "</w:tc></w:tr></w:tbl>" * 400
ARCHIVES: dict[str, Maker] = {
    "a DOCX without its document": lambda folder: document(folder / "a.docx", "", parts={"word/document.xml": "<x/>"}),
    "a DOCX with entities": document_xml(f"{laughs()}<w:document><w:body>&l9;</w:body></w:document>"),
    "a DOCX that nests without end": lambda folder: document(folder / "a.docx", DEEP),
    "a DOCX with a bomb in its text": bomb_of("a.docx", "word/footnotes.xml"),
    "a DOCX with a bomb for a picture": bomb_of("a.docx", "word/media/bomb.png"),
    "an EPUB with a bomb": bomb_of("a.epub", "bomb.xhtml"),
    "bombs in an archive": nested_bomb,
    "entries that overlap": overlapping_bomb,
    **{f"an EPUB with {name!r}": climbing(name) for name in CLIMBING},
    "an EPUB under DRM": lambda folder: epub(folder / "a.epub", {"META-INF/encryption.xml": DRM}),
    "an EPUB with entities": lambda folder: epub(folder / "a.epub", {"c.xhtml": xhtml(laughs(), "&l9;")}),
    "an EPUB that reads other files": lambda folder: epub(
        folder / "a.epub", {"c.xhtml": xhtml('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")}
    ),
    "an EPUB whose package has entities": lambda folder: epub(folder / "a.epub", {"p.opf": laughs() + PACKAGE}),
    "an EPUB without a package": lambda folder: packed(folder / "a.epub", {"META-INF/container.xml": CONTAINER}),
    "a cut EPUB": lambda folder: cut_short(epub(folder / "a.epub")),
    "another archive": lambda folder: other_archive(folder / "a.zip"),
}  # fmt: skip


def cut_short(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-60])
    return path


def other_archive(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "It rained.")
    return path


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_made_to_harm_is_refused(importer: Importer, name: str) -> None:
    importer.refuses(ARCHIVES[name](importer.folder))


def test_drm_is_called_by_its_name(importer: Importer) -> None:
    said = importer.refuses(epub(importer.folder / "a.epub", {"META-INF/encryption.xml": DRM}))
    assert "DRM" in said


# --- what is no file --------------------------------------------------------------------------------------------------


def test_a_folder_and_a_missing_file_are_refused(importer: Importer) -> None:
    importer.refuses(importer.folder)
    importer.refuses(importer.folder / "absent.docx")
    importer.refuses("a\nb" * 2_000)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(importer: Importer) -> None:
    source = importer.folder / "a.txt"
    source.write_text("It rained.")
    source.chmod(0)
    importer.refuses(source)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "a.txt")
    return tmp_path / "a.txt"


@pytest.mark.skipif(os.name != "posix", reason="needs devices and pipes")
def test_a_device_and_a_pipe_are_refused_and_never_waited_for(importer: Importer, pipe: Path) -> None:
    importer.refuses(pipe)
    importer.refuses("/dev/zero")
    (importer.folder / "zero.txt").symlink_to("/dev/zero")
    importer.refuses(importer.folder / "zero.txt")


# --- what is odd and can be read --------------------------------------------------------------------------------------


def test_an_epub_by_another_name_is_read_and_noted(importer: Importer) -> None:
    outcome = importer(epub(importer.folder / "a.txt"))
    assert outcome.code == 0, outcome.said
    report = (importer.folder / "out" / "deep" / "import-report.md").read_text(encoding="utf-8")
    assert "EPUB" in report


@pytest.mark.parametrize("suffix", ["txt", "html", "md"])
def test_an_encoding_that_breaks_in_the_middle_is_read_or_refused(importer: Importer, suffix: str) -> None:
    lines = ["# Rain", "", "It rained the whole day, and the café was glad of it.", ""] * 20
    content = bytearray("\n".join(lines).encode())
    for place in range(200, len(content), 97):
        content[place : place + 1] = b"\xff\xc3"
    (importer.folder / f"a.{suffix}").write_bytes(content)
    outcome = importer(importer.folder / f"a.{suffix}")
    assert outcome.code in (0, 2), outcome.said
    assert "Traceback" not in outcome.said
    assert "encod" in outcome.said.lower() or outcome.code == 0


NESTED: dict[str, bytes] = {
    "quotations.md": b">" * 20_000 + b" Rain.",
    "lists.md": b"- " * 20_000 + b"Rain.",
    "brackets.md": b"[" * 50_000,
    "emphasis.md": b"*a **b " * 20_000,
    "front.md": b"---\n" + b"a: {" * 20_000,
    "blocks.html": b"<html><body>" + b"<div>" * 50_000 + b"Rain fell on the garden all day long.",
    "marks.html": b"<html><body><p>" + b"<b><i>" * 20_000 + b"Rain fell on the garden all day long.",
    "lists.html": b"<html><body>" + b"<ul><li>" * 20_000 + b"Rain fell on the garden all day long.",
    "tables.html": b"<html><body>" + b"<table><tr><td>" * 5_000 + b"Rain fell on the garden all day long.",
    "attributes.html": b"<html><body><p " + b"a=1 " * 100_000 + b">Rain fell on the garden all day long.</p>",
    "data.html": b'<html><script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>Rain fell.</p>",
    "lines.txt": b"a\n" * 100_000,
    "line.txt": b"rain " * 200_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_ends_in_a_draft_or_an_error(importer: Importer, name: str) -> None:
    (importer.folder / name).write_bytes(NESTED[name])
    outcome = importer(importer.folder / name)
    assert outcome.code in (0, 2), outcome.said
    assert "Traceback" not in outcome.said
    assert outcome.memory < MOST_MEMORY
