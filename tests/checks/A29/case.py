from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"
ALSO = ("A10", "A15")


def fires(good: Good) -> Path:
    return good.archive(
        {
            "spring.xhtml": replaced(
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine." ', ""
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('alt="Bar chart', 'aria-label="Bar chart')})
