from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("in [the chapter about spring](", "[here](")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("[the chapter about spring](", "[“Here and there”](")})
