"""The environment as one frozen value, checked loudly at the start.

    environment, then .env in ACTORWATCH_CONFIG_DIR, then .env of the checkout
        ->  Settings  |  SettingsError, which names the variable and the value

A value that cannot be used stops the start; none silently becomes its default. An empty value counts as not set.
Secrets (the token, a password in the database's address) stand in no error and in no `repr`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Literal, TypeVar

from dotenv.parser import parse_stream

from config import durations, folders

CHECKOUT = Path(__file__).resolve().parent.parent  # or the folder that the package was installed into

T = TypeVar("T")
D = TypeVar("D")
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
_LEVELS: Mapping[str, LogLevel] = {
    "debug": "DEBUG",
    "info": "INFO",
    "warning": "WARNING",
    "error": "ERROR",
    "critical": "CRITICAL",
}
_FORMATS = ("text", "json")
_ENCODERS = ("use",)  # Universal Sentence Encoder
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\]):(\d{1,5})", re.ASCII)


class SettingsError(Exception):
    """One sentence: which variable (or line of .env) cannot be used, its value unless secret, and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `backlog` None means all; `allow_hosts` are `host:port`, lower case.

    `embedded`: neither a token nor a folder of configuration was given, so `run` shows the samples.
    """

    data_dir: Path
    config_dir: Path
    seeds_dir: Path
    database_url: str = field(repr=False)
    discord_token: str | None = field(default=None, repr=False)
    poll_interval: timedelta = timedelta(minutes=10)
    allow_hosts: frozenset[str] = frozenset()
    group_wait: timedelta = timedelta(seconds=15)
    backlog: timedelta | None = timedelta(0)
    contact: str | None = None
    meaning: str | None = "use"  # the sentence encoder by which articles are compared; None: by none
    log_level: LogLevel | None = None  # None: as fits what runs, a service or somebody at a terminal
    log_json: bool = False
    embedded: bool = True

    def for_samples(self) -> Settings:
        """These settings with the samples' own archive and backlog `all`: invented news meets no real archive."""
        data_dir = self.data_dir / "sample"
        return replace(self, data_dir=data_dir, database_url=sqlite_in(data_dir), backlog=None)


def load(environ: Mapping[str, str] | None = None, checkout: Path = CHECKOUT) -> Settings:
    """Settings from `environ` (default: the process's), then from files `.env`; raises SettingsError.

    `checkout`: the folder of config/ and seeds/. Relative folders count from the working directory, those in a .env
    from its folder.
    """
    environ = os.environ if environ is None else environ
    given = _Variables.of(environ, checkout)
    token = given.read("DISCORD_TOKEN", _token, None)
    config_dir = given.folder("ACTORWATCH_CONFIG_DIR")
    data_dir = given.folder("ACTORWATCH_DATA_DIR", must_exist=False) or _default_data_dir(checkout, environ)
    level, as_json = given.read("ACTORWATCH_LOG", _log, (None, False))
    return Settings(
        data_dir=data_dir,
        config_dir=config_dir or checkout / "config",
        seeds_dir=given.folder("ACTORWATCH_SEEDS_DIR") or checkout / "seeds",
        database_url=given.read("ACTORWATCH_DATABASE_URL", _database_url, sqlite_in(data_dir)),
        discord_token=token,
        poll_interval=given.read("ACTORWATCH_POLL_INTERVAL", durations.parse_positive, timedelta(minutes=10)),
        allow_hosts=given.read("ACTORWATCH_ALLOW_HOSTS", _hosts, frozenset()),
        group_wait=given.read("ACTORWATCH_GROUP_WAIT", durations.parse, timedelta(seconds=15)),
        backlog=given.read("ACTORWATCH_BACKLOG", _backlog, timedelta(0)),
        contact=given.read("ACTORWATCH_CONTACT", _contact, None),
        meaning=given.read("ACTORWATCH_MEANING", _encoder, "use"),
        log_level=level,
        log_json=as_json,
        embedded=token is None and config_dir is None,
    )


def sqlite_in(data_dir: Path) -> str:
    """The address of the SQLite archive in a data folder."""
    return f"sqlite:///{data_dir / 'actorwatch.sqlite3'}"


def _default_data_dir(checkout: Path, environ: Mapping[str, str]) -> Path:
    try:
        return folders.default_data_dir(checkout, environ)
    except RuntimeError:
        raise SettingsError("ACTORWATCH_DATA_DIR: this user has no home folder; name a folder for the data.") from None


