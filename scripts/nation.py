"""Many districts to try things on: streets and communities bear their real names, people and files are invented.

    python -m scripts.nation ROOT --stations 1000 --districts 62 --extremes 500

Every station is one of the eight sample stations in what was decided by hand for it (`data/invent.py`), and in the rest
as large as its street is: a monitor in each community, two from 2,500 people on, and files by how many communities
there are. The same seed makes the same bytes.
"""

from __future__ import annotations

import argparse
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from random import Random

from data import invent
from PIL import Image
from scripts.place_names import Chosen, RealDistrict, RealStreet, extremes, fetch, read, sample
from stdnum.cn import uscc

ROOT = Path(__file__).parents[1]
SAMPLE = (ROOT / "data" / "district.yaml").read_text(encoding="utf-8")
FILES_A_COMMUNITY = 64
"""Forty million rows of an index in the nation, over its communities."""
_SPREAD = 0.6
_PEOPLE, _PEOPLE_SPREAD = 1_780, 0.7
"""The median of a community; with the spread the mean is 2,270, which is the nation's people over its communities."""
_ON_A_MARK, _SHORT = 19, 12
"""Characters of an office's name that go on a red mark before 文件; of a longer one its short form does."""
_LEAST_FILES, _MOST_FILES = 12, 19_000
"""A table holds up to 20,000 households."""
_FACES = 40
_ON_A_NOTICE = 16
"""Communities whose monitors one notice board shows: a street of more does not order it."""


@dataclass(frozen=True)
class RealPlan(invent.Plan):
    """A station in outline, of a street, a town or a township."""

    @property
    def office(self) -> str:
        """The office's full name, as the street's kind has it."""
        return f"{invent.DISTRICT}{office_of(self.street)}"


def office_of(street: str) -> str:
    """The street's name with what its government is called."""
    if street.endswith(("委员会", "管委会", "公司", "中心", "管理局", "分局", "办事处")):
        return street
    return street + ("人民政府" if street.endswith(("镇", "乡", "苏木")) else "办事处")


def slug(street: RealStreet) -> str:
    """The name of a station's data file."""
    return f"s{street.national}"


@dataclass(frozen=True)
class Extent:
    """How large a station is: the people of each community, and how many files of households there are."""

    people: tuple[int, ...]
    files: int

    @property
    def monitors(self) -> int:
        """One in each community, two from so many people on."""
        return sum(2 if each >= invent.TWO_MONITORS_FROM else 1 for each in self.people)


def extent(street: RealStreet, seed: int) -> Extent:
    """The extent a street is given: thrown for, and always the same."""
    dice = Random(f"{seed}/{street.national}")
    people = tuple(max(60, round(_PEOPLE * dice.lognormvariate(0, _PEOPLE_SPREAD))) for _ in street.communities)
    files = FILES_A_COMMUNITY * len(people) * dice.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
    return Extent(people, min(max(_LEAST_FILES, round(files)), _MOST_FILES))


def planned(street: RealStreet, seed: int) -> RealPlan:
    """A station of the sample, as large as its street is, and under its name."""
    large, like = extent(street, seed), Random(f"like/{seed}/{street.national}").choice(invent.PLANS)
    decided = {each.name: getattr(like, each.name) for each in fields(like)}
    nobody = {"monitors": (), "clients": (), "departed": "", "replaced": None, "void": (), "kept_longer": ()}
    communities = "，".join(f"{name} {count}" for name, count in zip(street.communities, large.people, strict=True))
    own = {
        "file": slug(street), "code": street.code, "street": street.name, "communities": communities,
        "households": large.files, "without_monitor": "",
        "shows_people": like.shows_people and len(large.people) <= _ON_A_NOTICE,
    }  # fmt: skip
    return RealPlan(**(decided | nobody | own))


def write(root: Path, chosen: Chosen, seed: int) -> None:
    """Write the workspaces of these districts with the stations chosen of each."""
    for district, streets in chosen.items():
        data = root / district.place / "data"
        (data / "stations" / "photos").mkdir(parents=True, exist_ok=True)
        (data / "district.yaml").write_text(_district_text(district), encoding="utf-8", newline="\n")
        for street in streets:
            _write_station(planned(street, seed), district, data / "stations")


