"""Which machine a request is for: it must be this one, by one of its own names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cjpublish.serving.pages import told

__all__ = ["Named"]

_WHOLE = re.compile(rb"http://([^/?#]*)(.*)", re.I | re.S)


class Named:
    """Answers what is asked of this machine's own names, by Starlette's middleware; else says why not."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Wrap an application; `hosts` are the names, `*` is any."""
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; one whose target is a whole address is for the host in it (RFC 9112, 3.2.2)."""
        if whole := _WHOLE.fullmatch(scope["raw_path"]):
            scope = _relative(scope, whole[1], whole[2] or b"/")
        is_known = False

        async def known(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal is_known
            is_known = True
            await self._app(scope, receive, send)

        async def unless_refused(message: Message) -> None:
            if is_known:
                await send(message)

        names = TrustedHostMiddleware(known, allowed_hosts=self._hosts, www_redirect=False)
        await names(scope, receive, unless_refused)
        if not is_known:
            await HTMLResponse(told(400), 400)(scope, receive, send)


def _relative(scope: Scope, host: bytes, path: bytes) -> Scope:
    """Return a request for a whole address as one for the path, sent to the address's host."""
    changed = {**scope, "raw_path": path, "path": unquote(path.decode("ascii")), "headers": list(scope["headers"])}
    MutableHeaders(scope=changed)["host"] = host.decode("ascii")
    return changed
