"""Whether an address is of the machine itself: only there may anything go unencrypted."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def on_this_machine(address: str) -> bool:
    """Whether what is sent to an address, such as `tcp://127.0.0.1:8786`, stays on this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
