"""Which IP addresses may be reached: public ones, and what the settings name.

A feed, a redirect or a name server can point anywhere, also at the router's own
page or at a cloud's metadata service.  So every address that a name has is looked
at after it was resolved, and the connection goes to exactly what was looked at.
What is public is said by the IANA special-purpose registries (RFC 6890), which
`ipaddress` knows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digest.text.hosts import public


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
