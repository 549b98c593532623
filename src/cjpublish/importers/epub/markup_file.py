"""A content document as a tree, however it is written."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original, refused, xml
from cjpublish.importers.encoding import decode

__all__ = ["tree"]

_DECLARED = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
_TOO_DEEP = etree.XPath("boolean(" + "/*" * 201 + ")")
_PROLOG = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)


def tree(content: bytes, original: Original, name: str, findings: list[Finding]) -> Any:
    """Return the root element of a content document, with namespaces where it is well-formed, without where it is not.

    What is not well-formed is read as HTML, as browsers read it, with a finding. Raises InputError where it declares
    entities of its own or nests beyond reason, or where nothing can be read.
    """
    try:
        return xml.parse(content, original, name)
    except InputError as error:
        if {finding.code for finding in error.findings} != {"broken-xml"}:
            raise
        root = _as_html(content, original)
        if root is None:
            raise
        reason = error.findings[0]
        where = f" (line {reason.source.line})" if reason.source and reason.source.line else ""
        message = f"'{name}' is not well-formed XML{where} and was read as HTML, as browsers do"
        findings.append(Finding("broken-xml", Severity.NOTE, message, original.place()))
        return root


def _as_html(content: bytes, original: Original) -> Any:
    """Return the tree of HTML; None where there is nothing in it."""
    declared = _DECLARED.search(content[:2048])
    names = [group.decode("ascii", "replace") for group in declared.groups() if group] if declared else []
    text = _PROLOG.sub("", decode(content, original, next(iter(names), "")).text, count=1)
    if not text.strip() or "<" not in text:
        return None
    # The parser takes a text for Latin-1 when a declaration in it says so; as bytes with their true encoding it can't.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if _TOO_DEEP(root):
        raise refused(original, "too-deep", "the markup nests too deeply")
    return root
