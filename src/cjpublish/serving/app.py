"""The site as an application: its files, the news of it where it is watched, and the manners of every answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount

from cjpublish.serving.building import missing
from cjpublish.serving.files import SiteFiles
from cjpublish.serving.manners import Compressed, Guarded, Headed
from cjpublish.serving.naming import Named
from cjpublish.serving.news import News
from cjpublish.serving.pages import told

__all__ = ["application"]


def application(site: Path, hosts: Sequence[str], news: News | None = None) -> Starlette:
    """Return the application that serves a site's folder.

    It answers only to the names `hosts` (`*` is any): a page from elsewhere that has its own name lead to this machine
    must not read what is not published yet. With `news`, pages listen to them.
    """

    page = news.page if news else HTMLResponse

    async def failed(_request: Request, error: Exception) -> Response:
        fault = error if isinstance(error, HTTPException) else HTTPException(500)
        status = 503 if news and fault.status_code == 404 and missing(site) else fault.status_code
        answer = page(told(status).encode(), status)
        answer.headers.update(fault.headers or {})
        return answer

    return Starlette(
        routes=[*(news.routes() if news else ()), Mount("/", SiteFiles(site, news.page if news else None))],
        middleware=[
            Middleware(Guarded),
            Middleware(Named, hosts=hosts),
            Middleware(Headed),
            Middleware(Compressed),
        ],
        exception_handlers={HTTPException: failed},
    )
