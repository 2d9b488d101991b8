"""Cards and the word of a printer's sheet -> how the cards lie on duplex sheets, and the plan of those sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from mzdocs.core.problems import Exit, Location, Problem, problem_type, stop_at_errors
from mzdocs.core.units import Length, Size, mm
from mzdocs.model.station_data import StationData
from mzdocs.model.unified_design import SheetPlan
from mzdocs.plan.clearances import Clearances
from mzdocs.plan.declared_pictures import DeclaredPicture
from mzdocs.plan.document import A4, Derived, Document, Imposition, Sheet
from mzdocs.press.impose import slots

CARDS_TOO_LARGE = problem_type(
    "MZ3204",
    "{columns} 列 {rows} 行 {card} 的胸牌，连同间距和四周空白要 {needed}，纸只有 {sheet}",
    "{columns} by {rows} badges of {card} need {needed} with gutters and margins, the sheet is {sheet}",
    "减少列、行或间距，或换大一点的纸。左右各留 {across} mm、上下各留 {down} mm 印裁切线和说明，背面偏移另加。",
    "Fewer columns, rows or gutter, or a larger sheet. {across} mm at the sides and {down} mm above and below stay "
    "clear for cut marks and words, the back's offset on top of that.",
    Exit.FIT,
)
GUTTER_TOO_NARROW = problem_type(
    "MZ3205",
    "胸牌间距只有 {gutter} mm，相邻两张的出血会叠在一起",
    "The gutter is {gutter} mm: the bleeds of neighbouring badges run into each other",
    "间距至少写 {least} mm（两边出血各 {bleed} mm）。",
    "Make it {least} mm at least ({bleed} mm of bleed on both sides).",
    Exit.FIT,
)
NOT_ON_SHEET = problem_type(
    "MZ3206",
    "“{key}”写的是 {found}，应在 1 到 {most} 之间",
    "{key} is {found}, it must be between 1 and {most}",
    "改为纸上有的数；格从左上角起，一行一行往下数。",
    "Use a number the sheet has; slots count row by row from the upper left.",
)

BLEED = mm(2)
CLEARANCES = Clearances(block=mm(0.8), rule=mm(0.4), picture=mm(0.6), panel=mm(0.6), trim=mm(2))
"""Of a card, its sheets and the page they are set by, on the real card however small it is."""
MARGIN = Size(mm(8), mm(13))
"""Clear at the sides, and above and below: cut marks, what printers do not reach, a line of words."""
_FLIPS: Mapping[str, Literal["long", "short"]] = {"长边": "long", "短边": "short"}
_ROUNDING = 1e-6


def plan_sheets(data: StationData, singles: Document, cards: int, imposition: Imposition) -> Document:
    """The single cards of a station laid out on sheets for its own printer, front and back in turn."""
    count = imposition.sheets(cards)
    notes = how_to_print(imposition)
    return Document(
        kind="badge",
        name=_name(imposition.sheet),
        title=f"{data.station.name} 胸牌拼版（{'，'.join(notes)}）",
        set="signage",
        sheet=Sheet(imposition.sheet, safe=mm(4)),
        issued=singles.issued,
        template="badge/sheets.html",
        theme=data.theme,
        fields={
            "slugs": [
                f"{data.station.name}　胸牌　成品 {singles.sheet.size}　第 {n + 1} 张，共 {count} 张　{side}"
                for n in range(count)
                for side in ("正面", "反面")
            ],
            "note": "　".join(notes),
        },
        expects=singles.expects,
        codes=singles.codes,
        assets=singles.assets,
        pictures=tuple(_on_its_sheet(each, singles.sheet.size, imposition) for each in singles.pictures),
        legibility=singles.legibility,
        clearances=CLEARANCES,
        pages=2 * count,
        standard="press",
        imposition=imposition,
        derived=Derived("imposed", singles.file),
    )


def _on_its_sheet(picture: DeclaredPicture, card: Size, imposition: Imposition) -> DeclaredPicture:
    """What stands on a card's front, where the card lies: fronts are never turned."""
    assert picture.at
    page, left, top = picture.at
    sheet, slot = divmod(page // 2 + imposition.first - 1, imposition.slots)
    across, down = slots(card, imposition)[slot]
    return replace(picture, at=(2 * sheet + 1, across.mm + left, down.mm + top))


def how_to_print(imposition: Imposition) -> list[str]:
    """What whoever prints would otherwise telephone about."""
    notes = [f"{paper(imposition.sheet)} 双面", f"沿{flip(imposition)}翻转", "100% 不缩放"]
    if imposition.first > 1:
        notes.append(f"从第 {imposition.first} 格排起")
    if any(length.mm for length in imposition.shift):
        notes.append(f"背面偏移 {offset(imposition)}")
    return notes


def paper(sheet: Size) -> str:
    """The sheet as whoever prints calls it: A4 纸, or its size."""
    return "A4 纸" if _is_a4(sheet) else f"{sheet} 纸"


def flip(imposition: Imposition) -> str:
    """The edge the sheet is turned on, in the data's word."""
    return next(word for word, edge in _FLIPS.items() if edge == imposition.flip)


def offset(imposition: Imposition) -> str:
    """What the back is moved by, as the data has it."""
    right, down = (f"{length.mm:g} mm" for length in imposition.shift)
    return f"向右 {right}，向下 {down}"


def layout(card: Size, plan: SheetPlan) -> Imposition:
    """As many cards as asked for, or as a sheet takes, with room for bleed, gutters, cut marks and offset.

    Raises:
        Stopped: they do not go on the sheet, run into each other, or begin at a slot it does not have.
    """
    shift = (plan.offset.right, plan.offset.down) if plan.offset else (mm(0), mm(0))
    room = _room(plan.sheet, shift)
    made = Imposition(
        plan.sheet,
        _most(room.width, card.width, plan.gutter) if plan.columns is None else plan.columns,
        _most(room.height, card.height, plan.gutter) if plan.rows is None else plan.rows,
        plan.gutter,
        _FLIPS[plan.flip],
        shift,
        1 if plan.first is None else plan.first,
        plan.marks,
    )
    stop_at_errors(_problems(card, made))
    return made


def _room(sheet: Size, shift: tuple[Length, Length]) -> Size:
    """What is left for cards once margins, and the offset on both sides, are taken off."""
    right, down = shift
    return Size(
        sheet.width - (MARGIN.width + mm(abs(right.mm))) * 2,
        sheet.height - (MARGIN.height + mm(abs(down.mm))) * 2,
    )


def _most(room: Length, card: Length, gutter: Length) -> int:
    """How many cards side by side; one at least, so that what does not fit can be reported."""
    return max(1, int((room.mm + gutter.mm + _ROUNDING) // (card.mm + gutter.mm)))


def _problems(card: Size, made: Imposition) -> Iterator[Problem]:
    room = _room(made.sheet, made.shift)
    yield from _counted("列", made.columns, _most(room.width, card.width, made.gutter), made)
    yield from _counted("行", made.rows, _most(room.height, card.height, made.gutter), made)
    grid = made.grid(card)
    over = Size(grid.width - room.width, grid.height - room.height)
    if max(over.width.mm, over.height.mm) > _ROUNDING:
        needed = Size(made.sheet.width + over.width, made.sheet.height + over.height)
        yield CARDS_TOO_LARGE.at(
            _place(made),
            columns=made.columns,
            rows=made.rows,
            card=card,
            needed=needed,
            sheet=made.sheet,
            across=f"{MARGIN.width.mm:g}",
            down=f"{MARGIN.height.mm:g}",
        )
    if made.gutter < BLEED * 2:
        facts = {"gutter": f"{made.gutter.mm:g}", "least": f"{BLEED.mm * 2:g}", "bleed": f"{BLEED.mm:g}"}
        yield GUTTER_TOO_NARROW.at(_place(made, "间距"), **facts)
    if made.slots:
        yield from _counted("起始格", made.first, made.slots, made)


def _counted(key: str, found: int, most: int, made: Imposition) -> Iterator[Problem]:
    """Counts start at 1; too many columns or rows are reported elsewhere, in millimetres."""
    if found < 1 or (key == "起始格" and found > most):
        yield NOT_ON_SHEET.at(_place(made, key), key=key, found=found, most=most)


def _place(made: Imposition, key: str = "") -> Location:
    return Location(f"{_name(made.sheet)}.pdf", path=f"胸牌拼版 {key}".strip())


def _name(sheet: Size) -> str:
    return "badges-a4" if _is_a4(sheet) else "badges-sheet"


def _is_a4(sheet: Size) -> bool:
    return sheet in (A4, Size(A4.height, A4.width))
