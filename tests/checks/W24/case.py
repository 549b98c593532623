from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    content = path.read_bytes()
    content = replaced("<main>", "<div>")(content)
    path.write_bytes(replaced("</main>", "</div>")(content))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    content = path.read_bytes()
    content = replaced("<main>", '<div role="main">')(content)
    path.write_bytes(replaced("</main>", "</div>")(content))
    return path
