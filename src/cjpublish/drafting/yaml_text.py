"""Values as YAML that a person likes to edit: block style, text as it is, several lines as lines."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

__all__ = ["yaml_text"]

_WIDTH = 120


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list below their key."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    text = f"{text}\n" if style else text  # `|` would be `|-` without
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(values: Mapping[str, object]) -> str:
    """Return a mapping as YAML; text that looks like a number or a date is put in quotes."""
    return yaml.dump(
        dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False
    )
