"""Invented people go through a cluster: nothing that a scheduler, a worker, a log or a disk holds tells of them."""

from __future__ import annotations

import json
import pickle
from functools import partial
from pathlib import Path
from typing import Any

import dask
import distributed
import pytest

from mzdocs.leaks.finder import Finder
from mzdocs.leaks.layers import layers
from mzdocs.leaks.short_numbers import ShortNumbers
from mzdocs.nation.cluster import Cluster
from mzdocs.nation.districts import districts_under
from mzdocs.nation.fleet_run import run_fleet
from mzdocs.nation.tasks import Asked, Task
from mzdocs.nation.work import Done, carried_out

from .incremental import little
from .sweeps.canaries import people_in
from .workspaces import Workspace

PLACE = "东江省/滨海市/北城区"


class Noting(distributed.SchedulerPlugin):
    """Notes what a scheduler holds of a task, and what it is told, at every step."""

    def __init__(self, scheduler: distributed.Scheduler) -> None:
        self.scheduler = scheduler
        self.held: list[bytes] = []

    def transition(self, key: Any, start: Any, finish: Any, *args: Any, **more: Any) -> None:
        """A task goes from one state to another."""
        task = self.scheduler.tasks[key]
        for each in (key, task.run_spec, task.exception_text, task.traceback_text, task.annotations, more):
            self.held.append(pickle.dumps(each))


class Watching:
    """Hears every task, and asks a scheduler and its workers for all they have written down."""

    stopping = False

    def __init__(self, engine: Cluster) -> None:
        self.engine = engine
        self.held: list[bytes] = []

    def on_task(self, task: Task, done: Done) -> None:
        """What travelled, and what is known and noted of it."""
        self.held += [pickle.dumps(task), pickle.dumps(done), repr(done).encode()]
        client = self.engine.client
        told: list[Any] = [
            client.get_scheduler_logs(), client.get_worker_logs(nanny=False), client.scheduler_info(n_workers=-1),
            client.run_on_scheduler(lambda dask_scheduler: repr(dask_scheduler.get_events())),
        ]  # fmt: skip
        self.held += [json.dumps(each, default=str, ensure_ascii=False).encode() for each in told]


@pytest.mark.parametrize("broken", [False, True])
def test_nothing_a_cluster_holds_tells_of_anybody(
    broken: bool,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, spilled = tmp_path / "nation", tmp_path / "spilled"
    space = little(root / PLACE)
    people = people_in(space, 40)
    if broken:  # a name where a number belongs: what is told of it must not tell it
        space.table.write_text(
            space.table.read_text("utf-8-sig").replace(people[3].number, people[3].name), "utf-8-sig"
        )
    noting = list[Noting]()

    def started(self: distributed.Scheduler, *args: Any, **more: Any) -> None:
        begun(self, *args, **more)
        noting.append(Noting(self))
        self.add_plugin(noting[0])

    begun = distributed.Scheduler.__init__
    monkeypatch.setattr(distributed.Scheduler, "__init__", started)
    with caplog.at_level("DEBUG"), dask.config.set({"temporary-directory": str(spilled)}):
        engine = Cluster(partial(carried_out, str(root), Asked(("archive",)), 600), 1)
        watching, found = Watching(engine), [*districts_under(root)]
        run_fleet(root, found, found, engine, 3, watching)
    out, err = capfd.readouterr()
    held = [*noting[0].held, *watching.held, out.encode(), err.encode(), caplog.text.encode(), *_files(spilled, root)]
    assert len(watching.held) == 7
    assert any(PLACE.encode() in each for each in noting[0].held)  # what is held is read
    finders = (
        Finder(each.number for each in people), Finder(each.name for each in people),
        ShortNumbers(each.telephone for each in people),
    )  # fmt: skip
    assert not [each for each in held for layer in layers(each) if any(finder.sees(layer) for finder in finders)]
    assert any(finders[1].sees(layer) for layer in layers(people[3].name.encode()))
    assert _made(space) != broken


def _files(spilled: Path, root: Path) -> list[bytes]:
    """What a cluster put by on the disk, and the table of where each station stands."""
    beside = [path for path in root.iterdir() if path.is_file()]
    return [path.read_bytes() for path in (*spilled.rglob("*"), *beside) if path.is_file()]


def _made(space: Workspace) -> bool:
    return any(space.output.rglob("*.pdf"))
