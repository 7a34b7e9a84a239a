"""URLs as identities and as links: tracking taken off, disguises evened out, anything but http(s) dropped. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name)|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid"
    r"|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mkt_tok|_hs(?:enc|mi)|vero_(?:id|conv)|oly_(?:anon|enc)_id|wt_(?:mc|zmc)"
    r"|piwik_\w+|pk_(?:campaign|kwd|source|medium)|matomo_\w+|xtor|ns_(?:source|mchannel|campaign|linkname|fee)|ftag"
    r"|cmpid|ncid|sr_share|__twitter_impression|ref_src|spm|smid|partner(?:id)?)",
    re.IGNORECASE,
)
_TRACKING_FRAGMENT = re.compile(r"(?:xtor|utm_|ref=|at_medium|ixzz|tk\.rss|rss)", re.IGNORECASE)
_ORDINARY = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{2,4})?(?:[/?#][^\x00-\x20\x7f]*)?")
_LONGEST_URL_CHARACTERS = 8_000  # servers refuse longer ones
DEFAULT_PORTS = {"http": 80, "https": 443}


def absolute(link: str, base: str = "") -> str:
    """The link against its base, or empty when that is no http(s) address."""
    if len(link) > _LONGEST_URL_CHARACTERS:
        return ""
    if _ORDINARY.fullmatch(link):
        return link
    link = re.sub(r"[\x00-\x20\x7f]+", "", link.strip()) if link else ""
    if not link:
        return ""
    try:
        joined = urljoin(base, link) if base else link
        parts = urlsplit(joined)
        usable = parts.scheme.lower() in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that enclose no IPv6 address, a port that is none
        return ""
    return joined if usable else ""


def canonical(url: str) -> str:
    """The URL without tracking, its scheme and host in lower case; anything but http(s) becomes empty."""
    url = absolute(url)
    if not url:
        return ""
    parts = urlsplit(url)
    scheme, netloc = parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    netloc = netloc.removesuffix(f":{DEFAULT_PORTS[scheme]}")
    return urlunsplit((scheme, netloc, parts.path, _without_tracking(parts.query), fragment))


def key(url: str) -> str:
    """What stays the same when a site moves to https, to or from `www.`, or adds a closing slash."""
    parts = urlsplit(canonical(url))
    if not parts.netloc:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{query}{fragment}"


def host(url: str) -> str:
    """The host as people read it, without `www.`; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def shard(url: str) -> str:
    """The host and port that a feed is polled from, as `host:port`: feeds of one shard share a server."""
    parts = urlsplit(url)
    return host_and_port(parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 80))


def host_and_port(name: str, port: int) -> str:
    """`host:port` as it is compared and counted: lower case, IPv6 in brackets, no trailing dot."""
    name = name.strip("[]").rstrip(".").lower()
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    return "&".join(part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0]))
