"""Where the weights of the plain-text importer's model come from.

    python bench/import/fit.py FOLDER

prints the weights of `importers.text.body`, fitted to FOLDER/text and FOLDER/ground-truth.json.

Weights are fitted to each page twice, with its columns and without, so that they hold for what a browser copies too.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cjpublish.importers.text.core import core_of
from cjpublish.importers.text.features import ALONE, Sight, sights
from cjpublish.importers.text.lines import lines_of
from cjpublish.importers.text.pictures import pictures_in
from cjpublish.importers.text.surroundings import AROUND, surroundings

Numbers = npt.NDArray[np.float64]
PRIOR = 3.0


@dataclass(frozen=True)
class Page:
    """A page with what is known of each line."""

    sights: list[Sight]
    is_body: Numbers
    weights: Numbers
    alone: Numbers


def page(text: str, wanted: str, *, columns: bool) -> Page:
    """Return a page's lines, each with whether it is in the wanted text and how much it weighs."""
    lines = lines_of(text)
    pictured = {place for picture in pictures_in(lines) for place in picture.places}
    seen = sights(
        [line if columns else replace(line, indent=0) for place, line in enumerate(lines) if place not in pictured]
    )
    words: list[str] = []
    owners: list[int] = []
    for place, sight in enumerate(seen):
        found = re.findall(r"\w+", sight.line.text)
        words += found
        owners += [place] * len(found)
    matcher = difflib.SequenceMatcher(None, words, re.findall(r"\w+", wanted), autojunk=False)
    shared, whole = np.zeros(len(seen)), np.bincount(owners, minlength=len(seen))
    for begin, _, size in matcher.get_matching_blocks():
        np.add.at(shared, owners[begin : begin + size], 1)
    weights = np.array([sight.words + 3 for sight in seen])
    alone = np.array([(1.0, *sight.features) for sight in seen])
    is_body = ((shared >= whole / 2) & (whole > 0)).astype(float)
    return Page(seen, is_body, weights / weights.sum() * 100, alone)


def logistic(inputs: Numbers, outputs: Numbers, weights: Numbers) -> Numbers:
    """Return the coefficients of a ridge logistic regression, by Newton's method; the first is the bias."""
    found = np.zeros(inputs.shape[1])
    ridge = np.eye(len(found)) * PRIOR
    ridge[0, 0] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        slope = inputs.T @ (weights * (chance - outputs)) + ridge @ found
        curve = (inputs * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ inputs + ridge
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def among(page: Page, alone: Numbers) -> Numbers:
    """Return all features of a page's lines, by the weights for a line by itself."""
    chances = (1 / (1 + np.exp(-page.alone @ alone))).tolist()
    around = surroundings(page.sights, chances, core_of(page.sights, chances))
    return np.hstack([page.alone[:, :1], np.array(around), page.alone[:, 1:]])


def fit(pages: Sequence[Page]) -> tuple[Numbers, Numbers]:
    """Return the weights for lines by themselves and for lines among others."""
    outputs = np.concatenate([page.is_body for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    alone = logistic(np.vstack([page.alone for page in pages]), outputs, weights)
    return alone, logistic(np.vstack([among(page, alone) for page in pages]), outputs, weights)


def show(name: str, names: Sequence[str], values: Numbers) -> None:
    """Print weights as Python."""
    print(f"{name}: Mapping[str, float] = {{")
    for key, value in zip(("bias", *names), values, strict=True):
        print(f'    "{key}": {value:.2f},')
    print("}")


def loaded(pages: Path) -> dict[str, list[Page]]:
    """Return each page with its columns and without."""
    truth = json.loads((pages / "ground-truth.json").read_text("utf-8"))
    found = {}
    for path in sorted((pages / "text").glob("*.txt")):
        text, wanted = path.read_text("utf-8"), truth[path.stem]["articleBody"]
        found[path.stem] = [page(text, wanted, columns=columns) for columns in (True, False)]
    return found


def main() -> None:
    """Print the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    alone, around = fit([page for pages in loaded(parser.parse_args().pages).values() for page in pages])
    show("WEIGHTS_ALONE", tuple(ALONE), alone)
    show("WEIGHTS", (*AROUND, *ALONE), around)


if __name__ == "__main__":
    main()
