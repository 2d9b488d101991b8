"""How often a file draws with what its resources hold: what nothing calls is not held against it."""

from __future__ import annotations

from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

from mzdocs.pdf.called_things import called_things
from mzdocs.pdf.object_keys import ObjectKey, object_key
from mzdocs.preflight.pdf_measures import MeasuredPdf


def is_called(file: MeasuredPdf, thing: Any) -> bool:
    """Whether anything that pages draw calls a picture, form or graphics state."""
    return times_called(file, thing) > 0


def times_called(file: MeasuredPdf, thing: Any) -> int:
    """How often it is written that it is called; pages are read for it once, where something is in doubt."""
    if file not in _KNOWN:
        _KNOWN[file] = called_things(file.pdf)
    return _KNOWN[file][object_key(thing)]


_KNOWN: WeakKeyDictionary[MeasuredPdf, Counter[ObjectKey]] = WeakKeyDictionary()
