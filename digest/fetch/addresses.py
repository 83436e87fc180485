"""Which IP addresses may be reached: public ones, and what the settings name.

A feed, a redirect or a name server can point anywhere, also at the router's own
page or at a cloud's metadata service.  So every address that a name has is looked
at after it was resolved, and the connection goes to exactly what was looked at.
What is public is said by the IANA special-purpose registries (RFC 6890), which
`ipaddress` knows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits

Address = IPv4Address | IPv6Address


def refused(host: str, found: Sequence[str], allowed: Collection[str]) -> str:
    """Return why *host*, which resolved to the addresses *found*, may not be reached; '' when it may.

    *allowed* holds hosts (names or addresses) that the settings name.  One address
    that is not public is enough: a name that has both is how a check is got round.
    """
    if host.lower().rstrip(".") in {name.lower().rstrip(".") for name in allowed}:
        return ""
    inside = [text for text in found if not public(text) and text not in allowed]
    if not inside:
        return ""
    return f"{host} is no public address" if inside[0] == host else f"{host} is {inside[0]}, inside a network"


def public(text: str) -> bool:
    """Say whether an IP address is one of the public internet; what is no address is not."""
    try:
        address = ip_address(text.partition("%")[0])  # fe80::1%eth0 has a zone
    except ValueError:
        return False
    inner = _inner(address)
    return address.is_global and not address.is_multicast and (inner is None or public(str(inner)))


def _inner(address: Address) -> Address | None:
    """Return the IPv4 address that an IPv6 address leads to (6to4, Teredo, NAT64), or None.

    The mapped ones (::ffff:0:0/96) are public to nobody: `ipaddress` knows that.
    """
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or (address.teredo[1] if address.teredo else None)
