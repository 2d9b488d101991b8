"""A district's and a station's data file, its tables and photos -> facts, each at its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from mzdocs.core.problems import Location, Problem, Stopped, errors
from mzdocs.load import data_file, workspace
from mzdocs.load.named_files import photo_meant, table_meant
from mzdocs.load.photos import check_photo
from mzdocs.load.tables import client_tables
from mzdocs.load.tables.table_formats import TABLES, TableFormat, TablePlace
from mzdocs.load.workspace import Workspace
from mzdocs.load.workspace_problems import NO_FILE, NO_PHOTO
from mzdocs.load.yaml_tree import KeyPath, Tree
from mzdocs.model.client_files import Clients, UnreadClients
from mzdocs.model.district import District
from mzdocs.model.fields import Several, is_file_name
from mzdocs.model.station import ArchiveRecord, Station, VoidBadge

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Source:
    """Where facts came from: it finds the location of any key again, for rules that are run later."""

    file: str
    tree: Tree
    folder: Path
    tables: Mapping[str, TablePlace] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    """What was told of the file while it was read, that keeps nothing from being facts."""
    own: Path = Path()
    """The file itself: a workbook that names itself has its tables in it, whatever lies in the folder."""

    def location(self, *path: str | int) -> Location:
        """Where a key of the data file stands; the nearest known key above it if it is missing."""
        return self.tree.location(self.file, path)

    def cell(self, table: str, row: int, key: str) -> Location:
        """A cell of one of the tables beside the data file."""
        return self.tables[table].cell(row, key)

    def texts(self) -> list[tuple[KeyPath, str]]:
        """Every text of the data file with its key path."""
        return self.tree.texts()


@dataclass(frozen=True)
class Loaded:
    """A station read whole: its facts, its client files, its photos, and where each fact stands.

    `problems` are those of its photos and tables. Photos that are wrong are left out; where a table is, or none was
    opened, no rule learns of any client.
    """

    station: Station
    clients: Clients
    photos: dict[str, bytes]
    source: Source
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Parts whose values are no facts: they are not in the station, and no rule can speak of what they say."""


class NoFacts(Stopped):
    """Values of a file are no facts; its `source` still has its texts."""

    def __init__(self, problems: Iterable[Problem], source: Source) -> None:
        super().__init__(problems)
        self.source = source


def load_district(space: Workspace) -> tuple[District, Source]:
    """Read the district's data file.

    Raises:
        Stopped: with every problem of the file, or there are two.
    """
    workspace.distinct_district(space)
    district, source = _facts(District, space.district_file, space)
    return district, source


def load_station(path: Path, space: Workspace, private: bool = True, beside: Path | None = None) -> Loaded:
    """Read a station's file with what it names beside it, or in the folder `beside`.

    `private` is off for what goes to a shop: the client files are then not even opened, and no rule on them is run. A
    part that need not be there is left out where its values are no facts.

    Raises:
        NoFacts: with every problem of the file and of its photos.
        Stopped: the file cannot be read at all.
    """
    try:
        station, source = _facts(Station, path, space, beside)
        unread: Sequence[Problem] = ()
        parts: frozenset[str] = frozenset()
    except NoFacts as found:
        parts = frozenset(re.split(r"[.\[]", problem.location.path)[0] for problem in found.problems)
        left = _without(parts, found)
        if left is None:
            told = [*found.problems, *found.source.notices]
            raise NoFacts([*told, *_of_other_places(_photos(found.source, space)[1], told)], found.source) from None
        station, source, unread = left, found.source, found.problems
    photos, problems = _photos(source, space)
    problems = [*unread, *source.notices, *_of_other_places(problems, unread)]
    clients: Clients = UnreadClients()
    if private:
        read, source, told = _clients(station, source, space)
        problems += told
        clients = clients if errors(told) else read
    return Loaded(station, clients, photos, source, tuple(problems), parts)


