"""Random single edits of a small workspace: any value, entry or row of its data, its texts, themes and photos.

What an edit leaves need not be right: a build that is refused must be refused alike, whatever was built before.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from .workspaces import SLUG, Workspace

Edit = Callable[[Workspace, random.Random], str]
"""Changes one thing of a workspace and says which; "" where there was nothing to change."""
Path_ = tuple[str | int, ...]
TABLES = ("clients", "papers", "records", "ledger", "consultations")
CHARACTERS = "安宁康平乐福和顺永昌"


def read_tree(path: Path) -> Any:
    """A data file as mappings, lists and texts."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def write_tree(path: Path, tree: Any) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=1 << 20), "utf-8")


def _nodes(tree: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    yield path, tree
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in items:
        yield from _nodes(value, (*path, step))


def _at(tree: Any, path: Path_) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _named(path: Path_) -> str:
    return "/".join(map(str, path))


def other_text(text: str, alike: Sequence[str], chance: random.Random) -> str:
    """Another value of the shape of this one: of those that stand in other places, a day, a number, a word."""
    if alike and chance.random() < 0.25:
        return chance.choice(alike)
    if text in ("是", "否"):
        return "否" if text == "是" else "是"
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if day:
        return (date(*map(int, day.groups())) + timedelta(chance.choice((-40, -1, 1, 7, 40)))).isoformat()
    numbers = list(re.finditer(r"\d+", text))
    if numbers:
        found = chance.choice(numbers)
        number = str(max(0, int(found[0]) + chance.choice((-1, 1, 2, 10)))).zfill(len(found[0]))
        return text[: found.start()] + number + text[found.end() :]
    word = chance.choice(CHARACTERS)
    return chance.choice((text[:-1] + word, text + word, f"{text}，{word}{word}", text[1:] or word))


def _leaf(tree: Any, chance: random.Random) -> str:
    leaves = [(path, value) for path, value in _nodes(tree) if isinstance(value, str) and path]
    path, value = chance.choice(leaves)
    alike = [text for other, text in leaves if other[-1] == path[-1] and text != value]
    _at(tree, path[:-1])[path[-1]] = new = other_text(value, alike, chance)
    return f"{_named(path)}: {value} -> {new}"


def _entry(tree: Any, chance: random.Random) -> str:
    """An entry of a list goes, comes or changes places."""
    path, found = chance.choice([(path, value) for path, value in _nodes(tree) if isinstance(value, list) and value])
    at, what = chance.randrange(len(found)), chance.choice(("gone", "twice", "first"))
    if what == "gone":
        del found[at]
    elif what == "first":
        found.insert(0, found.pop(at))
    else:
        copy = yaml.safe_load(yaml.safe_dump(found[at]))
        said = _leaf(copy, chance) if isinstance(copy, dict) else ""
        found.insert(at + 1, copy if said else other_text(str(copy), (), chance))
    return f"{_named(path)}[{at}] {what}"


def _key(tree: Any, chance: random.Random) -> str:
    """A key goes, or one comes that another entry of the list has."""
    maps = [(path, value) for path, value in _nodes(tree) if isinstance(value, dict) and value and path]
    path, found = chance.choice(maps)
    peers = [value for other, value in maps if other[:-1] == path[:-1] and isinstance(path[-1], int)]
    new = [(key, value) for peer in peers for key, value in peer.items() if key not in found]
    if new and chance.random() < 0.5:
        key, found[key] = chance.choice(new)
        return f"{_named(path)}/{key} came"
    key = chance.choice([*found])
    del found[key]
    return f"{_named(path)}/{key} gone"


def _in_tree(path: Path, chance: random.Random) -> str:
    tree = read_tree(path)
    said = chance.choice((_leaf, _leaf, _leaf, _entry, _key))(tree, chance)
    write_tree(path, tree)
    return f"{path.name}: {said}"


def station(space: Workspace, chance: random.Random) -> str:
    """Any value, entry or key of the station's file."""
    return _in_tree(space.station, chance)


def district(space: Workspace, chance: random.Random) -> str:
    """Any value, entry or key of the district's file."""
    return _in_tree(space.district, chance)


def table(space: Workspace, chance: random.Random) -> str:
    """A cell or a row of one of the station's tables."""
    path = space.station.parent / f"{SLUG}-{chance.choice(TABLES)}.csv"
    if not path.exists():
        return ""
    head, *rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    what = chance.choice(("cell", "cell", "cell", "gone", "twice", "first"))
    if not rows:
        return ""
    at, column = chance.randrange(len(rows)), chance.randrange(len(head))
    if what == "cell":
        alike = [row[column] for row in rows if row[column] != rows[at][column]]
        rows[at][column] = other_text(rows[at][column], alike, chance)
    elif what == "gone":
        del rows[at]
    elif what == "first":
        rows.insert(0, rows.pop(at))
    else:
        rows.insert(at + 1, [other_text(rows[at][0], (), chance), *rows[at][1:]])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    path.write_text(out.getvalue(), "utf-8-sig")
    return f"{path.name}: row {at} {what} {head[column] if what == 'cell' else ''}"


def wording(space: Workspace, chance: random.Random) -> str:
    """A text of the bureau's is another, goes (the house's stands then), or is the house's in its place."""
    folder = space.root / "data" / "wording"
    mine = sorted(folder.glob("*.txt"))
    if not mine:
        return ""
    path, what = chance.choice(mine), chance.choice(("another", "another", "new", "gone"))
    if what == "gone":
        path.unlink()
    elif what == "new":
        (folder / f"own-{chance.randrange(99)}.txt").write_text(path.read_text("utf-8"), "utf-8")
    else:
        head, _, body = path.read_text("utf-8").partition("====\n")
        path.write_text(f"{head}====\n{chance.choice(CHARACTERS)}{body}", "utf-8")
    return f"{path.name} {what}"


def theme(space: Workspace, chance: random.Random) -> str:
    """A theme of the bureau's: its first colour, another one, a rule of style, another name, and whether it is used."""
    tree, folder = read_tree(space.district), space.root / "data" / "themes"
    own = sorted(path for path in folder.glob("*") if path.is_dir())
    what = chance.choice(("colour", "colour", "style", "named", "unused")) if own else "colour"
    place = own[0] if own else folder / "ours"
    place.mkdir(parents=True, exist_ok=True)
    if what == "colour":
        name, blue = chance.choice(("primary", "blue", "ink-soft", "line")), chance.randrange(16, 99)
        colour = f'[colours]\n{name} = {{ screen = "#2040{blue:02x}", press = [{blue}, 60, 10, 20] }}\n'
        (place / "palette.toml").write_text(colour, "utf-8")
    elif what == "style":
        kind = chance.choice(("badge", "board", "plaque", "public-list", "archive", "paper", "household"))
        (place / kind).mkdir(exist_ok=True)
        (place / kind / f"{kind}.css").write_text(f"p {{ letter-spacing: 0.0{chance.randrange(9)}em; }}\n", "utf-8")
    elif what == "named":
        place = place.rename(folder / f"ours-{chance.randrange(99)}")
    tree["设计"]["主题"] = "default" if what == "unused" else place.name
    write_tree(space.district, tree)
    return f"theme {place.name} {what}"


def photo(space: Workspace, chance: random.Random) -> str:
    """A photo is that of another, of the same day as before; or it is gone."""
    one, other = chance.sample(sorted(space.photos.glob("*.png")), 2)
    if chance.random() < 0.2:
        one.unlink()
        return f"{one.name} gone"
    before = one.stat()
    shutil.copy(other, one)
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{one.name} is {other.name}"


EDITS: Sequence[Edit] = (*[station] * 6, *[district] * 4, *[table] * 5, *[wording] * 2, *[theme] * 3, *[photo] * 2)


def edit(space: Workspace, chance: random.Random) -> str:
    """One edit of any kind; it says which."""
    said = ""
    while not said:
        said = chance.choice(EDITS)(space, chance)
    return said
