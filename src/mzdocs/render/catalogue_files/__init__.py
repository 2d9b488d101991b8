"""A catalogue -> the files a computer takes: XLSX, CSV, JSON, SQLite; the same bytes for the same catalogue."""

from __future__ import annotations

from typing import Literal

from mzdocs.derive.catalogue import Catalogue

CatalogueFormat = Literal["xlsx", "csv", "json", "sqlite"]
FORMATS: tuple[CatalogueFormat, ...] = ("xlsx", "csv", "json", "sqlite")


def write(catalogue: Catalogue, format: CatalogueFormat) -> bytes:
    """The whole catalogue in one file.

    Raises:
        KeyError: a format that is none of these.
    """
    return {"xlsx": _xlsx, "csv": _csv, "json": _json, "sqlite": _sqlite}[format](catalogue)


def _xlsx(catalogue: Catalogue) -> bytes:
    from mzdocs.render.catalogue_files.xlsxfile import written

    return written(catalogue)


def _csv(catalogue: Catalogue) -> bytes:
    from mzdocs.render.catalogue_files.csvfile import written

    return written(catalogue.items)


def _json(catalogue: Catalogue) -> bytes:
    from mzdocs.render.catalogue_files.jsonfile import written

    return written(catalogue)


def _sqlite(catalogue: Catalogue) -> bytes:
    from mzdocs.render.catalogue_files.sqlitefile import written

    return written(catalogue)
