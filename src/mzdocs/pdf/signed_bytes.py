"""A signature in its file -> whether what was signed stands there still, and was signed by its key and stamped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from asn1crypto import parser
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from mzdocs.core.problems import Location, Problem
from mzdocs.pdf import signature_faults as faults

_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


@dataclass(frozen=True)
class SignatureCase:
    """A signature in its file."""

    signature: EmbeddedPdfSignature
    reader: PdfFileReader
    location: Location
    data: bytes

    @property
    def is_stamp(self) -> bool:
        """Whether it is a time stamp over the whole file."""
        return bool(self.signature.sig_object_type == "/DocTimeStamp")

    @property
    def stamped_at(self) -> datetime | None:
        """When an authority saw it."""
        token = _token(self.signature)
        return token["encap_content_info"]["content"].parsed["gen_time"].native if token else None

    @cached_property
    def coverage(self) -> SignatureCoverageLevel:
        """How much of the file it signs."""
        found = self.signature.evaluate_signature_coverage()
        self.signature.coverage = found  # type: ignore[assignment]  # what evaluates additions looks there
        return found

    @property
    def at(self) -> datetime | None:
        """When it signed: by an authority, or else by the signer's own clock."""
        return self.stamped_at or self.signature.self_reported_timestamp


def byte_faults(case: SignatureCase) -> Iterator[Problem]:
    """What was signed is what stands there, and the key of the certificate signed it."""
    signature, name = case.signature, case.signature.field_name
    digest = signature.compute_digest()
    if case.is_stamp:
        info = signature.signed_data["encap_content_info"]["content"]
        if digest != info.parsed["message_imprint"]["hashed_message"].native:
            yield faults.CHANGED.at(case.location, field=name)
        digest = hashlib.new(signature.md_algorithm, bytes(info)).digest()
    kind = "tst_info" if case.is_stamp else "data"
    intact, genuine = validate_sig_integrity(signature.signer_info, signature.signer_cert, kind, digest)
    if not intact:
        yield faults.CHANGED.at(case.location, field=name)
    if not genuine:
        yield faults.FORGED.at(case.location, field=name)
    if case.coverage not in _WHOLE or _filling(signature).strip(b"\0"):
        yield faults.IN_PART.at(case.location, field=name)
    if (stamp := _token(signature)) is not None and not case.is_stamp and not _stamps(stamp, signature):
        yield faults.WRONG_STAMP.at(case.location, field=name)


def _filling(signature: EmbeddedPdfSignature) -> bytes:
    """What follows the signature in the place kept for it, which nobody signs."""
    kept = bytes(signature.pkcs7_content)
    return kept[parser.peek(kept) :]


def _token(signature: EmbeddedPdfSignature) -> Any:
    """The time stamp of a signature, or the one that it is."""
    if signature.sig_object_type == "/DocTimeStamp":
        return signature.signed_data
    unsigned = signature.signer_info["unsigned_attrs"]
    tokens = [each for each in unsigned if each["type"].native == "signature_time_stamp_token"] if unsigned else []
    return tokens[0]["values"][0]["content"] if tokens else None


def _stamps(token: Any, signature: EmbeddedPdfSignature) -> bool:
    """Whether the token is of this signature, and its own signature holds."""
    content = token["encap_content_info"]["content"]
    imprint = content.parsed["message_imprint"]
    value = signature.signer_info["signature"].native
    if hashlib.new(imprint["hash_algorithm"]["algorithm"].native, value).digest() != imprint["hashed_message"].native:
        return False
    info = token["signer_infos"][0]
    number = info["sid"].chosen["serial_number"].native
    own = next(each.chosen for each in token["certificates"] if each.chosen.serial_number == number)
    digest = hashlib.new(info["digest_algorithm"]["algorithm"].native, bytes(content)).digest()
    return all(validate_sig_integrity(info, own, "tst_info", digest))
