"""A zip package (DOCX, OFD) -> its parts by name, and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def parts(data: bytes) -> dict[str, bytes]:
    """Each part by its name, in the order of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """The package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()
