"""The page to look at: the real, finished pages of a workspace, made in memory as they are looked at, on this machine.

A save makes what is looked at anew; while the data are wrong the last good pages stay. Nothing is written but what
somebody said yes to: an approval, or a data file with its slips mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread

from mzdocs.core.problems import Language
from mzdocs.load import Workspace
from mzdocs.preview.answers import Answers
from mzdocs.preview.hub import Hub
from mzdocs.preview.server import Server
from mzdocs.preview.watching import watched
from mzdocs.preview.workbench import Workbench
from mzdocs.preview.worker import Worker

PACKING = 900
"""Seconds within which the bundle of a whole district is made."""


@contextmanager
def previewed(
    space: Workspace, language: Language, port: int = 0, unmasked: bool = False, polling: bool = False
) -> Iterator[str]:
    """Within it the page stands at the address it gives; port 0 is any that is free.

    `unmasked` shows the numbers of clients whole; `polling` looks for saves where none are told of.

    Raises:
        Stopped: the port cannot be used.
    """
    hub = Hub()
    make = partial(Workbench, space, language, unmasked)
    answers = Answers(Worker(make), hub, space.root.name, language, partial(Worker, make, PACKING))
    with Server(port, answers, hub, language) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            with watched(space.data, hub.changed, polling):
                yield server.guard.address
        finally:
            hub.close()
            server.shutdown()
