from pathlib import Path

from planted import Good

PLACE = "manuscript/01-spring.md"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": lambda text: text.replace("sème".encode(), "sème".encode("latin-1"))}
    )


def quiet(good: Good) -> Path:
    return good.manuscript()
