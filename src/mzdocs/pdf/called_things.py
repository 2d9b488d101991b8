"""A PDF -> the pictures, forms and graphics states that its pages call, not only have in their resources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from mzdocs.pdf.object_keys import ObjectKey, object_key
from mzdocs.pdf.printed_boxes import said_of

_CALLING = {"Do": "/XObject", "gs": "/ExtGState", "scn": "/Pattern", "SCN": "/Pattern", "Tf": "/Font"}
"""The operators that call something by name which may draw, and the kind of resource they name."""
_Stream = tuple[Any, Any]
"""A content stream, and the resources it calls from."""


def called_things(pdf: pikepdf.Pdf) -> Counter[ObjectKey]:
    """All that pages, and what they call, call, with how often they write so: through forms, tiles, soft masks, Type 3
    fonts and the appearances of annotations in every state. A stream that cannot be read calls nothing."""
    found, opened = Counter[ObjectKey](), set[tuple[ObjectKey, ObjectKey]]()
    for page in pdf.pages:
        resources = said_of(page.obj, "/Resources")
        looks = [(look, look.get("/Resources", resources)) for look in _appearances(page.obj)]
        waiting: list[_Stream] = [(page, resources), *looks]
        found.update(object_key(stream) for stream, _ in waiting[1:])
        while waiting:
            for thing, names in _called(*waiting.pop()):
                found[object_key(thing)] += 1
                for stream, own in _drawn_by(thing, names):
                    key = object_key(stream), object_key(own) if own is not None else b""
                    if key not in opened:
                        opened.add(key)
                        waiting.append((stream, own))
    return found


def _called(stream: Any, resources: Any) -> Iterator[_Stream]:
    """What a stream calls, with the resources it does it from."""
    try:
        shown = pikepdf.parse_content_stream(stream, " ".join(_CALLING))
    except pikepdf.PdfError:
        return
    for each in shown:
        name = next((one for one in each.operands if isinstance(one, pikepdf.Name)), None)
        held = resources.get(_CALLING[str(each.operator)]) if isinstance(resources, pikepdf.Dictionary) else None
        thing = held.get(str(name)) if name is not None and isinstance(held, pikepdf.Dictionary) else None
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            yield thing, resources


def _drawn_by(thing: Any, resources: Any) -> Iterator[_Stream]:
    """The content streams that a thing draws by, each with its resources or those of who calls it."""
    own = thing.get("/Resources", resources)
    if isinstance(thing, pikepdf.Stream):
        if thing.get("/Subtype") != "/Image":
            yield thing, own
        return
    mask, glyphs = thing.get("/SMask"), thing.get("/CharProcs")
    if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
        yield mask.G, mask.G.get("/Resources", resources)
    if isinstance(glyphs, pikepdf.Dictionary):
        yield from ((glyph, own) for glyph in glyphs.as_dict().values() if isinstance(glyph, pikepdf.Stream))


def _appearances(page: Any) -> Iterator[Any]:
    for note in page.get("/Annots", ()):
        said = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
        for look in said.as_dict().values() if isinstance(said, pikepdf.Dictionary) else ():
            if isinstance(look, pikepdf.Stream):
                yield look
            elif isinstance(look, pikepdf.Dictionary):
                yield from (each for each in look.as_dict().values() if isinstance(each, pikepdf.Stream))
