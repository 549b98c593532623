from pathlib import Path

from planted import Good, replaced


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced("<dc:language>en<", "<dc:language>fr<")})


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced("<dc:language>en<", "<dc:language>en-GB<")})
