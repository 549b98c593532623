from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "• Leeks, in rows.\n\n• Onions, in the sand.\n\n• Garlic, all over.\n\n## What is sown first",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "(a) Leeks, in rows.\n\nOnions grow in the sand.\n\n(b) Garlic, all over.\n\n## What is sown first",
            )
        }
    )
