"""What a press file says of itself, by PDF/X-4 (ISO 15930-7): titles, dates, output intent; and that nothing acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import X4, PreflightRule, on_page, preflight_problem

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
WRONG_INTENT = preflight_problem(
    "MZP13",
    "输出意图不对：要有且只有一个，带标识和印刷机的 CMYK 特性文件",
    "The output intent is wrong: exactly one, with its identifier and a CMYK printer profile",
    "导出时选用一个印刷条件（如 FOGRA39）并嵌入其特性文件。",
    "Choose one printing condition, such as FOGRA39, and embed its profile.",
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
ACTS = preflight_problem(
    "MZP19",
    "文件里有脚本、动作、表单或附件：{names}",
    "The file holds scripts, actions, forms or attachments: {names}",
    "去掉它们再导出。",
    "Remove them and export again.",
)
ANNOTATED = preflight_problem(
    "MZP20",
    "页面上有批注或链接",
    "The page has annotations or links",
    "去掉批注和链接再导出。",
    "Remove annotations and links and export again.",
)

_MOST_IDENTIFIER = 40
"""Characters: an identifier is a short name of the registry, not a sentence."""
_NEEDED = (
    "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:RenditionClass", "xmpMM:VersionID", "pdf:Trapped",
)  # fmt: skip


def _id(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if len(file.pdf.trailer.get("/ID", [])) != 2:
        yield NO_ID.at(location)


def _trapped(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if file.pdf.docinfo.get("/Trapped") not in (pikepdf.Name("/True"), pikepdf.Name("/False")):
        yield NOT_TRAPPED.at(location)


def _intent(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    said = [intent for intent in file.pdf.Root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFX"]
    if len(said) != 1 or not _is_press_condition(said[0]):
        yield WRONG_INTENT.at(location)


def _is_press_condition(intent: Any) -> bool:
    """The ICC header says the device class at byte 12, the colour space at byte 16 (ICC.1, 7.2)."""
    name = str(intent.get("/OutputConditionIdentifier", ""))
    profile = intent.get("/DestOutputProfile")
    if not 0 < len(name) <= _MOST_IDENTIFIER or not isinstance(profile, pikepdf.Stream):
        return False
    return profile.read_bytes()[12:20] == b"prtrCMYK"


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
    info = file.pdf.docinfo
    if any(not file.xmp[new] or _digits(str(info.get(old, ""))) != _digits(file.xmp[new]) for old, new in pairs):
        yield DATES_DIFFER.at(location)


def _digits(date: str) -> str:
    """`D:20261012000000+08'00'` and `2026-10-12T00:00:00+08:00` alike."""
    return re.sub(r"[^0-9+]", "", date.replace("Z", "+0000"))


def _title(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    title = file.xmp["dc:title"]
    if not title or str(file.pdf.docinfo.get("/Title", "")) != title:
        yield NO_TITLE.at(location)


def _version(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if tuple(map(int, file.pdf.pdf_version.split("."))) > (1, 6):
        yield TOO_NEW.at(location, found=file.pdf.pdf_version)


def _encryption(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    if file.pdf.is_encrypted:
        yield ENCRYPTED.at(location)


def _actions(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    root = file.pdf.Root
    names = [key for key in ("/AA", "/OpenAction", "/AcroForm") if key in root]
    names += [key for key in ("/EmbeddedFiles", "/JavaScript") if key in root.get("/Names", {})]
    names += ["/AA" for page in file.pages if "/AA" in page.dictionary]
    if names:
        yield ACTS.at(location, names="、".join(name[1:] for name in names))


def _annotations(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    for page in file.pages:
        if len(page.dictionary.get("/Annots", [])):
            yield ANNOTATED.at(on_page(location, page.number))


RULES = (
    PreflightRule("X-ID", NO_ID, _id, ON_PRESS, "standard", X4),
    PreflightRule("X-TRAP", NOT_TRAPPED, _trapped, ON_PRESS, "standard", X4),
    PreflightRule("X-OI", WRONG_INTENT, _intent, ON_PRESS, "standard", X4),
    PreflightRule("X-XMP", NO_METADATA, _metadata, ON_PRESS, "standard", X4),
    PreflightRule("X-DATE", DATES_DIFFER, _dates, ON_PRESS, "standard", X4),
    PreflightRule("X-TITLE", NO_TITLE, _title, ON_PRESS, "standard", X4),
    PreflightRule("X-VER", TOO_NEW, _version, ON_PRESS, "standard", X4),
    PreflightRule("X-ENC", ENCRYPTED, _encryption, ("press", "outlined", "archive"), "standard", X4),
    PreflightRule("X-ACT", ACTS, _actions, ON_PRESS, "standard", X4),
    PreflightRule("X-ANN", ANNOTATED, _annotations, ON_PRESS, "standard", X4),
)
