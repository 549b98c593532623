"""ZIP archives and XML that are damaged or made to harm are refused; good ones are read."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cjpublish.errors import Finding, InputError
from cjpublish.importers import Original, xml
from cjpublish.importers.archive import deferred, opened

NOTHING = b"\0" * (1 << 20)


def original(path: Path) -> Original:
    return Original(path, path.name)


def packed(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def finding_of(read: Callable[[], object]) -> Finding:
    with pytest.raises(InputError) as caught:
        read()
    [finding] = caught.value.findings
    assert "\n" not in finding.message
    return finding


def read_all(path: Path) -> dict[str, bytes]:
    with opened(original(path)) as archive:
        return {name: archive.read(name) for name in archive.names}


def test_the_files_of_an_archive_are_read_without_its_folders(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"mimetype": b"text", "OEBPS/": b"", "OEBPS/កម្ពុជា.xhtml": b"<p/>"})
    assert read_all(path) == {"mimetype": b"text", "OEBPS/កម្ពុជា.xhtml": b"<p/>"}
    assert deferred(original(path), "mimetype")() == b"text"
    with opened(original(path)) as archive:
        assert archive.has("mimetype")
        assert not archive.has("OEBPS/")
        assert finding_of(lambda: archive.read("absent")).code == "no-such-entry"


@pytest.mark.parametrize(
    "name",
    ["../up.txt", "a/../../up.txt", "/etc/passwd", "C:/up.txt", "c:up.txt", "a\\b.txt", "..\\up.txt", "a//b.txt", ".."],
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "a.zip", {"good.txt": b"", name: b"outside"})
    finding = finding_of(lambda: read_all(path))
    assert finding.code == "unsafe-archive"
    assert repr(name) in finding.message
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]


def test_a_name_with_a_null_in_it_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"aXb.txt": b""})
    path.write_bytes(path.read_bytes().replace(b"aXb.txt", b"a\0b.txt"))
    assert finding_of(lambda: read_all(path)).code == "unsafe-archive"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", b"one")
        archive.writestr("a.txt", b"two")
    assert finding_of(lambda: read_all(tmp_path / "a.zip")).message == "the archive holds 2 files named 'a.txt'"


def test_an_entry_out_of_next_to_nothing_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a", "w") as entry:
        for _ in range(300):
            entry.write(NOTHING)
    finding = finding_of(lambda: opened(original(tmp_path / "a.zip")).__enter__())
    assert finding.code == "zip-bomb"
    assert "300 MB" in finding.message


def test_many_small_bombs_together_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": NOTHING * 4 for number in range(20)})
    assert "80 MB out of next to nothing" in finding_of(lambda: read_all(path)).message


def test_an_entry_larger_than_a_books_files_are_is_refused_where_it_is_read(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(1 << 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, archive.open("film.mp4", "w") as entry:
        for _ in range(70):
            entry.write(noise)
    with opened(original(tmp_path / "a.zip")) as archive_:
        assert archive_.names == ("film.mp4",)
        finding = finding_of(lambda: archive_.read("film.mp4"))
    assert (finding.code, finding.message) == ("zip-bomb", "film.mp4 unpacks to more than 64 MB")


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": NOTHING})
    content = bytearray(path.read_bytes())
    size = struct.pack("<L", len(NOTHING))
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, struct.pack("<L", 10)))
    assert finding_of(lambda: read_all(path)).code == "broken-archive"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": bytes(range(256)), "b.txt": bytes(range(256))}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    directory = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", directory + 4)
    content[second + 42 : second + 46] = content[directory + 42 : directory + 46]
    content[second + 46 : second + 51] = b"a.tx_"
    path.write_bytes(content)
    assert "share their bytes" in finding_of(lambda: read_all(path)).message


def test_an_archive_with_more_files_than_a_book_has_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}": b"" for number in range(20_001)}, zipfile.ZIP_STORED)
    assert finding_of(lambda: read_all(path)).code == "zip-bomb"


def test_a_directory_too_large_to_hold_is_refused_unread(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"{number:0200}": b"" for number in range(20_000)}, zipfile.ZIP_STORED)
    assert finding_of(lambda: read_all(path)).code == "broken-archive"


def test_an_encrypted_entry_is_refused_with_advice(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"secret"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    finding = finding_of(lambda: read_all(path))
    assert finding.code == "encrypted"
    assert "password" in finding.fix


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_books_do_not_use_is_refused(tmp_path: Path, compression: int) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": NOTHING}, compression)
    assert finding_of(lambda: read_all(path)).code == "unknown-compression"


def test_a_cut_or_altered_archive_is_refused_and_never_crashes(tmp_path: Path) -> None:
    files = {f"{number}.txt": bytes(range(256)) * 3 for number in range(3)}
    whole = packed(tmp_path / "a.zip", files).read_bytes()
    chance = random.Random(4)
    damaged = tmp_path / "b.zip"
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        damaged.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
        with suppress(InputError):
            assert set(read_all(damaged).values()) <= {*files.values()}
    damaged.write_bytes(whole[:-40])
    assert finding_of(lambda: read_all(damaged)).code == "broken-archive"


@pytest.mark.parametrize("content", [b"", b"PK", b"text", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert finding_of(lambda: read_all(tmp_path / "a.docx")).code == "no-archive"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert finding_of(lambda: read_all(tmp_path)).code == "no-file"
    assert finding_of(lambda: read_all(tmp_path / "absent")).code == "unreadable"


def parsed(content: bytes, name: str = "OEBPS/1.xhtml") -> str:
    return "".join(xml.parse(content, Original(Path("a.epub"), "a.epub"), name).itertext())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"<p>a&nbsp;b &amp; &eacute;&Hellip;</p>".replace(b"&Hellip;", b"&hellip;"), "a\xa0b & é…"),
        (b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://x.invalid/xhtml11.dtd"><p>&mdash;</p>', "—"),
        (b"<p><![CDATA[&nbsp;]]>&nbsp;</p>", "&nbsp;\xa0"),
        (b'<?xml version="1.0" encoding="windows-1252"?><p>\x93a\x94&nbsp;</p>', "“a”\xa0"),
        ('<?xml version="1.0" encoding="UTF-16"?><p>é&nbsp;</p>'.encode("utf-16"), "é\xa0"),
        (b"\xef\xbb\xbf<p>&NotEqualTilde;</p>", "≂̸"),
    ],
)
def test_named_characters_are_read_without_a_dtd(content: bytes, text: str) -> None:
    assert parsed(content) == text


def laughs(depth: int) -> bytes:
    lines = [b'<!ENTITY l0 "ha">', *(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, depth))]
    return b"<!DOCTYPE p [" + b"".join(lines) + b"]><p>&l%d;</p>" % (depth - 1)


@pytest.mark.parametrize(
    "content",
    [
        laughs(10),
        laughs(10).replace(b"<p>&l9;</p>", b'<p title="&l9;"/>'),
        b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
        b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p/>',
        b'<!DOCTYPE p [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><p/>',
        '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>'.encode("utf-16"),
    ],
)
def test_entities_of_the_files_own_are_refused(content: bytes) -> None:
    finding = finding_of(lambda: parsed(content))
    assert finding.code == "xml-entities"
    assert str(finding.source).startswith("a.epub/OEBPS/1.xhtml")


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"<p>\n<b>\n</p>", 3, "Opening and ending tag mismatch: b"),
        (b"<p>\n&unheard;</p>", 2, "Entity 'unheard' not defined"),
        (b"", 1, "Document is empty"),
        (b"\0\x01\x02", 1, "Document is empty"),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<p>\xff\xfe</p>', 2, "Invalid bytes in character encoding"),
    ],
)
def test_xml_that_is_not_well_formed_is_refused_at_its_line(content: bytes, line: int, message: str) -> None:
    finding = finding_of(lambda: parsed(content))
    assert finding.source is not None
    assert (finding.source.path, finding.source.line) == ("a.epub/OEBPS/1.xhtml", line)
    assert message in finding.message


def test_an_unknown_name_is_refused_where_a_dtd_that_is_not_read_could_say_it() -> None:
    finding = finding_of(lambda: parsed(b'<!DOCTYPE p SYSTEM "x.dtd">\n<p>\n&unheard;</p>'))
    assert str(finding.source) == "a.epub/OEBPS/1.xhtml:3"


@pytest.mark.parametrize("depth", [201, 250, 5_000, 100_000])
def test_nesting_without_end_is_refused(depth: int) -> None:
    assert finding_of(lambda: parsed(b"<b>" * depth + b"</b>" * depth)).code in {"too-deep", "broken-xml"}


@pytest.mark.parametrize("content", [b" " * (33 << 20), b"<b/>" * 2_000_000], ids=["long", "many"])
def test_markup_larger_than_a_book_is_refused(content: bytes) -> None:
    assert finding_of(lambda: parsed(b"<p>" + content + b"</p>")).code == "too-large"


def test_an_archive_in_an_archive_is_bytes_like_any_other(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", NOTHING * 32)
    path = packed(tmp_path / "a.zip", {"inner.zip": inner.getvalue()})
    assert read_all(path) == {"inner.zip": inner.getvalue()}
