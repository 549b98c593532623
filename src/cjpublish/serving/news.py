"""What open pages are told while the server watches: which state the site has, and what was found in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from importlib.resources import files as resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from cjpublish.errors import Finding, Severity, Source
from cjpublish.store import digest

__all__ = ["News"]

_FOLDER = "/.cjpublish"
_WORKERS = ("/sw.js", "/{folder:path}/sw.js")
_BREATH = 15.0
"""Seconds after which a silent connection is given a sign of life, so that what lies between does not close it."""
_FAREWELL = (
    "self.addEventListener('install', () => self.skipWaiting());\n"
    "self.addEventListener('activate', () => self.registration.unregister());\n"
)
"""A service worker that goes: one from before would show pages as they were."""


class News:
    """The news of a site, and the addresses at which pages get it."""

    def __init__(self, site: Path) -> None:
        """Begin with the site as it lies on disk and nothing found."""
        self._site = site
        self._state = _state(site)
        self._findings: tuple[Finding, ...] = ()
        self._is_open = True
        self._told = asyncio.Event()

    def tell(self, findings: Sequence[Finding]) -> None:
        """Let every open page know that the site has been built, or was to be, and what was found: each thing once."""
        self._state = _state(self._site)
        shown: dict[tuple[Source | None, str], Finding] = {}
        for severity in (Severity.ERROR, Severity.WARNING):  # the worse of two that say the same is kept
            for each in findings:
                if each.severity is severity:
                    shown.setdefault((each.source, each.message), each)
        self._findings = tuple(shown.values())
        self._wake()

    def close(self) -> None:
        """End what pages are listening to."""
        self._is_open = False
        self._wake()

    def page(self, html: bytes, status: int = 200) -> Response:
        """Return an HTML document that listens to the news."""
        script = f'<script type="module" src="{_FOLDER}/reload.js?state={self._state}"></script>'.encode()
        before, end, after = html.partition(b"</head>")
        return HTMLResponse(before + script + end + after, status, {"Cache-Control": "no-store"})

    def routes(self) -> list[Route]:
        """Return what is to be found at the news' own addresses."""
        return [
            Route(f"{_FOLDER}/events", self._events),
            Route(f"{_FOLDER}/reload.js", _script),
            Route(f"{_FOLDER}/reload.css", _style),
            *(Route(path, _farewell) for path in _WORKERS),
        ]

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        """Yield the news as server-sent events (HTML Standard, 9.2): what there is, and then what is new."""
        while self._is_open:
            told = self._told
            yield f"data: {self._message()}\n\n"
            while self._is_open and not told.is_set():
                try:
                    await asyncio.wait_for(told.wait(), _BREATH)
                except TimeoutError:
                    yield ":\n\n"

    def _message(self) -> str:
        findings = [
            {
                "severity": each.severity,
                "message": each.message,
                "place": str(each.source) if each.source else "",
                "fix": each.fix,
            }
            for each in self._findings
        ]
        return json.dumps({"state": self._state, "findings": findings})

    def _wake(self) -> None:
        told, self._told = self._told, asyncio.Event()
        told.set()


async def _farewell(_request: Request) -> Response:
    """Answer a browser that looks for the site's service worker."""
    return Response(_FAREWELL, media_type="text/javascript")


async def _script(_request: Request) -> Response:
    return Response(_own("reload.js"), media_type="text/javascript")


async def _style(_request: Request) -> Response:
    return Response(_own("reload.css"), media_type="text/css")


def _own(name: str) -> bytes:
    return resources("cjpublish.serving").joinpath(name).read_bytes()


def _state(site: Path) -> str:
    """Return a name for all that lies in a site's folder; files that a build leaves as they are keep their times."""
    try:
        found = sorted((str(path.relative_to(site)), path.stat()) for path in site.rglob("*") if path.is_file())
    except OSError:  # another program is changing it
        return "unknown"
    return digest("served", [(name, stat.st_mtime_ns, stat.st_size) for name, stat in found])[:16]
