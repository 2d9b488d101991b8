"""What a press file says of itself, by PDF/X-4 (ISO 15930-7): titles, dates, version, lock."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf.moments import same_moment
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import X4, PreflightRule, preflight_problem

NO_ID = preflight_problem(
    "MZP11", "文件没有标识（/ID）", "The file has no /ID", "按 PDF/X-4 重新导出。", "Export as PDF/X-4 again."
)
NOT_TRAPPED = preflight_problem(
    "MZP12",
    "没有写明是否做过陷印（Trapped）",
    "Trapped is neither True nor False",
    "按 PDF/X-4 重新导出，写明 Trapped。",
    "Export as PDF/X-4 and set Trapped.",
)
NO_METADATA = preflight_problem(
    "MZP14",
    "元数据不合 PDF/X-4：{names}",
    "The metadata falls short of PDF/X-4: {names}",
    "按 PDF/X-4 重新导出。",
    "Export as PDF/X-4 again.",
)
DATES_DIFFER = preflight_problem(
    "MZP15",
    "文件信息与元数据的日期不一致，或者缺日期",
    "The dates of the information and of the metadata differ or are missing",
    "重新导出，不要用别的软件改文件信息。",
    "Export again; do not edit the file's information with another program.",
)
NO_TITLE = preflight_problem(
    "MZP16",
    "文件信息与元数据的标题不一致，或者没有标题",
    "The titles of the information and of the metadata differ or are missing",
    "写上标题，重新导出。",
    "Set a title and export again.",
)
TOO_NEW = preflight_problem(
    "MZP17",
    "PDF 版本是 {found}，PDF/X-4 最高 1.6",
    "The PDF version is {found}, PDF/X-4 goes to 1.6",
    "导出为 PDF 1.6。",
    "Export as PDF 1.6.",
)
ENCRYPTED = preflight_problem(
    "MZP18",
    "文件加了密",
    "The file is encrypted",
    "去掉密码再交付。",
    "Remove the password.",
)
_VERSION = re.compile(r"[0-9]\.[0-9]+")
_NEEDED = (
    "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "pdf:Trapped",
)  # fmt: skip


def _id(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    said = file.pdf.trailer.get("/ID")
    parts = list(said) if isinstance(said, pikepdf.Array) else []
    if len(parts) != 2 or not all(isinstance(part, pikepdf.String) and bytes(part) for part in parts):
        yield NO_ID.at(location)


def _trapped(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    said = file.info.get("/Trapped")
    again = file.xmp["pdf:Trapped"]
    if not isinstance(said, pikepdf.Name) or said not in ("/True", "/False") or again not in ("", readable(said)):
        yield NOT_TRAPPED.at(location)


def _metadata(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    names = [name for name in _NEEDED if not file.xmp[name]]
    if file.xmp["pdfxid:GTS_PDFXVersion"] != "PDF/X-4":
        names.append("pdfxid:GTS_PDFXVersion")
    if "/Filter" in file.pdf.Root.get("/Metadata", {}):
        names.append("/Filter")
    if names:
        yield NO_METADATA.at(location, names="、".join(names))


def _dates(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    pairs = (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate"))
    if not all(same_moment(str(file.info.get(old, "")), file.xmp[new]) for old, new in pairs):
        yield DATES_DIFFER.at(location)


def _title(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    title = file.xmp["dc:title"]
    if not title or str(file.info.get("/Title", "")).strip() != title:
        yield NO_TITLE.at(location)


def _version(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """Of the header and the catalog, which may name a newer one (ISO 32000-1, 7.5.2)."""
    said = [file.pdf.pdf_version]
    if "/Version" in file.pdf.Root:
        said.append(readable(file.pdf.Root.Version))
    for found in said:
        if not _VERSION.fullmatch(found) or tuple(map(int, found.split("."))) > (1, 6):
            yield TOO_NEW.at(location, found=found)


def _encryption(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if file.pdf.is_encrypted:
        yield ENCRYPTED.at(location)


RULES = (
    PreflightRule("X-ID", NO_ID, _id, ON_PRESS, "standard", X4),
    PreflightRule("X-TRAP", NOT_TRAPPED, _trapped, ON_PRESS, "standard", X4),
    PreflightRule("X-XMP", NO_METADATA, _metadata, ON_PRESS, "standard", X4),
    PreflightRule("X-DATE", DATES_DIFFER, _dates, ON_PRESS, "standard", X4),
    PreflightRule("X-TITLE", NO_TITLE, _title, ON_PRESS, "standard", X4),
    PreflightRule("X-VER", TOO_NEW, _version, ON_PRESS, "standard", X4),
    PreflightRule("X-ENC", ENCRYPTED, _encryption, ("press", "outlined", "archive"), "standard", X4),
)
