"""The columns of a catalogue -> the JSON Schema (draft 2020-12) of its JSON document, the same for every catalogue."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from mzdocs.plan.catalogue_columns import CODE_LISTS, ITEM_COLUMNS, VERSION, VOLUME_COLUMNS
from mzdocs.plan.catalogue_values import Catalogue, CodeList, Column

SCHEMA_FILE = "catalogue.schema.json"
Schema = dict[str, Any]
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT: Schema = {"type": "string", "minLength": 1}


def catalogue_schema(catalogue: Catalogue) -> bytes:
    """The JSON Schema; of the catalogue it takes only what is told of every station."""
    facts = {name: _DAY if isinstance(value, date) else _TEXT for name, value in catalogue.about.facts}
    return (json.dumps(_schema(facts), ensure_ascii=False, indent=1) + "\n").encode()


def _schema(facts: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:mzdocs:catalogue:{VERSION}",
        "title": "档案目录数据",
        **_object(
            {
                "$schema": {"const": SCHEMA_FILE},
                "schema": {"const": VERSION},
                "station": _object(facts),
                "columns": _kinds(ITEM_COLUMNS),
                "items": _table(ITEM_COLUMNS),
                "volume_columns": _kinds(VOLUME_COLUMNS),
                "volumes": _table(VOLUME_COLUMNS),
            }
        ),
        "$defs": {name: each for codes in CODE_LISTS for name, each in _lists(codes).items()},
    }


def _object(properties: Schema) -> Schema:
    """One that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _kinds(columns: tuple[Column, ...]) -> Schema:
    return {"const": [{"name": column.name, "kind": column.kind} for column in columns]}


def _table(columns: tuple[Column, ...]) -> Schema:
    return {"type": "array", "items": _object({column.name: _column(column) for column in columns})}


def _column(column: Column) -> Schema:
    said: Schema = {"description": column.meaning}
    if column.example:
        said["examples"] = [int(column.example) if column.kind in ("count", "year") else column.example]
    return said | (_value(column) if column.required else {"anyOf": [_value(column), {"type": "null"}]})


def _value(column: Column) -> Schema:
    if column.kind == "day":
        return _DAY
    if column.kind in ("count", "year"):
        return {"type": "integer", "minimum": 0}
    if column.choices:
        return {"$ref": f"#/$defs/{column.name}"}
    return {"type": "string", "pattern": f"^(?:{column.form})$"} if column.form else _TEXT


def _lists(codes: CodeList) -> Schema:
    """A list as two definitions: its words, and its codes with what they mean."""
    return {
        codes.name: {"description": codes.source, "enum": [*codes.words]},
        f"{codes.name}代码": {"oneOf": [{"const": code, "title": word} for word, code in codes.words.items()]},
    }
