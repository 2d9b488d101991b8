"""An archive PDF -> the copy one reader takes along: marked with who and when, and locked if wished."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pikepdf

from mzdocs.copies.watermark import Watermark
from mzdocs.core.problems import Exit, Stopped, problem_type

NOT_A_PDF = problem_type(
    "MZ7501",
    "这个文件不是能读的 PDF，或已经加密",
    "This file is no PDF that can be read, or it is locked",
    "用 mzdocs archive-index 重新生成，再做查阅副本。",
    "Make it again with mzdocs archive-index, then take the copy.",
    Exit.VERIFY,
)
WEAK_PASSWORD = problem_type(
    "MZ7502",
    "口令太弱或太长：至少 {least} 个字符，不能全是数字，至多 {most} 字节",
    "The password is too weak or too long: at least {least} characters, not digits only, at most {most} bytes",
    "换一个长一些的口令，另行告诉查阅人，不要和文件一起发送。",
    "Choose a longer one, and tell it to the reader by another way than the file.",
    Exit.USAGE,
)

_LEAST, _MOST = 8, 127
"""Characters; bytes that AES-256 of PDF 2.0 takes notice of."""
_ALLOWED = pikepdf.Permissions(
    accessibility=True, print_lowres=True, print_highres=True, extract=False,
    modify_annotation=False, modify_assembly=False, modify_form=False, modify_other=False,
)  # fmt: skip


def reading_copy(pdf: bytes, reader: str, read_on: date, purpose: str, number: str) -> bytes:
    """The same pages under a watermark. The copy is no archival file, carries no attachment and no signature.

    Raises:
        Stopped: it is no PDF, or the reader's name cannot be drawn or does not fit.
    """
    mark = Watermark.of(reader, read_on, purpose, number)
    with _opened(pdf) as copy:
        for page in copy.pages:
            mark.put(copy, page)
        _without_attachments(copy)
        _without_signatures(copy)
        _declared(copy)
        out = io.BytesIO()
        copy.save(out, deterministic_id=True)
    return out.getvalue()


def locked(pdf: bytes, password: str) -> bytes:
    """Under AES-256 (ISO 32000-2, revision 6), which PDF/A forbids: its claim to be PDF/A goes.

    Nobody knows the owner's password, so no program lifts the restrictions by it.

    Raises:
        Stopped: it is no PDF, or the password would not hold.
    """
    if len(password) < _LEAST or password.isdecimal() or len(password.encode()) > _MOST:
        raise Stopped([WEAK_PASSWORD.at(least=_LEAST, most=_MOST)])
    encryption = pikepdf.Encryption(owner=secrets.token_urlsafe(32), user=password, R=6, allow=_ALLOWED)
    with _opened(pdf) as copy:
        _not_archival(copy)
        out = io.BytesIO()
        copy.save(out, encryption=encryption)
    return out.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        raise Stopped([NOT_A_PDF.at()]) from None
    with pdf:
        if pdf.is_encrypted or not pdf.pages:
            raise Stopped([NOT_A_PDF.at()])
        yield pdf


def _declared(copy: pikepdf.Pdf) -> None:
    """A copy says so wherever its title is shown."""
    with copy.open_metadata(set_pikepdf_as_editor=False) as metadata:
        title = metadata.get("dc:title") or str(copy.docinfo.get("/Title", ""))
        metadata["dc:title"] = f"查阅副本：{title}"
    copy.docinfo["/Title"] = f"查阅副本：{title}"
    _not_archival(copy)


def _not_archival(copy: pikepdf.Pdf) -> None:
    with copy.open_metadata(set_pikepdf_as_editor=False) as metadata:
        for claim in [key for key in metadata if "http://www.aiim.org/pdfa/ns/id/" in key]:
            del metadata[claim]


def _without_attachments(copy: pikepdf.Pdf) -> None:
    """The catalogue inside an archive file would leave the house without the reader's name on it."""
    names = copy.Root.get("/Names")
    for holder, key in ((names, "/EmbeddedFiles"), (copy.Root, "/AF"), (copy.Root, "/Collection")):
        if holder is not None and key in holder:
            del holder[key]
    for page in copy.pages:
        if "/AF" in page.obj:
            del page.obj["/AF"]
        _keep_annotations(page.obj, lambda each: each.get("/Subtype") != "/FileAttachment")


def _without_signatures(copy: pikepdf.Pdf) -> None:
    """A signature is of the original: on the copy it could only be told broken."""
    for key in ("/AcroForm", "/Perms", "/DSS"):
        if key in copy.Root:
            del copy.Root[key]
    for page in copy.pages:
        _keep_annotations(page.obj, lambda each: each.get("/Subtype") != "/Widget")


def _keep_annotations(page: Any, wanted: Callable[[Any], bool]) -> None:
    if "/Annots" in page:
        page.Annots = pikepdf.Array([each for each in page.Annots if wanted(each)])


__all__ = ["locked", "reading_copy"]
