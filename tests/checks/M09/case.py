from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": None, "manuscript/02-summer.md": None})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/publication.yaml": replaced("subjects:", "chapters: [01-spring.md]\nsubjects:")}
    )
