"""`mzdocs sign --verify`: signed files -> what every signature is worth, in words or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mzdocs.cli import show
from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.core.problems import Exit, Location, Problem, Stopped

if TYPE_CHECKING:
    from mzdocs.pdf.signature_verdicts import SignatureVerdict


@dataclass(frozen=True)
class _Verified:
    """A file, its signatures, and what is wrong with it."""

    file: Path
    verdicts: Sequence[SignatureVerdict]
    problems: Sequence[Problem]


def verified(files: Sequence[Path], trust: Path | None, as_json: bool) -> Exit:
    """Say of each file what its signatures are worth.

    Raises:
        Stopped: the file of whom to trust cannot be read, or holds no certificate.
    """
    from mzdocs.load.workspace import read_bytes
    from mzdocs.pdf.signature_verdicts import roots_of

    roots = roots_of(read_bytes(trust, trust.name)) if trust else []
    judged = [_judged(file, roots) for file in files]
    exits = [problem.problem_type.exit for each in judged for problem in each.problems]
    code = Exit.VERIFY if Exit.VERIFY in exits else next(iter(exits), Exit.DONE)
    if as_json:
        show.as_json({"exit": int(code), "files": [_values(each) for each in judged]})
        return code
    for each in judged:
        for line in _words(each):
            show.line(line)
        show.problems(each.problems)
    return code


def _judged(file: Path, roots: Sequence[Any]) -> _Verified:
    from mzdocs.load.workspace import read_bytes
    from mzdocs.pdf.signature_faults import UNSIGNED
    from mzdocs.pdf.signature_verdicts import verdicts
    from mzdocs.preflight.allowance import reading_limits
    from mzdocs.preflight.guarded import guarded

    location = Location(str(file))
    try:
        found = guarded(reading_limits(file), location, verdicts, read_bytes(file, file.name), location, roots)
    except Stopped as stopped:
        return _Verified(file, (), stopped.problems)
    if not found:
        return _Verified(file, (), [UNSIGNED.at(location)])
    return _Verified(file, found, [problem for verdict in found for problem in verdict.problems])


def _words(judged: _Verified) -> Iterator[str]:
    count = len(judged.verdicts)
    yield say(
        f"{judged.file}：签名和时间戳 {count} 个，{_whole(judged)}",
        f"{judged.file}: signatures and time stamps: {count}, {_whole(judged)}",
    )
    for verdict in judged.verdicts:
        yield f"  {verdict.field}"
        for line in _facts(verdict):
            yield f"    {line}"


def _whole(judged: _Verified) -> str:
    if judged.problems:
        return say("有问题", "with problems")
    if any(not verdict.signer for verdict in judged.verdicts):
        return say("有的没有验", "not all verified")
    if not all(verdict.trusted for verdict in judged.verdicts):
        return say("内容没有被改动，是谁签的没有核对", "nothing signed was changed, who signed was not verified")
    return say("内容没有被改动", "nothing signed was changed")


def _facts(verdict: SignatureVerdict) -> Iterator[str]:
    if verdict.signer:
        yield say(
            f"签名的是 {verdict.signer}，证书由 {verdict.issuer} 签发",
            f"by {verdict.signer}, certified by {verdict.issuer}",
        )
    if verdict.valid:
        first, last = (f"{day:%Y-%m-%d}" for day in verdict.valid)
        yield say(f"证书有效期 {first} 至 {last}", f"certificate valid from {first} to {last}")
    if verdict.signed_at:
        yield say(
            f"签名时间 {verdict.signed_at:%Y-%m-%d %H:%M}（签名的计算机说的）",
            f"signed {verdict.signed_at:%Y-%m-%d %H:%M} by the signer's own clock",
        )
    if verdict.stamped_at:
        yield say(f"时间戳 {verdict.stamped_at:%Y-%m-%d %H:%M}", f"time stamp {verdict.stamped_at:%Y-%m-%d %H:%M}")
    elif verdict.signer:
        yield say("没有时间戳", "no time stamp")
    if verdict.covers_file:
        yield say("覆盖整个文件", "covers the whole file")
    for number, change in enumerate(verdict.later, 1):
        yield say(f"以后的第 {number} 版改了：{change.zh}", f"revision {number} after it changed: {change.en}")
    if verdict.trusted:
        yield say("证书追溯到您信任的证书", "its certificate leads to one you trust")
    for reason in verdict.not_run:
        yield say("没有检查：", "not judged: ") + reason.say(LANGUAGE)


def _values(judged: _Verified) -> dict[str, Any]:
    """One file, as programs read it."""
    return {
        "file": str(judged.file),
        "signatures": [_signature_values(verdict) for verdict in judged.verdicts],
        "problems": show.problem_values(judged.problems),
    }


def _signature_values(verdict: SignatureVerdict) -> dict[str, Any]:
    first, last = verdict.valid or (None, None)
    times = {"signed_at": verdict.signed_at, "stamped_at": verdict.stamped_at, "valid_from": first, "valid_to": last}
    return {
        "field": verdict.field,
        "kind": "time stamp" if verdict.is_stamp else "signature",
        "signer": verdict.signer,
        "issuer": verdict.issuer,
        **{name: time.isoformat() if time else None for name, time in times.items()},
        "covers_file": verdict.covers_file,
        "later": _said(verdict.later),
        "trusted": verdict.trusted,
        "problems": [problem.code for problem in verdict.problems],
        "not_run": _said(verdict.not_run),
    }


def _said(sentences: Iterable[Any]) -> list[str]:
    return [sentence.say(LANGUAGE) for sentence in sentences]
