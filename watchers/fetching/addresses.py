"""Which addresses may be asked: pure checks on URLs and IP addresses, no sockets.

A feed's URL, a redirect and a name server's answer all come from strangers, so each could point into the network that
the program runs in. Only http and https without user info pass, and only globally routable addresses, disguised forms
unwrapped. Private ones pass for the exact `host:port` pairs that the operator allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from watchers.errors import FetchError
from watchers.text import urls

# Prefixes whose last 32 bits are an IPv4 address: NAT64 (RFC 6052, 8215) and IPv4-compatible (RFC 4291, 2.5.5.1).
_IPV4_PREFIXES = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+(?:%[\w.-]+)?", re.IGNORECASE)  # a name in ASCII form, or IPv6


def refused_because(address: IPv4Address | IPv6Address) -> str | None:
    """Why an address may not be connected to, in words; None: it may."""
    inner = _unwrapped(address)
    if inner is not address:
        reason = refused_because(inner)
        return f"{reason} in disguise" if reason else None
    for test, words in (
        (address.is_unspecified, "an unspecified address"),
        (address.is_loopback, "a loopback address"),
        (address.is_link_local, "a link-local address"),
        (address.is_multicast, "a multicast address"),
        (getattr(address, "is_site_local", False), "a site-local address"),
        (not address.is_global, "a private or reserved address"),
    ):
        if test:
            return words
    return None


def check_address(text: str, host: str, port: int, allowed: Collection[str]) -> None:
    """Raise FetchError when `host` resolved to an address that is forbidden to it.

    `allowed` are the operator's own hosts, each as `urls.host_and_port` writes it.
    """
    host_port = urls.host_and_port(host, port)
    if host_port in allowed:
        return
    reason = refused_because(ip_address(text))
    if reason is not None:
        raise FetchError(
            f"{host} is {reason} ({text}), which feeds may not lead to; "
            f"if it is yours, put {host_port} into ACTORWATCH_ALLOW_HOSTS",
            kind="address",
            retry=False,
        )


def check_url(scheme: str, host: str, port: int | None, userinfo: bytes | str, shown: str) -> None:
    """Raise FetchError for a URL that is never asked: another scheme, no host or port, or user info in it.

    `shown` is the URL as it may be shown to people, without its user info.
    """
    if scheme not in urls.DEFAULT_PORTS:
        raise FetchError(f"{shown} is no http or https address; correct it", kind="address", retry=False)
    if not _HOST.fullmatch(host) or port == 0 or (port or 0) > 65535:
        raise FetchError(f"{shown} names no host that can be asked; correct it", kind="address", retry=False)
    if userinfo:
        raise FetchError(
            f"{shown} holds a user name or password, which is refused; remove it", kind="address", retry=False
        )


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address only wraps: mapped, 6to4, Teredo, NAT64 or compatible."""
    if isinstance(address, IPv4Address) or address.is_loopback or address.is_unspecified:
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _IPV4_PREFIXES):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
