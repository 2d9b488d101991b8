"""A name of a PDF -> how it reads: names are bytes, and programs on Windows wrote them as the system did."""

from __future__ import annotations

from typing import Any

_AS_WRITTEN = ("utf-8", "gb18030")


def readable(name: Any) -> str:
    """A name without its slash, such as `仿宋_GB2312`; of what is no name, its text. Nothing is refused."""
    said = bytes(name).removeprefix(b"/") if _is_bytes(name) else str(name).removeprefix("/").encode("utf-8", "replace")
    for encoding in _AS_WRITTEN:
        try:
            return said.decode(encoding)
        except UnicodeDecodeError:
            continue
    return said.decode("latin-1")


def _is_bytes(name: Any) -> bool:
    return getattr(name, "_type_name", "") in ("name", "string")
