"""The press a file is made for: one output intent, a profile that is whole, and the one its name stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from mzdocs.core.outcomes import NotRun
from mzdocs.core.problems import Location, Problem, Sentence
from mzdocs.pdf.icc_profile import IccProfile
from mzdocs.pdf.output_intents import output_intents, profile_of
from mzdocs.pdf.readable_names import readable
from mzdocs.pdf.sound_streams import decoded
from mzdocs.preflight.expectations import ON_PRESS, Expectations
from mzdocs.preflight.pdf_measures import MeasuredPdf
from mzdocs.preflight.rule import PDF, PDFA, X4, PreflightRule, preflight_problem
from mzdocs.preflight.standards.press_conditions import conditions_named, prints_as

WRONG_INTENT = preflight_problem(
    "MZP13",
    "输出意图不对：要有且只有一个，带标识和印刷机的 CMYK 特性文件",
    "The output intent is wrong: exactly one, with its identifier and a CMYK printer profile",
    "导出时选用一个印刷条件（如 FOGRA39）并嵌入其特性文件。",
    "Choose one printing condition, such as FOGRA39, and embed its profile.",
)
BROKEN_PROFILE = preflight_problem(
    "MZQ44",
    "{place}的色彩特性文件不对：{why}",
    "The colour profile of {place} is wrong: {why}",
    "用完好的特性文件重新导出。",
    "Export again with a sound profile.",
)
OTHER_PRESS = preflight_problem(
    "MZQ45",
    "输出意图写的是 {named}，嵌入的却是另一种印刷条件的特性文件（{found}）",
    "The output intent says {named}, but the profile inside is of another printing condition ({found})",
    "改用与名称相符的特性文件，或把名称改成特性文件的。",
    "Embed the profile of that name, or give the intent the name of its profile.",
)

NO_SCREEN = preflight_problem(
    "MZQ52",
    "归档文件的输出意图不对：{why}",
    "The output intent of a file to be kept is wrong: {why}",
    "导出时嵌入一个特性文件（如 sRGB）。",
    "Export with one profile, such as sRGB, embedded.",
)

_MOST_IDENTIFIER = 40
"""Characters: an identifier is a short name of the registry, not a sentence."""
_INTENT, _PAINT = Sentence("输出意图", "the output intent"), Sentence("颜色空间", "a colour space")


def _of_press(file: MeasuredPdf) -> list[Any]:
    return [intent for intent in output_intents(file.pdf) if intent.get("/S") == "/GTS_PDFX"]


def _intent(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    said = _of_press(file)
    profiles = {decoded(stream) for intent in output_intents(file.pdf) if (stream := profile_of(intent)) is not None}
    if len(said) != 1 or len(profiles) != 1 or not _is_press_condition(said[0]):
        yield WRONG_INTENT.at(location)


def _is_press_condition(intent: Any) -> bool:
    stream = profile_of(intent)
    elsewhere = "/DestOutputProfileRef" in intent
    if not 0 < len(_identifier(intent)) <= _MOST_IDENTIFIER or stream is None or elsewhere:
        return False
    profile = IccProfile(decoded(stream))
    return (profile.kind, profile.space) == ("prtr", "CMYK")


def _identifier(intent: Any) -> str:
    said = intent.get("/OutputConditionIdentifier")
    return str(said) if isinstance(said, pikepdf.String) else ""


def _profiles(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """The profiles of intents and of colour spaces, each once."""
    of_intents = [
        (stream, _INTENT) for intent in output_intents(file.pdf) if (stream := profile_of(intent)) is not None
    ]
    of_paint = [(stream, _PAINT) for stream in _based_on(file)]
    streams = {stream.objgen: (stream, place) for stream, place in [*of_paint, *of_intents]}
    for stream, place in streams.values():
        profile = IccProfile(decoded(stream))
        why = _fault(profile, stream.get("/N"))
        if why is None and place == _INTENT and profile.altered:  # of others, some writers get the sum wrong
            why = Sentence("字节与它自带的校验和不符", "its bytes do not have the sum it bears")
        if why is not None:
            yield BROKEN_PROFILE.at(location, place=place, why=why)


def _based_on(file: MeasuredPdf) -> Iterator[Any]:
    spaces = [*file.reachable("/ColorSpace"), *(thing.get("/ColorSpace") for thing in _with_space(file))]
    while spaces:
        space = spaces.pop()
        if not isinstance(space, pikepdf.Array) or len(space) < 2:
            continue
        if space[0] == "/ICCBased" and isinstance(space[1], pikepdf.Stream):
            yield space[1]
        elif space[0] in ("/Indexed", "/Pattern"):
            spaces.append(space[1])
        elif space[0] in ("/Separation", "/DeviceN") and len(space) > 2:
            spaces.append(space[2])


def _with_space(file: MeasuredPdf) -> Iterator[Any]:
    for thing in (*file.reachable("/XObject"), *file.reachable("/Shading")):
        if isinstance(thing, (pikepdf.Stream, pikepdf.Dictionary)):
            yield thing


def _fault(profile: IccProfile, said: object) -> Sentence | None:
    """What is wrong with a profile whose stream says it has so many components."""
    if not profile.whole:
        return Sentence("不完整，或者不是特性文件", "it is not whole, or no profile")
    if profile.channels is None or said != profile.channels:
        zh = f"写的是 {said} 个分量，特性文件是 {profile.space}"
        return Sentence(zh, f"/N says {said} components, the profile is {profile.space}")
    return None


def _condition(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    pairs = [(_identifier(intent), stream) for intent in _of_press(file) if (stream := profile_of(intent)) is not None]
    unknown: Mapping[str, str] = {}
    for said, stream in pairs:
        profile, named = IccProfile(decoded(stream)), conditions_named(said)
        verdict = prints_as(profile, named) if named and profile.whole and profile.kind == "prtr" else None
        if verdict is None:
            unknown = {**unknown, said: profile.description}
        elif not verdict:
            yield OTHER_PRESS.at(location, named=readable(said), found=profile.description.strip() or "?")
    if not pairs:
        raise NotRun("没有带特性文件的输出意图，无从比较", "there is no output intent with a profile to compare")
    if unknown:
        names = "、".join(unknown)
        raise NotRun(
            f"认不出的印刷条件或特性文件，无从比较：{names}",
            f"a printing condition or a profile that is not known here to be compared: {names}",
        )


def _kept_intent(expectations: Expectations, file: MeasuredPdf, location: Location) -> Iterator[Problem]:
    """By ISO 19005-2, 6.2.3: those that embed a profile embed one, and it is that of a press or a screen."""
    embedded = {
        stream.objgen: stream for intent in output_intents(file.pdf) if (stream := profile_of(intent)) is not None
    }
    profiles = {decoded(stream) for stream in embedded.values()}
    if len(embedded) > 1:
        why = Sentence("几个意图没有共用一个特性文件", "its intents do not share one profile")
        yield NO_SCREEN.at(location, why=why)
    kinds = {(IccProfile(data).kind, IccProfile(data).space) for data in profiles}
    if any(kind not in _KEPT_KINDS or space not in _KEPT_SPACES for kind, space in kinds):
        why = Sentence("不是印刷机或屏幕的特性文件", "its profile is neither of a press nor of a screen")
        yield NO_SCREEN.at(location, why=why)


_KEPT_KINDS, _KEPT_SPACES = ("prtr", "mntr"), ("RGB", "CMYK", "GRAY")


RULES = (
    PreflightRule("X-OI", WRONG_INTENT, _intent, ON_PRESS, "standard", X4),
    PreflightRule("X-ICC", BROKEN_PROFILE, _profiles, ("press", "outlined", "archive"), "standard", PDF),
    PreflightRule("A-OI", NO_SCREEN, _kept_intent, ("archive",), "standard", PDFA),
    PreflightRule("X-COND", OTHER_PRESS, _condition, ON_PRESS, "standard", X4),
)
