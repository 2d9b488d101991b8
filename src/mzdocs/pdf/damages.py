"""A PDF -> where its bytes are damaged, asked of the reader that mends what it can while it reads (qpdf)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pikepdf

from mzdocs.core.problems import Sentence

_KINDS = (
    (("jpeg",), Sentence("JPEG 照片不完整", "a JPEG picture is not whole")),
    (
        ("inflate", "stream is complete but"),
        Sentence("压缩的数据断了或者坏了", "packed data break off, or are damaged"),
    ),
    (("stream length", "expected endstream"), Sentence("数据流的长度写错了", "the length of a stream is wrong")),
    (("xref", "cross-reference"), Sentence("对象的位置表坏了", "the table that says where its objects are is damaged")),
)
_OTHER = Sentence("有写坏的对象", "objects in it are written wrongly")
_HARMLESS = (
    "will be re-processed", "recovered stream length", "attempting to", "treating as", "common error", "hint table",
    "linearized", "reported number of objects", "extraneous whitespace seen before xref", "neither non-empty",
)  # fmt: skip
"""Words of what only follows from another fault, of what every reader mends, of a tree of names that is empty, and of
hints that readers may pass over (ISO 32000-1, annex F)."""


def damages(pdf: pikepdf.Pdf) -> list[Sentence]:
    """Each kind of damage once; all streams are decoded for it, and dropped.

    Raises:
        DependencyError: a picture is in a form that nothing here reads.
    """
    with warnings.catch_warnings(action="ignore"):  # of decoders that are not installed
        told = [*map(str, pdf.get_warnings()), *pdf.check_pdf_syntax()]
    return list(dict.fromkeys(_kinds(told)))


def _kinds(told: list[str]) -> Iterator[Sentence]:
    for line in told:
        said = line.lower()
        if not any(word in said for word in _HARMLESS):
            yield from [kind for words, kind in _KINDS if any(word in said for word in words)] or _elsewhere(said)


def _elsewhere(said: str) -> Iterator[Sentence]:
    """What is told of a place in the file; the rest is told of hints for a quick start."""
    if any(place in said for place in ("(object", "(offset", "(trailer")):
        yield _OTHER
