from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced('property="a11y:certifiedBy"', 'property="a11y:certifierCredential"')})


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced(' refines="#conformance"', "")})
