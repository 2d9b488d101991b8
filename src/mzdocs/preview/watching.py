"""The folders of a workspace, watched: a call after each save, however it was saved, once its burst has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.03
"""Seconds without another event after which a save has ended: an editor makes several of one."""
_POLL = 0.5
"""Seconds between two looks at a folder of the network, which tells nothing by itself."""
_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse", "vboxsf", "afs", "ncp")
_NOT_READ = (".", "~")
"""How the names of files begin that editors leave for a moment, and offices while a file is open."""


@contextmanager
def watched(folders: list[Path], on_change: Callable[[], None], polling: bool = False) -> Iterator[None]:
    """Within it, `on_change` is called after each save below these folders, in a thread of its own."""
    burst = _Burst(on_change)
    observer: BaseObserver = PollingObserver(timeout=_POLL) if polling or any(map(is_remote, folders)) else Observer()
    try:
        observer = _started(observer, folders, burst)
        yield
    finally:
        observer.stop()
        burst.end()
        observer.join()


def is_remote(folder: Path, mounts: str = "/proc/mounts") -> bool:
    """Whether a folder lies on a disk of another machine, of which no change is told here."""
    try:
        lines = [line.split() for line in Path(mounts).read_text("utf-8").splitlines()]
    except OSError:
        return False
    over = [(line[1], line[2]) for line in lines if len(line) > 2 and folder.resolve().is_relative_to(line[1])]
    return bool(over) and max(over, key=lambda each: len(each[0]))[1].startswith(_REMOTE)


def _started(observer: BaseObserver, folders: list[Path], burst: _Burst) -> BaseObserver:
    """The observer, or if the system has no more watches to give, one that looks by itself."""
    try:
        for folder in folders:
            observer.schedule(burst, str(folder), recursive=True)
        observer.start()
    except OSError:
        observer = PollingObserver(timeout=_POLL)
        for folder in folders:
            observer.schedule(burst, str(folder), recursive=True)
        observer.start()
    return observer


class _Burst(FileSystemEventHandler):
    """Events -> one call once they have ended."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._changed, self._ended = Event(), Event()
        Thread(target=self._wait, daemon=True).start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Whatever changes a file that is read; looking at one changes nothing."""
        if event.is_directory and event.event_type == "modified":
            return  # a file in it is told of by itself
        names = [Path(str(each)).name for each in (event.src_path, event.dest_path) if each]
        if event.event_type in ("opened", "closed_no_write") or all(name.startswith(_NOT_READ) for name in names):
            return
        self._changed.set()

    def end(self) -> None:
        """No call comes any more."""
        self._ended.set()
        self._changed.set()

    def _wait(self) -> None:
        while not self._ended.is_set():
            self._changed.wait()
            while self._changed.is_set() and not self._ended.is_set():
                self._changed.clear()
                self._changed.wait(QUIET)
            if not self._ended.is_set():
                self._on_change()
