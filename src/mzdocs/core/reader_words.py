"""What a library raises when it cannot read a file of others -> a sentence that says what is wrong with the file."""

from __future__ import annotations

from mzdocs.core.problems import Sentence, reason

_BROKEN = Sentence("格式不对，或者文件不完整", "its form is wrong, or it is not complete")
_CUT = Sentence("文件不完整", "it is not complete")
_ENCODED = Sentence("文字的编码不对", "its text is in another encoding")
_PACKED = Sentence("压缩的数据坏了", "its packed data are damaged")
_ENDLESS = Sentence("一层套一层，没有尽头", "it is nested without end")
_LOCKED = Sentence("有口令", "it has a password")
_UNKNOWN = Sentence("用了读不了的写法", "it is written in a way that is not read here")
_LACKING = Sentence("里面缺少应有的内容，或者写得不对", "what should be in it is not there, or is wrong")

_BY_NAME = {
    "PasswordError": _LOCKED, "FileNotDecryptedError": _LOCKED,
    "RecursionError": _ENDLESS, "NotImplementedError": _UNKNOWN, "EOFError": _CUT,
    "UnicodeDecodeError": _ENCODED, "UnicodeEncodeError": _ENCODED, "UnicodeError": _ENCODED,
    "KeyError": _LACKING, "IndexError": _LACKING, "AttributeError": _LACKING, "TypeError": _LACKING,
    "ValueError": _LACKING, "OverflowError": _LACKING, "ZeroDivisionError": _LACKING,
}  # fmt: skip


def why_unread(error: Exception) -> Sentence:
    """Why a reader gave up, in both languages; never what it says itself, which may hold a person's data."""
    if isinstance(error, OSError) and error.errno:
        return reason(error)
    if type(error).__module__ == "zlib":
        return _PACKED
    return next((_BY_NAME[each.__name__] for each in type(error).__mro__ if each.__name__ in _BY_NAME), _BROKEN)
