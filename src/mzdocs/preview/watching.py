"""A folder, watched: a call after each save below it, however it was saved, once its burst has ended.

The system tells when to look. It is looked from time to time all the same: a disk of another machine tells nothing, nor
does a folder that was put in the place of the one that is listened to.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

QUIET, LONGEST = 0.03, 0.5
"""Seconds without another event after which a save has ended, for an editor makes several of one; and after which it is
told of all the same: whatever copies many files is not waited for."""
_OFTEN, _SELDOM = 0.1, 1.0
"""Seconds between two looks, where nothing is told and where it is."""
_SHARE = 20
"""So many times as long as it works it rests: a large workspace is looked at less often."""
_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse", "vboxsf", "afs", "ncp")
_NOT_READ = (".", "~")
"""How the names of files begin that editors leave for a moment, and offices while a file is open."""
_State = frozenset[tuple[object, ...]]


@contextmanager
def watched(folder: Path, on_change: Callable[[], None], polling: bool = False) -> Iterator[None]:
    """Within it, `on_change` is called after each save below the folder, in a thread of its own."""
    watch = _Watch(folder, on_change, polling)
    try:
        yield
    finally:
        watch.end()


def is_remote(folder: Path, mounts: str = "/proc/mounts") -> bool:
    """Whether a folder lies on a disk of another machine, of which no change is told here."""
    try:
        lines = [line.split() for line in Path(mounts).read_text("utf-8").splitlines()]
    except OSError:
        return False
    over = [(line[1], line[2]) for line in lines if len(line) > 2 and folder.resolve().is_relative_to(line[1])]
    return bool(over) and max(over, key=lambda each: len(each[0]))[1].startswith(_REMOTE)


class _Watch(FileSystemEventHandler):
    """Events and looks -> one call for each save. What is listened to is the folder that stands at the path now."""

    def __init__(self, folder: Path, on_change: Callable[[], None], polling: bool) -> None:
        self._folder, self._on_change, self._polling = folder, on_change, polling
        self._told, self._ended = Event(), Event()
        self._observer: BaseObserver | None = None
        self._heard: tuple[int, int] | None = None
        self._state: _State = frozenset()
        self._pause = _OFTEN
        self._look()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Whatever changes a file that is read; looking at one changes nothing."""
        if event.is_directory and event.event_type == "modified":
            return  # a file in it is told of by itself
        if event.is_directory and event.event_type == "deleted" and event.src_path == str(self._folder):
            self._heard = None  # a folder made anew may have its number
        names = [Path(str(each)).name for each in (event.src_path, event.dest_path) if each]
        if event.event_type in ("opened", "closed_no_write") or all(name.startswith(_NOT_READ) for name in names):
            return
        self._told.set()

    def end(self) -> None:
        """No call comes any more."""
        self._ended.set()
        self._told.set()
        self._thread.join()
        self._hear_no_more()

    def _run(self) -> None:
        while not self._ended.is_set():
            if (self._told.wait(self._pause) or self._look()) and not self._ended.is_set():
                self._until_quiet()
                self._on_change()

    def _until_quiet(self) -> None:
        latest = time.monotonic() + LONGEST
        while not self._ended.is_set() and time.monotonic() < latest:
            self._told.clear()
            self._look()
            if not self._told.wait(QUIET) and not self._look():
                return

    def _look(self) -> bool:
        """Whether anything is another than it was at the last look."""
        begun, worked = time.monotonic(), time.thread_time()
        there = _identity(self._folder)
        if there is None or there != self._heard:
            self._listen(there)
        before, self._state = self._state, _state(self._folder)
        least = _SELDOM if self._observer else _OFTEN
        self._pause = max(least, time.monotonic() - begun, _SHARE * (time.thread_time() - worked))
        return before != self._state

    def _listen(self, there: tuple[int, int] | None) -> None:
        """To the folder that is there now, if the system has watches to give."""
        self._hear_no_more()
        self._heard = there
        if there is None or self._polling or is_remote(self._folder):
            return
        observer = Observer()
        try:
            observer.schedule(self, str(self._folder), recursive=True)
            observer.start()
        except OSError:
            return
        self._observer = observer

    def _hear_no_more(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(folder: Path) -> _State:
    """Every file below it that may be read, and what the system says of it; of a link, what it leads to as well."""
    found: set[tuple[object, ...]] = set()
    for here, folders, files in os.walk(folder):
        found.update((os.path.join(here, name),) for name in folders)
        for name in files:
            if name.startswith(_NOT_READ):
                continue
            path = os.path.join(here, name)
            try:
                now = os.stat(path)
            except OSError:
                found.add((path, None))
            else:
                found.add((path, now.st_size, now.st_mtime_ns, now.st_ctime_ns))
    return frozenset(found)
