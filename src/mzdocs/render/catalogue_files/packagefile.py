"""The columns of a catalogue -> `datapackage.json` beside its CSV files: what each column is (Table Schema)."""

from __future__ import annotations

import json
from typing import Any

from mzdocs.plan.catalogue_columns import ITEM_NUMBER, VERSION, VOLUME_NUMBER
from mzdocs.plan.catalogue_values import Catalogue, Column, Listing

ITEMS_CSV, VOLUMES_CSV = "catalogue.csv", "catalogue-volumes.csv"
Described = dict[str, Any]
_TYPES = {"text": "string", "count": "integer", "year": "year", "day": "date"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def data_package(catalogue: Catalogue) -> bytes:
    """The descriptor of the two CSV files."""
    about = catalogue.about
    in_a_volume = {"fields": [VOLUME_NUMBER], "reference": {"resource": "volumes", "fields": [ITEM_NUMBER]}}
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"catalogue-{about.fonds_code.lower()}",
        "title": f"{about.fonds_name} 档案目录",
        "version": str(VERSION),
        "created": f"{about.arranged_on}T00:00:00Z",
        "resources": [
            _resource("items", ITEMS_CSV, catalogue.items, {"foreignKeys": [in_a_volume]}),
            _resource("volumes", VOLUMES_CSV, catalogue.volumes, {}),
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, path: str, listing: Listing, keys: Described) -> Described:
    schema = {
        "fields": [_field(column) for column in listing.columns],
        "primaryKey": [ITEM_NUMBER],
        "missingValues": [""],
        **keys,
    }
    return {
        "name": name,
        "type": "table",
        "title": listing.name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _field(column: Column) -> Described:
    described: Described = {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning}
    if column.example:
        described["example"] = column.example
    if column.codes:
        described["categories"] = [{"value": code, "label": word} for word, code in column.codes.words.items()]
    return described | {"constraints": _constraints(column)}


def _constraints(column: Column) -> Described:
    asked: Described = {"required": column.required, "unique": column.unique}
    if column.form:
        asked["pattern"] = column.form
    if column.choices:
        asked["enum"] = [*column.choices]
    return asked
