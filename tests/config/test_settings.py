"""The environment: what it may say, and how loudly a bad value is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import durations, folders, settings
from config.settings import CHECKOUT, SettingsError
from tests.support import case_files

CASES = case_files.load("settings_faults.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['variable']}={case['value']}" for case in CASES])
def test_a_bad_value_is_refused_with_its_variable_and_no_secret(case: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        settings.load({case["variable"]: case["value"]}, tmp_path)
    assert str(raised.value) == f"{case['variable']}: {case['says']}"
    assert "hunter2" not in str(raised.value)


def test_an_empty_environment_gives_the_embedded_default(tmp_path: Path) -> None:
    found = settings.load({"ACTORWATCH_CONFIG_DIR": "", "DISCORD_TOKEN": "  "}, tmp_path)
    assert found.embedded
    assert found.discord_token is None
    assert (found.data_dir, found.config_dir, found.seeds_dir) == (
        tmp_path / "data",
        tmp_path / "config",
        tmp_path / "seeds",
    )
    assert found.database_url == f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}"
    assert found.poll_interval == timedelta(minutes=10)
    assert (found.group_wait, found.backlog) == (timedelta(seconds=15), timedelta(0))
    assert (found.log_level, found.log_json, found.allow_hosts, found.contact) == (None, False, frozenset(), None)


def test_defaults_are_found_from_the_checkout_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = settings.load({})
    assert found.config_dir == CHECKOUT / "config"
    assert (found.seeds_dir / "manifest.toml").is_file()


@pytest.mark.parametrize("environ", [{"DISCORD_TOKEN": "abc.def"}, {"ACTORWATCH_CONFIG_DIR": str(CHECKOUT / "config")}])
def test_a_token_or_a_folder_of_configuration_ends_the_embedded_default(
    environ: dict[str, str], tmp_path: Path
) -> None:
    assert not settings.load(environ, tmp_path).embedded


def test_every_variable_is_read(tmp_path: Path) -> None:
    found = settings.load(
        {
            "ACTORWATCH_DATA_DIR": str(tmp_path / "new"),
            "ACTORWATCH_SEEDS_DIR": str(tmp_path),
            "ACTORWATCH_DATABASE_URL": "postgresql://me:hunter2@db/actorwatch",
            "ACTORWATCH_POLL_INTERVAL": "90",
            "ACTORWATCH_ALLOW_HOSTS": "Localhost.:08080, [::1]:9,10.0.0.5:80,",
            "ACTORWATCH_GROUP_WAIT": "0",
            "ACTORWATCH_BACKLOG": "24h",
            "ACTORWATCH_CONTACT": "https://example.org/bot",
            "ACTORWATCH_LOG": "warning, JSON",
        },
        tmp_path,
    )
    assert (found.data_dir, found.seeds_dir) == (tmp_path / "new", tmp_path)
    assert found.poll_interval == timedelta(seconds=90)
    assert found.allow_hosts == {"localhost:8080", "[::1]:9", "10.0.0.5:80"}
    assert (found.group_wait, found.backlog) == (timedelta(0), timedelta(hours=24))
    assert (found.contact, found.log_level, found.log_json) == ("https://example.org/bot", "WARNING", True)


def test_the_backlog_may_be_everything(tmp_path: Path) -> None:
    assert settings.load({"ACTORWATCH_BACKLOG": "All"}, tmp_path).backlog is None


def test_no_secret_stands_in_the_settings_as_shown(tmp_path: Path) -> None:
    environ = {"DISCORD_TOKEN": "hunter2", "ACTORWATCH_DATABASE_URL": "postgresql://me:hunter2@db/x"}
    assert "hunter2" not in repr(settings.load(environ, tmp_path))


def test_the_environment_beats_the_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# ours\nexport DISCORD_TOKEN='from$file'\nACTORWATCH_BACKLOG=2h\nACTORWATCH_LOG=\n", "utf-8"
    )
    found = settings.load({"ACTORWATCH_BACKLOG": "all"}, tmp_path)
    assert (found.discord_token, found.backlog, found.embedded) == ("from$file", None, False)


def test_folders_in_the_env_file_count_from_the_checkout(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ACTORWATCH_DATA_DIR=elsewhere\n", "utf-8")
    assert settings.load({}, tmp_path).data_dir == tmp_path / "elsewhere"


def test_the_env_file_beside_the_configuration_beats_that_of_the_checkout(tmp_path: Path) -> None:
    context = tmp_path / "desk"
    context.mkdir()
    (tmp_path / ".env").write_text("DISCORD_TOKEN=other\nACTORWATCH_CONTACT=a@example.org\n", "utf-8")
    (context / ".env").write_text("DISCORD_TOKEN=desk\nACTORWATCH_DATA_DIR=archive\nACTORWATCH_BACKLOG=2h\n", "utf-8")
    found = settings.load({"ACTORWATCH_CONFIG_DIR": str(context), "ACTORWATCH_BACKLOG": "all"}, tmp_path)
    assert (found.discord_token, found.contact, found.backlog) == ("desk", "a@example.org", None)
    assert found.data_dir == context / "archive"


def test_an_installed_package_keeps_its_data_with_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "actorwatch-1.dist-info").mkdir()
    (tmp_path / ".env").write_text("ACTORWATCH_DATA_DIR=here\n", "utf-8")  # somebody else's
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert settings.load({}, tmp_path).data_dir == folders.user_data({}) / "actorwatch"
    assert settings.load({"XDG_DATA_HOME": "/srv/share"}, tmp_path).data_dir == Path("/srv/share/actorwatch")
    assert settings.load({}, tmp_path).config_dir == tmp_path / "config"


@pytest.mark.parametrize(
    ("platform", "given", "folder"),
    [
        ("linux", "", "home/.local/share"),
        ("linux", "relative/is/ignored", "home/.local/share"),
        ("darwin", "", "home/Library/Application Support"),
    ],
)
def test_a_users_data_lies_where_the_platform_has_it(
    platform: str, given: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert folders.user_data({"XDG_DATA_HOME": given}, platform) == tmp_path / folder


def test_a_line_of_the_env_file_that_is_none_is_named_but_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ACTORWATCH_LOG=info\nDISCORD TOKEN=hunter2\n", "utf-8")
    with pytest.raises(SettingsError, match=r"\.env, line 2") as raised:
        settings.load({}, tmp_path)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("content", [b"DISCORD_TOKEN=\xff\xfe", None])
def test_an_env_file_that_cannot_be_read_is_one_sentence(content: bytes | None, tmp_path: Path) -> None:
    if content is None:
        (tmp_path / ".env").mkdir()
    else:
        (tmp_path / ".env").write_bytes(content)
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        settings.load({}, tmp_path)


def test_the_samples_have_an_archive_of_their_own_and_tell_everything(tmp_path: Path) -> None:
    real = settings.load({"ACTORWATCH_DATABASE_URL": "postgresql://db/real"}, tmp_path)
    sample = real.for_samples()
    assert sample.data_dir == real.data_dir / "sample"
    assert sample.database_url == f"sqlite:///{real.data_dir / 'sample' / 'actorwatch.sqlite3'}"
    assert sample.backlog is None


@given(st.integers(min_value=0, max_value=10_000_000))
def test_a_duration_is_read_back_as_it_is_shown(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert durations.parse(durations.show(duration)) == duration


def test_every_variable_is_documented() -> None:
    source = (CHECKOUT / "config" / "settings.py").read_text("utf-8")
    documented = (CHECKOUT / "docs" / "configuration.md").read_text("utf-8")
    variables = set(re.findall(r'"(DISCORD_TOKEN|ACTORWATCH_[A-Z_]+)"', source))
    assert len(variables) == 12
    for variable in variables:
        assert f"| `{variable}` |" in documented, variable
