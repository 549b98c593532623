from pathlib import Path

from asked import needed
from planted import Good, replaced

SLOW = True
OPTIONS = {"tools": True}
PLACE = "the-kitchen-garden.epub"


def fires(good: Good) -> Path:
    needed("Ace")
    return good.archive({"summer.xhtml": replaced("<p>", '<p><input type="text"/> ')})


def quiet(good: Good) -> Path:
    needed("Ace")
    return good.archive({"summer.xhtml": replaced("<p>", '<p><input type="text" aria-label="Your name"/> ')})
