"""Makes src/mzdocs/core/collation.zip, the readings and strokes of every Han character, from three pinned packages.

apt-get download unicode-data=15.0.0-1              # Unihan 15.0.0, the Unicode licence
pip download --no-deps pypinyin==0.55.0             # readings in order of use, MIT
pip download --no-deps cn-sort==0.14.0              # the order of strokes of GB 13000.1's 20,902 characters, MIT
python scripts/collation_table.py FOLDER                # the folder that holds the three
"""

from __future__ import annotations

import bisect
import bz2
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "mzdocs" / "core" / "collation.zip"
UNIHAN = ("unicode-data_15.0.0-1_all.deb", "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc")
PYPINYIN = ("pypinyin-0.55.0-py2.py3-none-any.whl", "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f")
CN_SORT = ("cn_sort-0.14.0-py3-none-any.whl", "1be7dd55552c0bb5aad6ac8bf4c97e0ef30df6b99cfc8b640bdb04cd0e916c06")
FIELDS = ("kTotalStrokes", "kTGH", "kTGHZ2013", "kMandarin")
LEVELS = (range(1, 3501), range(3501, 6501), range(6501, 8106))  # 通用规范汉字表: each in the order of strokes
TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
SOURCES = """\
Made by scripts/collation_table.py from
Unihan 15.0.0: kTotalStrokes, kTGH, kTGHZ2013, kMandarin. Copyright 1991-2022 Unicode, Inc. Unicode License.
pypinyin 0.55.0: order of the readings. Copyright 2016 mozillazg, 闲耘. MIT.
cn-sort 0.14.0: order of strokes of the characters outside 通用规范汉字表. bmxbmx3. MIT.
"""

Field = dict[str, str]


def main(folder: Path) -> None:
    unihan = read_unihan(pinned(folder, UNIHAN))
    wheel = json.loads(member(pinned(folder, PYPINYIN), "pypinyin/pinyin_dict.json"))
    order = json.loads(member(pinned(folder, CN_SORT), "cn_sort/res/all_word.json"))["all_word"]
    common = levels(unihan["kTGH"])
    strokes = true_strokes(unihan["kTotalStrokes"], common)
    by_strokes = stroke_order({word["chinese"]: word["stroke_increment_level"] for word in order}, common, strokes)
    sounds = readings({chr(int(code)): said for code, said in wheel.items()}, unihan)
    TARGET.write_bytes(packed(strokes, by_strokes, sounds))


def pinned(folder: Path, source: tuple[str, str]) -> bytes:
    name, checksum = source
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != checksum:
        raise SystemExit(f"{name}: not the pinned file")
    return data


def member(wheel: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(wheel)).read(name)


def read_unihan(package: bytes) -> dict[str, Field]:
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", "-"], input=package, stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, Field] = defaultdict(dict)
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        for entry in archive:
            data = archive.extractfile(entry) if "/Unihan_" in entry.name else None
            for line in bz2.decompress(data.read()).decode().splitlines() if data else ():
                parts = line.split("\t")
                if len(parts) == 3 and parts[1] in FIELDS:
                    found[parts[1]][chr(int(parts[0][2:], 16))] = parts[2]
    return found


def levels(positions: Field) -> list[list[str]]:
    at = {int(place.split(":")[1]): char for char, place in positions.items()}
    return [[at[place] for place in level] for level in LEVELS]


def anchored(values: Sequence[int]) -> list[int]:
    """The values as an ascending row: what is out of step with the longest ascending part takes its forerunner's."""
    tops: list[int] = []
    places: list[int] = []
    depth: list[int] = []
    for value in values:
        at = bisect.bisect_right(tops, value)
        tops[at : at + 1] = [value]
        depth.append(at)
    wanted = len(tops) - 1
    for place in range(len(values) - 1, -1, -1):
        if depth[place] == wanted and (not places or values[place] <= values[places[-1]]):
            places.append(place)
            wanted -= 1
    kept, row, now = set(places), [], values[places[-1]]
    for place, value in enumerate(values):
        now = value if place in kept else now
        row.append(now)
    return row


def true_strokes(total: Field, common: list[list[str]]) -> dict[str, int]:
    """Unihan counts some rare characters by their traditional shape; the standard's own order says better."""
    strokes = {char: int(count.split()[0]) for char, count in total.items()}
    for level in common:
        strokes.update(zip(level, anchored([strokes[char] for char in level]), strict=True))
    return strokes


def stroke_order(gb: dict[str, int], common: list[list[str]], strokes: dict[str, int]) -> list[str]:
    """The order of 通用规范汉字表 within each of its levels; GB 13000.1 places the levels and the rest by them."""
    keys = {char: (strokes[char], place, len(common), 0) for char, place in gb.items() if char in strokes}
    for number, level in enumerate(common):
        known = [char for char in level if char in gb]
        key = dict(zip(known, anchored([strokes[char] * 100_000 + gb[char] for char in known]), strict=True))
        now = 0
        for index, char in enumerate(level):
            now = max(key.get(char, now), strokes[char] * 100_000)
            keys[char] = (strokes[char], now % 100_000, number, index)
    return sorted(keys, key=keys.__getitem__)


def readings(said: Field, unihan: dict[str, Field]) -> dict[str, str]:
    """The first reading in use that the dictionary of the standard has; one with a tone before one without."""
    found = {}
    for char in unihan["kTotalStrokes"]:
        used = said.get(char, "").split(",") if char in said else unihan["kMandarin"].get(char, "").split()
        standard = re.findall(r"[^\s\d.:,]+", unihan["kTGHZ2013"].get(char, ""))
        allowed = [sound for sound in used if not standard or sound in standard] or standard
        if allowed:
            found[char] = min(map(syllable, allowed), key=lambda sound: sound.endswith("5"))
    return found


def syllable(sound: str) -> str:
    """lǚ -> lü3, ma -> ma5."""
    tone, letters = 5, ""
    for char in unicodedata.normalize("NFD", sound):
        tone = TONES.get(char, tone)
        letters += "" if char in TONES or char == "\u0302" else char
    return f"{unicodedata.normalize('NFC', letters)}{tone}"


def runs(points: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and point == found[-1][1]:
            found[-1] = (found[-1][0], point + 1)
        else:
            found.append((point, point + 1))
    return found


def packed(strokes: dict[str, int], order: list[str], sounds: dict[str, str]) -> bytes:
    kept = [char for char in strokes if unicodedata.normalize("NFKC", char) == char]
    blocks = runs(map(ord, kept))
    points = [chr(point) for start, stop in blocks for point in range(start, stop)]
    said = ["", *sorted(set(sounds.values()))]
    number = {sound: at for at, sound in enumerate(said)}
    numbers = [number[sounds.get(char, "")] for char in points]
    members = {
        "SOURCES.txt": SOURCES.encode(),
        "blocks.txt": "\n".join(f"{start:X} {stop:X}" for start, stop in blocks).encode(),
        "syllables.txt": "\n".join(said).encode(),
        "order.txt": "".join(order).encode(),
        "strokes.bin": bytes(strokes[char] for char in points),
        "readings.bin": bytes(at >> 8 for at in numbers) + bytes(at & 255 for at in numbers),
    }
    return zipped(members)


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_LZMA)
    return target.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
