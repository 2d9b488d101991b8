"""Bytes that are no UTF-8 -> what they are, as far as it can be told."""

from __future__ import annotations

import codecs

from mzdocs.core.problems import Location, Problem, Sentence, problem_type

NOT_UTF8 = problem_type(
    "MZ1004",
    "文件不是 UTF-8 编码（第 {byte} 个字节），{guess}",
    "The file is not UTF-8 (byte {byte}); {guess}",
    "在记事本或 WPS 中另存为，编码选 UTF-8。",
    "Save it again with the encoding UTF-8.",
)

_GBK = Sentence("可能是 GBK", "perhaps it is GBK")
_UTF16 = Sentence("是 UTF-16（记事本里叫“Unicode”）", "it is UTF-16, which Notepad calls Unicode")
_NOT_TEXT = Sentence("可能是 UTF-16 或不是文本", "perhaps it is UTF-16, or not text")


def not_utf8(raw: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    """The problem of bytes that could not be read as UTF-8."""
    sixteen = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    guess = _UTF16 if sixteen else _GBK if _is_gbk(raw) else _NOT_TEXT
    line = raw[: error.start].count(b"\n") + 1
    return NOT_UTF8.at(Location(file, line), byte=error.start + 1, guess=guess)


def _is_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
