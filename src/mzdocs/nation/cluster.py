"""A Dask cluster as an engine: one on this machine, or a scheduler that runs somewhere, by TLS."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.nation.engines import SECONDS, Loss, interrupts_unheard
from mzdocs.nation.tasks import Task
from mzdocs.nation.this_machine import on_this_machine
from mzdocs.nation.work import Done
from mzdocs.nation.worker_process import in_own_process

if TYPE_CHECKING:
    from distributed import Client, Security

NOT_INSTALLED = problem_type(
    "MZN07",
    "没有装 Dask",
    "Dask is not installed",
    "运行 pip install 'mzdocs[cluster]'，或者不写 --engine，用本机的进程。",
    "Run pip install 'mzdocs[cluster]', or leave out --engine for processes of this machine.",
    Exit.USAGE,
)
OPEN_LINE = problem_type(
    "MZN08",
    "到别的机器要走 TLS：{address} 没有加密，谁都能往里面送任务",
    "Another machine is reached by TLS only: {address} is open, anyone could send tasks into it",
    "用 tls:// 的地址，并写 --tls-ca、--tls-cert、--tls-key。",
    "Use an address tls://… with --tls-ca, --tls-cert and --tls-key.",
    Exit.USAGE,
)
UNREACHED = problem_type(
    "MZN09",
    "连不上调度程序 {address}（{kind}）",
    "The scheduler {address} cannot be reached ({kind})",
    "核对地址、证书；调度程序和各机器上要装同一版本的 Dask 和 mzdocs。",
    "Check address and certificates; scheduler and workers need the same versions of Dask and mzdocs.",
    Exit.BUSY,
)
_SECONDS = 10
_SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,  # how often a task is tried is counted by ourselves
    "distributed.comm.timeouts.connect": "10s",
    # A worker only waits for a process of its own: what looks after its memory and its threads would cost all the
    # while three times what carrying the tasks does, and what is never put by on a disk is never found there.
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
    "distributed.scheduler.work-stealing-interval": "1s",
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.http.routes": [],  # nobody asks it or its workers by HTTP
    "distributed.worker.http.routes": [],
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}
"""What differs from a scheduler's own: a task takes minutes, its answer a few kilobytes."""


@dataclass(frozen=True)
class Certificates:
    """Whom a scheduler and its workers believe, and by what they believe us: three PEM files."""

    authority: Path
    certificate: Path
    key: Path

    def security(self) -> Security:
        """The same as Dask takes it: nothing goes unencrypted."""
        from distributed import Security

        return Security(
            tls_ca_file=str(self.authority), tls_client_cert=str(self.certificate), tls_client_key=str(self.key),
            require_encryption=True,
        )  # fmt: skip


class _Lost(Exception):
    """How a task was lost, as its worker says."""


class Cluster(AbstractContextManager["Cluster"]):
    """Workers of a Dask scheduler; without an address one of so many workers begins on this machine."""

    def __init__(
        self, work: Callable[[Task], Done], workers: int, address: str | None = None, by: Certificates | None = None,
        seconds: int = SECONDS,
    ) -> None:  # fmt: skip
        self.workers, self._address, self._by = workers, address, by
        self._carries_out = partial(in_own_process, work, seconds)
        self.client: Client
        self._stack = ExitStack()
        if address and by is None and not on_this_machine(address):
            raise Stopped([OPEN_LINE.at(address=address)])

    def __enter__(self) -> Self:
        try:
            import dask
            from distributed import Client, LocalCluster
            from distributed.utils import silence_logging_cmgr
        except ImportError:
            raise Stopped([NOT_INSTALLED.at(Location(path="--engine"))]) from None
        with interrupts_unheard(), ExitStack() as stack:
            stack.enter_context(dask.config.set(_SETTINGS))
            stack.enter_context(silence_logging_cmgr(logging.CRITICAL))  # what is wrong is said in a sentence
            target: Any = self._address or stack.enter_context(
                LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    dashboard_address=None,
                    worker_dashboard_address=None,
                    scheduler_kwargs={
                        "dashboard_address": "127.0.0.1:0"
                    },  # where it would listen, did it serve anything
                    host="127.0.0.1",
                    silence_logs=logging.CRITICAL,
                )
            )
            try:
                if self._address:
                    _reach(self._address, self._by)
                security = self._by.security() if self._by else None
                self.client = stack.enter_context(Client(target, security=security, set_as_default=False))
            except (OSError, ValueError, RuntimeError) as error:
                raise Stopped([UNREACHED.at(address=self._address, kind=type(error).__name__)]) from None
            if self._address:
                self.workers = max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
            self._stack = stack.pop_all()
        return self

    def submit(self, task: Task) -> Future[Done]:
        """The task's answer, in time; its key says nothing of it."""
        given: Future[Done] = Future()

        def answered(theirs: Any) -> None:
            error = theirs.exception() if theirs.status == "error" else None
            if error is not None:
                given.set_exception(error)
            elif theirs.cancelled():
                given.set_exception(ConnectionError("cancelled"))
            elif isinstance(found := theirs.result(), Done):
                given.set_result(found)
            else:
                given.set_exception(_Lost(found))

        self.client.submit(self._carries_out, task, key=task.key, pure=False).add_done_callback(answered)
        return given

    def loss(self, error: BaseException) -> Loss:
        """How the task was lost: its worker says it, or is gone itself."""
        from distributed import KilledWorker

        if isinstance(error, _Lost):
            return cast(Loss, error.args[0])
        if isinstance(error, ConnectionError):
            raise Stopped([UNREACHED.at(address=self._address or "127.0.0.1", kind=type(error).__name__)]) from None
        if not isinstance(error, KilledWorker):
            raise error
        return "gone"

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _reach(address: str, by: Certificates | None) -> None:
    """Shake hands and part: what is wrong is known at once, where Dask would try again and again.

    Raises:
        OSError: nobody answers, or not as these certificates ask for.
        ValueError: the address has no port.
    """
    where = urlsplit(address)
    with socket.create_connection((where.hostname or "", where.port or 0), _SECONDS) as line:
        if by:
            context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=str(by.authority))
            context.check_hostname = False  # nor does Dask: whoever the authority has signed is believed
            context.load_cert_chain(by.certificate, by.key)
            context.wrap_socket(line).close()
