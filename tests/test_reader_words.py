"""Whatever a reader throws of a foreign file is a sentence in both languages, without a word of the reader's own."""

from __future__ import annotations

import errno
import zipfile
import zlib

import pikepdf
import pytest
from lxml import etree

from mzdocs.core.reader_words import why_unread


class OfSomeLibrary(KeyError):
    """A library's own class, known by what it is one of."""


@pytest.mark.parametrize(
    ("error", "english"),
    [
        (KeyError("/张三"), "what should be in it is not there, or is wrong"),
        (OfSomeLibrary("/Font"), "what should be in it is not there, or is wrong"),
        (IndexError(), "what should be in it is not there, or is wrong"),
        (UnicodeDecodeError("utf-8", b"\xb7\xc2\xcb\xce", 0, 1, "张三"), "its text is in another encoding"),
        (RecursionError(), "it is nested without end"),
        (zlib.error("张三"), "its packed data are damaged"),
        (zipfile.BadZipFile("张三"), "its form is wrong, or it is not complete"),
        (pikepdf.PdfError("张三"), "its form is wrong, or it is not complete"),
        (pikepdf.PasswordError(), "it has a password"),
        (etree.XMLSyntaxError("张三", 1, 1, 1), "its form is wrong, or it is not complete"),
        (EOFError(), "it is not complete"),
        (NotImplementedError(), "it is written in a way that is not read here"),
        (OSError(errno.EIO, "张三"), "Input/output error"),
        (OSError("张三"), "its form is wrong, or it is not complete"),
    ],
)
def test_a_reader_that_gives_up_is_put_in_words(error: Exception, english: str) -> None:
    said = why_unread(error)
    assert said.en == english
    assert "张三" not in said.zh and not said.zh.isascii()
