"""A PDF -> the same with something changed by hand."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    """The file after the change, its objects saved one by one, and otherwise as `how` says to pikepdf."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, **how)
    return out.getvalue()
