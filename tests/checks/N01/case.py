from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "In the north lies Vrbsko, and near Vrbsko the wind is cold. We left "
                "Vrbsko in May.\n\n## What is sown first",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "In the north lies Vrbsko, and near Vrbsko the wind is cold. We left "
                "Vrbsko for London.\n\n## What is sown first",
            ),
            "voices/lexicon.en.yaml": "Vrbsko: Verb sko\n",
        }
    )
