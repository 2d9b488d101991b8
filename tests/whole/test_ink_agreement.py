"""The ink that is worked out is the ink that Ghostscript puts on its plates: pages with all that overlaps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mzdocs.preflight.ink_load import ink_load
from mzdocs.preflight.page_ink import page_inks
from mzdocs.preflight.pdf_measures import MeasuredPdf
from tests.ink_seeds import file_of
from tests.test_ink_faults import FAULTS, GOOD

from .test_press import plates

MIXED = (
    "Multiply", "Darken", "a group that is multiplied", "overprint", "overprint where two bars cross",
    "a line that overprints", "360 % of process inks and a named one", "a named ink over four", "400 % as several inks",
    "a shading's end", "a tile", "a picture", "a picture turned round", "a palette", "a stencil", "a glyph",
    "a picture that overprints a picture", "an overprinted fill within a round clip",
)  # fmt: skip
LIGHT = (
    "400 % half seen", "a group of 400 % half seen", "knocked out, not overprinted", "lightened", "a screen",
    "overprinted beside each other", "a group whose parts hide each other is multiplied", "400 % under a panel",
    "process inks that overprint by mode 0", "a shading that is heavy beyond its clip",
)  # fmt: skip
PAGES = {**{name: FAULTS[name][1] for name in MIXED}, **{name: GOOD[name] for name in LIGHT}}
ONE_SHADE = 0.03
"""A plate has 256 shades, and a shading is drawn in steps."""


@pytest.mark.parametrize("name", PAGES)
def test_the_heaviest_spot_is_that_of_the_plates(name: str, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(file_of(PAGES[name]))
    (page,) = plates(file, tmp_path / "plates", 72).pages()
    with MeasuredPdf(file.read_bytes()) as measured:
        (ink,) = page_inks(measured)
        load = ink_load(ink.layers, ink.page.trim_box, 0, frozenset())
    assert load.certain == load.possible == pytest.approx(_heaviest(page), abs=ONE_SHADE)


def _heaviest(page: dict[str, Image.Image]) -> float:
    """Of all plates, one ink in full being 1."""
    return float(sum(1 - np.asarray(plate) / 255 for plate in page.values()).max())
