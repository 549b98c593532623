from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced('role="presentation"/>', 'role="presentation" title="A leaf"/>')})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "spring.xhtml": replaced(
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."',
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine." title="Harvest"',
            )
        }
    )
