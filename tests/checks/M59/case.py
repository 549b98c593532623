from pathlib import Path

from planted import Good

PLACE = "voices/lexicon.english.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/lexicon.english.yaml": "Quercus: kwer kus\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/lexicon.en.yaml": "Récolte: ray colt\n"})
