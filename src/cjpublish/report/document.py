"""The report: one page that needs no other file, no network and no script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files as resources

from cjpublish.report.chapters import chapters
from cjpublish.report.contents import claims, files
from cjpublish.report.found import findings
from cjpublish.report.html import text
from cjpublish.report.opening import looked_at, opening, verdict
from cjpublish.report.pictured import pictures
from cjpublish.report.spoken import misread, pronunciations
from cjpublish.report.told import Told

__all__ = ["page"]

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_SECTIONS = (
    ("checked", "What was checked", looked_at),
    ("editions", "Editions", files),
    ("findings", "Findings", findings),
    ("claims", "Accessibility claims", claims),
    ("sound", "Sound", chapters),
    ("misread", "Sentences most likely misread", misread),
    ("pictures", "Pictures and what is said about them", pictures),
    ("pronunciations", "Pronunciations", pronunciations),
)
"""In order: a section's id, its heading and what writes it."""


def page(told: Told) -> str:
    """Return the report as an HTML page, the same for the same input; a section with nothing to show is left out."""
    written = [(name, heading, write(told)) for name, heading, write in _SECTIONS]
    shown = [(name, heading, body) for name, heading, body in written if body]
    links = "".join(f'<li><a href="#{name}">{heading}</a></li>\n' for name, heading, _ in shown)
    sections = "".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{heading}</h2>\n{body}</section>\n'
        for name, heading, body in shown
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="generator" content="cjpublish check">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(told.examination.subject)}: {verdict(told.examination)}</title>\n<style>\n{_style()}</style>\n"
        f'</head>\n<body>\n<main>\n{opening(told)}<nav aria-label="On this page">\n<ul>\n{links}</ul>\n</nav>\n'
        f"{sections}</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return resources("cjpublish.report").joinpath("report.css").read_text(encoding="utf-8")
