from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            IMAGES: replaced(
                "decorative: true", "alt: Ein Blatt der Bohne liegt auf dem Tisch, und die Sonne scheint darauf."
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            IMAGES: replaced(
                "decorative: true", "alt: The leaf of a Bohne lies on a table in the garden of Otto von der Tann."
            )
        }
    )
