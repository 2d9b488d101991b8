"""The modes in which letters are drawn (ISO 32000-1, 9.3.6), by the number a file gives them."""

from __future__ import annotations

UNPAINTED = 3
"""Text that is laid over a picture to be searched, and not painted."""
INKLESS = (UNPAINTED, 7)
"""Of these no letter leaves ink: the last is for clipping alone."""
EDGES_ALONE = (1, 5)
"""Of a letter its edges are drawn, and its area is not filled."""
FILLED_AND_EDGED = (2, 6)
"""Both are drawn: edges of the same colour only make a letter bolder."""
