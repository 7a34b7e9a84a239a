"""What in an address is secret, and how addresses are shown without it. Pure; the one place that decides it.

    https://user:pass@host/private/9f8a6c0d41e2b7/feed?token=abc&lang=en#x
    https://…@host/private/…/feed?token=…&lang=en#…

Secret is: user info; the fragment; a parameter or path segment that is named as a credential (`token=`, `/key/...`), or
whose value looks drawn at random. Slugs, numbers and dates are none. An address without secrets is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, unquote_plus

HIDDEN = "…"

_CREDENTIALS = """
accesskey accesstoken apikey auth authkey authorization authtoken bearer cookie credential credentials feedkey feedtoken
hash hmac jsessionid jwt key licence license pass passcode passphrase passwd password phpsessid pin
privatekey privatetoken psw pwd rsskey rsstoken secret secretkey sess sessid session sessionid sessiontoken
sid sig sign signature ticket token tokenid userkey usertoken
"""
_CREDENTIAL_NAMES = frozenset(_CREDENTIALS.split())
_CREDENTIAL_ENDINGS = (
    "token",
    "apikey",
    "secret",
    "password",
    "passwd",
    "sessionid",
    "sessid",
    "signature",
    "authkey",
)
_PUBLIC_IDS = frozenset(("channel", "channelid", "playlist", "playlistid"))  # drawn at random, and known to everybody
_PRIVATE_FOLDER = "private"  # what stands below it is often, but not always, a credential

_PARTS = re.compile(r"((?:[a-z][a-z0-9+.-]*:)?//)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_EXTENSION = re.compile(r"\.(?:xml|rss\d*|atom|json|rdf|php|aspx?|html?|opml)$", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RUN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")  # a capitalised word is one run

_SHORTEST_RANDOM_CHARACTERS = 10
_LONG_WORD_CHARACTERS = 14  # characters of a word in which three numbers are no accident
_RANDOM_RUNS_PER_CHARACTER = 0.25  # of random text; words, years and camel case have fewer
_LONGEST_NUMBER_DIGITS = 15  # digits; longer than any count, date or time
_SHORTEST_SECRET_CHARACTERS = 8  # characters of a secret that, with a digit in it, is no word of an ordinary address

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_LOCATION = re.compile(r"(location[\"']\s*[:,]\s*b?[\"'])([^\"']+)", re.IGNORECASE)  # a header, as libraries log it
_TRAILING = re.compile(r"[.,:;!?)\]]+$")
_ASSIGNED = re.compile(
    r"(?<![\w…])([\w.-]{2,40})(=|[\"']\s*[:,]\s*b?[\"'])([^\s&;,\"'<>()\\…]+)"
)  # `name=value`, or both in quotes


def shown(address: str) -> str:
    """An address as people may see it: what is secret in it is replaced by an ellipsis."""
    start, authority, path, query, fragment = _split(address)
    user, at, host = authority.rpartition("@")
    if not start:  # a path alone
        user, at, host, path = "", "", "", authority + path
    return "".join(
        (
            start,
            f"{HIDDEN}@" if user else at,
            host,
            _shown_path(path),
            "" if query is None else "?" + _shown_query(query),
            "" if fragment is None else f"#{HIDDEN}",
        )
    )


def secrets(address: str) -> frozenset[str]:
    """The secret values in an address, decoded: passwords, tokens."""
    start, authority, path, query, _ = _split(address)
    user = authority.rpartition("@")[0] if start else ""
    values = [
        *user.split(":"),
        *(value for *_, value in _secret_segments(path)),
        *(value for _, value in _secret_parameters(query or "")),
    ]
    return frozenset(unquote_plus(value) for value in values if value)


def without(link: str, secret_values: Collection[str]) -> str:
    """A link without the user info and parameters that carry one of the secrets; empty where its path carries one."""
    if not secret_values:
        return link
    start, authority, path, query, fragment = _split(link)
    if _carries(path, secret_values):
        return ""
    host = authority.rpartition("@")[2]
    parts = [part for part in (query or "").split("&") if not _is_one_of(part, secret_values)]
    end = "" if fragment is None or _carries(fragment, secret_values) else f"#{fragment}"
    return start + host + path + ("?" + "&".join(parts) if any(parts) else "") + end


def redacted(text: str) -> str:
    """Any text (a log line, a traceback) with every address and every `name=value` in it without what is secret."""
    text = _ADDRESS.sub(lambda match: _keeping_end(match[0]), text)
    text = _LOCATION.sub(lambda match: match[1] + shown(match[2]), text)
    return _ASSIGNED.sub(lambda match: f"{match[1]}{match[2]}{HIDDEN}" if _is_credential(match[1]) else match[0], text)


# ---------------------------------------------------------------- parts


def _split(address: str) -> tuple[str, str, str, str | None, str | None]:
    """(scheme and slashes, authority, path, query, fragment), of whatever text: nothing is refused."""
    match = _PARTS.fullmatch(address)
    assert match is not None, "the expression takes any text"
    return match[1] or "", match[2], match[3], match[4], match[5]


def _shown_path(path: str) -> str:
    segments = path.split("/")
    for place, name, value in _secret_segments(path):
        segments[place] = segments[place].replace(
            f"{name}={value}" if name else value, f"{name}={HIDDEN}" if name else HIDDEN
        )
    return "/".join(segments)


def _secret_segments(path: str) -> Iterator[tuple[int, str, str]]:
    """(place, name, value) of what is secret in a path; the name of `;name=value`, else empty."""
    before = ""
    for place, segment in enumerate(path.split("/")):
        for part in segment.split(";"):
            name, equals, value = part.partition("=")
            if equals and value and (_is_credential(name) or _is_random(value)):
                yield place, name, value
            elif not equals and part and _is_secret_below(before, part):
                yield place, "", part
        before = segment


def _is_secret_below(folder: str, segment: str) -> bool:
    name = _squeezed(folder)
    if name in _PUBLIC_IDS:
        return False
    if name == _PRIVATE_FOLDER:
        return any(map(str.isdigit, segment)) or _is_random(segment)
    return (bool(name) and _is_credential(folder)) or _is_random(segment)


def _shown_query(query: str) -> str:
    hidden = {
        f"{name}={value}" if name else value: f"{name}={HIDDEN}" if name else HIDDEN
        for name, value in _secret_parameters(query)
    }
    return "".join(hidden.get(part, part) for part in re.split(r"([&;])", query))


def _secret_parameters(query: str) -> Iterator[tuple[str, str]]:
    """(name, value) of the parameters that are secret; the name is empty for a value that stands alone."""
    for part in re.split(r"[&;]", query):
        name, equals, value = part.partition("=")
        name, value = (name, value) if equals else ("", name)
        if value and (_is_credential(name) or _is_secret_value(name, unquote_plus(value))):
            yield name, value


def _is_secret_value(name: str, value: str) -> bool:
    if "://" in value:  # an address within the address
        return shown(value) != value
    return _squeezed(name) not in _PUBLIC_IDS and any(map(_is_random, re.split(r"[/|,:]", value)))


def _is_credential(name: str) -> bool:
    """Whether a name says that its value is a credential: `token`, `api_key`, `X-Amz-Signature`, `userToken`."""
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unquote(name)).lower())
    squeezed = "".join(words)
    return (
        squeezed in _CREDENTIAL_NAMES or bool(_CREDENTIAL_NAMES & set(words)) or squeezed.endswith(_CREDENTIAL_ENDINGS)
    )


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", unquote(name)).lower()


def _is_random(text: str) -> bool:
    """Whether a text looks drawn at random: its letters and digits change far more often than words and numbers do."""
    text = _EXTENSION.sub("", unquote(text))
    if _UUID.search(text):
        return True
    if not text.isascii() or len(text) < _SHORTEST_RANDOM_CHARACTERS:
        return False
    if text.isdigit():
        return len(text) > _LONGEST_NUMBER_DIGITS
    words = re.findall(r"[A-Za-z0-9]+", text)
    longest = max(words, key=len, default="")
    if len(longest) >= _LONG_WORD_CHARACTERS and len(re.findall(r"\d+", longest)) >= 3:
        return True
    changes = sum(len(_RUN.findall(word)) - 1 for word in words)
    return changes >= 3 and changes >= _RANDOM_RUNS_PER_CHARACTER * sum(map(len, words))


def _is_one_of(parameter: str, secret_values: Collection[str]) -> bool:
    name, equals, value = parameter.partition("=")
    same = bool(equals) and unquote_plus(value) in secret_values and _is_credential(name)
    return same or _carries(parameter, secret_values)


def _carries(text: str, secret_values: Collection[str]) -> bool:
    """Whether a text holds a secret that is no ordinary word."""
    telling = [secret for secret in secret_values if _is_telling(secret)]
    return any(value in form for value in telling for form in (text, unquote(text), unquote_plus(text)))


def _is_telling(secret: str) -> bool:
    return _is_random(secret) or (len(secret) >= _SHORTEST_SECRET_CHARACTERS and any(map(str.isdigit, secret)))


def _keeping_end(address: str) -> str:
    """An address in running text, with the punctuation behind it as it was."""
    end = _TRAILING.search(address)
    return shown(address[: end.start()]) + end[0] if end else shown(address)
