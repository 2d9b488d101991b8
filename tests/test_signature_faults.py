"""Signed files that were tampered with, each told for what it is; what may be added to a signed file is not blamed."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import pem
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mzdocs.cli.exit_handling import ended
from mzdocs.cli.sign_command import sign as command
from mzdocs.core.problems import Exit, Location, Stopped
from mzdocs.pdf.signature_verdicts import NOBODY_TRUSTED, SignatureVerdict, roots_of, verdicts
from mzdocs.preflight.any_file import examine_file

from .papers import archive_file
from .test_signing import PASSPHRASE, identity, signed_file

HERE = Location("signed.pdf")


def judged(data: bytes, *roots: bytes) -> list[SignatureVerdict]:
    return verdicts(data, HERE, [root for each in roots for root in roots_of(each)])


def faults(data: bytes, *roots: bytes) -> list[list[str]]:
    """Of each signature, the codes of what is wrong."""
    for verdict in (found := judged(data, *roots)):
        for problem in verdict.problems:
            assert problem.problem_type.exit == Exit.VERIFY
            assert "{" not in problem.message("zh") + problem.message("en")
    return [[problem.code for problem in verdict.problems] for verdict in found]


def signer(kind: str = "rsa") -> signers.SimpleSigner:
    made = signers.SimpleSigner.load_pkcs12_data(identity(kind)[0], [], passphrase=PASSPHRASE.encode())
    assert made
    return made


def signed_by(who: signers.Signer, data: bytes, field: str = "Signature1", **more) -> bytes:
    meta = signers.PdfSignatureMetadata(field, **{"md_algorithm": "sha256", **more.pop("meta", {})})
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    return signers.PdfSigner(meta, who, new_field_spec=SigFieldSpec(field), **more).sign_pdf(writer).getvalue()


@cache
def twice_signed() -> bytes:
    return signed_by(signer(), signed_file(), "Signature2")


@cache
def stamper() -> DummyTimeStamper:
    """An authority of our own, at a fixed time; nobody's."""
    file, certificate = identity("rsa")
    found = pkcs12.load_pkcs12(file, PASSPHRASE.encode())
    secret = found.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        Certificate.load(certificate), PrivateKeyInfo.load(secret), SimpleCertificateStore(),
        fixed_dt=datetime(2026, 11, 29, 8, tzinfo=UTC),
    )  # fmt: skip


@cache
def stamped() -> bytes:
    return signed_by(signer("ec"), archive_file(), timestamper=stamper())


def stamped_over(data: bytes) -> bytes:
    """A time stamp over the whole file, in a revision of its own."""
    out = signers.PdfTimeStamper(stamper()).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", None)
    return out.getvalue()


