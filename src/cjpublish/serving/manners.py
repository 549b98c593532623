"""What holds for every answer: headers that protect who reads, and compression that says what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cjpublish.serving.types import PACKED

__all__ = ["Compressed", "Guarded", "Headed"]

_ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cache-Control": "no-cache",
}
_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.I)
_LEVEL = 6
"""Of zlib: 9 takes twice the time for a hundredth less."""


class Guarded:
    """Adds to each answer what protects who reads it, where the answer does not say otherwise itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded)


class _Enough(Exception):  # noqa: N818  # no fault
    """All is known that HEAD asks for."""


class Headed:
    """Answers HEAD with the headers that GET has, compressed or not (RFC 9110, 9.3.2), and makes no more of the rest.

    Content-Length is left out where GET has none, and so it never tells another size than that of GET's content (8.6).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is asked for by HEAD is the whole, since ranges are for GET alone (14.2)."""
        if scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headers_only(message: Message) -> None:
            await send(message)
            await send({"type": "http.response.body"})
            raise _Enough

        asked = {**scope, "method": "GET", "headers": list(scope["headers"])}
        del MutableHeaders(scope=asked)["range"]
        try:
            await self._app(asked, receive, headers_only)
        except* _Enough:  # a stream's comes in a group
            pass


class Compressed:
    """Compresses text, by Starlette's middleware, whose answers keep the tag of the file as it lies on disk.

    A strong tag stands for bytes (RFC 9110, 8.8.1): who resumes half a compressed answer by it would go on with bytes
    that are not compressed. A compressed answer's tag is therefore weak, and no range is given by it.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        excluded = (*PACKED, "text/event-stream")
        self._packing = GZipMiddleware(app, compresslevel=_LEVEL, exclude_content_types=excluded)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; not compressed where it refuses gzip by its weight, for which Starlette doesn't look."""

        async def weakened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "content-encoding" in headers and "etag" in headers:
                    headers["etag"] = f"W/{headers['etag']}"
            await send(message)

        asked = MutableHeaders(scope=scope)
        if _REFUSED.search(asked.get("accept-encoding", "")):
            del asked["accept-encoding"]
        await self._packing(scope, receive, weakened)
