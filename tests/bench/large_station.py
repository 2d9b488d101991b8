"""The sample's station with so many households, each with the papers of one of its own: `… large_station FOLDER 20000`.

The workspace at the folder has this one station; households that are bound already stay as they are.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections import defaultdict
from itertools import count, cycle, islice
from pathlib import Path

from stdnum.cn import ric

ROOT = Path(__file__).parents[2]
STATION = "taoyuan"
HOUSEHOLD, PERSON = "户号", "身份证号"
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, table: list[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        made = csv.DictWriter(file, list(table[0]))
        made.writeheader()
        made.writerows(table)


def person(serial: int) -> str:
    """An identity number nobody has: the district's code is of no place."""
    return born(1940, serial)


def born(year: int, serial: int) -> str:
    """The same of somebody born in a year, or where there is no number left, in one after it."""
    day, of_day = divmod(serial, 900)
    birth = f"{year + day // 336}{day // 28 % 12 + 1:02}{day % 28 + 1:02}"
    first = f"990103{birth}{of_day + 100}"
    return first + str(ric.calc_check_digit(f"{first}0"))


def grow(folder: Path, households: int) -> None:
    """Households beyond those of the sample, class by class and year by year, numbered from 1001."""
    clients, papers = (rows(folder / f"{STATION}-{name}.csv") for name in ("clients", "papers"))
    of_household = defaultdict(list)
    for paper in papers:
        of_household[paper[HOUSEHOLD]].append(paper)
    numbers, known = defaultdict(lambda: count(1001)), {client[PERSON] for client in clients}
    people = (number for number in map(person, count()) if number not in known)
    for client in list(islice(cycle(list(clients)), max(0, households - len(clients)))):
        kind = client[HOUSEHOLD].rsplit("-", 1)[0]
        number = f"{kind}-{next(numbers[kind]):04}"
        clients.append(client | {HOUSEHOLD: number, PERSON: next(people)})
        papers += [paper | {HOUSEHOLD: number} for paper in of_household[client[HOUSEHOLD]]]
    write(folder / f"{STATION}-clients.csv", clients)
    write(folder / f"{STATION}-papers.csv", papers)


def main(work: Path, households: int) -> None:
    shutil.copytree(ROOT / "data", work / "data")
    stations = work / "data" / "stations"
    for path in stations.iterdir():
        if path.is_file() and not path.name.startswith(STATION):
            path.unlink()
    grow(stations, households)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
