"""A finished file -> what the page is told of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from mzdocs.pdf.page_hashes import page_hashes
from mzdocs.pdf.raster import trimmed_sizes


@dataclass(frozen=True)
class ProofPage:
    """A page: a sum of what it paints, and its trimmed size in millimetres."""

    sum: str
    width: float
    height: float


@dataclass(frozen=True)
class Proof:
    """A document as it was made: its pages, and the SHA-256 of its bytes."""

    leaves: tuple[ProofPage, ...]
    sha256: str = ""

    @classmethod
    def of(cls, data: bytes) -> Proof:
        """The pages of a PDF."""
        pages = zip(page_hashes(data), trimmed_sizes(data), strict=True)
        leaves = tuple(ProofPage(sum, size.width.mm, size.height.mm) for sum, size in pages)
        return cls(leaves, sha256(data).hexdigest())
