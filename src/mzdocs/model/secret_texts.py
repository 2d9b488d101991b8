"""What of clients somebody may not read, by its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SecretKind = Literal["identity", "contact", "minor"]
"""An identity number; a telephone or an account; the name of somebody under 18."""


@dataclass(frozen=True)
class SecretTexts:
    """Secrets of one kind: numbers as figures alone, names as they are written."""

    kind: SecretKind
    texts: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class KeptBack:
    """What readers may not see, and what nobody outside the house may; of either at most one of a kind."""

    from_readers: tuple[SecretTexts, ...] = ()
    from_everyone: tuple[SecretTexts, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.from_readers or self.from_everyone)
