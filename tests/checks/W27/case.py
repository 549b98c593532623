from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced("</main>", '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="/></p></main>')(
            path.read_bytes()
        )
    )
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced("</main>", '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt=""/></p></main>')(
            path.read_bytes()
        )
    )
    return path
