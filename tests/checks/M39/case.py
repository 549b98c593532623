from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first", "The beds (the northern ones are dug in March.\n\n## What is sown first"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "“The beds (the northern ones) are dug in a) March or b) April.\n\n“And "
                "then they rest,” she says. :)\n\n“Come in,” she says, “come in and see;\\\nThe bean is climbing up "
                "to me,\\\n“And none may climb as well as she,”\\\nHe says, “nor fall.”\n\n## What is sown first",
            )
        }
    )
