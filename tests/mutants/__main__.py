"""`python -m tests.mutants`: the gates' code, changed in one place at a time -> the share of changes a test sees."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.mutants.gates import GATES, LEAST_SCORE, SEED, Gate, equivalents
from tests.mutants.making import mutants, sample
from tests.mutants.trying import Verdict, prepare, seconds, verdict


def main() -> int:
    asked = _asked()
    gates = [gate for gate in GATES if not asked.only or asked.only in gate.name]
    every = {gate: mutants(gate) for gate in gates}
    total = sum(map(len, every.values()))
    chosen = sample([each for found in every.values() for each in found], asked.mutants, asked.seed)
    print(f"{len(chosen)} of {total} mutants, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, _workers(asked.jobs, Path(folder)) as pool:
        limits = dict(zip(gates, pool.map(seconds, gates), strict=True))
        jobs = {pool.submit(verdict, each, limits[each.gate]): each for each in chosen}
        verdicts = [_shown(job.result(), number) for number, job in enumerate(as_completed(jobs), 1)]
    return _score(gates, verdicts)


def _workers(jobs: int, folder: Path) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=prepare, initargs=(folder,))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("mutants", nargs="?", default="200", help="how many, drawn at random, or all")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default="", help="of one gate, such as leaks")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return parser.parse_args()


def _shown(found: Verdict, number: int) -> Verdict:
    """A dot, or a mutant no test saw, at once: it may be hours to the end."""
    print("." if found.killed else f"\n{number}. {found.mutant.name}\n{found.change}", end="", flush=True)
    return found


def _score(gates: list[Gate], verdicts: list[Verdict]) -> int:
    """Print the table; 1 if too many got through."""
    known = equivalents()
    counts = {gate: Counter[str]() for gate in gates}
    for each in verdicts:
        counts[each.mutant.gate][each.outcome(known)] += 1
    print(f"\n{'gate':24}{'mutants':>8}{'killed':>8}{'survived':>10}{'equivalent':>12}{'score':>8}")
    for gate, count in counts.items():
        print(_row(gate.name, count))
    whole = sum(counts.values(), Counter[str]())
    print(_row("all", whole))
    return int(_share(whole) < LEAST_SCORE)


def _row(name: str, count: Counter[str]) -> str:
    numbers = f"{count.total():8}{count['killed']:8}{count['survived']:10}{count['equivalent']:12}"
    return f"{name:24}{numbers}{_share(count):8.1%}"


def _share(count: Counter[str]) -> float:
    """Killed ones of those that change what the code does."""
    real = count.total() - count["equivalent"]
    return count["killed"] / real if real else 1.0


if __name__ == "__main__":
    sys.exit(main())
