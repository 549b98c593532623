"""Catalogues of a small publication in every edition, without building one; and the apps and grammars that read them.

foliate-js is found as in reader.py. The schemas of OPDS have no licence and are not here: CJPUBLISH_OPDS names a folder
that holds `schema/` of https://github.com/opds-community/specs, with the grammar of Atom (RFC 4287, appendix B) beside
that of OPDS 1.2, as `1.2/atom.rnc`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT7

from cjpublish import editions
from cjpublish.editions.views.accessibility import claims
from cjpublish.model import Book, EncodedChapter, Packets, Publication
from cjpublish.site import opds
from cjpublish.site.noted import description
from cjpublish.site.shelf import Catalogue, Listing, Offer
from packages import SCHEMAS, said

__all__ = [
    "SECONDS",
    "URL",
    "catalogue",
    "feed_faults",
    "grammar_faults",
    "library",
    "listing",
    "made",
    "seen_by_calibre",
    "seen_by_foliate",
]

URL = "https://example.org/garden/"
SECONDS = 83.25


def listing(publication: Publication, *names: str) -> Listing:
    """Return what a catalogue says of a publication in some editions, or in all; each file is 1,000 bytes."""
    offers: list[Offer] = []
    for name in names or editions.names():
        edition = editions.load(name)
        for artifact in edition.make(_heard(publication)):
            seconds = SECONDS if artifact.samples else 0.0
            offers.append(Offer(name, edition.title, artifact.path, artifact.media_type, 1000, "0" * 64, seconds))
    heard = SECONDS if any(offer.seconds for offer in offers) else 0.0
    said = description(publication)
    return Listing(publication.metadata, claims(publication), tuple(offers), heard, description=said)


def _heard(publication: Publication) -> Book:
    """Return the publication as if it were spoken; editions name their files before they ask for sound."""
    book = said(publication)
    tracks = (*book.timeline.tracks, *book.timeline.pages) if book.timeline else ()
    return replace(
        book,
        audio={
            track.chapter: EncodedChapter("", (Packets(track.length, bytes),), (Packets(track.length, bytes),))
            for track in tracks
        },
    )


def catalogue(*listings: Listing) -> Catalogue:
    """Return a catalogue of publications; that of a single one has its title and its identifier."""
    about = listings[0].metadata
    return Catalogue(about.title, about.language, about.identifier, URL, about.modified, about.publisher, listings)


def library(one: Listing, number: int) -> Catalogue:
    """Return a library of so many publications that differ in title, identifier and folder."""
    listings = tuple(
        replace(
            one,
            metadata=replace(one.metadata, title=f"Garden {place}", identifier=f"urn:example:{place}"),
            folder=f"garden-{place}/",
        )
        for place in range(1, number + 1)
    )
    return replace(catalogue(*listings), title="A library", identifier="urn:example:library")


def made(what: Catalogue, folder: Path) -> dict[str, bytes]:
    """Return a catalogue's files by path, written as a build writes them."""
    found: dict[str, bytes] = {}
    for artifact in opds.files(what):
        place = folder / artifact.path
        artifact.write(place)
        assert artifact.path not in found
        found[artifact.path] = place.read_bytes()
    return found


# --- the public schemas -----------------------------------------------------------------------------------------------


def _schemas() -> Path:
    named = os.environ.get("CJPUBLISH_OPDS")
    if not named:
        pytest.skip("the schemas of OPDS are not there: name the folder that holds them in CJPUBLISH_OPDS")
    return Path(named)


@cache
def _registry(folder: Path) -> Registry[Any]:
    """Return every schema of Readium and of OPDS by its `$id`.

    Readium's refer to OPDS by the address of its drafts. Named groups are written as Python wants them.
    """
    files = (*sorted((SCHEMAS / "readium-webpub-manifest").rglob("*.json")), *sorted(folder.glob("*.json")))
    texts = [file.read_text("utf-8").replace("(?<", "(?P<") for file in files]
    found = [json.loads(text.replace("https://drafts.opds.io/", "https://specs.opds.io/")) for text in texts]
    return Registry().with_resources((each["$id"], DRAFT7.create_resource(each)) for each in found)


def feed_faults(document: object) -> list[str]:
    """Return what the JSON Schema of OPDS 2.0 finds wrong in a feed; skip the test where there is none."""
    registry = _registry(_schemas())
    schema = registry["https://specs.opds.io/schema/feed.schema.json"].contents
    validator = Draft7Validator(schema, registry=registry, format_checker=FormatChecker())
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(document)]


