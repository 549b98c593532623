from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive(
        {
            "spring.xhtml": replaced(
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."',
                'alt="beds.svg"',
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "spring.xhtml": replaced(
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."',
                'alt="The beds, as drawn in beds.svg by the gardener."',
            )
        }
    )
