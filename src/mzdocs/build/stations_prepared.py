"""Many stations -> all past gate 1, each looked at by itself and beside the others; nothing is made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mzdocs.build.district_common import load_common
from mzdocs.build.neighbours import with_neighbours
from mzdocs.build.preparation import Prepared, own_problems, prepare
from mzdocs.build.settings import Settings
from mzdocs.build.twins import own_numbers, twins
from mzdocs.build.unchanged import Idle
from mzdocs.core.problems import Problem, Stopped, stop_at_errors
from mzdocs.load import Workspace


def prepare_all(paths: Sequence[Path], space: Workspace, settings: Settings) -> list[Prepared]:
    """All stations past gate 1.

    Raises:
        Stopped: with the errors of all of them, and beside these all that was found in those that have none.
    """
    prepared, problems = prepared_as_far(paths, (), space, settings)
    stop_at_errors(problems)
    return prepared


def prepared_as_far(
    paths: Sequence[Path], idle: Iterable[Idle], space: Workspace, settings: Settings
) -> tuple[list[Prepared], list[Problem]]:
    """The stations that pass gate 1, and every problem of all.

    Raises:
        Stopped: the district's file has errors, told with those the stations' own files show without it; or stations
            share what must be a station's own: who is right?
    """
    try:
        common = load_common(space, settings.as_of, settings.strict)
    except Stopped as stopped:
        own = (problem for path in paths for problem in own_problems(path, space, settings))
        told = [*stopped.problems, *stopped.beside]
        stop_at_errors([*told, *(problem for problem in own if problem not in told)])
        raise
    prepared: list[Prepared] = []
    problems = list(common.problems)
    for path in paths:
        try:
            prepared.append(prepare(path, space, common, settings))
            problems += prepared[-1].problems
        except Stopped as stopped:
            problems += (*stopped.problems, *stopped.beside)
    others = [(each.file, each.whole.unique) for each in idle]
    numbers = [(each.file, own_numbers(each.station_data.station)) for each in prepared]
    shared = list(twins([*others, *numbers]))
    if shared:
        stop_at_errors([*problems, *shared])
    return with_neighbours(prepared) if settings.audience == "internal" else prepared, problems
