"""`python -m tests.sweeps [NAME…]`: every long proof with the count of `make gate`, or only these; two at a time.

Each runs in a process of its own and tells its figure in one line: what, the aim, what was reached, seconds; and the
processor time it took beside what it has. Where it fails it tells each case with what it takes to try it again, and
this ends with 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

PROOFS = {
    "names": 2_400, "canaries": 800, "hostile": 700, "fleets": 400, "spoilt_inputs": 400, "published": 300,
    "data_changes": 240, "saves": 200, "cut_files": 180, "environments": 160, "soak": 160, "glyphs": 160,
    "watched": 150, "spoilt_workspaces": 130, "whole_command": 120, "killed": 120, "payloads": 110, "crashes": 80,
    "power": 60, "digits": 60, "full_disk": 40, "races": 30, "flips": 30, "pictures": 20,
}  # fmt: skip
"""The longest first, each with the seconds of processor time it has: of all of them two cores have an hour."""
AT_ONCE = 2


def told(name: str) -> bool:
    """Whether one proof holds, in its own process, and what it says once it is done."""
    line = [sys.executable, "-m", f"tests.sweeps.{name}"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as proof:
        said = proof.stdout.read() if proof.stdout else ""
        _, status, used = os.wait4(proof.pid, 0)
        proof.returncode = os.waitstatus_to_exitcode(status)
    print(
        f"{name}: {said.rstrip()}\n    {used.ru_utime + used.ru_stime:.0f} of {PROOFS[name]} s of processor time",
        flush=True,
    )
    return proof.returncode == 0


def main() -> int:
    begun = time.perf_counter()
    names = sys.argv[1:] or [*PROOFS]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = [*pool.map(told, names)]
    failed = [name for name, holds in zip(names, held, strict=True) if not holds]
    print(f"{len(names)} proofs, {len(failed)} failed {' '.join(failed)}| {time.perf_counter() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
