"""Any file -> its report: read within limits, judged by what it holds and claims, and by the manifest beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from mzdocs.core.outcomes import Outcome
from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.pdf.drawing_depth import DrawsItself
from mzdocs.preflight import Expectations, MeasuredPdf, Profile, Report
from mzdocs.preflight.contour_files import check_contours
from mzdocs.preflight.expectations import PROFILES, of_entry
from mzdocs.preflight.file_bytes import bytes_of
from mzdocs.preflight.file_kinds import DOCX, DXF, PDF, SVG, kind_of, promised
from mzdocs.preflight.identity_rules import ENCRYPTED
from mzdocs.preflight.manifest_beside import Beside, against_manifest, manifest_beside
from mzdocs.preflight.rule import CANNOT_SAY, ENDLESS, UNREADABLE_FILE, checked, left_out, preflight_problem
from mzdocs.preflight.rules import RULE_SETS, RuleSet, of_profile

NOT_PDF = preflight_problem(
    "MZP93",
    "不是 PDF，或者已经损坏（{reason}）",
    "It is no PDF, or a damaged one ({reason})",
    "重新导出或重新下载。",
    "Export or download it again.",
)
IS_DOCX = preflight_problem(
    "MZQ68",
    "是 DOCX，版面由打开它的软件排出，这里不看",
    "It is a DOCX, laid out by the program that opens it: it is not judged here",
    "公文的格式用 mzdocs check-docx 检查；要印的，先导出 PDF。",
    "Check a paper's form with mzdocs check-docx; export what is to be printed as PDF.",
)
WRONG_SUFFIX = preflight_problem(
    "MZQ67",
    "文件名的结尾是“{suffix}”，内容却是 {kind}，有的软件打不开，或者当成别的",
    "Its name ends in {suffix} but its content is {kind}: some programs cannot open it, or take it for something else",
    "按内容改文件名的结尾，或重新导出。",
    "Let the name end as the content is, or export it again.",
)

LARGEST = 512_000_000
"""Bytes."""
_MAKER = "mzdocs "
"""How the name of the program begins in the files it makes."""


@dataclass(frozen=True)
class _Given:
    """One file as it was read, with what was asked for."""

    path: Path
    data: bytes
    beside: Beside
    profile: Profile | None
    asked: RuleSet | None

    @property
    def location(self) -> Location:
        """The file as a whole."""
        return Location(str(self.path))


def examine_file(path: Path, profile: Profile | None = None, asked: RuleSet | None = None) -> Report:
    """How every rule ended on one file; unless said, files of ours are held to our house's rules, too, others not.

    Raises:
        Stopped: the file cannot be read, is too large, locked, or of a kind that is not judged.
    """
    data = bytes_of(path, LARGEST)
    given = _Given(path, data, manifest_beside(path, data), profile, asked)
    kind = _judged_as(given)
    report = _of_pdf(given) if kind == PDF else _of_drawing(given, kind)
    beside = against_manifest(given.beside, data, kind == PDF, given.location)
    return replace(report, outcomes=(*report.outcomes, _named_rightly(given, kind), *beside))


def _judged_as(given: _Given) -> str:
    """The file's kind: what it holds or, where that is not clear, what its name promises.

    Raises:
        Stopped: that is not judged here.
    """
    kind = kind_of(given.data)
    if kind == DOCX:
        raise _stopped(IS_DOCX.at(given.location))
    if isinstance(kind, Sentence) and promised(given.path) in (SVG, DXF):
        return str(promised(given.path))
    if isinstance(kind, Sentence) or kind not in (PDF, SVG, DXF):
        raise _stopped(NOT_PDF.at(given.location, reason=kind))
    return kind


def _named_rightly(given: _Given, kind: str) -> Outcome:
    """What people and programs take a file for is what it is."""
    if promised(given.path) in (None, kind):
        return Outcome("X-NAME", basis="trade")
    found = WRONG_SUFFIX.at(given.location, suffix=given.path.suffix, kind=kind)
    return Outcome("X-NAME", (found,), basis="trade")


def _of_drawing(given: _Given, kind: str) -> Report:
    asked = given.asked or "all"
    outcomes = check_contours(kind.lower(), given.data, given.location)
    wanted = (each if each.basis in RULE_SETS[asked] else left_out(each) for each in outcomes)
    return Report(given.location.file, tuple(wanted), "plain", asked)


def _of_pdf(given: _Given) -> Report:
    entry, location = given.beside.entry, given.location
    with _opened(given.data, location) as file:
        profile = given.profile or _said(entry) or _claimed(file)
        asked = given.asked or ("all" if _said(entry) or _is_ours(file) else "trade")
        expectations = of_entry(entry) if entry else Expectations()
        with _source(given.path, entry) as source:
            expectations = replace(expectations, source=source)
            outcomes = checked(of_profile(profile), expectations, file, location, RULE_SETS[asked])
        if any(outcome.not_run == CANNOT_SAY for outcome in outcomes):
            outcomes = (_readable(file, location), *outcomes)
        return Report(location.file, outcomes, profile, asked)


def _stopped(problem: Problem) -> Stopped:
    return Stopped([problem])


def _opened(data: bytes, location: Location) -> MeasuredPdf:
    try:
        return MeasuredPdf(data)
    except pikepdf.PasswordError:
        raise _stopped(ENCRYPTED.at(location)) from None
    except DrawsItself:
        raise _stopped(ENDLESS.at(location)) from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a reader throws means: not readable
        raise _stopped(NOT_PDF.at(location, reason=_BROKEN)) from None


_BROKEN = Sentence("开头是 PDF，里面读不下去", "it begins as a PDF and cannot be read on")


def _readable(file: MeasuredPdf, location: Location) -> Outcome:
    """Whether the file itself is damaged, asked where a rule could not read it."""
    damage = file.pdf.check_pdf_syntax()
    return Outcome("X-READ", (UNREADABLE_FILE.at(location, reason=_DAMAGED),) if damage else (), basis="standard")


_DAMAGED = Sentence("里面有损坏的地方", "it is damaged inside")


def _source(path: Path, entry: Mapping[str, Any] | None) -> AbstractContextManager[MeasuredPdf | None]:
    """What a copy in outlines was made of, where it lies beside it and can be read."""
    name = entry.get("made_from") if entry and entry.get("step") == "outlined" else None
    if not isinstance(name, str):
        return nullcontext()
    try:
        return MeasuredPdf(bytes_of(path.with_name(name), LARGEST))
    except Exception:  # noqa: BLE001 - whatever a reader throws means: there is nothing to compare with
        return nullcontext()


def _said(entry: Mapping[str, Any] | None) -> Profile | None:
    return next((profile for profile in PROFILES if entry and entry.get("profile") == profile), None)


def _is_ours(file: MeasuredPdf) -> bool:
    """By the name of the program that made it."""
    try:
        return str(file.pdf.docinfo.get("/Producer", "")).startswith(_MAKER)
    except Exception:  # noqa: BLE001 - what is broken is not ours
        return False


def _claimed(file: MeasuredPdf) -> Profile:
    """By what the file says of itself; one that says nothing, or nothing readable, is taken as meant for the press."""
    try:
        if "PDF/A" in file.claims:
            return "archive"
        return "press" if file.fonts else "outlined"
    except Exception:  # noqa: BLE001 - the rules that look at what is broken will say so
        return "press"
