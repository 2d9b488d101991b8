"""Plans -> files: laid out or merged with records, brought to their standard, or made of files made before."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from mzdocs import press
from mzdocs.build.finished_file import File
from mzdocs.build.reuse import Reuse
from mzdocs.build.spool import Contents
from mzdocs.core.problems import Problem, Stopped, stop_at_errors
from mzdocs.core.units import Length
from mzdocs.pdf import pdfa
from mzdocs.pdf.metadata import Attachment, Declaration, pdf_date
from mzdocs.pdf.pdfa import archive_ready
from mzdocs.plan.document import Document, Format, Standard, Step
from mzdocs.preflight import page_count
from mzdocs.press import engraved, impose, outlined, press_ready
from mzdocs.render import fitted_sizes, render
from mzdocs.render.layout_measures import let_go
from mzdocs.vdp import MergeSettings, TemplateCache, merge


def _unheard() -> None:
    pass


def make_files(
    documents: Sequence[Document], reuse: Reuse | None = None, one_more: Callable[[], None] = _unheard
) -> list[File]:
    """Make every file in the order of the plans, or take it from where it stands; all problems are reported at once.

    `one_more` is called after each. Those there is no room for in memory are put by (`spool`).

    Raises:
        Stopped: with the problems of every document that could not be made.
    """
    sizes = fitted_sizes(documents)
    made: dict[str, File] = {}
    problems: list[Problem] = []
    for document in documents:
        try:
            file = _made_or_taken(document, sizes, made, reuse)
            made[document.file] = replace(file, held=reuse.spool.hold(file.data)) if reuse else file
        except Stopped as stopped:
            problems += stopped.problems
        one_more()
    stop_at_errors(problems)
    return list(made.values())


def _made_or_taken(
    document: Document, sizes: Mapping[str, Length], made: Mapping[str, File], reuse: Reuse | None
) -> File:
    if reuse is None:
        return file_of(document, sizes, made)
    key = reuse.key(document, sizes, Contents({name: file.held for name, file in made.items()}))
    taken = reuse.taken(document, key)
    if taken is None:
        return replace(file_of(document, sizes, made), key=key)
    pages, action = int(taken.entry["pages"]), taken.action
    return File(document, taken.data, pages, action.not_run, action.slow, taken.entry, key, action)


def file_of(document: Document, sizes: Mapping[str, Length], made: Mapping[str, File]) -> File:
    """One plan's file: merged, laid out, or made of a file made before it, each of these by its name in `made`.

    Raises:
        Stopped: it cannot be made; without a problem, if what it is made of could not.
    """
    if document.parts:
        return _merged(document, made)
    if document.derived is None:
        data = _READY[document.standard](render(document, sizes), document)
    else:
        data = _derived(document, sizes, made)
    pages = made[document.derived.of].pages if document.derived and document.format == "ofd" else document.pages
    return File(document, data, pages or page_count(document, data))


def _derived(document: Document, sizes: Mapping[str, Length], made: Mapping[str, File]) -> bytes:
    assert document.derived
    source = made.get(document.derived.of)
    if source is None:
        raise Stopped([])
    if document.derived.step == "imposed":
        sheets = press_ready(render(document, sizes), document)
        return impose(source.data, source.document.sheet.size, sheets, document)
    return _DERIVE[document.derived.step](source.data, document)


def _merged(document: Document, made: Mapping[str, File]) -> File:
    """One design, brought to its standard once, and its records."""
    out = io.BytesIO()
    report = merge(document, merge_settings(document, _attachments(document, made)), out, _cache())
    let_go()
    return File(document, out.getvalue(), report.pages, slow=report.slow)


def merge_settings(document: Document, attachments: Sequence[Attachment] = ()) -> MergeSettings:
    """What the document's standard asks of a file written page by page."""
    if document.standard == "press":
        return MergeSettings(press_ready, press.declared(document), press.picture)
    if document.standard == "archival":
        return MergeSettings(_as_laid_out, pdfa.declared(document, attachments), tagged=True)
    return MergeSettings(_as_laid_out, Declaration.plain(document.title, document.issued))


def _as_laid_out(data: bytes, _: Document) -> bytes:
    return data


def _attachments(document: Document, made: Mapping[str, File]) -> list[Attachment]:
    """The files a document carries; one that could not be made is reported as a problem of its own."""
    files = [made[name] for name in document.attached if name in made]
    day = pdf_date(document.issued)
    return [
        Attachment(file.document.file, file.data, _MEDIA[file.document.format], file.document.title, day)
        for file in files
    ]


def _ofd_ready(data: bytes, document: Document) -> bytes:
    from mzdocs.ofd import ofd_ready

    return ofd_ready(data, document)


@cache
def _cache() -> TemplateCache:
    return TemplateCache()


_MEDIA: Mapping[Format, str] = {"csv": "text/csv", "json": "application/json"}
Ready = Callable[[bytes, Document], bytes]
_READY: Mapping[Standard, Ready] = {
    "plain": _as_laid_out,
    "archival": lambda data, _: archive_ready(data),
    "press": press_ready,
}
_DERIVE: Mapping[Step, Ready] = {"outlined": outlined, "engraved": engraved, "ofd": _ofd_ready}
