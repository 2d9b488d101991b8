"""A finished PDF and a key -> the same PDF with a PAdES signature after it (B-B, ETSI EN 319 142-1)."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pkcs12 as container
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

from mzdocs.core.problems import Exit, Stopped, problem_type

NOT_A_KEY = problem_type(
    "MZ7701",
    "这不是能用的签名密钥文件（PKCS#12），或里面没有私钥",
    "This is no key file that can be used (PKCS#12), or there is no private key in it",
    "向发证机构要 .p12 或 .pfx 文件，须是 RSA 或 ECDSA 密钥（不支持国密 SM2）。",
    "Ask the issuer for a .p12 or .pfx file with an RSA or ECDSA key (SM2 is not supported).",
    Exit.ASSET,
)
WRONG_PASSPHRASE = problem_type(
    "MZ7702",
    "密钥文件的口令不对",
    "The passphrase of the key file is wrong",
    "重新输入；注意大小写和输入法。",
    "Type it again; mind capitals and the input method.",
    Exit.ASSET,
)
OUT_OF_DATE = problem_type(
    "MZ7703",
    "证书不在有效期内（{first} 至 {last}）",
    "The certificate is not valid now ({first} to {last})",
    "换用有效的证书；检查计算机的日期。",
    "Use a valid certificate; check the date of this computer.",
    Exit.ASSET,
)
NOT_FOR_SIGNING = problem_type(
    "MZ7704",
    "这张证书不是用来签名的",
    "This certificate is not meant for signing",
    "换用密钥用途含“数字签名”或“抗抵赖”的证书。",
    "Use one whose key usage has digital signature or non-repudiation.",
    Exit.ASSET,
)
NOT_SIGNABLE = problem_type(
    "MZ7705",
    "这个文件不能签名：不是完好的 PDF，或已经加密",
    "This file cannot be signed: it is no sound PDF, or it is locked",
    "签归档的 PDF 成品，不签加密的查阅副本。",
    "Sign the archive file, not a locked reading copy.",
    Exit.VERIFY,
)
SIGNED_ALREADY = problem_type(
    "MZ7706",
    "这个文件已经签过名：再签，原来的签名就不再覆盖整个文件",
    "This file is signed already: after another signature the first no longer covers the whole file",
    "用没有签名的成品来签。",
    "Sign the file as it was made.",
    Exit.VERIFY,
)

FIELD = "Signature1"
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it would log becomes a problem here


@dataclass(frozen=True)
class Key:
    """A private key with its certificate; neither is ever printed."""

    signer: signers.SimpleSigner


def key(data: bytes, passphrase: str, at: datetime) -> Key:
    """The key of a PKCS#12 file, fit for signing at this time (with its time zone).

    Raises:
        Stopped: it is no key file, its passphrase is wrong, or its certificate may not be used.
    """
    _refuse_other_files(data)
    secret = passphrase.encode()
    try:
        found = pkcs12.load_pkcs12(data, secret or None)
    except UnsupportedAlgorithm:
        raise Stopped([NOT_A_KEY.at()]) from None
    except ValueError:
        raise Stopped([WRONG_PASSPHRASE.at()]) from None
    if found.key is None or found.cert is None:
        raise Stopped([NOT_A_KEY.at()])
    _judge(found.cert.certificate, at)
    signer = signers.SimpleSigner.load_pkcs12_data(data, [], passphrase=secret or None)
    if signer is None:
        raise Stopped([NOT_A_KEY.at()])
    return Key(signer)


def _refuse_other_files(data: bytes) -> None:
    """Distinguished from a wrong passphrase by its outer shape: the library says the same of both."""
    try:
        kind = container.Pfx.load(data)["auth_safe"]["content_type"].native
    except (ValueError, TypeError, KeyError):
        kind = None
    if kind != "data":
        raise Stopped([NOT_A_KEY.at()])


def _judge(certificate: x509.Certificate, at: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= at <= last:
        raise Stopped([OUT_OF_DATE.at(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")])
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise Stopped([NOT_FOR_SIGNING.at()])


def signed(pdf: bytes, with_key: Key, reason: str | None = None) -> bytes:
    """The file with an invisible signature over all of it. What is signed stays byte for byte at the beginning.

    Raises:
        Stopped: the file is locked, damaged, or signed already.
    """
    meta = signers.PdfSignatureMetadata(FIELD, md_algorithm="sha256", reason=reason, subfilter=SigSeedSubFilter.PADES)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if writer.prev.encrypted:
            raise Stopped([NOT_SIGNABLE.at()])
        if writer.prev.embedded_signatures:
            raise Stopped([SIGNED_ALREADY.at()])
        signer = signers.PdfSigner(meta, with_key.signer, new_field_spec=SigFieldSpec(FIELD))
        return bytes(signer.sign_pdf(writer).getvalue())
    except Stopped:
        raise
    except Exception:  # noqa: BLE001 - a broken PDF breaks a reader in ways nobody can list
        raise Stopped([NOT_SIGNABLE.at()]) from None
