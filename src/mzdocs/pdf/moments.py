"""Dates as PDF and as XMP write them -> whether they name one moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_PARTS = r"(\d{4})(?:{0}(\d\d)(?:{0}(\d\d)(?:{1}(\d\d)(?:{2}(\d\d)(?:{2}(\d\d)(?:\.\d+)?)?)?)?)?)?"
_ZONE = r"\s*(?:(Z)(?:00'?00'?)?|([+-])(\d\d)(?:[':]?(\d\d))?'?)?\s*"
_OF_PDF = re.compile("(?:D:)?" + _PARTS.replace("{0}", "").replace("{1}", "").replace("{2}", "") + _ZONE)
_OF_XMP = re.compile(_PARTS.replace("{0}", "-").replace("{1}", "T").replace("{2}", ":") + _ZONE)


def same_moment(of_pdf: str, of_xmp: str) -> bool:
    """Whether `D:20261012080000+08'00'` and `2026-10-12T00:00:00Z` are one moment; where one of the two says no zone,
    whether the clocks read alike."""
    first, second = _moment(_OF_PDF, of_pdf), _moment(_OF_XMP, of_xmp)
    if first is None or second is None:
        return False
    if first.tzinfo is None or second.tzinfo is None:
        return first.replace(tzinfo=None) == second.replace(tzinfo=None)
    return first == second


def _moment(form: re.Pattern[str], text: str) -> datetime | None:
    """Parts that are left out are the first of their kind; nothing if it is no date."""
    found = form.fullmatch(text.strip())
    if found is None:
        return None
    *parts, utc, sign, hours, minutes = found.groups()
    year, month, day, hour, minute, second = (int(part or first) for part, first in zip(parts, _FIRST, strict=True))
    try:
        zone = UTC if utc else _zone(sign, hours, minutes)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


_FIRST = (1, 1, 1, 0, 0, 0)


def _zone(sign: str | None, hours: str, minutes: str | None) -> timezone | None:
    if sign is None:
        return None
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(ahead if sign == "+" else -ahead)
