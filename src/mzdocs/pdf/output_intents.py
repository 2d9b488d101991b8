"""The output intents of a PDF, and the space of the one that a file to be kept is seen in."""

from __future__ import annotations

from typing import Any

import pikepdf

from mzdocs.pdf.icc_profile import IccProfile
from mzdocs.pdf.sound_streams import decoded

_OF_ARCHIVES = "/GTS_PDFA1"


def output_intents(pdf: pikepdf.Pdf) -> list[Any]:
    """Those that are dictionaries, in their order."""
    said = pdf.Root.get("/OutputIntents")
    held = list(said) if isinstance(said, pikepdf.Array) else []
    return [each for each in held if isinstance(each, pikepdf.Dictionary)]


def profile_of(intent: Any) -> Any:
    """The stream of its profile; nothing where it embeds none."""
    stream = intent.get("/DestOutputProfile")
    return stream if isinstance(stream, pikepdf.Stream) else None


def kept_space(pdf: pikepdf.Pdf) -> str:
    """`RGB`, `CMYK` or `GRAY`, that colours of the device are taken for; nothing where no intent of PDF/A says it."""
    kept = [intent for intent in output_intents(pdf) if intent.get("/S") == _OF_ARCHIVES]
    streams = [stream for intent in kept if (stream := profile_of(intent)) is not None]
    return IccProfile(decoded(streams[0])).space if streams else ""
