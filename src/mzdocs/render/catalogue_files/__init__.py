"""A catalogue -> the files a computer takes; the same bytes for the same catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from mzdocs.plan.catalogue_values import Catalogue

Written = Callable[[Catalogue], bytes]


def _in(module: str, writer: str = "written") -> Written:
    """A writer of a module of this room, loaded when it first writes."""

    def write_file(catalogue: Catalogue) -> bytes:
        data: bytes = getattr(import_module(f"mzdocs.render.catalogue_files.{module}"), writer)(catalogue)
        return data

    return write_file


WRITERS: Mapping[str, Written] = {
    "catalogue.xlsx": _in("xlsxfile"),
    "catalogue.csv": _in("csvfile", "items_csv"),
    "catalogue-volumes.csv": _in("csvfile", "volumes_csv"),
    "catalogue.json": _in("jsonfile"),
    "catalogue.sqlite": _in("sqlitefile"),
    "catalogue.schema.json": _in("schemafile", "catalogue_schema"),
    "datapackage.json": _in("packagefile", "data_package"),
    "catalogue-ead3.xml": _in("ead3file"),
    "catalogue-dat46.xml": _in("dat46file"),
    "catalogue-dat18.xml": _in("dat18file"),
}
"""By the name of the file."""


def write(catalogue: Catalogue, file: str) -> bytes:
    """One file of the catalogue.

    Raises:
        KeyError: a file that is none of these.
    """
    return WRITERS[file](catalogue)
