from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:9"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("{lang=fr}", "{lang=fr_CA}")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("{lang=fr}", "{lang=fr-CA}")})
