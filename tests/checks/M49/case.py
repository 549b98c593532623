import re
from pathlib import Path

from planted import Good

PLACE = "manuscript/publication.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": lambda text: re.sub(rb"description: .*\n", b"", text)})


def quiet(good: Good) -> Path:
    return good.manuscript()
