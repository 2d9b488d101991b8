"""Bytes that should be a workbook -> refused by what they are, or fit to be parsed: judged before any parser sees them.

A workbook is a zip of XML parts. Sizes stand in its directory and are held when a part is read, so what may be unpacked
is known before anything is; a part with a document type, in another encoding than UTF-8, or that runs a program or
fetches from elsewhere, is never parsed.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type
from mzdocs.load.first_bytes import OLD_SPREADSHEET, kind_of, kind_of_archive

NOT_A_WORKBOOK = problem_type(
    "MZ1221",
    "这不是 .xlsx 工作簿，而是{kind}",
    "This is not an .xlsx workbook but {kind}",
    "用 WPS 或 Excel 打开它，另存为“Excel 工作簿（*.xlsx）”；只改扩展名不算。",
    "Open it in WPS or Excel and save it as an Excel workbook (*.xlsx); renaming it is not enough.",
)
LOCKED_BOOK = problem_type(
    "MZ1222",
    "工作簿设了打开密码，读不了",
    "The workbook has a password and cannot be read",
    "在 WPS 或 Excel 中去掉打开密码，再保存。",
    "Take the password off in WPS or Excel and save it.",
)
PROGRAM_IN_BOOK = problem_type(
    "MZ1223",
    "工作簿里带有宏，为安全起见不读",
    "The workbook holds macros and is not read",
    "另存为“Excel 工作簿（*.xlsx）”，不选“启用宏”；来历不明的宏不要运行。",
    "Save it as an Excel workbook without macros (*.xlsx); never run macros of unknown origin.",
)
LINKED_BOOK = problem_type(
    "MZ1224",
    "工作簿从别的文件或网络取数（{part}），为安全起见不读",
    "The workbook takes data from other files or the network ({part}) and is not read",
    "在“数据”菜单中断开链接和查询，把取来的数改成内容，再保存。",
    "Break links and queries in the Data menu, keep their values, and save it.",
)
LARGE_BOOK = problem_type(
    "MZ1225",
    "工作簿太大：{what}超过 {limit}",
    "The workbook is too large: more {what} than {limit}",
    "删去用不着的工作表、空行空列的格式和图片；客户档案按年度拆开。",
    "Delete sheets, formatted empty rows and pictures that are not needed; split client tables by year.",
    Exit.LIMIT,
)
DAMAGED_BOOK = problem_type(
    "MZ1226",
    "工作簿已经损坏，或不是由表格软件保存的（{part}）",
    "The workbook is damaged, or no spreadsheet program saved it ({part})",
    "用 WPS 或 Excel 打开（必要时“打开并修复”），另存一份。",
    "Open it in WPS or Excel (with repair if need be) and save it again.",
)

UNREADABLE_BOOK = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError, OSError, EOFError,
    NotImplementedError, RecursionError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What a library ends in that reads a damaged workbook; the parsers' own errors are syntax errors."""
MAX_PARTS, MAX_RATIO = 500, 200
MAX_UNPACKED_MEGABYTES = 400
"""Of all parts together: more than a table of 200,000 client files unpacks to."""
MAX_TAGS, MAX_TAGS_OF_WORDS, MAX_TAGS_OF_LOOKS, MAX_TAGS_OF_NAMES = 30_000_000, 5_000_000, 500_000, 50_000
"""Of all sheets, of all their shared words, of the list of sheets and names, and of every other part that is parsed: a
tag costs more than its bytes."""
_SMALL = 1_000_000
"""A part this small may be packed as tightly as it likes."""
_CHUNK = 1 << 20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_WORKBOOK = Sentence("“严格 Open XML”格式的工作簿", "a workbook in the format Strict Open XML")
_WORDS = Sentence("文本（例如 CSV 或 YAML）", "text, such as CSV or YAML")
_PARTS = Sentence("部件", "parts")
_MEGABYTES = Sentence("解开后的字节数（MB）", "megabytes when unpacked")
_DENSITY = Sentence("压缩倍数", "times packed")
_TAGS = Sentence("内容和格式的个数", "pieces of contents and formats")
_DIRECTORY = Sentence("压缩包的目录", "directory of the archive")


def past_gate(raw: bytes, file: str) -> zipfile.ZipFile:
    """The workbook as an archive of parts that may be parsed.

    Raises:
        Stopped: with the one problem that keeps it from being read.
    """
    where = Location(file)
    if not raw.startswith(b"PK\x03\x04"):
        raise Stopped([_other_kind(raw, where)])
    try:
        book = zipfile.ZipFile(io.BytesIO(raw))
        refused = next(_refusals(book, where), None) or next(_unfit_parts(book, where), None)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Stopped([DAMAGED_BOOK.at(where, part=_DIRECTORY)]) from None
    if refused:
        raise Stopped([refused])
    return book


def _other_kind(raw: bytes, where: Location) -> Problem:
    if raw.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        return LOCKED_BOOK.at(where) if locked else NOT_A_WORKBOOK.at(where, kind=OLD_SPREADSHEET)
    return NOT_A_WORKBOOK.at(where, kind=_kind_of(raw))


