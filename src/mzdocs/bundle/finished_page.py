"""A page of ours about what was delivered -> its bytes, past the same gate as every other file."""

from __future__ import annotations

from mzdocs.core.problems import stop_at_errors
from mzdocs.pdf.few_colours import with_few_colours
from mzdocs.plan.document import Document
from mzdocs.preflight import preflight
from mzdocs.render import render


def finished_page(document: Document) -> bytes:
    """Laid out, its pictures packed, and past gate 2.

    Raises:
        Stopped: it cannot be laid out, or gate 2 finds an error.
    """
    data = with_few_colours(render(document, {}))
    stop_at_errors(preflight(document, data))
    return data
