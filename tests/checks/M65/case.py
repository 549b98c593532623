from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:17"
_NOTE = "[^1]: The straw"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced(_NOTE, f"[^1]: It keeps the frost out.\n\n{_NOTE}")})


def quiet(good: Good) -> Path:
    again = f"Nobody weeds it.[^2]\n\n[^2]: It keeps the frost out.\n\n{_NOTE}"
    return good.manuscript({"manuscript/01-spring.md": replaced(_NOTE, again)})
