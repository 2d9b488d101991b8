"""Any file -> its report: read within limits, checked against the manifest beside it or by what it claims."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type, reason
from mzdocs.pdf.drawing_depth import DrawsItself
from mzdocs.preflight import Expectations, MeasuredPdf, Profile, Report
from mzdocs.preflight.contour_files import CONTOUR_FORMATS, check_contours
from mzdocs.preflight.expectations import PROFILES, of_entry
from mzdocs.preflight.identity_rules import ENCRYPTED
from mzdocs.preflight.rule import ENDLESS, checked, preflight_problem
from mzdocs.preflight.rules import of_profile
from mzdocs.preflight.tracks.machine_order import of_manifest

CANNOT_READ = problem_type(
    "MZP91",
    "打不开：{reason}",
    "It cannot be opened: {reason}",
    "检查文件名和权限。",
    "Check the name and the permissions.",
    Exit.DATA,
)
TOO_LARGE = problem_type(
    "MZP92",
    "文件有 {found} MB，最多检查 {most} MB",
    "It has {found} MB, at most {most} MB are examined",
    "把文件拆小，或降低图片分辨率。",
    "Split the file or use smaller pictures.",
    Exit.LIMIT,
)
NOT_PDF = preflight_problem(
    "MZP93",
    "不是 PDF，或者已经损坏（{reason}）",
    "It is no PDF, or a damaged one ({reason})",
    "重新导出或重新下载。",
    "Export or download it again.",
)

LARGEST = 512_000_000
"""Bytes."""
_MANIFEST, _LARGEST_MANIFEST = "manifest.json", 16_000_000


def examine_file(path: Path, profile: Profile | None = None) -> Report:
    """How every rule ended on one file.

    Raises:
        Stopped: the file cannot be read, is too large, locked, or no PDF.
    """
    location, entry = Location(str(path)), _entry(path)
    data = bytes_of(path, LARGEST)
    if format := CONTOUR_FORMATS.get(path.suffix.lower()):
        return Report(location.file, check_contours(format, data, location, of_manifest(entry)), "plain")
    with _opened(data, location) as file:
        chosen = profile or _said(entry) or _claimed(file)
        expectations = of_entry(entry) if entry else Expectations()
        with _source(path, entry) as source:
            expectations = replace(expectations, source=source)
            return Report(location.file, checked(of_profile(chosen), expectations, file, location), chosen)


def bytes_of(path: Path, most: int) -> bytes:
    """A file's content; its size is asked before a byte is read, and what is no regular file is not waited for.

    Raises:
        Stopped: it cannot be read, or is larger than `most` bytes.
    """
    location = Location(str(path))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _stopped(CANNOT_READ.at(location, reason=_NO_FILE))
        if found.st_size > most:
            raise _stopped(TOO_LARGE.at(location, found=found.st_size // 1_000_000, most=most // 1_000_000))
        return path.read_bytes()
    except OSError as error:
        raise _stopped(CANNOT_READ.at(location, reason=reason(error))) from None
    except ValueError:  # a name with a NUL
        raise _stopped(CANNOT_READ.at(location, reason=_NO_FILE)) from None


_NO_FILE = Sentence("不是普通文件", "not a regular file")


def _stopped(problem: Problem) -> Stopped:
    return Stopped([problem])


def _opened(data: bytes, location: Location) -> MeasuredPdf:
    try:
        return MeasuredPdf(data)
    except pikepdf.PasswordError:
        raise _stopped(ENCRYPTED.at(location)) from None
    except DrawsItself:
        raise _stopped(ENDLESS.at(location)) from None
    except Exception as error:  # noqa: BLE001 - whatever a reader throws means: not readable
        raise _stopped(NOT_PDF.at(location, reason=type(error).__name__)) from None


def _entry(path: Path) -> Mapping[str, Any] | None:
    """What the manifest beside the file says of it; one that cannot be read says nothing."""
    try:
        files = json.loads(bytes_of(path.with_name(_MANIFEST), _LARGEST_MANIFEST))["files"]
        return next((entry for entry in files if entry["file"] == path.name), None)
    except (Stopped, ValueError, KeyError, TypeError, RecursionError):
        return None


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


def _claimed(file: MeasuredPdf) -> Profile:
    """By what the file says of itself; one that says nothing, or nothing readable, is taken as meant for the press."""
    try:
        if "PDF/A" in file.claims:
            return "archive"
        return "press" if file.fonts else "outlined"
    except Exception:  # noqa: BLE001 - the rules that look at what is broken will say so
        return "press"
