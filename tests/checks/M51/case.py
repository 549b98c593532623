from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/publication.yaml": replaced(
                "content_note: One page mentions a hard frost. No plant was lost.\n", ""
            ),
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "He was abused as a child. The abuse went on for years, and who abused him "
                "was never tried. He wrote of abuse and of suicide.\n\n## What is sown "
                "first",
            ),
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/publication.yaml": replaced(
                "content_note: One page mentions a hard frost. No plant was lost.\n", ""
            ),
            "manuscript/01-spring.md": replaced(
                "## What is sown first", "The beds suffer much abuse in winter.\n\n## What is sown first"
            ),
        }
    )
