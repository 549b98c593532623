from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced('<h3 id="what-is-sown-first">', '<h5 id="what-is-sown-first">')(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced('<h3 id="what-is-sown-first">', '<p id="what-is-sown-first" role="heading" aria-level="3">')(
            path.read_bytes()
        )
    )
    return path
