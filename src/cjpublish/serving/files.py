"""The files of a site over HTTP: Starlette's, with media types of our own and the standard's ranges."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

from cjpublish.serving.ranges import satisfiable
from cjpublish.serving.types import PACKED, media_type

__all__ = ["SiteFiles"]

_HASHED = re.compile(r"(?:^|/)(?:assets|times)/[^/]*-[0-9a-f]{8}\.[^/]*$")
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_SWAP, _PAUSE = 1.0, 0.02
"""Seconds: a build puts a new folder in the old one's place, and for a moment there is none."""


class SiteFiles(StaticFiles):
    """A folder's files; never anything outside it, and never a list of what is in it."""

    def __init__(self, site: Path, page: Callable[[bytes, int], Response] | None = None) -> None:
        """Serve a folder; where `page` is given, it makes the answer of an HTML file's bytes and a status."""
        super().__init__(directory=site, html=True, check_dir=False)
        self._site = site
        self._page = page

    async def check_config(self) -> None:
        """Leave out Starlette's look at the folder: while a build puts a new one in place there is none."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the answer to a request; raises HTTPException where there is none.

        Starlette lets a loop of links through as an error of the server, asks for a password where a file can't be
        read, takes `page.html/` for `page.html`, from where the page's links lead astray, and sends who asks for a
        folder to an address that it makes of the Host header and of a path that is decoded.
        """
        try:
            response = await super().get_response(path, scope)
        except OSError as error:
            raise HTTPException(404) from error
        except HTTPException as error:
            raise (HTTPException(403) if error.status_code == 401 else error) from error
        if isinstance(response, RedirectResponse):
            return RedirectResponse(_with_slash(scope))
        if isinstance(response, FileResponse) and response.status_code == 404:  # the site's own page
            return self._page(Path(response.path).read_bytes(), 404) if self._page else response
        if scope["path"].endswith("/") and (self._site / path).is_file():
            raise HTTPException(404)
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return where a file lies, and what the disk says of it: None where there is none."""
        begun = time.monotonic()
        while not self._site.is_dir() and time.monotonic() - begun < _SWAP:
            time.sleep(_PAUSE)
        full_path, found = super().lookup_path(path)
        if found and stat.S_ISREG(found.st_mode) and not os.access(full_path, os.R_OK):
            raise PermissionError(full_path)
        return full_path, found

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file, a part of it, or that it has not changed."""
        name = Path(full_path).relative_to(self._site.resolve()).as_posix()
        type_ = media_type(name.rpartition("/")[2])
        kind = type_.partition(";")[0]
        if self._page and kind == "text/html":
            return self._page(Path(full_path).read_bytes(), status_code)
        headers = {"Cache-Control": _FOR_EVER if _HASHED.search(name) else _ASK_AGAIN}
        answer = FileResponse(full_path, status_code, headers, type_, stat_result=stat_result)
        if self.is_not_modified(answer.headers, Headers(scope=scope)):
            if kind not in PACKED:  # what compresses says so of the whole file, but not of this
                answer.headers["Vary"] = "Accept-Encoding"
            return NotModifiedResponse(answer.headers)
        _tidy_range(scope, stat_result.st_size)
        return answer


def _with_slash(scope: Scope) -> str:
    """Return a folder's address as seen from the one without a slash at its end."""
    last = scope["raw_path"].decode("ascii").rpartition("/")[2]
    query = scope["query_string"].decode("ascii")
    return f"./{last}/" + (f"?{query}" if query else "")


def _tidy_range(scope: Scope, size: int) -> None:
    """Leave in a request only a range that the standard has answered (RFC 9110, 14.2)."""
    headers = MutableHeaders(scope=scope)
    asked = headers.get("range")
    if asked is None:
        return
    kept = satisfiable(asked, size)
    del headers["range"]
    if kept:
        headers["range"] = kept
