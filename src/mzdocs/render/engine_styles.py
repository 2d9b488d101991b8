"""The layout engine's own style rules -> the same without parts that every element has and hardly any shows.

It gives each element a marker, a footnote and a note, five styles or more that are worked out and thrown away: they are
a third of all styles. Here list items have markers, and the 版记, which stands as a footnote, has a footnote's parts.
A page that asks for more, whatever its style rules say, has the engine's own rules.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_KNOWN = re.compile(r"/\*.*?\*/|\.imprint\s*\{[^{}]*\}|\.imprint::footnote-(?:call|marker)|@footnote\b", re.DOTALL)
"""What the house's rules say of footnotes."""
_MORE = re.compile(r"footnote|[:\s,(]note(?![\w-])|::note|::marker|list-item|\\")
"""Every word by which an element becomes a list item or a note, or that says how it looks; a backslash may hide one."""
_EVERYWHERE = re.compile(r"^::(marker|(?:foot)?note-[a-z]+)(?= \{)", re.MULTILINE)
_WHERE = {
    "marker": "li::marker, summary::marker",
    "footnote-call": ".imprint::footnote-call",
    "footnote-marker": ".imprint::footnote-marker",
}
_NOWHERE = "no-element::"


def shows_no_more(html: str, styles: str) -> bool:
    """Whether a page has no list items but the elements of that name, and no notes but the 版记."""
    return not any(_MORE.search(_KNOWN.sub("", text)) for text in (html, styles))


@cache
def narrow_rules() -> Any:
    """The engine's own rules for such a page; it says a word or two to the log as it reads them."""
    from weasyprint import CSS
    from weasyprint.html import UA, UA_COUNTER_STYLE

    narrowed, count = _EVERYWHERE.subn(lambda found: _WHERE.get(found[1], f"{_NOWHERE}{found[1]}"), UA)
    assert count == 6
    return CSS(string=narrowed, counter_style=UA_COUNTER_STYLE)