def with_proof(data: bytes) -> bytes:
    """What proves its certificates, added later (DSS)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    certificate = writer.add_object(generic.StreamObject(stream_data=identity()[1]))
    writer.root["/DSS"] = writer.add_object(
        generic.DictionaryObject(
            {pdf_name("/Type"): pdf_name("/DSS"), pdf_name("/Certs"): generic.ArrayObject([certificate])}
        )
    )
    writer.update_root()
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def added_to(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    return written(writer)


def annotate(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    square = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/Square"), "/Rect": box(9, 9)}
    note = writer.add_object(generic.DictionaryObject({pdf_name(name): value for name, value in square.items()}))
    page[pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", ()), note])
    writer.update_container(page)


def box(wide: int, high: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, (0, 0, wide, high)))


def add_page(writer: IncrementalPdfFileWriter) -> None:
    page = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): box(99, 99)})
    tree = writer.root["/Pages"]
    page[pdf_name("/Parent")] = writer.root.raw_get("/Pages")
    tree["/Kids"].append(writer.add_object(page))
    tree[pdf_name("/Count")] = generic.NumberObject(int(tree["/Count"]) + 1)
    writer.update_container(tree)


def replace_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)


def change_title(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/Lang")] = generic.TextStringObject("en")
    writer.update_root()


def other_title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): generic.TextStringObject("别的")}))


def other_metadata(writer: IncrementalPdfFileWriter) -> None:
    """The library itself writes when it was changed."""
    writer.update_root()


def turn(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


def filled_up(data: bytes) -> bytes:
    """Something written behind the signature, in the room that was kept for a longer one."""
    end = contents_of(data)[1]
    return data[: end - 20] + b"cafe" + data[end - 16 :]


def flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def in_content(data: bytes) -> bytes:
    return flipped(data, data.index(b"endstream") - 20)


def contents_of(data: bytes) -> tuple[int, int]:
    """Where the last signature stands, its brackets not counted."""
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    return start, data.index(b">", start)


def in_signature(data: bytes, share: float) -> bytes:
    start, end = contents_of(data)
    length = len(data[start:end].rstrip(b"0"))
    at = start + int(length * share)
    return data[:at] + (b"1" if data[at : at + 1] != b"1" else b"2") + data[at + 1 :]


def shrunk(data: bytes) -> bytes:
    """The last ten bytes left out of what is signed."""
    found = re.search(rb"/ByteRange ?\[ ?0 (\d+) (\d+) (\d+) *\]", data)
    assert found
    said = found[0].replace(found[3], str(int(found[3]) - 10).encode().rjust(len(found[3]), b"0"))
    return data.replace(found[0], said)


def moved_here(data: bytes) -> bytes:
    """The signature of another file in the place of its own."""
    other = signed_by(signer("ec"), twice_signed(), "Other")
    (start, end), (first, last) = contents_of(data), contents_of(other)
    taken = other[first:last].rstrip(b"0")
    return data[:start] + (taken + b"0" * (end - start))[: end - start] + data[end:]


def expired() -> bytes:
    past = identity("rsa", days=30, start=datetime(2020, 1, 1, tzinfo=UTC))[0]
    who = signers.SimpleSigner.load_pkcs12_data(past, [], passphrase=PASSPHRASE.encode())
    assert who
    return signed_by(who, archive_file())


def weak(bits: int = 1024, digest: str = "sha256") -> bytes:
    secret = rsa.generate_private_key(65537, bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "测试")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
    builder = builder.serial_number(3).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    certificate = builder.not_valid_after(datetime(2036, 1, 1, tzinfo=UTC)).sign(secret, hashes.SHA256())
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    file = pkcs12.serialize_key_and_certificates(b"weak", secret, certificate, None, lock)
    who = signers.SimpleSigner.load_pkcs12_data(file, [], passphrase=PASSPHRASE.encode())
    assert who
    return signed_by(who, archive_file(), meta={"md_algorithm": digest})


TAMPERED: dict[str, tuple[Callable[[], bytes], list[list[str]]]] = {
    "a byte of the content": (lambda: in_content(signed_file()), [["MZ7710"]]),
    "a byte of the header": (lambda: flipped(signed_file(), 7), [["MZ7710"]]),
    "a byte behind the signature": (lambda: flipped(signed_file(), len(signed_file()) - 8), [["MZ7710"]]),
    "a byte of the certificate": (lambda: in_signature(signed_file(), 0.3), [["MZ7711"]]),
    "a byte of the signature": (lambda: in_signature(signed_file(), 0.98), [["MZ7711"]]),
    "a page appended": (lambda: added_to(signed_file(), add_page), [["MZ7713"]]),
    "an annotation appended": (lambda: added_to(signed_file(), annotate), [["MZ7713"]]),
    "a page replaced": (lambda: added_to(signed_file(), replace_page), [["MZ7713"]]),
    "its language changed": (lambda: added_to(signed_file(), change_title), [["MZ7713"]]),
    "a comment at the end": (lambda: signed_file() + b"\n% later\n", [["MZ7713"]]),
    "something behind a second signature": (lambda: twice_signed() + b"\n% later\n", [["MZ7713"], ["MZ7713"]]),
    "signed in part": (lambda: shrunk(signed_file()), [["MZ7710", "MZ7712"]]),
    "the signature of another file": (lambda: moved_here(signed_file()), [["MZ7710"]]),
    "a certificate out of date": (expired, [["MZ7714"]]),
    "the second of two broken": (lambda: in_signature(twice_signed(), 0.98), [[], ["MZ7711"]]),
    "the first of two broken": (lambda: in_content(twice_signed()), [["MZ7710"], ["MZ7710"]]),
    "a page behind both": (lambda: added_to(twice_signed(), add_page), [["MZ7713"], ["MZ7713"]]),
    "a short key": (weak, [["MZ7716"]]),
    "an old digest": (lambda: weak(2048, "sha1"), [["MZ7716"]]),
    "bytes in the place kept for the signature": (lambda: filled_up(signed_file()), [["MZ7712"]]),
    "another title": (lambda: added_to(signed_file(), other_title), [["MZ7713"]]),
    "other metadata": (lambda: added_to(signed_file(), other_metadata), [["MZ7713"]]),
    "other metadata, stamped": (
        lambda: stamped_over(added_to(signed_file(), other_metadata)), [["MZ7713"], []],
    ),
    "upside down": (lambda: added_to(signed_file(), turn), [["MZ7713"]]),
    "a page between two time stamps": (
        lambda: stamped_over(added_to(stamped_over(signed_file()), add_page)), [["MZ7713"], ["MZ7713"], []],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_told_for_what_it_is(name):
    made, codes = TAMPERED[name]
    assert faults(made()) == codes


SOUND: dict[str, tuple[Callable[[], bytes], int]] = {
    "signed": (signed_file, 1),
    "signed with RSA": (lambda: signed_file("rsa"), 1),
    "signed twice": (twice_signed, 2),
    "signed and stamped": (stamped, 1),
    "stamped later": (lambda: stamped_over(signed_file()), 2),
    "proof added": (lambda: with_proof(signed_file()), 1),
    "proof and stamp added": (lambda: stamped_over(with_proof(signed_file())), 2),
    "lines at the end": (lambda: signed_file() + b"\r\n\n", 1),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_may_be_added_is_not_blamed(name, tmp_path):
    made, count = SOUND[name]
    assert faults(made(), identity("ec")[1], identity("rsa")[1]) == [[]] * count
    assert a_sig(tmp_path, made()) == "passed"


def a_sig(folder: Path, data: bytes) -> str:
    """How preflight's rule on signatures ended."""
    (folder / "file.pdf").write_bytes(data)
    (outcome,) = (each for each in examine_file(folder / "file.pdf", "archive").outcomes if each.rule == "A-SIG")
    return "failed" if outcome.problems else "not run" if outcome.not_run else "passed"


