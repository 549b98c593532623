from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.timeline.json"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.timeline.json")
    path.write_bytes(replaced('"begin":2.495964,"end"', '"begin":0.1,"end"')(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.timeline.json")
    path.write_bytes(replaced('"begin":2.495964,"end"', '"begin":2.4,"end"')(path.read_bytes()))
    return path
