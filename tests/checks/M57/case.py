from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:20"


def fires(good: Good) -> Path:
    return _paged(good, "12")


def quiet(good: Good) -> Path:
    return _paged(good, "13")


def _paged(good: Good, second: str) -> Path:
    breaks = f"[12]{{.page}}\n\n[{second}]{{.page}}\n\nIn the last week"
    return good.manuscript({"manuscript/02-summer.md": replaced("In the last week", breaks)})
