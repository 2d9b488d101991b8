"""A fitted page as it is measured: without the words that its body has no part in.

What a template marks `data-apart` is placed by itself and moves nothing else: its words may be others, and with them
the page's title and days, and the body still stands as it did.
"""

from __future__ import annotations

import re

_APART = re.compile(
    r"<title>.*?</title>|<meta name=[^<>]*>|<(?P<name>[a-z]+) data-apart\b[^<>]*>.*?</(?P=name)>", re.DOTALL
)


def body_alone(html: str) -> str:
    """The same page without these: it is measured and never printed."""
    return _APART.sub("", html)
