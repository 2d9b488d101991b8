"""Engraving and cutting files -> how every rule on them ended: what a machine follows is what was ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import ParseError

from mzdocs.core.outcomes import Outcome, collected
from mzdocs.core.problems import Location, Sentence
from mzdocs.preflight.rule import UNREADABLE_FILE, preflight_problem
from mzdocs.preflight.tracks import file_rules, line_rules, order_rules
from mzdocs.preflight.tracks.dxf_tracks import read_dxf
from mzdocs.preflight.tracks.machine_file import MachineFile, NotReadHere, TooMuch
from mzdocs.preflight.tracks.machine_order import MachineOrder
from mzdocs.preflight.tracks.plotter_tracks import read_plotter
from mzdocs.preflight.tracks.svg_tracks import read_svg
from mzdocs.preflight.tracks.track_rule import TrackCase, TrackRule, case

BOUNDLESS = preflight_problem(
    "MZE23",
    "内容多得或远得不像一块牌子（实体展开、层层嵌套、几十万个点、不是数的坐标）；不再往下看，也不要送上机器",
    "There is more in it, or farther out, than any sign has (entities, nesting, points, coordinates that are no "
    "numbers): it is looked at no further, and must not go to a machine",
    "请对方重新导出只有轮廓的文件。",
    "Ask for a file with nothing but contours.",
)

TRACK_RULES: tuple[TrackRule, ...] = (*file_rules.RULES, *line_rules.RULES, *order_rules.RULES)
LARGEST_DRAWING = 32_000_000
"""Bytes."""
_READERS: Mapping[str, Callable[[bytes], MachineFile]] = {"svg": read_svg, "dxf": read_dxf, "plt": read_plotter}


def check_contours(
    format: str, data: bytes, location: Location, order: MachineOrder | None = None
) -> tuple[Outcome, ...]:
    """How every rule ended on a file, held to what was ordered where somebody says so."""
    try:
        if len(data) > LARGEST_DRAWING:
            raise TooMuch
        file = _READERS[format](data)
        if not file.is_bounded:
            raise TooMuch
        if not file.tracks and not file.oddities:
            return (Outcome("E-READ", (UNREADABLE_FILE.at(location, reason=_NOTHING),), basis="trade"),)
    except (TooMuch, RecursionError):
        return (Outcome("E-LOAD", (BOUNDLESS.at(location),), basis="trade"),)
    except NotReadHere as form:
        return (Outcome("E-READ", not_run=Sentence(form.zh, form.en), basis="trade"),)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, ZeroDivisionError, ParseError):
        unread = UNREADABLE_FILE.at(location, reason=_NO_DRAWING[format])
        return (Outcome("E-READ", (unread,), basis="trade"),)
    judged = case(file, order or MachineOrder(), location)
    return (Outcome("E-READ", basis="trade"), Outcome("E-LOAD", basis="trade"), *_outcomes(TRACK_RULES, judged))


_NOTHING = Sentence("里面什么也没有画", "nothing is drawn in it")
_NO_DRAWING = {
    "svg": Sentence("不是完好的 SVG", "it is no sound SVG"),
    "dxf": Sentence("不是完好的 DXF", "it is no sound DXF"),
    "plt": Sentence("不是完好的 PLT（HPGL）", "it is no sound PLT (HPGL)"),
}


def _outcomes(rules: Iterable[TrackRule], judged: TrackCase) -> Iterable[Outcome]:
    for rule in rules:
        problems, not_run = collected(rule.check, judged)
        yield Outcome(rule.id, tuple(problems), not_run, rule.basis)
