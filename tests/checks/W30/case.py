from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"
LINK = '<p><a href="{name}">More</a></p></main>'


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced("</main>", LINK.format(name="more%20of%20it.txt"))(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.with_name("more of it, too.txt").write_text("More.")
    path.write_bytes(replaced("</main>", LINK.format(name="more%20of%20it,%20too.txt"))(path.read_bytes()))
    return path
