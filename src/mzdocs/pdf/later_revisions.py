"""A PDF that was added to after a signature -> what each revision after it changed, and whether it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from mzdocs.core.problems import Problem, Sentence
from mzdocs.pdf import signature_faults as faults
from mzdocs.pdf.signed_bytes import SignatureCase

_TYPES: Mapping[str, Sentence] = {
    "/Catalog": Sentence("目录", "the catalog"),
    "/Pages": Sentence("页面树", "the page tree"),
    "/Annot": Sentence("批注或签名域", "an annotation or a field"),
    "/Sig": Sentence("签名", "a signature"),
    "/DocTimeStamp": Sentence("时间戳", "a time stamp"),
    "/DSS": Sentence("验证资料（DSS）", "what proves certificates (DSS)"),
    "/Metadata": Sentence("元数据", "the metadata"),
    "/Font": Sentence("字体", "a font"),
    "/Filespec": Sentence("附件", "an attachment"),
    "/EmbeddedFile": Sentence("附件", "an attachment"),
    "/XObject": Sentence("图片或图形", "a picture or a form"),
}
_OTHER = Sentence("其他对象", "other objects")
_UNSEEN = frozenset({"/XRef", "/ObjStm"})


def additions(case: SignatureCase) -> Iterator[Problem]:
    """Later revisions may sign again and add what proves certificates, and nothing else."""
    name, signed = case.signature.field_name, case.signature.signed_revision
    if case.coverage is not SignatureCoverageLevel.ENTIRE_REVISION:
        return
    later = later_changes(case)
    revisions = range(signed + 1, case.reader.xrefs.total_revisions)
    described = any(_only_describes(case.reader, each) for each in revisions)
    if revisions and (described or not _is_allowed(case.signature)):
        yield faults.ADDED.at(case.location, field=name, what=Sentence(*_all(later)))
    elif case.data[_end(case.reader) :].strip():
        yield faults.ADDED.at(case.location, field=name, what=_BEHIND)


def _is_allowed(signature: EmbeddedPdfSignature) -> bool:
    """By what the library allows, and by what the signer did (DocMDP)."""
    try:
        found = signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except Exception:  # noqa: BLE001 - what was added cannot even be read
        return False
    if not isinstance(found, DiffResult) or found.modification_level is ModificationLevel.OTHER:
        return False
    most = signature.docmdp_level
    return most is None or bool(found.modification_level.value <= most.value)


def _only_describes(reader: PdfFileReader, revision: int) -> bool:
    """Whether a revision says other things of the file, such as its title, and nobody signs them there.

    The library allows that, because programs that sign or prove do it on the way.
    """
    try:
        there, before = (reader.get_historical_resolver(each) for each in (revision, revision - 1))
        described = {there.root_ref, _target(there.root, "/Metadata"), _target(there.trailer_view, "/Info")}
        changed = {each for each in reader.xrefs.explicit_refs_in_revision(revision) if not _is_unseen(there(each))}
        return changed <= described and ("/DSS" in there.root) == ("/DSS" in before.root)
    except Exception:  # noqa: BLE001 - what cannot be read is another's to tell
        return False


def _target(holder: Any, name: str) -> Any:
    """What an entry refers to; nothing where it is not there, or stands there itself."""
    return getattr(holder.raw_get(name), "reference", None) if name in holder else None


def _is_unseen(thing: Any) -> bool:
    return isinstance(thing, generic.DictionaryObject) and thing.get("/Type") in _UNSEEN


def later_changes(case: SignatureCase) -> tuple[Sentence, ...]:
    """For each revision after the one signed, what it changed."""
    first = case.signature.signed_revision + 1
    try:
        return tuple(_changes(case.reader, each) for each in range(first, case.reader.xrefs.total_revisions))
    except Exception:  # noqa: BLE001 - what was added cannot even be read
        return (Sentence("读不出来的内容", "something that cannot be read"),)


def _all(later: Sequence[Sentence]) -> tuple[str, str]:
    return "；".join(each.zh for each in later), "; ".join(each.en for each in later)


_BEHIND = Sentence("文件末尾另有内容", "something behind the end of the file")
_MARK = b"%%EOF"


def _end(reader: PdfFileReader) -> int:
    """Where the last revision ends."""
    last = reader.xrefs.get_xref_container_info(reader.xrefs.total_revisions - 1).end_location
    reader.stream.seek(0)
    return int(reader.stream.read().index(_MARK, last)) + len(_MARK)


def _changes(reader: PdfFileReader, revision: int) -> Sentence:
    there = reader.get_historical_resolver(revision)
    pages = dict(_pages(there.root))
    found = dict.fromkeys(
        name
        for reference in sorted(reader.xrefs.explicit_refs_in_revision(revision), key=lambda each: int(each.idnum))
        if (name := _name(there(reference), pages.get(reference.idnum))) is not None
    )
    added = len(pages) - sum(1 for _ in _pages(reader.get_historical_resolver(revision - 1).root))
    if added:
        found[Sentence(f"页数 {added:+}", f"{added:+} pages")] = None
    return Sentence("、".join(each.zh for each in found), ", ".join(each.en for each in found))


def _pages(root: Any) -> Iterator[tuple[int, int]]:
    """The number of the object of each page, and of its content, with the number of the page from 1."""
    todo, number = [root.raw_get("/Pages")], 0
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        idnum = node.idnum if isinstance(node, generic.IndirectObject) else 0
        page = node.get_object()
        if "/Kids" in page and idnum not in seen:
            seen.add(idnum)
            todo += [page["/Kids"].raw_get(at) for at in reversed(range(len(page["/Kids"])))]
        elif "/Kids" not in page:
            number += 1
            yield idnum, number


def _name(thing: Any, page: int | None) -> Sentence | None:
    if page is not None:
        return Sentence(f"第 {page} 页", f"page {page}")
    if not isinstance(thing, generic.DictionaryObject):
        return _OTHER
    kind = str(thing.get("/Type", ""))
    if kind in _UNSEEN:
        return None
    if kind == "" and "/ByteRange" in thing:
        kind = "/Sig"
    if kind == "" and thing.get("/FT") == "/Sig":
        kind = "/Annot"
    return _TYPES.get(kind, _OTHER)
