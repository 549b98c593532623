from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first", "The RGS gives away seeds.\n\n## What is sown first"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "The Royal Garden Society (RGS) gives away seeds, NOT plants. The RGS is old.\n\n## What is sown first",
            )
        }
    )
