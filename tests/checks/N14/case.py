from pathlib import Path

from planted import Good

PLACE = "voices/person/"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "voices/person.yaml": "engine: recording\nvoice: person\nnarrator: A. Reader\nfallback: reader\n",
            "voices/person/winter.wav": b"RIFF",
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "voices/person.yaml": "engine: recording\nvoice: person\nnarrator: A. Reader\nfallback: reader\n",
            "voices/person/spring.wav": b"RIFF",
        }
    )
