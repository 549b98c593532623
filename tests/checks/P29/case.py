from __future__ import annotations

from pathlib import Path

from planted import Change, Good

BEDS = "manuscript/images/beds.svg"
PLACE = "manuscript/images/beds.svg"


def legend(north: str, south: str) -> Change:
    """Return what adds a legend of two keys, which are named beside them."""
    keys = (
        f'<rect x="10" y="10" width="10" height="10" fill="{north}"/><text x="24" y="20" font-size="10">North</text>'
        f'<rect x="10" y="26" width="10" height="10" fill="{south}"/><text x="24" y="36" font-size="10">South</text>'
    )
    return lambda content: (
        content.replace(b"#1d5b2a", north.encode()).replace(b"#7a3b12", south.encode()).replace(b"</svg>", b"")
        + keys.encode()
        + b"</svg>"
    )


def fires(good: Good) -> Path:
    return good.manuscript({BEDS: legend("#1d5b2a", "#7a3b12")})


def quiet(good: Good) -> Path:
    return good.manuscript({BEDS: legend("#0072b2", "#d55e00")})
