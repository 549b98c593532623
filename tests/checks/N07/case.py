from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:3"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/lexicon.en.yaml": "March: Month 3\n"})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first", "In 2004 the 2 beds gave 30% more, or 5 € each.\n\n## What is sown first"
            )
        }
    )
