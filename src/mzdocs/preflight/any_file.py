"""Any file -> its report: read within limits, judged by what it holds and claims, and by the manifest beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import pikepdf

from mzdocs.core.outcomes import TOO_SLOW, Outcome
from mzdocs.core.problems import Exit, Location, Sentence, Stopped, problem_type
from mzdocs.core.time_budget import NO_BUDGET, TimeBudget
from mzdocs.gbt33190 import check_ofd
from mzdocs.pdf.damages import damages
from mzdocs.pdf.drawing_depth import DrawsItself
from mzdocs.pdf.unpacked_sizes import Unpacks, refuse_dense
from mzdocs.plan.document import CatalogueFormat
from mzdocs.preflight import Expectations, MeasuredPdf, Profile, Report
from mzdocs.preflight.catalogues.catalogue_tables import Tables, check_beside, tables_of
from mzdocs.preflight.delivered.file_bytes import LARGEST, bytes_of
from mzdocs.preflight.delivered.file_kinds import DOCX, DXF, OFD, PDF, PLT, SVG, kind_of, promised
from mzdocs.preflight.delivered.manifest_beside import Beside, against_manifest, manifest_beside
from mzdocs.preflight.expectations import PROFILES, of_entry
from mzdocs.preflight.ofd_copies import check_made
from mzdocs.preflight.rule import (
    BROKEN_HERE,
    CANNOT_SAY,
    ENDLESS,
    UNREADABLE_FILE,
    checked,
    left_out,
    preflight_problem,
)
from mzdocs.preflight.rule import PDF as ISO_32000
from mzdocs.preflight.rules import RULE_SETS, RuleSet, of_profile
from mzdocs.preflight.standards.identity_rules import ENCRYPTED
from mzdocs.preflight.tracks.contour_files import check_contours
from mzdocs.preflight.tracks.machine_order import of_manifest

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
UNPACKS = problem_type(
    "MZQ86",
    "里面有一处解开后超过 {found} MB，是原来的几十倍以上；没有打开",
    "Something in it unpacks to more than {found} MB, dozens of times what it is: it was not opened",
    "请对方重新导出；来历不明的文件不要打开。",
    "Ask for a new export; do not open a file of unknown origin.",
    Exit.LIMIT,
)
WRONG_SUFFIX = preflight_problem(
    "MZQ67",
    "文件名的结尾是“{suffix}”，内容却是 {kind}，有的软件打不开，或者当成别的",
    "Its name ends in {suffix} but its content is {kind}: some programs cannot open it, or take it for something else",
    "按内容改文件名的结尾，或重新导出。",
    "Let the name end as the content is, or export it again.",
)

_AUTHOR, _MAKER = "mzdocs", b"mzdocs "
"""How the name of the program begins in the files it makes."""


Budget = Callable[[Path, MeasuredPdf], TimeBudget]
"""What the rules on a PDF may take, once it is open."""


def no_budget(_path: Path, _file: MeasuredPdf) -> TimeBudget:
    """As much as they take."""
    return NO_BUDGET


@dataclass(frozen=True)
class _Given:
    """One file as it was read, with what was asked for."""

    path: Path
    data: bytes
    beside: Beside
    profile: Profile | None
    asked: RuleSet | None
    budget: Budget

    @property
    def location(self) -> Location:
        """The file as a whole."""
        return Location(str(self.path))


def examine_file(
    path: Path, profile: Profile | None = None, asked: RuleSet | None = None, budget: Budget = no_budget
) -> Report:
    """How every rule ended on one file; unless said, files of ours are held to our house's rules, too, others not.

    Rules on a PDF that take more time than `budget` gives them are not run.

    Raises:
        Stopped: the file cannot be read, is too large, locked, or of a kind that is not judged.
    """
    data = bytes_of(path, LARGEST)
    given = _Given(path, data, manifest_beside(path, data), profile, asked, budget)
    kind = _kind(given)
    judge = _JUDGES.get(kind, _by_its_manifest) if isinstance(kind, str) else _by_its_manifest
    report = judge(given, kind)
    beside = against_manifest(given.beside, data, kind == PDF, given.location)
    return replace(report, outcomes=(*report.outcomes, _named_rightly(given, kind), *beside))


def _kind(given: _Given) -> str | Sentence:
    """The file's kind: what it holds or, where that is not clear, the one its name promises."""
    kind, name_says = kind_of(given.data), promised(given.path)
    return name_says if isinstance(kind, Sentence) and name_says in (SVG, DXF, PLT, OFD) else kind


