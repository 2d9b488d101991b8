"""How often a process looks for circles among what it no longer uses."""

from __future__ import annotations

import gc

_MANY = 50_000
"""New objects before the collector looks: what is read stays, and it would look for nothing."""


def collect_seldom() -> None:
    """Let this process look seldom."""
    gc.set_threshold(_MANY)
