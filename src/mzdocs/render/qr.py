"""A short ASCII text -> a QR code as one SVG path."""

from __future__ import annotations

import segno

QUIET_ZONE = 4
"""Modules kept clear on every side (ISO/IEC 18004)."""


def qr_svg(payload: str) -> str:
    """An SVG picture with its quiet zone, one filled path, one unit a module.

    Raises:
        ValueError: the payload is not plain ASCII, which scanners guess wrongly.
    """
    if not payload.isascii():
        raise ValueError("payload must be ASCII")
    matrix = segno.make_qr(payload, error="m").matrix
    side = len(matrix) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'role="img" aria-label="QR"><path d="{path}" fill="#000"/></svg>'
    )


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Start and length of each dark run: one rectangle instead of many leaves no hairlines."""
    runs: list[tuple[int, int]] = []
    start = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