def _by_its_manifest(given: _Given, kind: str | Sentence) -> Report:
    """What is judged by no rule of its own is held to its manifest, and a catalogue's table to what it says itself.

    Raises:
        Stopped: no manifest lists it.
    """
    location, entry = given.location, given.beside.entry
    if entry is None:
        raise Stopped([IS_DOCX.at(location) if kind == DOCX else NOT_PDF.at(location, reason=kind)])
    if entry.get("kind") == "archive" and given.path.suffix[1:] in get_args(CatalogueFormat):
        return Report(
            location.file,
            check_beside(given.path.name, given.data, _tables_beside(given), location),
            "catalogue",
            "all",
        )
    return Report(location.file, (Outcome("X-KIND", not_run=_NOT_JUDGED, basis="trade"),), "plain", "all")


def _tables_beside(given: _Given) -> Tables | None:
    """What another file of the same catalogue says, as it was delivered."""
    name = next(each for each in _BOTH_TABLES if each != given.path.name)
    try:
        return tables_of(name, bytes_of(given.path.with_name(name), LARGEST))
    except Stopped:
        return None


_BOTH_TABLES = ("catalogue.json", "catalogue.sqlite")
"""Files of a catalogue that hold both of its tables."""
_NOT_JUDGED = Sentence(
    "这一种文件的内容这里不看（公文用 mzdocs check-docx）",
    "the content of such a file is not judged here (of a paper, by mzdocs check-docx)",
)


def _named_rightly(given: _Given, kind: str | Sentence) -> Outcome:
    """What people and programs take a file for is what it is."""
    if promised(given.path) in (None, kind):
        return Outcome("X-NAME", basis="trade")
    found = WRONG_SUFFIX.at(given.location, suffix=given.path.suffix, kind=kind)
    return Outcome("X-NAME", (found,), basis="trade")


def _of_drawing(given: _Given, kind: str | Sentence) -> Report:
    """One that a manifest or an unpacked bundle lists is ours; a stranger names layers otherwise than we do."""
    order = of_manifest(given.beside.entry)
    outcomes = check_contours(str(kind).lower(), given.data, given.location, order)
    return _asked(given, outcomes, "engraving", "all" if given.beside.entry else "trade")


def _of_ofd(given: _Given, _kind: str | Sentence) -> Report:
    """By the standard, and against the PDF it was made of where its manifest names one."""
    location, source = given.location, _made_from(given)
    outcomes = check_ofd(given.data, location) if source is None else check_made(given.data, source, location)
    return _asked(given, outcomes, "ofd", "all")


def _asked(given: _Given, outcomes: Iterable[Outcome], judged_as: str, unless_said: RuleSet) -> Report:
    """The report of what was judged whole, without the rules that were not asked for."""
    asked = given.asked or unless_said
    wanted = (each if each.basis in RULE_SETS[asked] else left_out(each) for each in outcomes)
    return Report(given.location.file, tuple(wanted), judged_as, asked)


def _made_from(given: _Given) -> bytes | None:
    """The PDF beside it that an OFD of ours was made of."""
    try:
        return bytes_of(given.beside.source, LARGEST) if given.beside.source else None
    except Stopped:
        return None


