"""What an http(s) address leads to: nothing else is fetched, and never more or longer than is allowed."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse
    from typing import IO

    from cjpublish.importers import Fetch

__all__ = ["fetcher"]

_AGENT = "cjpublish (imports single pages at a person's request)"
_CHUNK = 65_536


def fetcher(limit_bytes: int, timeout: float) -> Fetch:
    """Return a function that gets what an address leads to, at most `limit_bytes` in at most `timeout` seconds.

    It follows redirects, verifies certificates, and raises OSError where an address, or one that it is led on to, is
    not http(s), the answer is an error, too large or too slow, or there is none.
    """
    opener = _opener()

    def fetch(address: str) -> bytes:
        deadline = time.monotonic() + timeout
        _check(address)
        try:
            request = Request(address, headers={"User-Agent": _AGENT})  # noqa: S310  # checked above
            with opener.open(request, timeout=timeout) as response:
                return _read(response, limit_bytes, deadline)
        except (HTTPException, ValueError) as error:
            raise OSError(f"the answer makes no sense: {error}") from error

    return fetch


class _Redirects(HTTPRedirectHandler):
    """Follows to http(s) only; the library would follow to FTP too."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> OpenerDirector:
    """Return an opener with no handler for files, FTP or data."""
    opener = OpenerDirector()
    handlers = (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor, _Redirects)
    for handler in handlers:
        opener.add_handler(handler())
    return opener


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise OSError("the address does not begin with http:// or https://")


def _read(response: HTTPResponse, limit_bytes: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > limit_bytes:
            raise OSError(f"the answer is larger than {limit_bytes // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise OSError("the answer takes too long")
    if response.length:
        raise OSError("the answer breaks off")
    return b"".join(parts)
