"""Catalogue: what front matter means, whichever program it was written for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cjpublish.draft import Metadata
from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markdown.front import Front
from cjpublish.importers.markdown.unused import tell_unused

__all__ = ["Catalogue", "catalogue"]

_TITLE = ("title", "booktitle", "doctitle", "short-title")
_AUTHORS = ("author", "authors", "creator", "creators", "byline", "by")
_LANGUAGE = ("lang", "language", "locale", "languagecode")
_DATE = ("date", "published", "publishdate", "pubdate", "date-published", "issued", "created")
_DESCRIPTION = ("abstract", "description", "summary", "excerpt", "lead")
_SUBJECTS = ("keywords", "tags", "categories", "category", "subject", "subjects", "topics", "tag")
_RIGHTS = ("rights", "copyright", "license", "licence")
_SOURCE = ("canonical_url", "canonicalurl", "canonical", "source", "original_url", "url")
_COVER = (
    "cover-image",
    "cover",
    "image",
    "featured_image",
    "feature_image",
    "featured",
    "thumbnail",
    "header",
    "images",
)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_FORMATS = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y", "%B %Y", "%b %Y")
_MONTHLY = 2
"""So many formats, the last, have no day."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_FILE_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
"""How Jekyll names a post's file."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a file says of itself."""

    metadata: Metadata
    """Its title may be empty."""
    name: str
    """What the file's name makes of a title."""
    cover: str = ""
    """The address of the cover's picture, as written."""
    cover_alt: str | None = None
    """What is said of the cover."""


def catalogue(front: Front, account: Account, plain: Callable[[str], str]) -> Catalogue:
    """Return what a file's front matter and name say; `plain` takes the Markdown out of a text."""
    fields = {**_mapping(front.fields.get("params")), **front.fields}
    stem = account.original.path.stem
    dated = _FILE_DATE.fullmatch(stem)
    title, subtitle = _titles(fields.get("title"))
    metadata = Metadata(
        title=plain(title or _first(fields, _TITLE[1:])),
        subtitle=plain(subtitle or _first(fields, ("subtitle",))),
        authors=tuple(dict.fromkeys(plain(name) for key in _AUTHORS for name in _names(fields.get(key)) if name)),
        language=_language(_first(fields, _LANGUAGE), account),
        publisher=plain(_first(fields, ("publisher",))),
        date=_date(_first(fields, _DATE), account) or (dated.group(1) if dated else ""),
        identifier=next(_identifiers(fields), ""),
        rights=plain(_first(fields, _RIGHTS)),
        source=_source(fields) or account.original.address,
        subjects=tuple(
            dict.fromkeys(plain(each) for key in _SUBJECTS for each in _listed(key, fields.get(key)) if each)
        ),
        description=plain(_first(fields, _DESCRIPTION)),
    )
    cover = _cover(fields)
    heard = (_first(fields, _DATE), _first(fields, _LANGUAGE), *map(str, cover))
    tell_unused(front, metadata, heard, account, plain)
    name = " ".join((dated.group(2) if dated else stem).replace("-", " ").replace("_", " ").split())
    return Catalogue(metadata, name[:1].upper() + name[1:], *cover)


def _mapping(value: object) -> Mapping[str, object]:
    return {str(name).lower(): each for name, each in value.items()} if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """Return what a value says in words: itself, the first of several, or the text of a mapping."""
    match value:
        case str():
            return " ".join(value.split())
        case [first, *_]:
            return _text(first)
        case dict():
            return next(
                (_text(value[key]) for key in ("text", "name", "title", "main", "holder") if value.get(key)), ""
            )
    return ""


def _first(fields: Mapping[str, object], names: Sequence[str]) -> str:
    return next((text for name in names if (text := _text(fields.get(name)))), "")


def _titles(value: object) -> tuple[str, str]:
    """Return title and subtitle; pandoc may say both in one list (its EPUB metadata)."""
    if not isinstance(value, list):
        return _text(value), ""
    typed = {_text(_mapping(each).get("type")): _text(each) for each in value if isinstance(each, dict)}
    return typed.get("main") or _text(value), typed.get("subtitle", "")


def _names(value: object) -> Iterator[str]:
    match value:
        case str():
            yield " ".join(value.split())
        case list():
            for each in value:
                yield from _names(each)
        case dict():
            own = _mapping(value)
            name = own.get("literal") or own.get("name") or own.get("text")
            if name is None and (own.get("given") or own.get("family")):
                name = " ".join(_text(own.get(part)) for part in ("given", "family")).strip()
            yield from _names(name if name is not None else list(value)[:1])


def _listed(key: str, value: object) -> Iterator[str]:
    """Yield subjects: of a list, of a text with commas, or of Jekyll's words with spaces."""
    match value:
        case str():
            divided = value.split(",") if "," in value else value.split() if key in ("tags", "categories") else [value]
            yield from (" ".join(each.split()) for each in divided)
        case list():
            yield from map(_text, value)


def _language(text: str, account: Account) -> str:
    tag = text.partition(".")[0].replace("_", "-")
    if not tag or _TAG.fullmatch(tag):
        return tag
    account.note("front-matter", f"'{text}' is no language tag, and is left out", 1, "write `language: en` or the like")
    return ""


def _date(text: str, account: Account) -> str:
    """Return a date as YYYY-MM-DD, or as much of it as is said."""
    if not text:
        return ""
    if found := re.match(rf"{_DAY.pattern}(?=$|[T ])", text):
        return found.group()
    for number, form in enumerate(_FORMATS):
        try:
            day = datetime.strptime(text, form)
        except ValueError:
            continue
        return day.strftime("%Y-%m" if number >= len(_FORMATS) - _MONTHLY else "%Y-%m-%d")
    account.warn(
        "front-matter", f"the date '{text}' is not understood", 1, "write `date: 2026-11-24` in publication.yaml"
    )
    return ""


def _identifiers(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the file's names of itself as URIs."""
    isbn = re.sub(r"[^0-9Xx]", "", _text(fields.get("isbn")))
    if isbn:
        yield f"urn:isbn:{isbn}"
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", _text(fields.get("doi")), flags=re.IGNORECASE)
    if doi:
        yield f"https://doi.org/{doi}"
    said = _text(fields.get("identifier"))
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", said):
        yield said


def _source(fields: Mapping[str, object]) -> str:
    """Return where a text was published, if that is a whole address, or else what it was made from."""
    said = [_text(fields.get(name)) for name in _SOURCE]
    addresses = (each for each in said if urlsplit(each).scheme in ("http", "https"))
    return next(addresses, _text(fields.get("source")))


def _cover(fields: Mapping[str, object]) -> tuple[str, str | None]:
    for name in _COVER:
        value = fields.get(name)
        own = _mapping(value[0] if isinstance(value, list) and value else value)
        keys = ("image", "src", "path", "url", "teaser", "overlay_image", "feature")
        path = _first(own, keys) if own else _text(value)
        if path:
            return path, _text(own.get("alt")) or _text(own.get("image_description")) or None
    return "", None
