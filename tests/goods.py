"""Twenty good publications, each of another shape: on none of them may a check say more than a note."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

__all__ = ["GOODS", "written"]

_PLAIN = "The path along the river is wide and flat, and there are benches in the shade every few hundred steps.\n\n{}"
_LAST = "In the evening the light is low, and the water is still.\n\n{}"


def _chapters(*bodies: str, titles: tuple[str, ...] = ("The way there", "The way back")) -> dict[str, str]:
    named = zip(titles, bodies, strict=True)
    return {f"manuscript/{number:02}.md": f"# {title}\n\n{body}\n" for number, (title, body) in enumerate(named, 1)}


def _english(title: str, first: str, second: str, **settings: str) -> dict[str, str]:
    return {
        "manuscript/publication.yaml": _about(title, "en", settings),
        **_chapters(_PLAIN.format(first), _LAST.format(second)),
    }


def _about(title: str, language: str, settings: Mapping[str, str]) -> str:
    given = {
        "title": title,
        "authors": "[A. Walker]",
        "language": language,
        "date": "2026-11-24",
        "modified": "2026-11-24T00:00:00Z",
        "publisher": "The River Press",
        "rights": {"fr": "Tout le monde peut le copier.", "de": "Alle dürfen das kopieren."}.get(
            language, "Anyone may copy and share this text."
        ),
        "description": {"fr": "Une promenade courte.", "de": "Ein kurzer Spaziergang."}.get(
            language, "A short walk along a river, there and back."
        ),
        "narration": "{text: reader}",
        **settings,
    }
    return "".join(f"{key}: {value}\n" for key, value in given.items())


_PICTURE = "alt: A wide path beside a river, with three trees on its left and a bench under the nearest one.\n"

_LONG = "The path is wider than a cart. It begins at the lower edge of the picture and grows narrow in the distance."

GOODS: Mapping[str, Mapping[str, str]] = {
    "plain": _english("A Walk by the River", "It is an easy walk.", "We go home slowly."),
    "notes": _english(
        "A Walk with Notes",
        "The bridge is old.[^1] It carries the road.[^2]\n\n[^1]: It was built of stone.\n\n[^2]: The road is quiet.",
        "The same note serves twice.[^a] It does so here too.[^a]\n\n[^a]: This is the note.",
    ),
    "tables": _english(
        "A Walk in Figures",
        "Table: How far it is.\n\n| From | To | Steps |\n|---|---|---:|\n| Gate | Ford | 900 |\n| Ford | Mill | 400 |",
        "Table: How long it takes.\n\n| Pace | Minutes |\n|---|---:|\n| Slow | 40 |\n| Quick | 25 |",
    ),
    "lists": _english(
        "A Walk in Steps",
        "You will need:\n\n- Good shoes.\n- A bottle of water.\n- A hat, if the sun is out.",
        "Then do this:\n\n1. Cross the bridge.\n2. Turn left at the mill.\n3. Follow the water home.",
    ),
    "terms": _english(
        "Words of the River",
        "Mill\n: A house with a wheel that the water turns.\n\nWeir\n: A low wall across a river.",
        "Ford\n: A place where a river can be crossed on foot.",
    ),
    "quotes": _english(
        "What Walkers Say",
        "> I walk here every day. The river is never the same.\n\nThat is what the miller said.",
        "> It is a good path.\n>\n> It is a short one, too.\n\nWe agreed with her.",
    ),
    "deep headings": _english(
        "A Walk in Parts",
        "Here it begins.\n\n## To the bridge\n\nIt is not far.\n\n### Under the trees\n\nThe shade is deep.",
        "Here it ends.\n\n## From the bridge\n\nIt is still not far.",
    ),
    "picture": {
        **_english("A Walk in Pictures", "![](images/path.jpg)\n\nThat is the path.", "The bench is dry again."),
        "manuscript/images/images.yaml": f"path.jpg:\n  {_PICTURE}  caption: The path in May.\n  credit: A. Walker\n",
    },
    "decoration": {
        **_english("A Walk with a Border", "![](images/path.jpg)\n\nThe line above is a border.", "Nothing else is."),
        "manuscript/images/images.yaml": "path.jpg:\n  decorative: true\n",
    },
    "described picture": {
        **_english("A Walk Described", "![](images/path.jpg)\n\nThat is the path.", "It is described at length."),
        "manuscript/images/images.yaml": f"path.jpg:\n  {_PICTURE}  description: |\n    {_LONG}\n",
    },
    "code": _english(
        "A Walk in Code",
        "The signpost holds a little program:\n\n```python\nsteps = 900\n```",
        "Nobody has to run it.",
    ),
    "scenes": _english(
        "A Walk in Scenes",
        "The sun is up.\n\n---\n\nThe sun is high.",
        "The sun goes down.\n\n---\n\nThe stars come out.",
    ),
    "pages": _english(
        "A Walk from a Printed Book",
        "[12]{.page} A new page began there.",
        "Another began [13]{.page} in this sentence.",
        page_source="urn:isbn:9780000000002",
    ),
    "parts of languages": _english(
        "A Walk in Two Languages",
        "The sign says [«Attention à la marche»]{lang=fr}, and we minded our steps.",
        "We said [auf Wiedersehen]{lang=de} to the miller.",
    ),
    "links": _english(
        "A Walk with Signposts",
        "The mill has [a page of its own](https://mill.example/), and so has [the way back](02.md).",
        "Go [back to the beginning](01.md) whenever you like.",
    ),
    "numbers": _english(
        "A Walk in Numbers",
        "It takes 25–40 minutes, rises 12 m and costs $3.50 at the mill.",
        "H~2~O is water, and 3 x^2^ is a number of trees. It was opened on 3 May 1984.",
    ),
    "word by word": _english(
        "A Walk Word by Word",
        "Each word is marked as it is read.",
        "So it is here.",
        narration="{text: reader, granularity: word}",
    ),
    "broadcast": _english(
        "A Walk on the Radio",
        "It is said more softly.",
        "So is this.",
        narration="{text: reader, loudness: broadcast}",
    ),
    "french": {
        "manuscript/publication.yaml": _about("Au bord de la rivière", "fr", {}),
        **_chapters(
            "Le chemin est large et plat. Il y a des bancs à l’ombre, et l’eau est claire.",
            "Le soir, la lumière est basse. Nous rentrons lentement à la maison.",
            titles=("L’aller", "Le retour"),
        ),
    },
    "german": {
        "manuscript/publication.yaml": _about("Am Fluss", "de", {}),
        **_chapters(
            "Der Weg ist breit und eben. Im Schatten stehen Bänke, und das Wasser ist klar.",
            "Am Abend steht das Licht tief. Wir gehen langsam nach Hause.",
            titles=("Der Hinweg", "Der Rückweg"),
        ),
    },
}
"""Files by name, of publications by what is special about each."""


def written(name: str, folder: Path) -> Path:
    """Write one of them into a new folder; return it."""
    files = GOODS[name]
    language = {"french": "fr", "german": "de"}.get(name, "en-us")
    for path, text in {**files, "voices/reader.yaml": f"engine: espeak\nlanguage: {language}\n"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    if "manuscript/images/images.yaml" in files:
        _draw(folder / "manuscript/images/path.jpg")
    return folder


def _draw(path: Path) -> None:
    picture = Image.new("RGB", (1200, 800), "#a9cfe6")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 1200, 800), fill="#5f8f4e")
    draw.polygon([(520, 430), (600, 430), (900, 800), (380, 800)], fill="#cbb892")
    for left in (80, 210, 340):
        draw.rectangle((left + 30, 330, left + 50, 480), fill="#5a3d22")
        draw.ellipse((left, 220, left + 80, 370), fill="#2f6b34")
    picture.save(path, quality=85)
