"""Every command, seen by the system's own eyes: no socket of a network, no program started, nothing written elsewhere.

`python -m tests.sweeps.watched [COUNT]`: the first so many commands of a year's work.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.incremental import little
from tests.sweeps import figure
from tests.sweeps.every_command import COMMANDS, commands
from tests.sweeps.figure import Figure, Seen

CALLS = (
    "socket,connect,bind,execve,execveat,open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,"
    "symlink,symlinkat,unlink,unlinkat,rmdir,truncate,chmod,fchmodat,mknod,mknodat"
)
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += +(-?\d+)")
_AT = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>, "([^"]*)"')
_QUOTED = re.compile(r'"([^"]*)"')
_SEMAPHORE = re.compile(r"/dev/shm/sem\.")
"""In memory, by which processes forked from one wait for each other; no file of anybody."""
_WORKER = re.compile(
    rf'^"{re.escape(sys.executable)}", \[.*"-c", "from multiprocessing\.(spawn|resource_tracker) import '
)
"""How the standard library starts one that is not forked."""
NETWORK = re.compile("AF_INET|AF_NETLINK|AF_PACKET|AF_VSOCK|AF_BLUETOOTH")


@dataclass(frozen=True)
class Act:
    """One call that succeeded: its name, and what it was given."""

    name: str
    given: str

    @property
    def wrong(self) -> str:
        """A network, or a program that is no worker of its own."""
        if self.name in ("execve", "execveat"):
            return "" if _WORKER.search(self.given) else f"started {self.given.split(',')[0]}"
        return f"opened a network: {self.given}" if NETWORK.search(self.given) else ""

    def changed(self, here: Path) -> Iterator[Path]:
        """Every path it makes, removes or opens to write."""
        if self.name in ("socket", "connect", "bind", "execve", "execveat"):
            return
        if self.name.startswith("open") and not re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", self.given):
            return
        found = _AT.findall(self.given) or [("", each) for each in _QUOTED.findall(self.given)]
        named = found[-1:] if self.name.startswith("symlink") else found
        yield from (Path(os.path.normpath(here / folder / path)) for folder, path in named)


def understood(trace: str) -> Iterator[Act]:
    """The calls that succeeded; the first program is the command itself."""
    found = (match for match in map(_CALL.match, trace.splitlines()) if match and not match[3].startswith("-"))
    acts = (Act(match[1], match[2]) for match in found)
    yield from (act for number, act in enumerate(acts) if number or act.name != "execve")


def elsewhere(acts: Iterator[Act], here: Path, allowed: tuple[Path, ...]) -> Iterator[str]:
    """What was written that is none of the command's places."""
    for act in acts:
        for path in act.changed(here):
            known = any(path.is_relative_to(each) for each in allowed)
            if not known and str(path) not in ("/dev/null", "/dev/tty") and not _SEMAPHORE.match(str(path)):
                yield f"{act.name} {path}"


def swept(count: int, work: Path) -> Seen:
    """Each command under strace, in one workspace."""
    seen = Seen()
    strace = shutil.which("strace")
    assert strace, "strace is not installed: make test installs it"
    space, beside, trace = little(work / "district"), work / "beside", work / "trace"
    places = {"MZDOCS_CACHE": beside / "cache", "TMPDIR": beside / "temporary", "XDG_CACHE_HOME": beside / "home"}
    for each in places.values():
        each.mkdir(parents=True)
    environment = {**os.environ, **{name: str(path) for name, path in places.items()}}
    for line in commands(space, beside, count):
        done = subprocess.run(
            [strace, "-f", "-qq", "-y", "--seccomp-bpf", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(trace),
             sys.executable, "-B", "-m", "mzdocs", *line],
            cwd=space.root, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        acts = [*understood(trace.read_text("utf-8", "replace"))]
        wrong = {act.wrong for act in acts if act.wrong} | {*elsewhere(iter(acts), space.root, (space.root, beside))}
        if done.returncode in (1, 2, 70) or done.returncode < 0 or not acts:
            wrong.add(f"ended with {done.returncode}: {(done.stderr or done.stdout)[-300:]}")
        seen.found("commands", "; ".join([f"mzdocs {' '.join(line)}", *sorted(wrong)]) if wrong else "")
    return seen


FIGURE = Figure(
    "every command under strace", "0 sockets of a network, 0 programs beside its workers, 0 files elsewhere",
    swept, count=len(COMMANDS), full=len(COMMANDS), sample=2,
)  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(figure.shown(FIGURE))
