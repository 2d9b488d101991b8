"""Seeds -> invented badges, index rows and photos as files, and what peers are handed ready made.

Called as a process of its own, so that the runner stays small: `python -m tests.bench.data WORK badges 1000`.
"""

from __future__ import annotations

import io
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import segno
from PIL import Image, ImageDraw

from mzdocs.core.theme_choice import DEFAULT
from mzdocs.design import fontconfig, fonts
from mzdocs.design.theme import folder
from mzdocs.render.templates import style_sheets
from tests.bench.forms import in_volumes
from tests.bench.lines import JsonLines

HERE = Path(__file__).parent
FIRST_LEVEL = "".join(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
)
COMMON = FIRST_LEVEL[:3500]
PHOTOS = 20
TITLES = ("站长", "副站长", "监督员", "社会工作者", "档案管理员", "居民代表", "志愿联络员", "老年协会理事")
CLASSES = (
    "城乡低保", "特困供养", "临时救助", "残疾补贴", "高龄津贴", "孤儿保障", "殡葬服务", "婚姻登记",
    "社会组织", "养老服务",
)  # fmt: skip
LONG_CLASSES = ("困难残疾人生活补贴重度护理补贴", "事实无人抚养儿童基本生活保障", "经济困难高龄失能老年人补助")


def word(dice: random.Random, least: int, most: int) -> str:
    return "".join(dice.choices(COMMON, k=dice.randint(least, most)))


def badges(count: int) -> Iterator[dict[str, str]]:
    dice = random.Random(1)
    for serial in range(count):
        number = f"MZ-990103-{serial + 1:07}"
        yield {
            "name": word(dice, 2, 4),
            "station": word(dice, 4, 8) + "民政工作站",
            "title": dice.choice(TITLES),
            "number": number,
            "phone": f"1{dice.randrange(30, 99)}0000{dice.randrange(10_000):04}",
            "valid": f"202{dice.randrange(4, 7)}.{dice.randrange(1, 13):02}–202{dice.randrange(7, 10)}.12",
            "photo": f"mz:///photo/{dice.randrange(PHOTOS):02}.jpg",
            "code": f"https://example.cn/v/{number}?s={dice.getrandbits(96):024x}",
        }


def rows(count: int) -> Iterator[list[str]]:
    """Four of eight columns wrap to two lines one time in five: one cell in ten."""
    dice = random.Random(2)
    for serial in range(1, count + 1):
        name, sort, location, note = (dice.random() < 0.2 for _ in range(4))
        year, shelf = dice.randrange(2000, 2025), f"{dice.randrange(1, 9)}柜{dice.randrange(1, 7)}层"
        yield [
            str(serial),
            f"{word(dice, 3, 3)}、{word(dice, 3, 3)}" if name else word(dice, 2, 4),
            f"{dice.randrange(1000, 9999)}-MZ·{year}-D{dice.choice((10, 30))}-{serial:06}",
            dice.choice(LONG_CLASSES)[: dice.randrange(9, 14)] if sort else dice.choice(CLASSES),
            f"{year}.{dice.randrange(1, 13):02}–{year + 1}.{dice.randrange(1, 13):02}",
            str(dice.randrange(1, 400)),
            f"档案室{word(dice, 2, 2)}区{dice.randrange(10, 99)}排{shelf}" if location else shelf,
            f"{word(dice, 5, 5)}，{word(dice, 3, 6)}" if note else word(dice, 0, 6),
        ]


def photo(serial: int) -> bytes:
    """A drawn head and shoulders with the noise of a camera, about 19 KB."""
    dice = random.Random(serial)
    picture = Image.new("RGB", (300, 420), (dice.randrange(120, 220), dice.randrange(120, 220), 220))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((80, 70, 220, 250), fill=(230, 200, 175))
    draw.rectangle((40, 270, 260, 420), fill=(dice.randrange(90), dice.randrange(90), dice.randrange(120)))
    noise = Image.frombytes("L", (300, 420), dice.randbytes(300 * 420)).convert("RGB")
    made = io.BytesIO()
    Image.blend(picture, noise, 0.072).save(made, "JPEG", quality=80)
    return made.getvalue()


def write_lines(path: Path, values: Iterator[Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")


def prepare_house(work: Path) -> None:
    """Photos, the one font, the house's rules, and a template folder with the bench's own pages in it."""
    (work / "photos").mkdir(exist_ok=True)
    for serial in range(PHOTOS):
        (work / "photos" / f"{serial:02}.jpg").write_bytes(photo(serial))
    (work / "fonts").mkdir(exist_ok=True)
    face = fonts.CHAINS["kai", False][0]
    (work / "fonts" / "kai.ttf").symlink_to(face.path)
    (work / "fonts.conf").write_text(fontconfig.config_text(), encoding="utf-8")
    (work / "templates").mkdir()
    for name, source in (("_house", folder()), ("_themes", folder()), ("bench", None)):
        (work / "templates" / name).symlink_to(source / name if source else HERE / "templates")
    (work / "house.css").write_text(style_sheets("bench", DEFAULT), encoding="utf-8")


def prepare_badges(work: Path, count: int) -> None:
    """The badges; beside them their QR codes as pictures, and all of it as one JSON, which Typst reads fastest."""
    codes = f"codes-{count}"
    (work / codes).mkdir()
    prepared = []
    for serial, badge in enumerate(badges(count)):
        # A given mask spares the search for the best one, which takes four times as long.
        code = segno.make_qr(badge["code"], error="m", boost_error=False, mask=2)
        code.save(str(work / codes / f"{serial}.png"), border=4)
        photo_name = badge["photo"].rsplit("/", 1)[1]
        prepared.append(badge | {"photo": f"photos/{photo_name}", "code": f"{codes}/{serial}.png"})
    (work / f"badges-{count}-typst.json").write_text(json.dumps(prepared, ensure_ascii=False), encoding="utf-8")
    write_lines(work / f"badges-{count}.jsonl", badges(count))


def prepare_rows(work: Path, kind: str, count: int, peers: bool) -> None:
    path = work / f"{kind}-{count}.jsonl"
    write_lines(path, rows(count))
    if peers and kind == "rows":
        for serial, volume in in_volumes(JsonLines(path)):
            text = json.dumps(list(volume), ensure_ascii=False)
            (work / f"rows-{count}-typst-{serial}.json").write_text(text, encoding="utf-8")


def main(work: Path, kind: str, count: int, peers: bool) -> None:
    if not (work / "house.css").exists():
        prepare_house(work)
    if not (work / f"{kind}-{count}.jsonl").exists():
        prepare_badges(work, count) if kind == "badges" else prepare_rows(work, kind, count, peers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), "--ours-only" not in sys.argv)
