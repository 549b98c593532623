"""Roles and references that assistive technology relies on, and the order in which a keyboard moves."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.accessibility.pages import Page, found_on
from cjpublish.checks.accessibility.vocabulary import DEPRECATED_ROLES, ROLES
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NOWHERE = Check(
    "A37",
    "aria-reference-nowhere",
    Severity.WARNING,
    "A label or description that is not there",
    "The element points to the text that names or describes it, and there is none, so that nobody is told it.",
    "give the text that is meant the id that is pointed to, in the same file",
    "WCAG 2.2, 4.1.2 Name, Role, Value (A); WAI-ARIA 1.2, aria-labelledby, aria-describedby and aria-details",
)
UNKNOWN = Check(
    "A38",
    "unknown-role",
    Severity.WARNING,
    "A role that there is not",
    "Assistive technology leaves out a role that it does not know.",
    "use a role of WAI-ARIA or DPUB-ARIA, or take it out",
    "WCAG 2.2, 4.1.2 Name, Role, Value (A); DPUB-ARIA 1.1",
)
DEPRECATED = Check(
    "A39",
    "deprecated-role",
    Severity.NOTE,
    "A deprecated role",
    "On an item of a list the role takes away that it is one, so that nobody is told how many there are.",
    "leave the role out",
    "DPUB-ARIA 1.1; WAI-ARIA 1.2",
)
ORDER = Check(
    "A40",
    "forced-focus-order",
    Severity.WARNING,
    "An order of its own for the keyboard",
    "A positive tabindex sends whoever uses a keyboard to and fro instead of through the text.",
    'write `tabindex="0"` or leave it out',
    "WCAG 2.2, 2.4.3 Focus Order (A), failure F44",
)
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-details")


def check(found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every role, every reference to a label or description and every place in the keyboard's order."""
    for page in found:
        yield from _references(page)
        yield from _roles(page)
        forced = [one for one in page.having("tabindex") if one.get("tabindex").strip().lstrip("+0").isdigit()]
        yield from found_on(page, ORDER, forced, "an element has a place of its own in the keyboard's order")


def _references(page: Page) -> Iterator[Finding]:
    for attribute in _REFERENCES:
        for element in page.having(attribute):
            lost = [name for name in element.get(attribute).split() if page.by_id(name) is None]
            if lost:
                yield NOWHERE.found(f"{attribute} points to '{lost[0]}', which is not in the file", page.place(element))


def _roles(page: Page) -> Iterator[Finding]:
    told: set[str] = set()
    for element in page.having("role"):
        said = element.get("role").lower()
        roles = said.split()
        if said in told or not roles:
            continue
        told.add(said)
        if not ROLES & set(roles):
            yield UNKNOWN.found(f"there is no role '{said}'", page.place(element))
        elif old := next((role for role in roles if role in DEPRECATED_ROLES), None):
            yield DEPRECATED.found(f"the role '{old}' is deprecated", page.place(element), fix=DEPRECATED_ROLES[old])
