"""Twenty ways not to be PDF/X-4, each seeded in one good sign: veraPDF's engine sees 17 of them, preflight all."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from mzdocs.build import pipeline
from mzdocs.build.finished_file import File
from mzdocs.build.produce import make_files
from mzdocs.preflight import preflight

from . import workspaces
from .whole.verapdf import broken_rules

Change = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True)
class Seed:
    """A fault, and the engine's rule against it; where it has none, preflight alone sees the fault."""

    change: Change
    rule: str | None = None


def paint(operations: str) -> Change:
    return lambda pdf: pdf.pages[0].contents_add(operations.encode("ascii"))


def root_gets(key: str, value: object) -> Change:
    return lambda pdf: pdf.Root.__setitem__(key, value)


def root_loses(key: str) -> Change:
    return lambda pdf: pdf.Root.__delitem__(key)


def info_loses(key: str) -> Change:
    return lambda pdf: pdf.trailer.Info.__delitem__(key)


def intent_loses(key: str) -> Change:
    return lambda pdf: pdf.Root.OutputIntents[0].__delitem__(key)


def state(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.ExtGState["/Seed"] = Dictionary(Type=Name.ExtGState, **entries)
        pdf.pages[0].contents_add(b"q /Seed gs 0 0 0 1 k 30 30 9 9 re f Q")

    return change


def screen_picture(pdf: pikepdf.Pdf) -> None:
    picture = pdf.make_stream(
        bytes(12), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    pdf.pages[0].Resources.XObject = Dictionary(Seed=picture)
    pdf.pages[0].contents_add(b"q 9 0 0 9 30 30 cm /Seed Do Q")


def link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[30, 30, 60, 60], Border=[0, 0, 0], F=4, A=action)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def screen_profile(pdf: pikepdf.Pdf) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(profile, N=3)


def profile_elsewhere(pdf: pikepdf.Pdf) -> None:
    intent = pdf.Root.OutputIntents[0]
    del intent.DestOutputProfile
    intent.DestOutputProfileRef = Dictionary(ProfileName=String("FOGRA39"), URLs=Array())


def font_left_out(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile3" in thing:
            del thing.FontFile3


def two_of_one_ink(pdf: pikepdf.Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
    twin = Array([Name.Separation, Name.CutContour, Name.DeviceCMYK, pdf.make_indirect(tint)])
    pdf.pages[0].Resources.ColorSpace["/Seed"] = pdf.make_indirect(twin)
    pdf.pages[0].contents_add(b"q /Seed cs 1 scn 30 30 9 9 re f Q")


def another_version(pdf: pikepdf.Pdf) -> None:
    said = pdf.Root.Metadata.read_bytes()
    assert said.count(b"PDF/X-4<") == 1
    pdf.Root.Metadata.write(said.replace(b"PDF/X-4<", b"PDF/X-9<"))


def file_inside(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = b"note"


SEEDS = {
    "a fill in screen colours": Seed(paint("1 0 0 rg 30 30 9 9 re f"), "X4-10"),
    "a picture in screen colours": Seed(screen_picture, "X4-10"),
    "no title": Seed(info_loses("/Title"), "X4-2"),
    "no date": Seed(info_loses("/CreationDate"), "X4-3"),
    "no metadata": Seed(root_loses("/Metadata"), "6.6.2.1-1"),
    "a link": Seed(link, "X4-13"),
    "JavaScript": Seed(root_gets("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))), "X4-14"),
    "the profile elsewhere": Seed(profile_elsewhere, "X4-5"),
    "a screen's profile": Seed(screen_profile, "X4-7"),
    "no output intent": Seed(root_loses("/OutputIntents"), "X4-8"),
    "no name of the press condition": Seed(intent_loses("/OutputConditionIdentifier"), "X4-6"),
    "a font left out": Seed(font_left_out, "6.2.11.4.1-1"),
    "an unknown blend mode": Seed(state(BM=Name.Seed), "6.2.10-1"),
    "a transfer function": Seed(state(TR=Name.Identity), "6.2.5-1"),
    "two of one ink": Seed(two_of_one_ink, "6.2.4.4-2"),
    "encryption": Seed(lambda pdf: None, "6.1.3-2"),
    "no trim box": Seed(lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox")),
    "not said whether trapped": Seed(info_loses("/Trapped")),
    "another version of the standard": Seed(another_version),
    "a file inside": Seed(file_inside, "X4-16"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> File:
    """A sign with live text, a white underprint and a cut line."""
    documents = pipeline.plan(workspaces.make(tmp_path_factory.mktemp("good") / "district").station_data(), ("plaque",))
    return make_files([next(document for document in documents if document.name == "room-01")])[0]


def seeded(good: File, name: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good.data)) as pdf:
        SEEDS[name].change(pdf)
        locked = pikepdf.Encryption(owner="seed", R=4) if name == "encryption" else False
        pdf.save(out, encryption=locked, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def seen(good: File, data: bytes, folder: Path) -> tuple[set[str], set[str]]:
    """The rules of the engine that are broken, and the codes of preflight."""
    path = folder / "seeded.pdf"
    path.write_bytes(data)
    return set(broken_rules(path, "x4")), {problem.code for problem in preflight(good.document, data)}


def test_the_sign_the_faults_are_seeded_in_is_clean(good, tmp_path):
    assert seen(good, good.data, tmp_path) == (set(), set())


def test_saving_it_again_seeds_no_fault(good, tmp_path):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good.data)) as pdf:
        pdf.save(out)
    assert seen(good, out.getvalue(), tmp_path) == (set(), set())


def test_there_are_twenty_and_the_engine_knows_seventeen():
    assert (len(SEEDS), sum(seed.rule is not None for seed in SEEDS.values())) == (20, 17)


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_fault_is_caught(good, tmp_path, name):
    engine, own = seen(good, seeded(good, name), tmp_path)
    assert SEEDS[name].rule is None or SEEDS[name].rule in engine
    assert own