def _of_other_places(problems: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """The problems but for those of places of which it is told already why they hold nothing."""
    places = {_place(each.location) for each in told}
    return [each for each in problems if _place(each.location) not in places]


def _place(location: Location) -> tuple[object, ...]:
    return location.file, location.line, location.sheet, location.cell


def _without(wrong: frozenset[str], found: NoFacts) -> Station | None:
    """The station without the parts that are no facts, if it can be one without them."""
    optional = {field.alias for field in Station.model_fields.values() if not field.is_required()}
    root = found.source.tree.root
    if not isinstance(root, dict) or not wrong <= optional & root.keys():
        return None
    rest = {name: part for name, part in root.items() if name not in wrong}
    return data_file.facts_of(Station, Tree(rest), found.source.file)[0]


def load_stations_facts(space: Workspace) -> list[Station]:
    """Every station's own file, without the photos and client files it names.

    Raises:
        Stopped: with every problem of the first file that has one.
    """
    return [load_facts(path, space) for path in space.station_files()]


def load_facts(path: Path, space: Workspace) -> Station:
    """A station's own file, without the photos and client files it names.

    Raises:
        NoFacts: its values are no facts.
        Stopped: it cannot be read at all.
    """
    return _facts(Station, path, space)[0]


def void_badges_of(source: Source) -> tuple[VoidBadge, ...] | None:
    """The void badges of a file of which other values are no facts; None where these are none either."""
    try:
        return TypeAdapter(Several[VoidBadge]).validate_python(source.tree.root.get("作废胸牌", []))
    except ValidationError:
        return None


def street_of(path: Path, space: Workspace) -> str:
    """The street code a station file bears, as far as it can be read; "" where it cannot."""
    return name_and_street(path, space)[1]


def name_and_street(path: Path, space: Workspace) -> tuple[str, str]:
    """The name and the street code a station file bears, as far as they can be read; "" where one cannot."""
    try:
        tree, _ = data_file.read_tree(Station, workspace.read_bytes(path, space.name(path)), space.name(path))
    except Stopped:
        return "", ""
    name, code = (tree.root.get(key) if isinstance(tree.root, dict) else None for key in ("名称", "街道代码"))
    return name if isinstance(name, str) else "", code if isinstance(code, str) else ""


def understood(model: type[M], raw: bytes, name: str) -> M:
    """The facts of a text that stands in no file yet; `name` is that of the file it is for.

    Raises:
        Stopped: with every problem of it.
    """
    tree, problems = data_file.read_tree(model, raw, name)
    facts, found = data_file.facts_of(model, tree, name)
    if facts is None or errors(problems):
        raise Stopped([*problems, *found])
    return facts


def _facts(model: type[M], path: Path, space: Workspace, beside: Path | None = None) -> tuple[M, Source]:
    name = space.name(path)
    raw = workspace.read_bytes(path, name)
    tree, problems = data_file.read_tree(model, raw, name)
    facts, found = data_file.facts_of(model, tree, name)
    wrong = errors(told := [*problems, *found])
    notices = tuple(each for each in told if each not in wrong)
    sums = {space.name_in_its_year(path): sha256(raw)}
    source = Source(name, tree, beside or path.parent, sha256=sums, notices=notices, own=path)
    if facts is None or wrong:
        raise NoFacts(wrong, source)
    return facts, source


def _clients(station: Station, source: Source, space: Workspace) -> tuple[Clients, Source, list[Problem]]:
    """Every table the station names, and where it was read from; without an archive it has no clients."""
    if not station.gives("archive"):
        return Clients(), source, []
    names = {field.alias: getattr(station.archive, key) for key, field in ArchiveRecord.model_fields.items()}
    read: dict[str, client_tables.TableRead[Any]] = {}
    problems: list[Problem] = []
    for table in TABLES:
        named = names[table.name]
        if named is not None:
            try:
                read[table.name], source = _table(table, named, source, space)
                problems += read[table.name].problems
            except Stopped as stopped:
                problems += stopped.problems
    return client_tables.joined(read), source, problems


def _table(
    table: TableFormat[Any], named: str, source: Source, space: Workspace
) -> tuple[client_tables.TableRead[Any], Source]:
    """One table, and the source with its file and sum.

    Raises:
        Stopped: there is no such file, or it cannot be read.
    """
    path = source.own if named == source.own.name else workspace.beneath(source.folder, named)
    if path is None:
        named_otherwise = frozenset(text for _, text in source.texts() if text != named)
        hint = table_meant(source.folder, named, table.name, named_otherwise)
        raise Stopped([NO_FILE.at(source.location("档案", table.name), hint=hint)])
    name = space.name(path)
    raw = workspace.read_bytes(path, name)
    read = client_tables.read_table(table, raw, name)
    found = replace(
        source,
        tables={**source.tables, table.name: read.place},
        sha256={**source.sha256, space.name_in_its_year(path): sha256(raw)},
    )
    return read, found


def _photos(source: Source, space: Workspace) -> tuple[dict[str, bytes], list[Problem]]:
    """The photos that are sound, and what is wrong with the others, of a file whose values need not be facts."""
    photos: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path, name in source.texts():
        if not _names_a_photo(path, name):
            continue
        location = source.location(*path)
        found = workspace.beneath(source.folder, name)
        if found is None:
            problems.append(_no_photo(source, name, location))
            continue
        try:
            picture, wrong = check_photo(workspace.read_bytes(found, space.name(found)), location)
        except Stopped as stopped:
            problems += stopped.problems
            continue
        problems += wrong
        if not wrong:
            photos[name] = picture
    return photos, problems


_PHOTOS = (
    ("社区", "监督员", "照片"),
    ("人员", "照片"),
    ("检查", "记录", "证据", "文件"),
    ("检查", "整改", "证据", "文件"),
)
"""The keys under which photos are named: portraits, and evidence of inspections."""


def _no_photo(source: Source, name: str, location: Location) -> Problem:
    named = frozenset(text for path, text in source.texts() if _names_a_photo(path, text))
    return NO_PHOTO.at(location, hint=photo_meant(source.folder, name, named))


def _names_a_photo(path: KeyPath, name: str) -> bool:
    keys = tuple(step for step in path if isinstance(step, str))
    return keys in _PHOTOS and is_file_name(name)


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
