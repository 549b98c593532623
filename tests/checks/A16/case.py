from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced('<meta property="schema:accessMode">visual</meta>', "")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced('<meta property="schema:accessMode">visual</meta>', ""),
            "spring.xhtml": replaced(
                'alt="Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."',
                'alt="" role="presentation"',
            ),
        }
    )
