from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("<ul id=", '<h2 id="last">What is sown last</h2>\n<ul id=')})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("<ul id=", '<h3 id="last">What is sown last</h3>\n<ul id=')})
