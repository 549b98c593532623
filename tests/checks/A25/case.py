from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('xml:lang="fr" lang="fr"', 'xml:lang="french" lang="french"')})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('xml:lang="fr" lang="fr"', 'xml:lang="fr-CA" lang="fr-CA"')})
