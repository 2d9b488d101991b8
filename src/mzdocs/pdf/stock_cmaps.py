"""The encodings of composite fonts that every reader brings with it, by name (ISO 32000-1, table 118).

What they say is Adobe's data; it is read where Debian's package poppler-data has put it, as poppler does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

IDENTITY_CMAPS = ("Identity-H", "Identity-V")
"""Those that are for any collection of characters."""
_NAMES = {
    "GB1": "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    "CNS1": "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    "Japan1": "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16",
    "Korea1": "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
STOCK_CMAPS: Mapping[str, str] = {
    **{f"{name}-{way}": order for order, names in _NAMES.items() for name in names.split() for way in "HV"},
    "H": "Japan1", "V": "Japan1",
}  # fmt: skip
"""By name the collection of characters each is made for."""
FOLDER = Path("/usr/share/poppler/cMap")
_LARGEST = 4_000_000


def stock_cmap(name: str) -> bytes | None:
    """The text of one of these maps; nothing of another name, or where this machine does not have it."""
    if name not in STOCK_CMAPS:
        return None
    try:
        with (FOLDER / f"Adobe-{STOCK_CMAPS[name]}" / name).open("rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return None
