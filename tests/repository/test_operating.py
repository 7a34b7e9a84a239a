"""What runs the program elsewhere (Containerfile, systemd unit) and docs/operating.md, held against the program."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.cli.arguments import parser
from bot.run import shutdown
from config import settings
from config.settings import CHECKOUT
from watchers.archive import Database

VARIABLES = set(re.findall(r'"([A-Z][A-Z_]+)"', Path(settings.__file__).read_text("utf-8")))
OPERATING = (CHECKOUT / "docs" / "operating.md").read_text("utf-8")


def is_verb(words: list[str]) -> bool:
    """Whether the command line takes these words, after the program's name."""
    try:
        parser().parse_args(words)
    except SystemExit as end:  # 0 of --help
        return not end.code
    return True


# ---------------------------------------------------------------- the container


@dataclass(frozen=True, slots=True)
class Instruction:
    keyword: str
    rest: str

    @property
    def words(self) -> list[str]:
        """The exec form's strings, or the words without options."""
        start = self.rest.find("[")
        if start >= 0 and self.keyword in ("CMD", "ENTRYPOINT", "HEALTHCHECK"):
            return [str(word) for word in json.loads(self.rest[start:])]
        return [word for word in shlex.split(self.rest) if not word.startswith("--")]


def read_containerfile() -> list[Instruction]:
    text = (CHECKOUT / "Containerfile").read_text("utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [Instruction(*line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


INSTRUCTIONS = read_containerfile()
LAST_STAGE = INSTRUCTIONS[max(n for n, step in enumerate(INSTRUCTIONS) if step.keyword == "FROM") :]


def only(keyword: str) -> Instruction:
    """The one instruction of that keyword in the stage that is run."""
    (step,) = (step for step in LAST_STAGE if step.keyword == keyword)
    return step


def environment_of_the_image() -> Mapping[str, str]:
    return dict(word.split("=", 1) for step in LAST_STAGE if step.keyword == "ENV" for word in step.words)


def copied_from_the_checkout() -> Iterator[str]:
    for step in INSTRUCTIONS:
        if step.keyword == "COPY" and "--from=" not in step.rest:
            yield from step.words[:-1]


def test_the_image_is_made_from_a_pinned_version_of_python_that_is_new_enough() -> None:
    images = {step.words[0] for step in INSTRUCTIONS if step.keyword == "FROM"}
    (image,) = images  # what is installed in one stage runs in the other
    pinned = re.fullmatch(r"python:3\.(\d+)\.\d+-[a-z-]+", image)
    assert pinned is not None and int(pinned[1]) >= 11


def test_the_image_installs_from_a_lock_and_resolves_nothing() -> None:
    installs = [step.rest for step in INSTRUCTIONS if step.keyword == "RUN" and "pip install" in step.rest]
    assert len(installs) == 2
    assert all("--no-deps" in command for command in installs)
    assert '--require-hashes -r "$LOCK"' in installs[0] and "--no-build-isolation" in installs[1]
    (lock,) = (step.rest.partition("=")[2] for step in INSTRUCTIONS if step.keyword == "ARG")
    assert (CHECKOUT / lock).is_file()


@pytest.mark.parametrize("source", list(copied_from_the_checkout()))
def test_what_the_image_copies_is_there_and_goes_to_the_builder(source: str) -> None:
    assert list(CHECKOUT.glob(source))
    let_through = (CHECKOUT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in let_through and f"!{source}" in let_through


def test_the_image_has_every_package_and_no_secret() -> None:
    copied = set(copied_from_the_checkout())
    assert copied >= {"bot", "config", "seeds", "watchers"}
    assert not any(fnmatch(name, pattern) for pattern in copied for name in (".env", "data", ".venv"))


def test_the_image_runs_as_an_ordinary_user_and_writes_to_its_volume_alone() -> None:
    assert all(word.isdigit() and int(word) >= 1000 for word in only("USER").rest.split(":"))
    assert LAST_STAGE.index(only("USER")) > max(n for n, step in enumerate(LAST_STAGE) if step.keyword == "RUN")
    assert environment_of_the_image()["ACTORWATCH_DATA_DIR"] == only("VOLUME").rest
    assert environment_of_the_image()["PYTHONDONTWRITEBYTECODE"] == "1"


def test_what_the_image_starts_and_asks_are_verbs_of_the_program() -> None:
    program, *verb = [*only("ENTRYPOINT").words, *only("CMD").words]
    assert program == "actorwatch" and is_verb(verb)
    program, *verb = only("HEALTHCHECK").words
    assert program == "actorwatch" and verb[0] == "status" and is_verb(verb)


# ---------------------------------------------------------------- the systemd unit


class Unit(configparser.ConfigParser):
    """systemd's form as far as this unit uses it: every key once, case kept, no interpolation."""

    def __init__(self) -> None:
        super().__init__(interpolation=None, delimiters=("=",), comment_prefixes=("#",))

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture
def service() -> Mapping[str, str]:
    unit = Unit()
    unit.read(CHECKOUT / "contrib" / "actorwatch.service", "utf-8")
    return unit["Service"]


def test_the_unit_starts_a_verb_of_the_program_as_an_ordinary_user(service: Mapping[str, str]) -> None:
    program, *verb = shlex.split(service["ExecStart"])
    assert Path(program).name == "actorwatch" and is_verb(verb)
    assert service["User"] != "root"


def test_the_unit_keeps_the_archive_in_its_state_folder_and_secrets_out_of_itself(service: Mapping[str, str]) -> None:
    given = dict(word.split("=", 1) for word in shlex.split(service["Environment"]))
    assert given.keys() <= VARIABLES and "DISCORD_TOKEN" not in given
    assert given["ACTORWATCH_DATA_DIR"] == f"/var/lib/{service['StateDirectory']}"
    assert Path(service["EnvironmentFile"]).is_relative_to(given["ACTORWATCH_CONFIG_DIR"])


def test_the_unit_starts_it_again_and_gives_it_time_to_end(service: Mapping[str, str]) -> None:
    assert service["Restart"] == "on-failure"
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > shutdown.END_WITHIN_SECONDS


def test_the_unit_may_write_nothing_else_and_gains_no_rights(service: Mapping[str, str]) -> None:
    assert service["ProtectSystem"] == "strict" and service["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in service
    for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert service[key] == "yes"


# ---------------------------------------------------------------- the document


def test_the_document_names_only_variables_that_are_read() -> None:
    assert set(re.findall(r"\b(?:ACTORWATCH|DISCORD)_[A-Z_]+", OPERATING)) <= VARIABLES


@pytest.mark.parametrize("document", ["README.md", "docs/operating.md", "docs/configuration.md"])
def test_the_commands_in_a_document_are_verbs_of_the_program(document: str) -> None:
    text = (CHECKOUT / document).read_text("utf-8")
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)).replace("\\\n", " ")
    quoted = "\n".join(re.findall(r"`(actorwatch [^`|\[]*)`", text))
    commands = re.findall(
        r"^(?:\S*/)?actorwatch (.+)$|actorwatch actorwatch (.+)$", f"{blocks}\n{quoted}", re.MULTILINE
    )
    lines = [first or second for first, second in commands]
    assert lines
    assert [line for line in lines if not is_verb(shlex.split(line, comments=True))] == []


def test_the_backup_of_a_running_archive_is_whole(tmp_path: Path) -> None:
    (code,) = re.findall(r"python3 -c '(import sqlite3[^']+)'", OPERATING)
    archive, backup = tmp_path / "actorwatch.sqlite3", tmp_path / "backup.sqlite3"
    database = Database(f"sqlite:///{archive}")
    database.upgrade()
    with database.write():  # the program goes on while the copy is made
        subprocess.run((sys.executable, "-c", code, archive, backup), check=True)
    database.close()
    found = sqlite3.connect(backup)
    try:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert found.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    finally:
        found.close()


def test_the_backup_of_an_archive_that_is_not_there_fails(tmp_path: Path) -> None:
    (code,) = re.findall(r"python3 -c '(import sqlite3[^']+)'", OPERATING)
    ended = subprocess.run(
        (sys.executable, "-c", code, tmp_path / "none.sqlite3", tmp_path / "backup.sqlite3"), capture_output=True
    )
    assert ended.returncode and not list(tmp_path.iterdir())
