from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:3"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("Nothing here", "Nothing\ufffd here")})


def quiet(good: Good) -> Path:
    return good.manuscript()
