from pathlib import Path

from planted import Good

PLACE = "voices/lexicon.en.yaml:1"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/lexicon.en.yaml": "March: March\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/lexicon.en.yaml": "March: Martch\n"})
