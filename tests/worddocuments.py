"""Word documents made for tests, and what became of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image as Picture

from cjpublish.draft import Block, Draft, Heading, Paragraph
from cjpublish.importers import Original
from cjpublish.importers.docx import losses, read
from cjpublish.model import Inline, Mark, inline_text

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Title": ("Title", ""),
    "Subtitle": ("Subtitle", ""),
    "Heading1": ("heading 1", ""),
    "Heading2": ("heading 2", ""),
    "berschrift3": ("heading 3", ""),
    "Caption": ("caption", ""),
    "Quote": ("Quote", ""),
    "Chapter": ("My Chapter", '<w:basedOn w:val="Heading1"/>'),
    "TOC1": ("toc 1", ""),
    "Code": ("Source Code", ""),
}
NUMBERING = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def xml(element: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><{element} {NAMESPACES}>{content}</{element}>'


def p(text: str = "", style: str = "", properties: str = "", runs: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{r(text) if text else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def drawing(relation: str, about: str = "", extra: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {about}>{extra}</wp:docPr><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def png() -> bytes:
    file = io.BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()


def document(
    path: Path, body: str, relations: Mapping[str, str] | None = None, parts: Mapping[str, str | bytes] | None = None
) -> Path:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/>{more}</w:style>'
        for name, (said, more) in STYLES.items()
    )
    default = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    linked = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{value.split(" ")[0]}" Target="{value.split(" ")[1]}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in value else ''}/>"
        for key, value in (relations or {}).items()
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": xml("w:document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": xml("w:styles", default + styles),
        "word/numbering.xml": xml("w:numbering", NUMBERING),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{linked}</Relationships>'
        ),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


class DraftOf:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, *body: str, relations: Mapping[str, str] | None = None, parts: Mapping[str, str | bytes] | None = None
    ) -> Draft:
        path = document(self.folder / "the_source.docx", "".join(body), relations, parts)
        return read(Original(path, path.name))


def text(block: Block) -> str:
    assert isinstance(block, Heading | Paragraph)
    return inline_text(block.inlines)


def body(draft: Draft) -> tuple[Block, ...]:
    [chapter] = draft.chapters
    return chapter.blocks[1:]


def found(draft: Draft, code: str) -> list[str]:
    return [finding.message for finding in draft.findings if finding.code == code]


def cut(draft: Draft, reason: str) -> list[str]:
    return [each.text for each in draft.cuts if each.reason == reason]


def marks(inlines: Iterable[Inline]) -> list[tuple[str, str]]:
    return [(each.tag, inline_text(each.children)) for each in inlines if isinstance(each, Mark)]


def outline(blocks: Iterable[Block]) -> list[tuple[int, str]]:
    return [(block.level, inline_text(block.inlines)) for block in blocks if isinstance(block, Heading)]


def texts(part: object) -> str:
    """Return the words that anyone reads in a part of a draft, with spaces between its texts."""
    return " ".join(losses.texts(part))
