"""Which hosts are the public internet's: a link to any other leads a reader into his own network, or nowhere.

What is public among addresses is said by the IANA special-purpose registries (RFC
6890), which `ipaddress` knows; among names by RFC 6761, RFC 6762 (and its appendix G),
RFC 8375 and the reservation of ``.internal``.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
_INSIDE = ("localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa", "localdomain")
# Browsers read 2130706433, 0x7f.1 and 0177.0.0.1 as addresses (URL Standard, 3.5, "ends in a number").
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)


def public(text: str) -> bool:
    """Say whether an IP address is one of the public internet; what is no address is not."""
    try:
        address = ip_address(text.partition("%")[0])  # fe80::1%eth0 has a zone
    except ValueError:
        return False
    inner = _inner(address)
    return address.is_global and not address.is_multicast and (inner is None or public(str(inner)))


def public_host(name: str) -> bool:
    """Say whether *name*, a host as an address has it, is the public internet's as far as its letters tell."""
    plain = name.lower().strip("[]").rstrip(".")
    if ":" in plain or _NUMBER.fullmatch(plain.rpartition(".")[2]):
        return public(plain)  # and so no decimal, hexadecimal or shortened form
    return "." in plain and not plain.endswith(tuple(f".{inside}" for inside in _INSIDE))


def public_url(url: str) -> bool:
    """Say whether a link leads to a public host; one without a host (mailto:) does."""
    host = urlsplit(url).hostname
    return host is None or public_host(host)


def _inner(address: Address) -> Address | None:
    """Return the IPv4 address that an IPv6 address leads to (6to4, Teredo, NAT64), or None.

    The mapped ones (::ffff:0:0/96) are public to nobody: `ipaddress` knows that.
    """
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or (address.teredo[1] if address.teredo else None)
