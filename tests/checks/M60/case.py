from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml:1"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/publication.yaml": replaced("title: The Kitchen Garden", "title: [The, Kitchen, Garden]")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("title: The Kitchen Garden", 'title: "1984"')})
