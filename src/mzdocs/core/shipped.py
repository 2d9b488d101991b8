"""A name -> the folder or file that travels with the package, whether installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped(name: str, in_checkout: str) -> Path:
    """The folder `name` inside the installed package; in a checkout, `in_checkout` at its top."""
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / in_checkout
