"""veraPDF's engine in a process of its own: PDF -> the rules it breaks, of a standard or of our `x4`.

What PDF/A-2b says of content holds for PDF/X-4 too; what it says of archives is left out of `x4`, and `_X4_RULES` stand
in its place. ISO 15930-7 was not at hand: they say what presses are known to refuse.
"""

from __future__ import annotations

import multiprocessing
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from mzdocs.preflight.standards.verapdf_engine import broken_clauses, profile

_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_PARSED_AS = {"x4": "2b"}
_NOT_OF_X4 = (
    "6.1.8", "6.1.12",  # names in UTF-8, permissions
    "6.2.3", "6.2.4.3", "6.2.8",  # output intents, device colours, pictures: ruled anew below
    "6.3.", "6.4.", "6.5.1",  # annotations, forms and actions: none may be there at all
    "6.6.2.3.", "6.6.4", "6.8",  # metadata schemas, the claim to be PDF/A, attachments
)  # fmt: skip
_X4_RULES = (
    ("CosDocument", r"/^%PDF-1\.[3-6]$/.test(header)", "the header says PDF 1.6 at most"),
    ("CosInfo", "Title != null && XMPTitle != null", "the title stands in Info and in XMP"),
    ("CosInfo", "CreationDate != null && XMPCreateDate != null && doCreationDatesMatch", "made on one date in both"),
    ("CosInfo", "ModDate != null && XMPModifyDate != null && doModDatesMatch", "changed on one date in both"),
    ("PDOutputIntent", "S == 'GTS_PDFX' && destOutputProfileIndirect != null", "the intent is PDF/X, profile inside"),
    (
        "PDOutputIntent",
        "OutputConditionIdentifier != null && OutputConditionIdentifier.length() <= 40",
        "the press condition has a short name",
    ),
    ("ICCOutputProfile", "deviceClass == 'prtr' && colorSpace == 'CMYK'", "the profile is of a four-colour press"),
    ("PDDeviceCMYK", "gPressCS == 'CMYK'", "process inks are those of the intent"),
    ("PDDeviceGray", "gPressCS != null", "grey is that of an intent"),
    ("PDDeviceRGB", "false", "no screen colours"),
    ("ICCInputProfile", "colorSpace != 'RGB '", "no screen colours with a profile"),
    ("PDLab", "false", "no Lab colours"),
    ("PDAnnot", "false", "no annotations"),
    ("PDAction", "false", "no actions"),
    ("PDXImage", "containsAlternates == false && containsOPI == false", "no pictures that stand for others"),
    ("CosFileSpecification", "containsEF == false", "no files inside"),
)
"""Object of the engine's model, what must be true of it, and why; rule n is `X4-n`."""


def broken_rules(path: Path, flavour: str) -> dict[str, str]:
    """The clauses a file breaks, each with what is said of it; empty when it conforms."""
    return _engine().submit(_judged, path, flavour).result()


@cache
def _engine() -> ProcessPoolExecutor:
    """A Java machine in this process would stop every worker that is forked from it later: it waits for its threads."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def _judged(path: Path, flavour: str) -> dict[str, str]:
    return broken_clauses(path.read_bytes(), _PARSED_AS.get(flavour, flavour), _rules(flavour))


@cache
def _rules(flavour: str) -> ElementTree.Element:
    rules = _of_x4(profile(_PARSED_AS[flavour])) if flavour == "x4" else profile(flavour)
    assert len(rules.findall(f"{_SPACE}rules/{_SPACE}rule")) > 80
    return rules


def _of_x4(root: ElementTree.Element) -> ElementTree.Element:
    """The engine keeps compiled variables by name, whatever profile they are of: this one's has another."""
    text = (
        ElementTree.tostring(root, encoding="unicode").replace("gOutputCS", "gPressCS").replace("GTS_PDFA1", "GTS_PDFX")
    )
    root = ElementTree.fromstring(text)
    rules = root.find(f"{_SPACE}rules")
    assert rules is not None
    for rule in [each for each in rules if _clause_of(each).startswith(_NOT_OF_X4)]:
        rules.remove(rule)
    rules.extend(_own_rule(number, *said) for number, said in enumerate(_X4_RULES, 1))
    return root


def _clause_of(rule: ElementTree.Element) -> str:
    name = rule.find(f"{_SPACE}id")
    assert name is not None
    return name.get("clause", "")


def _own_rule(number: int, subject: str, test: str, why: str) -> ElementTree.Element:
    rule = ElementTree.Element(f"{_SPACE}rule", object=subject)
    ElementTree.SubElement(rule, f"{_SPACE}id", specification="ISO_19005_2", clause="X4", testNumber=str(number))
    for name, text in (("description", why), ("test", test)):
        ElementTree.SubElement(rule, _SPACE + name).text = text
    error = ElementTree.SubElement(rule, f"{_SPACE}error")
    ElementTree.SubElement(error, f"{_SPACE}message").text = why
    return rule
