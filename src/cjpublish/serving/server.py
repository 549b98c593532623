"""The server: uvicorn, until somebody ends it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from cjpublish.serving.addresses import trusted
from cjpublish.serving.app import application
from cjpublish.serving.building import Build, Built, missing
from cjpublish.serving.news import News
from cjpublish.serving.reloading import follow

__all__ = ["serve", "serve_and_reload"]

_PATIENCE = 0.5
"""Seconds that answers get to end when the server does; a player that has paused would keep one open for ever."""


def serve(site: Path, listener: socket.socket) -> None:
    """Serve a site's folder until Ctrl-C, which comes as KeyboardInterrupt."""
    asyncio.run(_Server(application(site, trusted(listener))).serve([listener]))


def serve_and_reload(
    site: Path, listener: socket.socket, wanted: Build, begun: Callable[[], None], ended: Callable[[Built], None]
) -> None:
    """Serve a site's folder until Ctrl-C, build it anew when its manuscript is saved, and let open pages know.

    `begun` and `ended` are called when a build begins and ends.
    """
    asyncio.run(_followed(site, listener, wanted, begun, ended))


async def _followed(
    site: Path, listener: socket.socket, wanted: Build, begun: Callable[[], None], ended: Callable[[Built], None]
) -> None:
    news = News(site)
    server = _Server(application(site, trusted(listener), news), news.close)

    def told(built: Built) -> None:
        lacking = missing(site) if built.is_done else ()
        news.tell((*built.findings, *lacking))
        ended(replace(built, untold=(*built.untold, *lacking)))

    following = asyncio.create_task(follow(wanted, begun, told))
    following.add_done_callback(lambda _: server.stop())  # which only a fault makes it come to
    try:
        await server.serve([listener])
    finally:
        following.cancel()
        while not following.done():  # Ctrl-C cancels this too, and a build is to end before the loop does
            with suppress(asyncio.CancelledError):
                await asyncio.wait({following})
    if not following.cancelled():
        following.result()  # or what went wrong


class _Server(uvicorn.Server):
    """Uvicorn, which says nothing of its own and lets nobody hold up its end."""

    def __init__(self, app: ASGIApp, closing: Callable[[], None] = lambda: None) -> None:
        """Serve an application; `closing` is called before the server waits for what is under way."""
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                proxy_headers=False,
                server_header=False,
            )
        )
        self._closing = closing

    def stop(self) -> None:
        """End as soon as what is under way has ended."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: answers under way get a moment, and then their connections are cut."""
        self._closing()
        cutting = asyncio.get_running_loop().call_later(_PATIENCE, self._cut)
        await super().shutdown(sockets)
        cutting.cancel()

    def _cut(self) -> None:
        for connection in list(self.server_state.connections):
            if transport := getattr(connection, "transport", None):
                transport.abort()
