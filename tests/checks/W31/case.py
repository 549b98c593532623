from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced("</head>", '<link rel="stylesheet" href="https://fonts.example/serif.css"/></head>')(path.read_bytes())
    )
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced("</head>", '<link rel="license" href="https://fonts.example/licence"/></head>')(path.read_bytes())
    )
    return path
