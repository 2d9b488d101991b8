"""A signed PDF -> what every signature in it is worth: bytes, key, certificate, time, and all that was added later."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from mzdocs.core.problems import Location, Problem, Sentence, Stopped
from mzdocs.pdf import signature_faults as faults
from mzdocs.pdf.later_revisions import additions, later_changes
from mzdocs.pdf.signed_bytes import SignatureCase, byte_faults

_WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
_LEAST_RSA = 2048
_CHINESE = "1.2.156.10197."
"""Where the algorithms SM2 and SM3 stand."""
_FORMS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161")

NOBODY_TRUSTED = Sentence(
    "没有说信任谁（--trust），证书由谁签发没有核对", "nobody said whom to trust (--trust): its issuer was not judged"
)
NOT_ASKED = Sentence("不联网，没有查证书是否吊销", "there is no network here: nobody asked whether it was revoked")
_SM = Sentence(
    "用的是国密算法（SM2、SM3），这里验不了", "it is of the algorithms SM2 and SM3, which are not verified here"
)
_OTHER_FORM = Sentence("签名的形式这里验不了", "signatures of its form are not verified here")


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature, or time stamp over the whole file: its facts, what is wrong with it, and what was not judged.

    `signed_at` is what the signer's own clock said, `stamped_at` what an authority said. `later` names what each
    revision after it changed. `trusted` is `None` where nobody said whom to trust.
    """

    field: str
    is_stamp: bool = False
    signer: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    valid: tuple[datetime, datetime] | None = None
    covers_file: bool = False
    later: tuple[Sentence, ...] = ()
    trusted: bool | None = None
    problems: tuple[Problem, ...] = ()
    not_run: tuple[Sentence, ...] = ()


def roots_of(data: bytes) -> list[Certificate]:
    """The certificates of a file, in DER or one or more in PEM.

    Raises:
        Stopped: there are none in it.
    """
    try:
        parts = [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        roots = [Certificate.load(part) for part in parts]
        for root in roots:
            _ = root.subject.human_friendly, root.public_key.algorithm
    except (ValueError, TypeError, KeyError):
        raise Stopped([faults.NO_ROOTS.at()]) from None
    return roots


def verdicts(data: bytes, location: Location, roots: Sequence[Certificate] = ()) -> list[SignatureVerdict]:
    """What each signature of the file is worth, in their order.

    Raises:
        Stopped: it is no sound PDF, or locked.
    """
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        fields = [] if reader.encrypted else list(enumerate_sig_fields(reader, filled_status=True))
    except Exception:  # noqa: BLE001 - a broken PDF breaks a reader in ways nobody can list
        raise Stopped([faults.UNREADABLE.at(location)]) from None
    if reader.encrypted:
        raise Stopped([faults.UNREADABLE.at(location)])
    return [_verdict(reader, name, field, location, roots, data) for name, _, field in fields]


def _verdict(
    reader: PdfFileReader, name: str, field: Any, location: Location, roots: Sequence[Certificate], data: bytes
) -> SignatureVerdict:
    form = _FORMS[0]
    try:
        form = str(field.get_object()["/V"].get("/SubFilter", ""))
        signature = EmbeddedPdfSignature(reader, field, name)
        if _is_chinese(signature):
            return SignatureVerdict(name, signature.sig_object_type == "/DocTimeStamp", not_run=(_SM,))
        return _judged(SignatureCase(signature, reader, location, data), roots)
    except Exception:  # noqa: BLE001 - what is not what it was breaks its reader anywhere
        if form not in _FORMS:
            return SignatureVerdict(name, not_run=(_OTHER_FORM,))
        return SignatureVerdict(name, problems=(faults.FORGED.at(location, field=name),))


def _is_chinese(signature: EmbeddedPdfSignature) -> bool:
    info = signature.signer_info
    used = (info["digest_algorithm"]["algorithm"].dotted, info["signature_algorithm"]["algorithm"].dotted)
    return any(each.startswith(_CHINESE) for each in used)


def _judged(case: SignatureCase, roots: Sequence[Certificate]) -> SignatureVerdict:
    signature = case.signature
    certificate = signature.signer_cert
    trusted = _trusted(case, roots) if roots else None
    found = [*byte_faults(case), *_certificate(case), *_algorithms(case)]
    if not any(problem.code == faults.CHANGED.code for problem in found):
        found += additions(case)
    if trusted is False:
        found.append(faults.UNTRUSTED.at(case.location, field=signature.field_name, issuer=_said(certificate.issuer)))
    return SignatureVerdict(
        signature.field_name,
        case.is_stamp,
        _said(certificate.subject),
        _said(certificate.issuer),
        None if case.is_stamp else signature.self_reported_timestamp,
        case.stamped_at,
        (certificate.not_valid_before, certificate.not_valid_after),
        case.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        later_changes(case),
        trusted,
        tuple(found),
        (NOT_ASKED,) if roots else (NOBODY_TRUSTED, NOT_ASKED),
    )


def _said(name: Any) -> str:
    """The name of a certificate as people say it."""
    native = name.native
    return str(native.get("common_name") or native.get("organization_name") or name.human_friendly)


def _certificate(case: SignatureCase) -> Iterator[Problem]:
    """Valid when it signed."""
    certificate, at = case.signature.signer_cert, case.at
    first, last = certificate.not_valid_before, certificate.not_valid_after
    if at is not None and not first <= at <= last:
        yield faults.OUT_OF_TIME.at(
            case.location,
            field=case.signature.field_name, day=f"{at:%Y-%m-%d}", first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}",
        )  # fmt: skip


def _algorithms(case: SignatureCase) -> Iterator[Problem]:
    signature, key = case.signature, case.signature.signer_cert.public_key
    weak = [signature.md_algorithm.upper()] if signature.md_algorithm in _WEAK_DIGESTS else []
    if key.algorithm == "rsa" and key.bit_size < _LEAST_RSA:
        weak.append(f"RSA {key.bit_size}")
    if weak:
        yield faults.WEAK.at(case.location, field=signature.field_name, what="、".join(weak))


def _trusted(case: SignatureCase, roots: Sequence[Certificate]) -> bool:
    """Whether a chain leads from the certificate to a root, as it stood when it signed."""
    context = ValidationContext(
        trust_roots=list(roots), moment=case.at, allow_fetching=False, revocation_mode="soft-fail",
        weak_hash_algos=set(), other_certs=case.signature.other_embedded_certs,
    )  # fmt: skip
    validator = CertificateValidator(case.signature.signer_cert, validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except Exception:  # noqa: BLE001 - whatever stops the chain: it does not lead there
        return False
    return True