def grammar_faults(feeds: Sequence[bytes], folder: Path) -> list[str]:
    """Return what the RELAX NG grammar of OPDS 1.2 finds wrong in each feed; skip the test where it can't be asked.

    As published, its pattern for addresses has lost two backslashes and refuses every address with an r or a t.
    """
    grammars = _schemas() / "1.2"
    jing = shutil.which("jing") or pytest.skip("jing, which reads the grammar of OPDS 1.2, is not installed")
    published = (grammars / "opds.rnc").read_text("utf-8")
    (folder / "opds.rnc").write_text(published.replace(r'"\nrt]', r'"\n\r\t]'), "utf-8")
    shutil.copy(grammars / "atom.rnc", folder)
    names = [f"feed-{number}.xml" for number in range(len(feeds))]
    for name, feed in zip(names, feeds, strict=True):
        (folder / name).write_bytes(feed)
    asked = [jing, "-c", "opds.rnc", *names]
    said = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False).stdout.splitlines()
    return ["\n".join(line for line in said if f"/{name}:" in line) for name in names]


# --- calibre ----------------------------------------------------------------------------------------------------------

_SEARCH = """\
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Garden</ShortName>
<Url type="application/atom+xml" template="http://{host}/opds.xml?q={{searchTerms}}"/></OpenSearchDescription>"""
_ASK = """
import json, sys
from calibre.gui2.store.opensearch_store import open_search
print(json.dumps([
    {"title": found.title, "author": found.author, "cover": found.cover_url, "downloads": found.downloads}
    for found in open_search(sys.argv[-1], "garden", timeout=20)
]))
"""
"""What calibre's "Get books" does with a store that has an OPDS catalogue."""


def seen_by_calibre(feed: bytes) -> list[dict[str, Any]]:
    """Return what calibre makes of the entries of an OPDS 1.2 catalogue; skip the test where it is not installed."""
    calibre = shutil.which("calibre-debug") or pytest.skip("calibre is not installed")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the base class's name
            is_feed = self.path.startswith("/opds.xml")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(feed if is_feed else _SEARCH.format(host=self.headers["Host"]).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        asked = [calibre, "-c", _ASK, f"http://127.0.0.1:{server.server_port}/search.xml"]
        quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        answer = subprocess.run(asked, capture_output=True, text=True, check=True, env=quiet).stdout
        server.shutdown()
    found: list[dict[str, Any]] = json.loads(answer)
    return found


# --- foliate-js -------------------------------------------------------------------------------------------------------

_OPEN = """async address => {
  const { getFeed, isOPDSCatalog } = await import("/foliate/opds.js")
  const answer = await fetch(address)
  const known = isOPDSCatalog(answer.headers.get("content-type"))
  const tree = new DOMParser().parseFromString(await answer.text(), "application/xml")
  const feed = getFeed(tree)
  for (const { metadata } of feed.publications)
    for (const symbol of Object.getOwnPropertySymbols(metadata)) metadata.description = metadata[symbol]?.value
  return { known, feed }
}"""
"""Reads a catalogue as foliate does; what it keeps under a symbol is put where JSON can hold it."""


def seen_by_foliate(files: Mapping[str, tuple[str, bytes]], address: str) -> dict[str, Any]:
    """Return what foliate-js makes of a catalogue: whether it knows it for one, and its feed as OPDS 2.0.

    `files` are the site's, with their media types, by address. Skips the test where foliate-js, Chromium or Playwright
    is not installed.
    """
    foliate = Path(os.environ.get("CJPUBLISH_FOLIATE") or Path(__file__).parents[1] / "node_modules" / "foliate-js")
    if not (foliate / "opds.js").is_file():
        pytest.skip(f"foliate-js is not installed: there is no {foliate}; name its folder in CJPUBLISH_FOLIATE")
    chromium = shutil.which("chromium") or pytest.skip("a reader needs Chromium, which is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

    def answer(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(content_type="text/html", body="<!DOCTYPE html><title>A reader</title>")
        elif path.startswith("/foliate/"):
            route.fulfill(content_type="text/javascript", path=foliate / path.removeprefix("/foliate/"))
        else:
            media_type, content = files[route.request.url]
            route.fulfill(content_type=media_type, body=content)

    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        try:
            page = browser.new_page()
            page.route("**/*", answer)
            page.goto(f"https://{urlsplit(address).netloc}/")
            found: dict[str, Any] = page.evaluate(_OPEN, address)
            return found
        finally:
            browser.close()
