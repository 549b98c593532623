from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("(01-spring.md)", '(01-spring.md "Spring")')})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("(01-spring.md)", "(<01-spring.md>)")})