@dataclass(frozen=True, slots=True)
class _Variables:
    """What was given: each variable's text, with the folder from which it counts if it is a relative path."""

    values: Mapping[str, tuple[str, Path]]

    @classmethod
    def of(cls, environ: Mapping[str, str], checkout: Path) -> _Variables:
        """The environment over `.env` in the folder of configuration that is named, over `.env` of the checkout."""
        here = _based(environ, Path.cwd())
        beside_code = {} if folders.is_installed(checkout) else _based(_read_env_file(checkout / ".env"), checkout)
        config_dir = cls(beside_code | here).folder("ACTORWATCH_CONFIG_DIR")
        beside_files = _based(_read_env_file(config_dir / ".env"), config_dir) if config_dir else {}
        return cls(beside_code | beside_files | here)

    def read(self, name: str, parse: Callable[[str], T], default: D) -> T | D:
        if name not in self.values:
            return default
        try:
            return parse(self.values[name][0])
        except ValueError as problem:
            raise SettingsError(f"{name}: {problem}.") from None

    def folder(self, name: str, *, must_exist: bool = True) -> Path | None:
        path = self.read(name, lambda text: _path(text, self.values[name][1]), None)
        if path is not None and not path.is_dir() and (must_exist or path.exists()):
            wrong = "is no folder" if path.exists() else "does not exist"
            raise SettingsError(f"{name}: {str(path)!r} {wrong}; give a folder or leave the variable out.")
        return path


def _path(text: str, base: Path) -> Path:
    """The path as it counts from a folder; ValueError for one that no system takes (`~nobody`, a name too long)."""
    try:
        path = (base / Path(text).expanduser()).resolve()
        path.exists()
    except (RuntimeError, OSError):
        raise ValueError(f"{text!r} is no path of this system; give a folder or leave the variable out") from None
    return path


def _based(variables: Mapping[str, str], base: Path) -> dict[str, tuple[str, Path]]:
    """Every variable that is not empty, with the folder from which relative paths count."""
    return {name: (text.strip(), base) for name, text in variables.items() if text.strip()}


def _read_env_file(path: Path) -> dict[str, str]:
    """The variables of a .env file, empty ones left out; {} without a file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise SettingsError(f"{path} cannot be read: {reason}.") from None
    values = {}
    for binding in parse_stream(StringIO(text)):
        if binding.error:  # the line itself is not shown: it may hold a secret
            raise SettingsError(f"{path}, line {binding.original.line}: this is no NAME=value; correct the line.")
        if binding.key and binding.value:
            values[binding.key] = binding.value
    return values


def _token(text: str) -> str:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("it holds a character that no token has; copy the token anew from the Developer Portal")
    return text


def _database_url(text: str) -> str:
    """Only the scheme is ever shown: an address may hold a password."""
    scheme, found, rest = text.partition("://")
    driver = scheme.partition("+")[0].lower()
    if not found or not rest or driver not in ("sqlite", "postgresql", "postgres"):
        shown = f"{scheme!r} addresses are not supported" if found and rest else "it is no address of a database"
        raise ValueError(f"{shown}; write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
    return text


def _hosts(text: str) -> frozenset[str]:
    """`host:port` in lower case, without a trailing dot or leading zeros: as addresses are compared with them."""
    return frozenset(_host_and_port(part.strip().lower()) for part in text.split(",") if part.strip())


def _host_and_port(text: str) -> str:
    parts = _HOST.fullmatch(text)
    if parts is None or not 0 < int(parts[2]) < 65536:
        raise ValueError(f"{text!r} is no host:port; write for example 10.0.0.5:8080, several with commas")
    return f"{parts[1].rstrip('.')}:{int(parts[2])}"


def _backlog(text: str) -> timedelta | None:
    if text.lower() == "all":
        return None
    try:
        return durations.parse(text)
    except ValueError:
        raise ValueError(f"{text!r} is no backlog; write 0, a period such as 24h, or all") from None


def _contact(text: str) -> str:
    """The text if it can be a part of the User-Agent header: plain ASCII without brackets. Else ValueError."""
    if not text.isascii() or not text.isprintable() or set("()") & set(text):
        raise ValueError(f"{text!r} does not fit into a User-Agent; write a web or mail address in plain letters")
    return text


def _encoder(text: str) -> str | None:
    name = text.lower()
    if name not in (*_ENCODERS, "off"):
        raise ValueError(f"{text!r} is no sentence encoder; write {', '.join(_ENCODERS)} or off")
    return None if name == "off" else name


def _log(text: str) -> tuple[LogLevel | None, bool]:
    """A level, a format, or both: `debug`, `json`, `warning json`."""
    level: LogLevel | None = None
    form: str | None = None
    for word in text.lower().replace(",", " ").split():
        if word in _LEVELS and level is None:
            level = _LEVELS[word]
        elif word in _FORMATS and form is None:
            form = word
        else:
            raise ValueError(f"{text!r} is no level or format; write debug, info, warning, error, json or text")
    return level, form == "json"
