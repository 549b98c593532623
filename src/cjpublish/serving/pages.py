"""The server's own pages: what a person sees where there is nothing to see."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

__all__ = ["told"]

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>body { max-width: 35em; margin: 0 auto; padding: 2em 1em; font: 1.125em/1.6 system-ui, sans-serif; }</style>
</head>
<body>
<main>
<h1>$title</h1>
<p>$text</p>
<p><a href="/">Go to the first page</a></p>
</main>
</body>
</html>
""")

_TEXTS: Mapping[int, tuple[str, str]] = {
    400: ("This machine has another name", "Open the address that the terminal shows: only by that can pages be read."),
    403: ("This file can’t be read", "It is there, but its rights do not let the server read it."),
    404: ("There is nothing here", "The address may be mistyped, or what was here has another address now."),
    405: ("This can’t be done here", "These pages can be read, and nothing can be sent to them."),
    503: ("There is no site yet", "It is being built, or something must be mended first. This page follows by itself."),
}
_OTHER = ("This did not work", "The server could not make sense of what was asked for.")


def told(status: int) -> str:
    """Return the page for an HTTP status that is an error."""
    title, text = _TEXTS.get(status, _OTHER)
    return _PAGE.substitute(title=title, text=text)