@pytest.mark.parametrize("name", TAMPERED)
def test_preflight_says_the_same(name, tmp_path):
    assert a_sig(tmp_path, TAMPERED[name][0]()) == "failed"


def test_one_bit_anywhere_in_what_is_signed_is_found(tmp_path):
    """Whatever it breaks: the file is told as changed, as unsigned or as unreadable, never as sound."""
    data, chance = signed_file(), random.Random(17)
    start, end = contents_of(data)
    places = [
        *range(0, 20),
        *(chance.randrange(start) for _ in range(60)),
        *(chance.randrange(end, len(data)) for _ in range(40)),
    ]
    for at in places:
        try:
            found = judged(flipped(data, at))
        except Stopped:
            continue
        assert not found or any(verdict.problems for verdict in found), at


def test_the_facts_of_a_signature():
    (verdict,) = judged(stamped())
    assert (verdict.signer, verdict.issuer) == ("桃源街道民政工作站（测试）",) * 2
    assert verdict.stamped_at == datetime(2026, 11, 29, 8, tzinfo=UTC)
    assert verdict.valid and verdict.valid[0] == datetime(2026, 1, 1, tzinfo=UTC)
    assert (verdict.covers_file, verdict.trusted, verdict.later) == (True, None, ())
    assert NOBODY_TRUSTED in verdict.not_run


def test_what_each_revision_changed_is_named():
    (first, second) = judged(added_to(twice_signed(), add_page))
    assert len(first.later) == 2 and len(second.later) == 1
    assert "a signature" in first.later[0].en and "签名" in first.later[0].zh
    assert "+1 pages" in first.later[1].en and first.later[1] == second.later[0]
    (replaced,) = judged(added_to(signed_file(), replace_page))
    assert "page 1" in replaced.later[0].en


