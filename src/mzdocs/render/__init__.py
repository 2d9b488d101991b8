"""Plans -> bytes: fit the series, fill the template, lay it out, write it. No clock, no network, no files.

What lays out is loaded when it is first asked for: who merges records into a template compiled before needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mzdocs.render.laying_out import fitted_sizes, render, warm_up

__all__ = ["fitted_sizes", "render", "warm_up"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from mzdocs.render import laying_out

    return getattr(laying_out, name)
