"""What of a station may be signed off from the page, and the signing: the one thing the page ever writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mzdocs.build.approve import SignOff, approve
from mzdocs.core.problems import Location, Stopped, stop_at_errors
from mzdocs.derive.approval_states import approval_state
from mzdocs.kinds import CLOSED_SETS
from mzdocs.load import load_approvals
from mzdocs.model.approvals import ApprovalState
from mzdocs.preview.workbench import NO_SUCH, Workbench
from mzdocs.publish.open_files import open_files


@dataclass(frozen=True)
class Signable:
    """A delivered file that may be signed: set and name, kind, title, the sum of its bytes; how it stands, by whom."""

    path: str
    file: str
    kind: str
    title: str
    sha256: str
    state: ApprovalState
    by: str = ""
    on: str = ""


def signable(bench: Workbench, state: int, slug: str) -> tuple[Signable, ...]:
    """All that lies delivered of a station and has pages to look at, but for the archive; read anew each time.

    Raises:
        Stopped: there is no such station, or its approvals are damaged.
    """
    station = bench.space.output / bench.path_of(state, slug).stem
    approvals, problems = load_approvals(bench.space, slug)
    stop_at_errors(problems)
    files = open_files(station, bench.common(state).district.year, CLOSED_SETS)
    found = []
    for head in (each for each in files if each.shown):
        sums = {each.path: each.sha256 for each in files if (each.folder, each.head) == (head.folder, head.name)}
        last = approvals.last.get(head.path)
        signed = (last.by, last.day.isoformat()) if last else ("", "")
        told = (head.path, head.name, str(head.entry["kind"]), str(head.entry["title"]), head.sha256)
        found.append(Signable(*told, approval_state(approvals, sums), *signed))
    return tuple(found)


def signed_off(bench: Workbench, _state: int, slug: str, by: str, on: date, seen: Mapping[str, str]) -> int:
    """Enter what was seen, SHA-256 by set and name, and say how many files that was; a save meanwhile is no matter.

    Raises:
        Stopped: as `approve` is; nothing is entered then.
        LookupError: nothing was seen.
    """
    if slug not in [path.stem for path in bench.space.station_files()]:
        raise Stopped([NO_SUCH.at(Location(slug))])
    if not seen:
        raise LookupError(slug)
    return len(approve(slug, bench.space, bench.space.output, SignOff(by, on), (), seen))
