"""What is published of a catalogue's columns -> where it says other than the columns are: types, forms, lists, keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mzdocs.plan.catalogue_columns import CODE_LISTS, ITEM_NUMBER, VERSION, VOLUME_NUMBER
from mzdocs.plan.catalogue_values import Column
from mzdocs.preflight.catalogues.catalogue_reading import COLUMNS

_TABLES = dict(zip(COLUMNS, ("items", "volumes"), strict=True))
_TYPES = {"text": "string", "count": "integer", "year": "year", "day": "date"}
_PATHS = ("catalogue.csv", "catalogue-volumes.csv")
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_WHOLE = {"type": "integer", "minimum": 0}


def schema_heads(said: Any) -> list[tuple[str, Sequence[str]]]:
    """The names of the columns in the JSON Schema, by table."""
    return [(name, tuple(said["properties"][key]["items"]["properties"])) for name, key in _TABLES.items()]


def package_heads(said: Any) -> list[tuple[str, Sequence[str]]]:
    """The names of the columns in the data package, by table."""
    fields = [tuple(field["name"] for field in each["schema"]["fields"]) for each in said["resources"]]
    return list(zip(COLUMNS, fields, strict=True))


def schema_faults(said: Any) -> Iterator[str]:
    """The columns, or members, of which the JSON Schema says other than is so."""
    members = said["properties"]
    if members["schema"] != {"const": VERSION} or set(said["required"]) != set(members) or _open(said):
        yield "schema"
    for name, key in _TABLES.items():
        rows = members[key]["items"]
        if set(rows["required"]) != {column.name for column in COLUMNS[name]} or _open(rows):
            yield key
        columns = COLUMNS[name]
        yield from (each.name for each in columns if _value(rows["properties"][each.name], each) != _wanted(each))
    for codes in CODE_LISTS:
        held = said["$defs"]
        given = {each["title"]: each["const"] for each in held[f"{codes.name}代码"]["oneOf"]}
        if held[codes.name]["enum"] != [*codes.words] or given != dict(codes.words):
            yield codes.name


def _open(said: Mapping[str, Any]) -> bool:
    """Whether members may stand there that it does not name."""
    return said.get("additionalProperties") is not False


def _value(said: Mapping[str, Any], column: Column) -> Any:
    asked = {name: value for name, value in said.items() if name not in ("description", "examples")}
    if column.required:
        return asked
    return asked["anyOf"][0] if asked.get("anyOf", [None])[1:] == [{"type": "null"}] else asked


def _wanted(column: Column) -> dict[str, Any]:
    if column.kind == "day":
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if column.kind in ("count", "year"):
        return _WHOLE
    if column.choices:
        return {"$ref": f"#/$defs/{column.name}"}
    return {"type": "string", **({"pattern": f"^(?:{column.form})$"} if column.form else {"minLength": 1})}


def package_faults(said: Any) -> Iterator[str]:
    """The columns, or tables, of which the data package says other than is so."""
    if said["version"] != str(VERSION):
        yield "version"
    for resource, path, name in zip(said["resources"], _PATHS, COLUMNS, strict=True):
        schema, keys = resource["schema"], resource["schema"].get("foreignKeys")
        written = (resource["path"], resource["encoding"], resource["format"], resource["dialect"])
        linked = [{"fields": [VOLUME_NUMBER], "reference": {"resource": "volumes", "fields": [ITEM_NUMBER]}}]
        wrong = written != (path, "utf-8", "csv", _DIALECT) or schema["primaryKey"] != [ITEM_NUMBER]
        if wrong or schema["missingValues"] != [""] or keys != (linked if path == _PATHS[0] else None):
            yield path
        pairs = zip(schema["fields"], COLUMNS[name], strict=False)
        yield from (column.name for field, column in pairs if not _is_told(field, column))


def _is_told(field: Mapping[str, Any], column: Column) -> bool:
    """Whether a field says of what type, in what form, of which list its column is."""
    asked: dict[str, Any] = {"required": column.required, "unique": column.unique}
    asked |= {"pattern": column.form} if column.form else {}
    asked |= {"enum": [*column.choices]} if column.choices else {}
    codes = [{"value": code, "label": word} for word, code in column.codes.words.items()] if column.codes else None
    return (field["type"], field["constraints"], field.get("categories")) == (_TYPES[column.kind], asked, codes)
