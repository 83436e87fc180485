"""Which addresses may be reached."""

from __future__ import annotations

import pytest

from digest.fetch.addresses import refused
from digest.text.hosts import public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.0.3", "10.0.0.8", "172.16.3.4", "192.168.1.1",
        "169.254.169.254",           # where clouds keep their keys
        "100.64.0.1",                # a provider's own network (RFC 6598)
        "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::5", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1",          # IPv4 in IPv6's clothes
        "::ffff:10.0.0.1",
        "2001:0:7f00:1:0:0:80ff:fffe",  # Teredo with 127.0.0.1 in it
        "2002:7f00:1::",             # 6to4 of 127.0.0.1
        "64:ff9b::a9fe:a9fe",        # NAT64 of 169.254.169.254
        "localhost", "", "1.2.3", "0x7f.1",
    ],
)  # fmt: skip
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert public(address)


def test_one_inside_address_refuses_a_name_that_also_has_public_ones() -> None:
    assert "10.0.0.8" in refused("two.example", ["93.184.216.34", "10.0.0.8"], ())


@pytest.mark.parametrize("allowed", [("desk.example",), ("DESK.example.",), ("10.0.0.8",)])
def test_what_the_settings_name_may_be_reached(allowed: tuple[str, ...]) -> None:
    assert refused("desk.example", ["10.0.0.8"], allowed) == ""


def test_an_allowed_host_allows_no_other() -> None:
    assert refused("other.example", ["10.0.0.8"], ("desk.example",)) != ""


def test_a_name_without_an_address_is_not_refused_here() -> None:
    assert refused("nowhere.example", [], ()) == ""
