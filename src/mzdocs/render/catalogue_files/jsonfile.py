"""A catalogue -> one JSON document, a line for each item.

`{"$schema": …, "schema": 3, "station": {…}, "columns": [{"name", "kind"}, …], "items": [{column: value, …}, …],
"volume_columns": […], "volumes": [{…}, …]}`: keys are the names of the columns and stand in their order, items in
binding order; a text is a string, a count or a year a number, a day "2026-11-20", what a row has not is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from mzdocs.plan.catalogue_columns import VERSION
from mzdocs.plan.catalogue_values import Catalogue, Column, Listing
from mzdocs.render.catalogue_files.schemafile import SCHEMA_FILE


def written(catalogue: Catalogue) -> bytes:
    """The catalogue's JSON file, UTF-8."""
    return "".join(_pieces(catalogue)).encode("utf-8")


def _pieces(catalogue: Catalogue) -> Iterator[str]:
    items, volumes = catalogue.items, catalogue.volumes
    yield f'{{\n"$schema": "{SCHEMA_FILE}",\n"schema": {VERSION},\n"station": {_text(dict(catalogue.about.facts))},\n'
    yield f'"columns": {_text(_described(items.columns))},\n"items": [\n'
    yield from _lines(items)
    yield f'\n],\n"volume_columns": {_text(_described(volumes.columns))},\n"volumes": [\n'
    yield from _lines(volumes)
    yield "\n]\n}\n"


def _described(columns: Iterable[Column]) -> list[dict[str, str]]:
    return [{"name": column.name, "kind": column.kind} for column in columns]


def _lines(listing: Listing) -> Iterator[str]:
    names = [column.name for column in listing.columns]
    yield ",\n".join(_text(dict(zip(names, row, strict=True))) for row in listing.rows)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_day)


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
