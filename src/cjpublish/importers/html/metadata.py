"""What a page says of itself: JSON-LD, citation tags, Dublin Core, Open Graph and HTML's own, in this order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

from cjpublish.draft import Metadata
from cjpublish.importers.html import linked_data
from cjpublish.settings import rules

__all__ = ["About", "about"]

_DIVIDED = re.compile(r"\s+(?:[-|–—·»:]|::|\|\|)\s+")
"""What stands between a title and the name of its site."""
_DAY = re.compile(r"\b([12]\d{3})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_BY = re.compile(r"^\s*(?:by|written by|von|par|por|di|door|av|af)\s+(?=\S)", re.I)
_AND = re.compile(r"\s*(?:[,;&|]|\band\b)\s*")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself."""

    metadata: Metadata
    """For the draft; the title is the best that its head names, the language what it is marked as."""
    titles: tuple[str, ...]
    """Every title that it gives itself, with and without the site's name."""
    summaries: tuple[str, ...]
    """Every description of it."""
    address: str
    """Its own web address; empty where it names none."""
    restricted: bool
    """Whether a part of it is for those who pay."""


class _Tags:
    """The `meta` elements by name, whichever attribute holds it."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            content = " ".join(meta.get("content", "").split())
            for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
                if name and content:
                    self._values.setdefault(name.strip().lower(), []).append(content)

    def all(self, *names: str) -> list[str]:
        """Return the values of every name, in the order of the names."""
        return [value for name in names for value in self._values.get(name, [])]

    def first(self, *names: str) -> str:
        """Return the first value."""
        return next(iter(self.all(*names)), "")


def about(root: html.HtmlElement, address: str) -> About:
    """Read what a whole page, with its head and scripts, says of itself; `address` is where it was fetched from."""
    node, tags = linked_data.article(root), _Tags(root)
    at = _address(root, tags, node, address)
    publisher = linked_data.words(node.get("publisher")) or tags.first(
        "citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "application-name"
    )
    titles = _titles(root, tags, node)
    sites = [publisher, tags.first("og:site_name"), *_host_names(at)]
    plain = tuple(dict.fromkeys(_without_site(title, sites) for title in titles))
    summaries = _texts(
        [linked_data.words(node.get("description"))],
        tags.all("dc.description", "dcterms.description", "og:description", "description", "twitter:description"),
    )
    metadata = Metadata(
        title=plain[0] if plain else "",
        authors=_authors(root, tags, node, publisher),
        language=_language(root, tags, node),
        publisher=publisher,
        date=_date(root, tags, node),
        identifier=_identifier(tags, node),
        rights=_rights(tags, node),
        source=at,
        subjects=_subjects(tags, node),
        description=summaries[0] if summaries else "",
    )
    restricted = str(node.get("isAccessibleForFree")).lower() == "false"
    return About(metadata, tuple(dict.fromkeys((*plain, *titles))), summaries, at, restricted)


def _texts(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for group in groups for text in group if text))


def _titles(root: html.HtmlElement, tags: _Tags, node: linked_data.Node) -> tuple[str, ...]:
    title = root.find("head/title")
    return _texts(
        [linked_data.words(node.get("headline")) or linked_data.words(node.get("name"))],
        tags.all("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title", "title"),
        [" ".join(title.text_content().split())] if title is not None else [],
    )


def _without_site(title: str, sites: Iterable[str]) -> str:
    """Take the site's name off a title's end or beginning."""
    known = {_letters(site) for site in sites} - {""}
    while len(parts := list(_DIVIDED.finditer(title))) > 0:
        first, last = parts[0], parts[-1]
        if _letters(title[last.end() :]) in known:
            title = title[: last.start()]
        elif _letters(title[: first.start()]) in known:
            title = title[first.end() :]
        else:
            break
    return title.strip()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _host_names(address: str) -> list[str]:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return [host, host.partition(".")[0]]


def _address(root: html.HtmlElement, tags: _Tags, node: linked_data.Node, address: str) -> str:
    links = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    given = [*links, *tags.all("og:url", "citation_public_url", "citation_fulltext_html_url"), _url(node), address]
    for url in given:
        try:
            absolute = str(urljoin(address, url.strip()))
        except ValueError:
            continue
        if absolute.startswith(("http://", "https://")) and rules.uri(absolute) is None:
            return absolute
    return ""


def _url(node: linked_data.Node) -> str:
    page = node.get("mainEntityOfPage")
    url = page.get("@id") if isinstance(page, dict) else page or node.get("url")
    return url if isinstance(url, str) else ""


def _authors(root: html.HtmlElement, tags: _Tags, node: linked_data.Node, publisher: str) -> tuple[str, ...]:
    found: tuple[str, ...] = linked_data.names(node.get("author") or node.get("creator"))
    found = found or tuple(tags.all("citation_author")) or tuple(tags.all("dc.creator", "dcterms.creator"))
    found = found or tuple(tags.all("author", "article:author", "sailthru.author", "parsely-author", "byl"))
    found = found or _texts(_marked_authors(root))
    names = [_BY.sub("", name).strip() for name in found]
    split = [part for name in names for part in (_AND.split(name) if len(found) == 1 and "," not in name else [name])]
    # A page often names itself, or the address of an account, as its author.
    good = [
        name
        for name in split
        if name
        and not re.search(r"[/\d@]", name)
        and len(name) <= _LONGEST_NAME
        and _letters(name) != _letters(publisher)
    ]
    return tuple(dict.fromkeys(good))


def _marked_authors(root: html.HtmlElement) -> Iterable[str]:
    for element in root.iter("a", "span", "address", "div", "p"):
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            yield " ".join(element.text_content().split())


def _date(root: html.HtmlElement, tags: _Tags, node: linked_data.Node) -> str:
    given = [
        linked_data.words(node.get("datePublished") or node.get("dateCreated")),
        *tags.all("citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued"),
        *tags.all("dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "article:published_time"),
        *tags.all("datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date", "pubdate", "date"),
        *(time.get("datetime", "") for time in root.iter("time") if _is_published(time)),
    ]
    days = [day for text in given if (day := _day(text))]
    return max(days, key=len, default="")


def _is_published(time: html.HtmlElement) -> bool:
    return time.get("itemprop") == "datePublished" or time.get("pubdate") is not None


def _day(text: str) -> str:
    """Return the ISO 8601 day, month or year that a text begins with."""
    found = _DAY.search(text)
    if not found:
        return ""
    for many in (3, 2, 1):
        parts = found.groups()[:many]
        if all(parts):
            day = "-".join(part.zfill(2) for part in parts)
            if rules.day(day) is None:
                return day
    return ""


def _language(root: html.HtmlElement, tags: _Tags, node: linked_data.Node) -> str:
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    body = root.find("body")
    given = [
        root.get("lang") or root.get(xml) or root.get("xml:lang") or "",
        (body.get("lang") or "") if body is not None else "",
        linked_data.words(node.get("inLanguage")),
        *tags.all("citation_language", "dc.language", "dcterms.language", "content-language", "language", "og:locale"),
    ]
    for tag in given:
        clean = tag.strip().replace("_", "-").partition(",")[0]
        if clean and rules.language(clean) is None:
            return clean
    return ""


def _identifier(tags: _Tags, node: linked_data.Node) -> str:
    written = linked_data.words(node.get("isbn")) or tags.first("citation_isbn", "book:isbn")
    isbn = "".join(filter(str.isalnum, written))
    doi = tags.first("citation_doi", "prism.doi", "dc.identifier.doi").removeprefix("doi:")
    return (
        f"urn:isbn:{isbn}" if isbn else f"https://doi.org/{doi.removeprefix('doi:')}" if doi.startswith("10.") else ""
    )


def _rights(tags: _Tags, node: linked_data.Node) -> str:
    said = tags.first("dc.rights", "dcterms.rights", "citation_license", "copyright", "rights")
    holder, year = linked_data.words(node.get("copyrightHolder")), linked_data.words(node.get("copyrightYear"))
    terms = linked_data.words(node.get("license"))
    return said or " ".join(filter(None, ("©", year, holder)) if holder else ()) or terms


def _subjects(tags: _Tags, node: linked_data.Node) -> tuple[str, ...]:
    given = node.get("keywords")
    listed = list(linked_data.names(given)) if isinstance(given, list) else [linked_data.words(given)]
    listed = [text for text in listed if text] or tags.all("article:tag", "citation_keywords", "dc.subject")
    listed = listed or tags.all("news_keywords", "keywords")
    return _texts(part.strip() for text in listed for part in re.split("[,;]", text))
