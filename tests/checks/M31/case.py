from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "The leeks are sown in the first week of April because\\\nthe frost in the "
                "corner by the northern wall lasts\\\nlonger than the calendar of the seed "
                "merchants says\\\nand nobody who has dug there twice digs a third "
                "time.\n\n## What is sown first",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "The leeks are sown in April,\\\nthe frost is in the wall,\\\nthe frost is "
                "late, the frost is old,\\\nand nobody digs at all.\n\n## What is sown "
                "first",
            )
        }
    )
