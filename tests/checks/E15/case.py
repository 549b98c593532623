from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("</head>", "<script>var spring = 1;</script></head>")})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("</head>", '<script type="application/ld+json">{}</script></head>')})
