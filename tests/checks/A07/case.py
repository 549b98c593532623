from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive(
        {"content.opf": replaced("EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "EPUB Accessibility 1.1, WCAG 2.2 AA")}
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "EPUB Accessibility 1.1 - WCAG 2.1 Level AAA"
            )
        }
    )
