"""What a Word document holds that is not to be read, or can't be: nothing of it goes in silence."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cjpublish.draft import Table
from cjpublish.errors import InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.docx import read
from cjpublish.model import inline_text
from worddocuments import DraftOf, body, cut, found, p, r, text, xml


@pytest.fixture
def draft_of(tmp_path: Path) -> DraftOf:
    return DraftOf(tmp_path)


# --- what is not to be read -------------------------------------------------------------------------------------------


def test_tracked_changes_are_settled_and_counted(draft_of: DraftOf) -> None:
    gone = "<w:del><w:r><w:delText>never came</w:delText></w:r></w:del>"
    draft = draft_of(
        p("Rain ", runs=f"<w:ins>{r('fell ')}</w:ins>{gone}" + r("today.")),
        p("One ", properties="<w:rPr><w:del/></w:rPr>"),
        p("sentence."),
        p(runs=f"<w:moveFrom>{r('Moved.')}</w:moveFrom>"),
        p(runs=f"<w:moveTo>{r('Moved.')}</w:moveTo>"),
        "<w:tbl><w:tr><w:tc>" + p("A") + "</w:tc><w:tc>" + p("B") + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc><w:tc>" + p("too") + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + p("C") + "</w:tc><w:tc>" + p("D") + "</w:tc></w:tr></w:tbl>",
    )
    *paragraphs, table = body(draft)
    assert [text(block) for block in paragraphs] == ["Rain fell today.", "One sentence.", "Moved."]
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert cut(draft, "deleted by a tracked change") == ["never came", "gone\ntoo"]
    [finding] = [each for each in draft.findings if each.code == "tracked-changes"]
    assert finding.severity is Severity.WARNING
    assert "2 insertions kept, 3 deletions left out" in finding.message


def test_comments_hidden_text_headers_and_footers_are_cut(draft_of: DraftOf) -> None:
    draft = draft_of(
        p("Rain", runs='<w:commentRangeStart w:id="1"/>' + r(" fell") + '<w:r><w:commentReference w:id="1"/></w:r>'),
        p("Seen.", runs=r(" Not ", "<w:vanish/>") + r("seen.", "<w:vanish/>")),
        relations={"c": "comments comments.xml", "h": "header header1.xml", "f": "footer footer1.xml"},
        parts={
            "word/comments.xml": xml(
                "w:comments", f'<w:comment w:id="1" w:author="Ada Meadow">{p("Is that so?")}</w:comment>'
            ),
            "word/header1.xml": xml("w:hdr", p("The Garden")),
            "word/footer1.xml": xml("w:ftr", p("12")),
        },
    )
    assert [text(block) for block in body(draft)] == ["Rain fell", "Seen."]
    assert cut(draft, "comment") == ["Ada Meadow: Is that so?"]
    assert cut(draft, "hidden text") == [" Not seen."]
    assert cut(draft, "header or footer of the pages") == ["The Garden"]


def test_words_in_an_unknown_element_are_told(draft_of: DraftOf) -> None:
    draft = draft_of(p("Rain fell."), f"<w:futureThing>{p('Unseen words')}</w:futureThing>")
    assert [text(block) for block in body(draft)] == ["Rain fell."]
    assert cut(draft, "not understood") == ["Unseen words"]
    assert "w:futureThing" in found(draft, "not-understood")[0]


# --- what is no document ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("word/document.xml", "<w:document", "broken-xml"),
        ("word/document.xml", "<html/>", "no-document"),
        ("word/document.xml", xml("w:document", ""), "no-document"),
        ("word/document.xml", xml("w:document", "<w:body><w:p/></w:body>"), "empty"),
        ("word/styles.xml", "<w:styles", "broken-xml"),
    ],
)
def test_a_document_that_can_not_be_read_is_refused(draft_of: DraftOf, name: str, content: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        draft_of(p("Rain."), parts={name: content})
    assert [finding.code for finding in caught.value.findings] == [code]


def test_an_archive_without_a_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(InputError, match="not a Word document"):
        read(Original(tmp_path / "a.docx", "a.docx"))


RAIN = r("Rain")
BEGIN = '<w:fldChar w:fldCharType="begin"/>'


@pytest.mark.parametrize(
    "body_",
    [
        f'<w:p><w:r><w:footnoteReference w:id="99"/></w:r>{RAIN}</w:p>',
        f"<w:p><w:r><w:footnoteReference/></w:r>{RAIN}</w:p>",
        f"<w:p><w:bookmarkStart/>{RAIN}</w:p>",
        f"<w:p><w:r><w:sym/></w:r>{RAIN}</w:p>",
        f'<w:p><w:r>{BEGIN}<w:instrText>HYPERLINK "http://a.example"</w:instrText></w:r>{RAIN}</w:p>',
        f'<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r>{RAIN}</w:p>',
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr></w:pPr>{RAIN}</w:p>',
        f'<w:p><w:pPr><w:outlineLvl w:val="x"/></w:pPr>{RAIN}</w:p>',
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p>{RAIN}</w:p></w:tc></w:tr></w:tbl>',
        f"<w:tbl><w:p>{RAIN}</w:p></w:tbl>",
        RAIN,
        f'<w:p><w:hyperlink r:id="none">{RAIN}</w:hyperlink></w:p>',
        f"<w:p><w:r><w:pict><w:txbxContent>{RAIN}</w:txbxContent></w:pict></w:r></w:p>",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{RAIN}</w:p>",
    ],
)
def test_a_document_against_the_rules_loses_no_word_in_silence(draft_of: DraftOf, body_: str) -> None:
    draft = draft_of(body_)
    words = [inline_text(getattr(block, "inlines", ())) for chapter in draft.chapters for block in chapter.blocks]
    assert "Rain" in f"{words} {draft.chapters} {draft.cuts}"
