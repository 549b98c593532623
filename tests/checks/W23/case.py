from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced("</main>", '<p id="spring">Once more</p></main>')(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced("</main>", '<p id="Spring">Once more</p></main>')(path.read_bytes()))
    return path
