"""Which libqpdf reads and writes PDF here: it comes inside another library, and has a version of its own."""

from __future__ import annotations

import pikepdf


def qpdf_version() -> str:
    """Such as 12.4.2."""
    return str(pikepdf.__libqpdf_version__)
