"""An EPUB's container: where its package is, and whether it may be read at all."""

from __future__ import annotations

from typing import Any

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original, refused, xml
from cjpublish.importers.archive import Archive
from cjpublish.importers.epub.entries import Entries

__all__ = ["package_path"]

_PACKAGE = "application/oebps-package+xml"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATION = (
    "http://www.idpf.org/2008/embedding",  # EPUB 3.3, 4.3
    "http://ns.adobe.com/pdf/enc#RC",
)
_RIGHTS = {
    "META-INF/rights.xml": "its rights.xml",
    "META-INF/sinf.xml": "Apple's FairPlay",
    "META-INF/license.lcpl": "Readium LCP",
}
"""Files that a copy protection leaves in the container, and what to call each."""
_PROTECTION_FIX = "import the file that the protected one was made from, or an edition without copy protection"
_AGAIN = "save or export the book once more with the program that made it"


def package_path(archive: Archive, entries: Entries, original: Original, findings: list[Finding]) -> str:
    """Return the name of the package document of the default rendition (OCF 3.3, 4.2.6.3).

    Appends what was mended or left aside to `findings`. Raises InputError where the book is protected against copying
    or has no package document.
    """
    _refuse_protection(archive, original)
    _look_at_mimetype(archive, original, findings)
    packages = [name for name in archive.names if name.lower().endswith(".opf")]
    declared = _declared(archive, entries, original, findings)
    if declared:
        if len(declared) > 1:
            others = ", ".join(name for name in declared[1:])
            message = f"the EPUB holds the work more than once: '{declared[0]}' is read, and not {others}"
            findings.append(Finding("rendition", Severity.NOTE, message, original.place()))
        return declared[0]
    if packages:
        message = f"the container does not say where the package is: '{packages[0]}' is taken for it"
        findings.append(Finding("container", Severity.NOTE, message, original.place()))
        return packages[0]
    raise refused(original, "no-package", "this EPUB has no package document, so its order is not known", _AGAIN)


def _refuse_protection(archive: Archive, original: Original) -> None:
    present = {name.casefold(): name for name in archive.names}
    for name, what in _RIGHTS.items():
        if name.casefold() in present:
            message = f"this EPUB is protected against copying (DRM: {what}) and can't be imported"
            raise refused(original, "drm", message, _PROTECTION_FIX)
    encryption = present.get(_ENCRYPTION.casefold())
    if encryption is None:
        return
    root = xml.parse(archive.read(encryption), original, encryption)
    algorithms = {str(each.get("Algorithm", "")) for each in root.iter("{*}EncryptionMethod")}
    inside = next(root.iter("{*}EncryptedData"), None)
    if inside is not None and not (algorithms and algorithms <= set(_OBFUSCATION)):
        message = "this EPUB is encrypted (DRM) and can't be imported"
        raise refused(original, "drm", message, _PROTECTION_FIX)


def _look_at_mimetype(archive: Archive, original: Original, findings: list[Finding]) -> None:
    said = archive.read("mimetype").strip() if archive.has("mimetype") else b""
    if said != b"application/epub+zip":
        message = "the archive does not say that it is an EPUB (its file 'mimetype' is missing or wrong)"
        findings.append(Finding("mimetype", Severity.NOTE, message, original.place()))


def _declared(archive: Archive, entries: Entries, original: Original, findings: list[Finding]) -> list[str]:
    """Return the package documents that the container names and that are there."""
    name = entries.find(_CONTAINER, "")[0]
    if not name:
        return []
    try:
        root = xml.parse(archive.read(name), original, name)
    except InputError as error:
        if {finding.code for finding in error.findings} != {"broken-xml"}:
            raise
        findings.append(Finding("container", Severity.NOTE, f"'{name}' can't be read", original.place()))
        return []
    files = [each for each in root.iter("{*}rootfile") if _is_package(each)]
    found = [entries.find(str(each.get("full-path", "")), "")[0] for each in files]
    return list(dict.fromkeys(each for each in found if each))


def _is_package(rootfile: Any) -> bool:
    return rootfile.get("media-type") in (None, "", _PACKAGE) or str(rootfile.get("full-path", "")).endswith(".opf")
