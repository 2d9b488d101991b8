"""Words for writing facts down: field types that read text and say in their own terms what is wrong."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from mzdocs.core import ids
from mzdocs.core.bech32 import bech32_holds
from mzdocs.core.units import Length, Size

T = TypeVar("T")


class Facts(BaseModel):
    """A frozen set of facts. Keys are the Chinese words of the data file; unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        hide_input_in_errors=True,
        arbitrary_types_allowed=True,
    )


def key(name: str, description: str, **more: Any) -> Any:
    """A field under its key in the data file, with the sentence an editor shows for it."""
    return Field(alias=name, description=description, **more)


def _wrong(kind: str, **shown: object) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, dict(shown))


def _reader(kind: str, read: Callable[[str], T], shown: bool = True) -> BeforeValidator:
    """Turn text into a value, or say which kind of value it should have been.

    `shown` is off for anything that could be a person's data: the message then has no value in it.
    """

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            if value is None or isinstance(value, (dict, list)):
                raise _wrong(kind, value="")
            return value
        try:
            return read(value)
        except ValueError:
            raise _wrong(kind, value=value if shown else "") from None

    return BeforeValidator(validate)


def _matching(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _whole(text: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]{0,11}", text):
        raise ValueError(text)
    return int(text)


def _calendar_year(text: str) -> int:
    return int(text) if re.fullmatch("2[0-9]{3}", text) else _raise(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?", text):
        raise ValueError(text)
    return float(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _clock(text: str) -> time:
    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", text):
        raise ValueError(text)
    hour, minute = map(int, text.split(":"))
    return time(hour, minute)


def _yes(text: str) -> bool:
    return {"是": True, "否": False}[text] if text in ("是", "否") else _raise(text)


def _raise(text: str) -> Any:
    raise ValueError(text)


def _identity(text: str) -> str:
    return _raise(text) if ids.identity_number_error(text) else text


def _credit(text: str) -> str:
    return text if ids.credit_code_is_valid(text) else _raise(text)


def _public_key(text: str) -> str:
    """43 characters that spell 32 bytes, in the one way there is."""
    raw = base64.b64decode(text + "=", "-_", validate=True)
    return text if base64.urlsafe_b64encode(raw) == f"{text}=".encode() and len(raw) == 32 else _raise(text)


def _age_recipient(text: str) -> str:
    return text if len(text) == 62 and bech32_holds(text, "age") else _raise(text)


def _several(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, tuple):
        return value
    raise _wrong("list_expected")


def _filled(text: str) -> str:
    return text if text and text == text.strip() else _raise(text)


def _one_line(text: str) -> str:
    return _raise(text) if set("\n\t") & set(text) else text


def _schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": [example]})


def _scalar(pattern: str, example: str) -> WithJsonSchema:
    """What an editor may see as a number though we read it as text."""
    kinds = ["string", "number"]
    return WithJsonSchema({"type": kinds, "pattern": f"^{pattern}$", "examples": [example]})


def as_text(value: object) -> str:
    """A value as the data file would write it: how lengths and sizes go into JSON."""
    return str(value)


Text = Annotated[str, _reader("line_broken", _one_line), _reader("text_empty", _filled), Field(max_length=400)]
LongText = Annotated[str, _reader("line_broken", _one_line), _reader("text_empty", _filled), Field(max_length=2000)]
Name = Annotated[
    str,
    _reader("line_broken", _one_line, shown=False),
    _reader("text_empty", _filled, shown=False),
    Field(max_length=60),
]
Count = Annotated[int, _reader("count_wrong", _whole), _scalar("[0-9]+", "3")]
Year = Annotated[int, _reader("year_wrong", _calendar_year), _scalar("2[0-9]{3}", "2026")]
Decimal = Annotated[float, _reader("decimal_wrong", _decimal), _scalar(r"[0-9]+(\.[0-9]+)?", "1.5")]
Day = Annotated[date, _reader("date_wrong", _day), _schema("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-11-20")]
ClockTime = Annotated[time, _reader("clock_wrong", _clock), _schema("[0-9]{1,2}:[0-9]{2}", "9:00")]
Yes = Annotated[bool, _reader("yes_wrong", _yes), WithJsonSchema({"type": "string", "enum": ["是", "否"]})]
Phone = Annotated[
    str,
    _reader(
        "phone_wrong",
        _matching(
            r"0[0-9]{2,3}-[0-9]{7,8}(转[0-9]{1,6})?|[48]00-[0-9]{3}-[0-9]{4}|1[0-9]{10}|9[56][0-9]{3,4}|[0-9]{3,5}"
        ),
    ),
    _scalar("[0-9-]{3,13}(转[0-9]{1,6})?", "0999-5550101"),
]
PostCode = Annotated[str, _reader("postcode_wrong", _matching("[0-9]{6}")), _scalar("[0-9]{6}", "990103")]
RegionCode = Annotated[str, _reader("region_wrong", _matching("[1-9][0-9]{5}")), _scalar("[1-9][0-9]{5}", "990103")]
Serial = Annotated[str, _reader("serial_wrong", _matching("[0-9]{2,3}")), _scalar("[0-9]{2,3}", "001")]
PersonSerial = Annotated[str, _reader("serial_wrong", _matching("[0-9]{2,3}")), _scalar("[0-9]{2,3}", "01")]
"""A serial whose two digits are the usual ones: that of a person."""
PersonCode = Annotated[
    str,
    _reader("person_code_wrong", _matching("[0-9]{2,3}(-[0-9]{2,3})?")),
    _schema("[0-9]{2,3}(-[0-9]{2,3})?", "001-01"),
]
FondsCode = Annotated[str, _reader("fonds_wrong", _matching("[A-Z0-9]{4}")), _scalar("[A-Z0-9]{4}", "Z101")]
Slug = Annotated[str, _reader("slug_wrong", _matching("[a-z][a-z0-9-]{0,39}")), _schema("[a-z][a-z0-9-]*", "di-bao")]
WebAddress = Annotated[
    str,
    _reader("address_wrong", _matching(r"https://[A-Za-z0-9.-]+\.[a-z]{2,}(/[A-Za-z0-9._~%/?=&-]*)?")),
    Field(max_length=120),
    _schema(r"https://[A-Za-z0-9.-]+\.[a-z]{2,}(/[A-Za-z0-9._~%/?=&-]*)?", "https://www.example.gov.cn/guide/dibao"),
]
BadgeNumber = Annotated[
    str,
    _reader("badge_wrong", _matching("[0-9]{6}(-[0-9]{2,3}){3}")),
    _schema("[0-9]{6}(-[0-9]{2,3}){3}", "990103-001-001-01"),
]
Digest = Annotated[str, _reader("digest_wrong", _matching("[0-9a-f]{64}")), _schema("[0-9a-f]{64}", "")]
PublicKey = Annotated[str, _reader("public_key_wrong", _public_key), _schema("[A-Za-z0-9_-]{43}", "")]
AgeRecipient = Annotated[
    str, _reader("store_key_wrong", _age_recipient, shown=False), _schema("age1[02-9ac-hj-np-z]{58}", "")
]
IdentityNumber = Annotated[str, _reader("identity_wrong", _identity, shown=False), _schema("[0-9]{17}[0-9X]", "")]
CreditCode = Annotated[str, _reader("credit_wrong", _credit), _schema("[0-9A-Z]{18}", "")]
_FILE_NAME = r"(?!\.)[^\\:~#?%\x00-\x1f/]{1,60}(/(?!\.)[^\\:~#?%\x00-\x1f/]{1,60}){0,3}"


def is_file_name(text: str) -> bool:
    """Whether a data file may name a file beside it so."""
    return re.fullmatch(_FILE_NAME, text) is not None


FileName = Annotated[
    str,
    _reader("file_wrong", _matching(_FILE_NAME), shown=False),
    _schema(".+", "photos/01-001-01.png"),
]
Measure = Annotated[
    Length,
    _reader("length_wrong", Length.parse),
    PlainSerializer(as_text),
    _schema(r"[0-9.]+ ?(mm|cm|m|毫米|厘米|米)", "1.2 mm"),
]
Distance = Annotated[
    Length,
    _reader("length_wrong", Length.parse_distance),
    PlainSerializer(as_text),
    _schema(r"[0-9.]+ ?(mm|cm|m|毫米|厘米|米)", "3 m"),
]
Shift = Annotated[
    Length,
    _reader("shift_wrong", Length.parse_shift),
    PlainSerializer(as_text),
    _schema(r"-?[0-9.]+ ?(mm|cm|m|毫米|厘米|米)", "-0.5 mm"),
]
FlatSize = Annotated[
    Size,
    _reader("size_wrong", Size.parse),
    PlainSerializer(as_text),
    _schema(r"[0-9.]+ ?(mm|cm|m)? ?[×xX*] ?[0-9.]+ ?(mm|cm|m|毫米|厘米|米)", "600×400 mm"),
]
Several = Annotated[tuple[T, ...], BeforeValidator(_several)]
