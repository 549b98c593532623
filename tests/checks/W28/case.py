from pathlib import Path

from planted import Good

PLACE = "listen.html:6"
PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Listen</title>
<meta name="viewport" content="width=device-width">
</head><body><main>
<h1>Listen</h1>
<audio controls src="data:audio/mpeg;base64,SUQz"></audio>
<p id="text">{text}</p>
</main></body></html>
"""


def fires(good: Good) -> Path:
    return page(good, "A chapter of the garden.")


def quiet(good: Good) -> Path:
    return page(good, '<a href="#text">Transcript</a>')


def page(good: Good, text: str) -> Path:
    path = good.folder / "listen.html"
    path.write_text(PAGE.format(text=text), encoding="utf-8")
    return path
