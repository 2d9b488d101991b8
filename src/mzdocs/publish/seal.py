"""JSON that ends with the sum of all its other bytes, so that one flipped bit of it is seen where it lies alone.

A seal is no signature: whoever changes a file on purpose can seal it again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

_END = b"\n}\n"
_SEAL = re.compile(rb',\n +"seal": "([0-9a-f]{64})"\n}\n\Z')
_LONG_END = re.compile(rb'"[^"\n]{32,}"\s*}\s*\Z')
"""How it ends with a seal, even a damaged one; what never bore one ends with a list or a short word."""


def sealed(said: Mapping[str, object], indent: int) -> bytes:
    """The JSON of a mapping that is not empty, and its seal."""
    text = (json.dumps(said, ensure_ascii=False, indent=indent) + "\n").encode()
    seal = hashlib.sha256(text).hexdigest().encode()
    return text.removesuffix(_END) + b",\n" + b" " * indent + b'"seal": "' + seal + b'"' + _END


def seal_holds(data: bytes) -> bool | None:
    """Whether not a byte of a JSON text is another than when it was sealed; None where it never was."""
    found = _SEAL.search(data)
    if found:
        return hashlib.sha256(data[: found.start()] + _END).hexdigest().encode() == found[1]
    return False if _LONG_END.search(data) else None
