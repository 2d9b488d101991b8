"""Papers to be kept: how the file itself is written, from its first bytes to its last, its streams and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.moments import same_moment
from mzdocs.pdf.readable_names import readable
from mzdocs.preflight.expectations import Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDFA, PreflightRule, of_archives, preflight_problem

NOT_WRITTEN_SO = preflight_problem(
    "MZQ97",
    "归档文件的写法不合 PDF/A：{what}",
    "The file to be kept is not written as PDF/A asks: {what}",
    "按 PDF/A 重新导出，不要再用别的软件改动。",
    "Export as PDF/A again, and edit it with no other program.",
)

_HEADER, _HEADER_OF_PART_1 = re.compile(rb"%PDF-1\.[0-7][\r\n]"), re.compile(rb"%PDF-\d\.\d")
_BINARY = re.compile(rb"%PDF-\d\.\d[^\r\n]*(?:\r\n|\r|\n)%[\x80-\xff]{4}")
_END = re.compile(rb"%%EOF(?:\r\n|\r|\n)?\Z")
_TAIL = 1024
_PACKET = re.compile(rb"<\?xpacket ([^?]*)\?>")
_FORBIDDEN_FILTERS = ("/LZWDecode", "/LZW")
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")


def _form(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-1, 6.1 and 6.7; ISO 19005-2, 6.1 and 6.6.2.1."""
    for what in dict.fromkeys([*_of_bytes(file), *_of_streams(file), *_of_metadata(file), *_told_twice(file)]):
        yield NOT_WRITTEN_SO.at(location, what=what)


def _of_bytes(file: MeasuredPdf) -> Iterator[Sentence]:
    header = _HEADER_OF_PART_1 if file.kept_part == 1 else _HEADER
    if not header.match(file.data):
        yield Sentence("开头不是 %PDF-1.x", "it does not begin with %PDF-1.x")
    if not _BINARY.match(file.data):
        yield Sentence("第二行不是四个大于 127 的字节的注释", "its second line is no comment of four bytes above 127")
    if not _END.search(file.data[-_TAIL:]):
        yield Sentence("%%EOF 后面还有内容", "something follows its last %%EOF")
    said = file.pdf.trailer.get("/ID")
    if not isinstance(said, pikepdf.Array) or not all(isinstance(one, pikepdf.String) and bytes(one) for one in said):
        yield Sentence("没有标识（/ID）", "it has no /ID")


def _of_streams(file: MeasuredPdf) -> Iterator[Sentence]:
    """Bytes of another file, of what the pages are drawn with; filters that are not free, of every stream."""
    for stream in _streams(file):
        if any(key in stream for key in _ELSEWHERE):
            yield Sentence("有数据流的内容在别的文件里", "the bytes of a stream are in another file")
        for name, parameters in _filters(stream):
            if name in _FORBIDDEN_FILTERS or (name == "/Crypt" and not _is_plain(parameters)):
                yield Sentence(f"数据流用了 {readable(name)}", f"a stream is packed by {readable(name)}")


def _streams(file: MeasuredPdf) -> Iterator[Any]:
    for page in file.pages:
        said = page.dictionary.get("/Contents", pikepdf.Array())
        yield from said if isinstance(said, pikepdf.Array) else [said]
    yield from (thing for thing in file.reachable("/XObject") if isinstance(thing, pikepdf.Stream))
    yield from (thing for thing in file.reachable("/Pattern") if isinstance(thing, pikepdf.Stream))
    if any(name[1:].encode() in file.data for name in _FORBIDDEN_FILTERS):
        yield from (thing for thing in file.pdf.objects if isinstance(thing, pikepdf.Stream))
    elif isinstance(file.pdf.Root.get("/Metadata"), pikepdf.Stream):
        yield file.pdf.Root.Metadata


def _filters(stream: Any) -> Iterator[tuple[str, Any]]:
    said, given = stream.get("/Filter", pikepdf.Array()), stream.get("/DecodeParms", pikepdf.Array())
    parameters = list(given) if isinstance(given, pikepdf.Array) else [given]
    for at, name in enumerate(said if isinstance(said, pikepdf.Array) else [said]):
        yield str(name), parameters[at] if at < len(parameters) else None


def _is_plain(parameters: Any) -> bool:
    return not isinstance(parameters, pikepdf.Dictionary) or parameters.get("/Name", "/Identity") == "/Identity"


def _of_metadata(file: MeasuredPdf) -> Iterator[Sentence]:
    stream = file.pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield Sentence("没有元数据", "it has no metadata")
        return
    if file.kept_part == 1 and "/Filter" in stream:
        yield Sentence("元数据压缩了", "its metadata are packed")
    head = _PACKET.search(stream.read_bytes())
    if head and re.search(rb"\b(?:bytes|encoding)\s*=", head[1]):
        yield Sentence("元数据的开头写了 bytes 或 encoding", "its metadata begin with bytes or encoding")


def _told_twice(file: MeasuredPdf) -> Iterator[Sentence]:
    """In part 1 what the information says, the metadata say as well (ISO 19005-1, 6.7.3)."""
    if file.kept_part != 1:
        return
    for key, name in _TWICE.items():
        said, again = str(file.info.get(f"/{key}", "")).strip(), file.xmp[name]
        same = same_moment(said, again) if key in _MOMENTS else said == again
        if f"/{key}" in file.info and not same:
            yield Sentence(f"文件信息的 {key} 与元数据的 {name} 不同", f"{key} of the information is not {name}")


_TWICE = {
    "Title": "dc:title", "Author": "dc:creator", "Subject": "dc:description", "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool", "Producer": "pdf:Producer", "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}  # fmt: skip
_MOMENTS = ("CreationDate", "ModDate")


RULES = (PreflightRule("A-WRITTEN", NOT_WRITTEN_SO, of_archives(_form), ("archive",), "standard", PDFA),)