def _district_text(district: RealDistrict) -> str:
    """The sample's file with this district's own names, codes and register of streets."""
    before, rest = SAMPLE.split("\n街道:\n", 1)
    _, after = rest.split("# ── 统一设计", 1)
    register = "\n".join(_register(district))
    text = _renamed(f"{before}\n街道:\n{register}\n# ── 统一设计{after}", district)
    text = text.replace(f'行政区划代码: "{invent.REGION}"', f'行政区划代码: "{district.code}"')
    return re.sub("统一社会信用代码: [0-9A-Z]+", f"统一社会信用代码: {_credit_code(district)}", text)


def _register(district: RealDistrict) -> Iterator[str]:
    for street in district.streets:
        yield f'  - 代码: "{street.code}"'
        yield f"    名称: {street.name}"
        yield f"    办事处: {invent.DISTRICT}{office_of(street.name)}"
        yield f"    工作站: {invent.DISTRICT}{street.name}民政工作站"
        yield "    门牌式样: [横牌, 竖牌]\n"


def _credit_code(district: RealDistrict) -> str:
    body = f"11{district.code}MY5501203"
    return str(body + uscc.calc_check_digit(body))


def _renamed(text: str, district: RealDistrict) -> str:
    return text.replace(invent.DISTRICT, district.name).replace(invent.CITY, district.city)


def _write_station(plan: RealPlan, district: RealDistrict, folder: Path) -> None:
    """One station's data file, its tables, and a picture for each that it names."""
    names = invent.Names(plan.dice("people"), set())
    people = [names.next() for _ in range(plan.staff)]
    seated = {seat: names.next() for seat in invent.seats(plan)}
    text = invent.station_text(plan, people, seated)
    (folder / f"{plan.file}.yaml").write_text(_named(text, plan, district), encoding="utf-8", newline="\n")
    for name, table in invent.tables(plan, people[1].name, set()):
        (folder / f"{plan.file}-{name}.csv").write_bytes(_named(table.decode(), plan, district).encode())
    for number, (seat, person) in enumerate(seated.items()):
        (folder / seat.photo(plan)).write_bytes(_portrait(person.female, number))
    for item, (_, kind, _) in invent.ITEMS.items():
        if kind == "照片":
            (folder / invent.scene_file(plan, item)).write_bytes(_scene(item, item in plan.defects))


def _named(text: str, plan: RealPlan, district: RealDistrict) -> str:
    """The text with the names of the district and of the office; a mark's is short where the whole has no room."""
    own = office_of(plan.street)
    named, office = _renamed(text, district).replace(f"{plan.street}办事处", own), f"{district.name}{own}"
    if len(office) <= _ON_A_MARK:
        return named
    return named.replace(f"发文机关标志: {office}", f"发文机关标志: {own[-_SHORT:]}")


@cache
def _face(number: int, female: bool) -> Image.Image:
    return invent.Portrait(Random(f"face/{number}/{female}"), female).make()


def _portrait(female: bool, number: int) -> bytes:
    """One of a few faces before a ground of its own: no two monitors of a station have the same picture."""
    turn, face = divmod(number, _FACES)
    picture = _face(face, female).copy()
    red, green, blue = invent.GROUND
    palette = picture.getpalette() or []
    at = next(at for at in range(0, len(palette), 3) if tuple(palette[at : at + 3]) == invent.GROUND)
    picture.putpalette([*palette[:at], red - 12 * turn, green - 6 * turn, blue, *palette[at + 3 :]])
    return _png(picture)


@cache
def _scene(item: str, faulty: bool) -> bytes:
    return _png(invent.Scene(Random(item), item, faulty).make())


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def together(*parts: Chosen) -> dict[RealDistrict, list[RealStreet]]:
    """All that any of them has chosen, each street once."""
    found = defaultdict[RealDistrict, dict[str, RealStreet]](dict)
    for part in parts:
        for district, streets in part.items():
            found[district] |= {street.code: street for street in streets}
    return {district: [streets[code] for code in sorted(streets)] for district, streets in found.items()}


def main() -> None:
    """Read what is asked for, and make it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("root", type=Path, help="a new folder for the workspaces")
    words.add_argument(
        "--names", type=Path, default=ROOT / "output" / "names", help="where the tables of names are kept"
    )
    words.add_argument("--stations", type=int, default=1000)
    words.add_argument("--districts", type=int, default=62)
    words.add_argument("--extremes", type=int, default=0, help="and so many streets with the most extreme names")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    fetch(given.names)
    nation = read(given.names)
    chosen = together(sample(nation, given.stations, given.districts, given.seed), extremes(nation, given.extremes))
    write(given.root, chosen, given.seed)
    print(f"{len(chosen)} districts, {sum(map(len, chosen.values()))} stations")


if __name__ == "__main__":
    main()
