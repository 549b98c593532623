from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", '<hr/>\n<video controls="controls"></video>')})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "summer.xhtml": replaced(
                "<hr/>",
                '<hr/>\n<video controls="controls"><track kind="captions" src="bees.vtt"/></video>',
            )
        }
    )
