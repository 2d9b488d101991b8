"""A stream of a PDF -> its data, of one whose filters break off as far as nothing."""

from __future__ import annotations

from typing import Any

import pikepdf


def decoded(stream: Any) -> bytes:
    """The data of a stream; nothing where its filters cannot undo what stands in it."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.DataDecodingError:
        return b""
