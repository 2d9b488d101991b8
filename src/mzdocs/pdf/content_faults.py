"""What is wrong with content streams besides what they paint: noted while they are read (ISO 32000-1, 7.8)."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ContentFaultKind = Literal[
    "unknown", "excused", "unpaired", "unnamed", "fontless", "deep", "borrowed", "intent", "untold", "mingled",
    "language",
]  # fmt: skip
"""An operator that is none, one that BX and EX excuse, one without its other half, a name that the resources have not,
text that no font was set for, states saved within states beyond what every reader can, a name that the resources of
another stream have, a rendering intent that is none; of a tagged file what is neither real content nor an artifact,
what is both, and every language that a section says."""
Telling = Literal["", "tagged", "artifact"]
"""What a section says of its content: nothing, that it stands in the structure, that it is no part of what is read."""

DEEPEST_STATE = 28
"""States within states that every reader can keep (ISO 32000-1, annex C.2)."""
RENDERING_INTENTS = ("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual")
"""Those of ISO 32000-1, 8.6.5.8."""


class ContentFault(NamedTuple):
    """One kind of fault, and the operator or the name it was met at."""

    kind: ContentFaultKind
    what: str


@dataclass
class StreamOrder:
    """How one stream keeps to the order of its operators; what is wrong with it is added to `faults`.

    `telling` is what is said of the content that comes next.
    """

    faults: set[ContentFault] = field(default_factory=set)
    telling: Telling = ""
    told_around: list[Telling] = field(default_factory=list)
    untold: bool = False
    in_text: bool = False
    excused: int = 0

    def note(self, kind: ContentFaultKind, what: str) -> None:
        """Something is wrong."""
        self.faults.add(ContentFault(kind, what))

    def begin_text(self) -> None:
        """Texts do not lie within each other."""
        if self.in_text:
            self.note("unpaired", "BT")
        self.in_text = True

    def end_text(self) -> None:
        """What ends was begun."""
        if not self.in_text:
            self.note("unpaired", "ET")
        self.in_text = False

    def show(self, operator: str, font: object) -> None:
        """Text is shown within a text, in a font."""
        if not self.in_text:
            self.note("unpaired", operator)
        if font is None:
            self.note("fontless", operator)

    def tell(self, tag: str, said: Any) -> None:
        """A section begins; real content and artifacts do not lie within each other."""
        self.told_around.append(self.telling)
        told: Telling = "artifact" if tag == "/Artifact" else "tagged" if "/MCID" in said else ""
        if told and self.telling and told != self.telling:
            self.note("mingled", tag)
        if "/Lang" in said:
            self.note("language", str(said["/Lang"]))
        self.telling = told or self.telling

    def tell_no_more(self) -> None:
        """The section is over."""
        self.telling = self.told_around.pop()

    def paint(self, operator: str) -> None:
        """Something is put on the page: as real content or an artifact; the first that is neither is noted."""
        if not self.telling and not self.untold:
            self.untold = True
            self.note("untold", operator)

    def excuse(self) -> None:
        """From here on readers may pass over what they do not know."""
        self.excused += 1

    def excuse_no_more(self) -> None:
        """What ends was begun."""
        if not self.excused:
            self.note("unpaired", "EX")
        self.excused = max(0, self.excused - 1)

    def unknown(self, operator: str) -> None:
        """An operator that is none."""
        self.note("excused" if self.excused else "unknown", operator)

    def end(self, states: Sized, sections: Sized) -> None:
        """The stream is over, and with it all that it began."""
        begun = ("q", len(states)), ("BT", self.in_text), ("BMC", len(sections)), ("BX", self.excused)
        for operator, is_open in begun:
            if is_open:
                self.note("unpaired", operator)