def _kind_of(raw: bytes) -> Sentence:
    if not raw.strip(b"\xef\xbb\xbf \r\n\t"):
        return Sentence("空文件", "an empty file")
    text = raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in raw[:2000]
    return kind_of(raw) or (_WORDS if text else Sentence("别的文件", "some other file"))


def _refusals(book: zipfile.ZipFile, where: Location) -> Iterator[Problem]:
    """What the directory alone tells."""
    parts = book.infolist()
    names = [part.filename for part in parts]
    lower = [name.lower() for name in names]
    if len(parts) > MAX_PARTS:
        yield LARGE_BOOK.at(where, what=_PARTS, limit=MAX_PARTS)
    if any(part.flag_bits & 1 for part in parts):
        yield LOCKED_BOOK.at(where)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_MEGABYTES * 1_000_000:
        yield LARGE_BOOK.at(where, what=_MEGABYTES, limit=MAX_UNPACKED_MEGABYTES)
    if any(part.file_size > max(_SMALL, MAX_RATIO * part.compress_size) for part in parts):
        yield LARGE_BOOK.at(where, what=_DENSITY, limit=MAX_RATIO)
    if "xl/workbook.xml" not in names:
        yield NOT_A_WORKBOOK.at(where, kind=kind_of_archive(names))
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in lower):
        yield PROGRAM_IN_BOOK.at(where)
    linked = (name for name in lower if name.startswith("xl/externallinks/") or name == "xl/connections.xml")
    yield from (LINKED_BOOK.at(where, part=name) for name in linked)
    if len(set(lower)) < len(lower) or any(map(_strange_name, names)):
        yield DAMAGED_BOOK.at(where, part=_DIRECTORY)


def _strange_name(name: str) -> bool:
    return ".." in name or "\0" in name or name.startswith(("/", "\\"))


def _unfit_parts(book: zipfile.ZipFile, where: Location) -> Iterator[Problem]:
    """What no parser may see; every part is unpacked once, so that its sum is held too."""
    sorts = (MAX_TAGS, MAX_TAGS_OF_WORDS, MAX_TAGS_OF_LOOKS, MAX_TAGS_OF_NAMES)
    left = dict(zip(sorts, sorts, strict=True))
    for part in book.infolist():
        sort = _sort_of(part.filename.lower())
        with book.open(part) as stream:
            safe, tags = _looked_through(stream, part.filename, left[sort])
        if not safe:
            yield DAMAGED_BOOK.at(where, part=part.filename)
        left[sort] -= tags
        if left[sort] < 0:
            yield LARGE_BOOK.at(where, what=_TAGS, limit=sort)
    types = book.read("[Content_Types].xml") if "[Content_Types].xml" in book.namelist() else b""
    if _STRICT in book.read("xl/workbook.xml"):
        yield NOT_A_WORKBOOK.at(where, kind=_STRICT_WORKBOOK)
    if b"macroEnabled" in types:
        yield PROGRAM_IN_BOOK.at(where)
    for part in book.infolist():
        if part.filename.endswith(".rels") and _fetches(book.read(part)):
            yield LINKED_BOOK.at(where, part=part.filename)


def _sort_of(name: str) -> int:
    """How many tags there may be in parts of this sort."""
    if name.startswith("xl/worksheets/sheet"):
        return MAX_TAGS
    if name == "xl/workbook.xml":
        return MAX_TAGS_OF_NAMES
    return MAX_TAGS_OF_WORDS if name == "xl/sharedstrings.xml" else MAX_TAGS_OF_LOOKS


def _looked_through(stream: IO[bytes], name: str, most: int) -> tuple[bool, int]:
    """Whether a part, if a parser would take it, may be parsed, and how many tags it has; far more are not counted.

    Unsafe are a document type or an entity anywhere, and another encoding than UTF-8.
    """
    head, before, found, tags = b"", b"", False, 0
    while tags <= most and (chunk := stream.read(_CHUNK)):
        head = head or chunk[:200]
        if not name.lower().endswith(_XML_NAMES) and not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(_XML_HEADS):
            most = sys.maxsize  # no parser takes it for XML
            continue
        tags += chunk.count(b"<")
        found = found or b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk
        before = chunk[-8:]
    return not found and (most == sys.maxsize or _is_utf8(head)), tags


_XML_NAMES = (".xml", ".rels", ".vml")
_XML_HEADS = (b"<", b"\xff\xfe", b"\xfe\xff", b"\0<")


def _is_utf8(head: bytes) -> bool:
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", head)
    return b"\0" not in head and (declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii"))


def _fetches(relations: bytes) -> bool:
    """Whether a part fetches anything from outside; that a cell links to a page or a mailbox is no harm."""
    found = re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations)
    return any(re.search(rb"TargetMode\s*=\s*[\"']External", one) and b"/hyperlink" not in one for one in found)
