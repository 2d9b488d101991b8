"""Signatures: the file keeps its standards, a changed byte is seen, and a key that may not sign does not."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from mzdocs.cli.exit_handling import ended
from mzdocs.cli.sign_command import sign as command
from mzdocs.copies import locked, reading_copy
from mzdocs.core.problems import Stopped
from mzdocs.pdf.signing import key, signed
from mzdocs.preflight.any_file import examine_file

from .papers import archive_file
from .whole.verapdf import broken_rules

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PASSPHRASE = "测试口令1"
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "桃源街道民政工作站（测试）")])


def identity(
    kind: str = "ec", days: int = 4000, start: datetime = datetime(2026, 1, 1, tzinfo=UTC), may_sign: bool = True
) -> tuple[bytes, bytes]:
    """A key file under the passphrase, and its certificate; made here, of nobody."""
    return _identity(kind, days, start, may_sign)


@cache
def _identity(kind: str, days: int, start: datetime, may_sign: bool) -> tuple[bytes, bytes]:
    secret = ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    usage = x509.KeyUsage(may_sign, may_sign, not may_sign, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(_NAME).issuer_name(_NAME).public_key(secret.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=days))
    certificate = builder.add_extension(usage, critical=True).sign(secret, hashes.SHA256())
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    file = pkcs12.serialize_key_and_certificates(b"test", secret, certificate, None, lock)
    return file, certificate.public_bytes(serialization.Encoding.DER)


@cache
def signed_file(kind: str = "ec") -> bytes:
    return signed(archive_file(), key(identity(kind)[0], PASSPHRASE, NOW), "归档")


def verdict(data: bytes, kind: str = "ec") -> tuple[bool, bool, str]:
    """Whether the signed bytes are the ones signed, by a key we trust, and how much of the file they are."""
    context = ValidationContext(trust_roots=[Certificate.load(identity(kind)[1])], allow_fetching=False)
    found = PdfFileReader(io.BytesIO(data)).embedded_signatures
    status = validate_pdf_signature(found[0], signer_validation_context=context)
    return status.intact and status.valid, status.trusted, status.coverage.name


def code_of(call) -> str:
    with pytest.raises(Stopped) as stopped:
        call()
    assert len(stopped.value.problems) == 1
    return stopped.value.problems[0].code


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_signature_is_good_and_covers_the_whole_file(kind):
    data = signed_file(kind)
    assert data.startswith(archive_file())
    assert verdict(data, kind) == (True, True, "ENTIRE_FILE")


def test_it_is_pades_with_its_reason_and_seen_by_nobody():
    with pikepdf.open(io.BytesIO(signed_file())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        assert field.V.SubFilter == "/ETSI.CAdES.detached"
        assert str(field.V.Reason) == "归档"
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_tampered_byte_is_seen(where):
    """One bit inside a compressed stream, where the file still opens."""
    data = bytearray(signed_file())
    at = data.index(b"endstream", int(len(archive_file()) * where)) - 40
    data[at] ^= 1
    assert verdict(bytes(data))[0] is False


def test_what_is_appended_later_is_not_covered():
    data = signed_file()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        start = int(data[data.rindex(b"startxref") :].split()[1])
        size = len(pdf.objects) + 10
        root = pdf.Root.objgen[0]
    later = b"\nxref\n0 0\ntrailer <</Root %d 0 R /Size %d /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    grown = data + later % (root, size, start, len(data) + 1)
    assert verdict(grown)[2] != "ENTIRE_FILE"


def test_a_signed_file_is_still_pdf_a_3a_and_pdf_ua_1(tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed_file())
    assert broken_rules(path, "3a") == {}
    assert broken_rules(path, "ua1") == {}


def test_preflight_passes_a_signed_file_and_fails_one_changed_after(tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed_file())
    report = examine_file(path, "archive")
    assert report.problems == []
    assert "A-SIG" in [outcome.rule for outcome in report.outcomes if outcome.passed]
    end = signed_file()[signed_file().rindex(b"startxref") :]
    for later, codes in ((b"% later\n" + end, ["MZP44"]), (b"\n% later\n", ["MZP44", "MZQ97"])):
        path.write_bytes(signed_file() + later)
        assert [problem.code for problem in examine_file(path, "archive").problems] == codes


def test_the_wrong_passphrase_is_told_from_a_file_that_is_no_key():
    file = identity()[0]
    assert code_of(lambda: key(file, "falsch", NOW)) == "MZ7702"
    assert code_of(lambda: key(file, "", NOW)) == "MZ7702"
    for rubbish in (b"", b"rubbish", b"0\x03\x02\x01\x05", archive_file(), identity()[1]):
        assert code_of(lambda rubbish=rubbish: key(rubbish, PASSPHRASE, NOW)) == "MZ7701"


def test_a_container_without_a_private_key_is_no_key():
    certificate = x509.load_der_x509_certificate(identity()[1])
    lock = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    file = pkcs12.serialize_key_and_certificates(b"test", None, None, [certificate], lock)
    assert code_of(lambda: key(file, PASSPHRASE, NOW)) == "MZ7701"


@pytest.mark.parametrize("start", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)])
def test_a_certificate_out_of_date_may_not_sign(start):
    file = identity(days=30, start=start)[0]
    with pytest.raises(Stopped) as stopped:
        key(file, PASSPHRASE, NOW)
    problem = stopped.value.problems[0]
    assert problem.code == "MZ7703"
    assert f"{start:%Y-%m-%d}" in problem.message()


def test_a_certificate_for_other_uses_may_not_sign():
    assert code_of(lambda: key(identity(may_sign=False)[0], PASSPHRASE, NOW)) == "MZ7704"


def test_what_is_no_sound_pdf_or_locked_is_not_signed():
    ready = key(identity()[0], PASSPHRASE, NOW)
    copy = reading_copy(archive_file(), "查阅甲", NOW.date(), "复核", "Z101")
    for data in (b"", b"rubbish", b"%PDF-1.7\n", locked(copy, "阅览口令2026甲")):
        assert code_of(lambda data=data: signed(data, ready)) == "MZ7705"


def test_damage_anywhere_never_ends_in_a_traceback():
    """Among what the reader raises are NotImplementedError and zlib.error."""
    ready, whole, told = key(identity()[0], PASSPHRASE, NOW), archive_file(), 0
    chance = random.Random(7)
    for _ in range(60):
        spoilt = bytearray(whole)
        for _ in range(40):
            spoilt[-1 - chance.randrange(4000)] ^= 1 << chance.randrange(8)
        try:
            signed(bytes(spoilt), ready)
        except Stopped as stopped:
            told += stopped.problems[0].code == "MZ7705"
    assert told > 30


def test_a_signed_file_is_not_signed_over():
    ready = key(identity()[0], PASSPHRASE, NOW)
    assert code_of(lambda: signed(signed_file(), ready)) == "MZ7706"


def test_a_reading_copy_of_a_signed_file_has_no_broken_signature():
    copy = reading_copy(signed_file(), "查阅甲", NOW.date(), "复核", "Z101")
    assert PdfFileReader(io.BytesIO(copy)).embedded_signatures == []
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [each for page in pdf.pages for each in page.obj.get("/Annots", [])]


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """A folder with a file, a key, and its passphrase."""
    monkeypatch.chdir(tmp_path)
    Path("volume.pdf").write_bytes(archive_file())
    Path("key.p12").write_bytes(identity()[0])
    Path("secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return tmp_path


def sign(capfd, *more: str) -> tuple[int, str]:
    code = ended(command, ["volume.pdf", "--key", "key.p12", "--passphrase-file", "secret.txt", *more])
    out, err = capfd.readouterr()
    return code, out + err


def test_the_command_writes_a_new_file_and_leaves_the_old(desk, capfd):
    code, said = sign(capfd, "--reason", "归档")
    assert (code, PASSPHRASE in said) == (0, False)
    assert Path("volume.pdf").read_bytes() == archive_file()
    assert verdict(Path("volume-signed.pdf").read_bytes()) == (True, True, "ENTIRE_FILE")
    assert Path("volume-signed.pdf").stat().st_mode & 0o777 == 0o600


def test_a_signed_file_goes_beside_the_set_not_into_it(desk, capfd):
    folder = desk / "output" / "taoyuan" / "archive"
    folder.mkdir(parents=True)
    Path("volume.pdf").rename(folder / "volume.pdf")
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    arguments = [str(folder / "volume.pdf"), "--key", "key.p12", "--passphrase-file", "secret.txt"]
    assert ended(command, arguments) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "volume.pdf"]
    assert (folder.parent / "signed" / "volume.pdf").read_bytes().startswith(archive_file())


@pytest.mark.parametrize(
    ("spoil", "exit_code", "code"),
    [
        (lambda: Path("secret.txt").write_text("falsch", encoding="utf-8"), 11, "MZ7702"),
        (lambda: Path("key.p12").write_bytes(b"rubbish"), 11, "MZ7701"),
        (
            lambda: Path("key.p12").write_bytes(identity(days=30, start=datetime(2020, 1, 1, tzinfo=UTC))[0]),
            11,
            "MZ7703",
        ),
        (lambda: Path("key.p12").unlink(), 10, "MZ1302"),
        (lambda: Path("volume.pdf").write_bytes(b"rubbish"), 18, "MZ7705"),
        (lambda: Path("volume-signed.pdf").write_bytes(b"mine"), 15, "MZ7531"),
    ],
)
def test_what_goes_wrong_is_a_problem_with_its_cure(desk, capfd, spoil, exit_code, code):
    spoil()
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    found, said = sign(capfd)
    assert (found, code in said, "→" in said, "Traceback" in said) == (exit_code, True, True, False)
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before


def test_a_stamped_volume_is_signed_all_the_same(tmp_path):
    """The library that signs reads the file with a reader of its own."""
    from mzdocs.build.pipeline import plan
    from mzdocs.build.produce import make_files

    from . import workspaces

    documents = plan(workspaces.make(tmp_path).station_data(), ("archive",))
    volume = next(document for document in documents if document.file == "volume-db-001.pdf")
    [made] = make_files([volume])
    data = signed(made.data, key(*identity()[:1], PASSPHRASE, NOW), "归档")
    assert data.startswith(made.data)
    assert verdict(data)[:2] == (True, True)
    path = tmp_path / "signed.pdf"
    path.write_bytes(data)
    assert broken_rules(path, "3a") == {} == broken_rules(path, "ua1")