def test_who_is_trusted_is_said_or_not_judged():
    ours, others = identity("ec")[1], identity("rsa")[1]
    assert [verdict.trusted for verdict in judged(signed_file())] == [None]
    assert [verdict.trusted for verdict in judged(signed_file(), ours)] == [True]
    assert faults(signed_file(), others) == [["MZ7715"]]
    assert faults(twice_signed(), ours) == [[], ["MZ7715"]]


def test_roots_are_read_in_both_forms_and_rubbish_is_none():
    ours, others = identity("ec")[1], identity("rsa")[1]
    bundle = pem.armor("CERTIFICATE", ours) + pem.armor("CERTIFICATE", others)
    assert [root.dump() for root in roots_of(bundle)] == [ours, others]
    for rubbish in (b"", b"hello", b"0\x03\x02\x01\x05", archive_file(), b"-----BEGIN CERTIFICATE-----\nx\n"):
        with pytest.raises(Stopped) as stopped:
            roots_of(rubbish)
        assert [problem.code for problem in stopped.value.problems] == ["MZ7719"]


def test_a_stamp_of_another_signature_is_told():
    """The value that was stamped is not the one that stands there."""
    data = bytearray(stamped())
    start, end = contents_of(bytes(data))
    (verdict,) = judged(stamped())
    assert verdict.problems == ()
    whole = bytes.fromhex(bytes(data[start:end]).decode())
    signature = PdfFileReader(io.BytesIO(bytes(data))).embedded_signatures[0].signer_info["signature"].native
    at = start + 2 * (whole.index(signature) + len(signature) - 1)
    data[at] = ord("1") if data[at] != ord("1") else ord("2")
    assert faults(bytes(data)) == [["MZ7711", "MZ7720"]]


def test_chinese_algorithms_are_not_judged_instead_of_blamed(tmp_path):
    """SHA-256 is named SM3 in the signature: nobody here could say whether it holds."""
    data = signed_file()
    start, end = contents_of(data)
    sha, sm3 = "0609608648016503040201", "06082a811ccf55018311"
    assert sha in data[start:end].decode()
    changed = data[:start] + _renamed(data[start:end].decode(), sha, sm3).encode() + data[end:]
    (verdict,) = judged(changed)
    assert verdict.problems == () and "SM2" in verdict.not_run[0].en
    assert a_sig(tmp_path, changed) == "not run"


def _renamed(contents: str, old: str, new: str) -> str:
    from asn1crypto import cms

    info = cms.ContentInfo.load(bytes.fromhex(contents.rstrip("0") + "0" * (len(contents.rstrip("0")) % 2)))
    for each in info["content"]["signer_infos"]:
        each["digest_algorithm"] = {"algorithm": "1.2.156.10197.1.401"}
    return info.dump(force=True).hex().ljust(len(contents), "0")


def test_an_unknown_form_of_signature_is_not_judged(tmp_path):
    """In a form that is known, what cannot be read is no signature; in another one nobody here can say."""
    spoilt = in_signature(signed_file(), 0.001)
    assert faults(spoilt) == [["MZ7711"]]
    data = spoilt.replace(b"/ETSI.CAdES.detached", b"/GM.SM2.sigdetached ")
    (verdict,) = judged(data)
    assert verdict.problems == () and verdict.not_run
    assert a_sig(tmp_path, data) == "not run"


def test_a_signature_in_no_field_is_blamed(tmp_path):
    with pikepdf.open(io.BytesIO(signed_file())) as pdf:
        pdf.Root.Kept = pdf.Root.AcroForm.Fields[0].V
        del pdf.Root.AcroForm
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj.Annots
        pdf.save(tmp_path / "loose.pdf")
    assert judged((tmp_path / "loose.pdf").read_bytes()) == []
    assert a_sig(tmp_path, (tmp_path / "loose.pdf").read_bytes()) == "failed"