def _of_pdf(given: _Given, _kind: str | Sentence) -> Report:
    entry, location = given.beside.entry, given.location
    with _opened(given.data, location) as file:
        profile = given.profile or _said(entry) or _claimed(file)
        asked = given.asked or ("all" if _said(entry) or _is_ours(file) else "trade")
        expectations = replace(of_entry(entry) if entry else Expectations(), source=_source(given.beside))
        budget = given.budget(given.path, file)
        outcomes = checked(of_profile(profile), expectations, file, location, RULE_SETS[asked], budget)
        broken = any(outcome.not_run == BROKEN_HERE for outcome in outcomes)
        if any(outcome.not_run == TOO_SLOW for outcome in outcomes):  # it may have been stopped while it was read
            _SOURCE.clear()
        guessed = not (given.profile or _said(entry) or file.claims)
        return Report(location.file, (_whole(file, broken, location), *outcomes), profile, asked, guessed=guessed)


def _opened(data: bytes, location: Location) -> MeasuredPdf:
    try:
        return _SOURCE.pop(data, None) or _measured(data)
    except Unpacks as found:
        raise Stopped([UNPACKS.at(location, found=found.megabytes)]) from None
    except pikepdf.PasswordError:
        raise Stopped([ENCRYPTED.at(location)]) from None
    except DrawsItself:
        raise Stopped([ENDLESS.at(location)]) from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a reader throws means: not readable
        raise Stopped([NOT_PDF.at(location, reason=_BROKEN)]) from None


def _measured(data: bytes) -> MeasuredPdf:
    refuse_dense(data)
    return MeasuredPdf(data)


_SOURCE: dict[bytes, MeasuredPdf] = {}
"""The file that the last copy was made of: it is often the next to be judged."""
_BROKEN = Sentence("开头是 PDF，里面读不下去", "it begins as a PDF and cannot be read on")


def _whole(file: MeasuredPdf, broken: bool, location: Location) -> Outcome:
    """Whether the file itself is damaged; `broken` is one whose content a rule could not follow."""
    ended = Outcome("X-READ", basis="standard", standard=ISO_32000)
    try:
        found = damages(file.pdf)
    except Exception:  # noqa: BLE001 - a picture in a format nothing here reads
        return replace(ended, not_run=CANNOT_SAY)
    reasons = found or ([BROKEN_HERE] if broken else [])
    return replace(ended, problems=tuple(UNREADABLE_FILE.at(location, reason=reason) for reason in reasons))


def _source(beside: Beside) -> MeasuredPdf | None:
    """What a copy in outlines was made of, where it was delivered with it and can be read; it stays open."""
    if beside.source is None or not beside.entry or beside.entry.get("step") != "outlined":
        return None
    try:
        data = bytes_of(beside.source, LARGEST)
        source = _measured(data)
    except Exception:  # noqa: BLE001 - whatever a reader throws means: there is nothing to compare with
        return None
    _SOURCE.clear()
    return _SOURCE.setdefault(data, source)


def _said(entry: Mapping[str, Any] | None) -> Profile | None:
    return next((profile for profile in PROFILES if entry and entry.get("profile") == profile), None)


def _is_ours(file: MeasuredPdf) -> bool:
    """By the name of the program that made it, which one that edits a file leaves in some place or other."""
    try:
        info, metadata = file.pdf.docinfo, file.pdf.Root.get("/Metadata")
        said = [bytes(info[key]) for key in ("/Producer", "/Creator") if key in info]
        said += [metadata.read_bytes()] if isinstance(metadata, pikepdf.Stream) else []
        return any(_MAKER in each for each in said)
    except Exception:  # noqa: BLE001 - what is broken is not ours
        return False


def _claimed(file: MeasuredPdf) -> Profile:
    """By what the file says of itself; one that says nothing, or nothing readable, is taken as meant for the press.

    Our orders, drawings and proofs for the shop name us as their author; nothing that is to be printed does.
    """
    try:
        if "PDF/A" in file.claims:
            return "archive"
        if file.pdf.docinfo.get("/Author") == _AUTHOR:
            return "plain"
        return "press" if file.fonts else "outlined"
    except Exception:  # noqa: BLE001 - the rules that look at what is broken will say so
        return "press"


_JUDGES: Mapping[str, Callable[[_Given, str | Sentence], Report]] = {
    PDF: _of_pdf, SVG: _of_drawing, DXF: _of_drawing, PLT: _of_drawing, OFD: _of_ofd,
}  # fmt: skip
"""By kind, what judges it by rules of its own."""