def test_what_is_no_pdf_or_locked_is_told():
    with pikepdf.open(io.BytesIO(archive_file())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    for data in (b"", b"hello", signed_file()[:2000], out.getvalue()):
        with pytest.raises(Stopped) as stopped:
            judged(data)
        assert [problem.code for problem in stopped.value.problems] == ["MZ7718"]


def pdfsig(folder: Path, data: bytes) -> tuple[list[bool], list[bool]]:
    """Of each signature, whether it holds and whether it covers the whole file, as poppler says."""
    (folder / "asked.pdf").write_bytes(data)
    done = subprocess.run(["pdfsig", "-nocert", folder / "asked.pdf"], capture_output=True, check=False)
    said = done.stdout.decode()
    valid = ["Signature is Valid" in line for line in said.splitlines() if "Signature Validation:" in line]
    return valid, ["Total document signed" in line for line in said.splitlines() if "document signed" in line]


@pytest.mark.parametrize("name", ["signed", "signed with RSA", "signed twice", "stamped later", "proof added"])
def test_poppler_finds_the_same_sound(name, tmp_path):
    data = SOUND[name][0]()
    plain = [verdict for verdict in judged(data) if not verdict.is_stamp]
    valid, whole = pdfsig(tmp_path, data)
    assert all(valid[: len(plain)])
    assert whole[: len(plain)] == [verdict.covers_file for verdict in plain]


@pytest.mark.parametrize("name", ["a byte of the content", "a byte of the header", "the signature of another file"])
def test_poppler_finds_the_same_broken(name, tmp_path):
    assert pdfsig(tmp_path, TAMPERED[name][0]())[0] == [False]


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.pdf").write_bytes(signed_file())
    Path("changed.pdf").write_bytes(in_content(signed_file()))
    Path("plain.pdf").write_bytes(archive_file())
    Path("root.cer").write_bytes(identity("ec")[1])
    return tmp_path


def run(capfd, *arguments: str) -> tuple[int, str]:
    code = ended(command, ["--verify", *arguments])
    out, err = capfd.readouterr()
    return code, out + err


def test_the_command_says_what_a_signature_is_worth(desk, capfd):
    code, said = run(capfd, "good.pdf")
    assert code == 0
    for words in (
        "桃源街道民政工作站（测试）",
        "没有时间戳",
        "覆盖整个文件",
        "内容没有被改动，是谁签的没有核对",
        "没有说信任谁",
    ):
        assert words in said
    code, said = run(capfd, "good.pdf", "--trust", "root.cer")
    assert (code, "追溯到您信任的证书" in said, "没有说信任谁" in said, "没有核对" in said) == (0, True, False, False)


@pytest.mark.parametrize(
    ("file", "exit_code", "problem"),
    [
        ("changed.pdf", 18, "MZ7710"),
        ("plain.pdf", 18, "MZ7717"),
        ("root.cer", 18, "MZ7718"),
        ("none.pdf", 10, "MZ1302"),
    ],
)
def test_the_command_fails_for_its_reason(desk, capfd, file, exit_code, problem):
    code, said = run(capfd, "good.pdf", file)
    assert (code, problem in said, "→" in said, "Traceback" in said) == (exit_code, True, True, False)


def test_the_command_tells_programs(desk, capfd):
    code, said = run(capfd, "good.pdf", "changed.pdf", "--trust", "root.cer", "--json")
    told = json.loads(said)
    assert (code, told["exit"]) == (18, 18)
    good, changed = told["files"]
    assert good["problems"] == [] and changed["signatures"][0]["problems"] == ["MZ7710"]
    assert good["signatures"][0] | {"signed_at": ""} == {
        "field": "Signature1", "kind": "signature", "signer": "桃源街道民政工作站（测试）",
        "issuer": "桃源街道民政工作站（测试）", "signed_at": "", "stamped_at": None,
        "valid_from": "2026-01-01T00:00:00+00:00", "valid_to": "2036-12-14T00:00:00+00:00",
        "covers_file": True, "later": [], "trusted": True, "problems": [],
        "not_run": ["不联网，没有查证书是否吊销"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["good.pdf"],
        ["good.pdf", "plain.pdf", "--key", "root.cer"],
        ["good.pdf", "--key", "root.cer", "--trust", "root.cer"],
        ["--verify", "good.pdf", "--key", "root.cer"],
        ["--verify", "good.pdf", "--output", "x.pdf"],
    ],
)
def test_signing_and_verifying_are_not_mixed(desk, capfd, arguments):
    assert ended(command, arguments) == 2
    assert "--verify" in capfd.readouterr().err
