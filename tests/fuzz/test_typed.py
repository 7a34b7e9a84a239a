"""What people type, into commands, options and files: it is read, or refused in one sentence of our own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.arguments import parser
from bot.commands import periods
from bot.delivery import delivery_numbers
from bot.discord.markdown import write
from bot.terminal import command_line
from config import durations, settings
from config.settings import SettingsError
from tests.fuzz.strategies import ACTORS, FUZZ, MOMENTS, NOW, SHORT, TEXTS, URLS
from tests.support.commanding import Office
from watchers.catalogue import files
from watchers.errors import ActorwatchError, ConfigError
from watchers.lookups.answers import as_json
from watchers.model import Novelty, PartialDate
from watchers.telling import schedule
from watchers.text import languages

NUMBERS = st.one_of(
    st.integers().map(str), st.floats().map(str), st.sampled_from(("²", "٣", "1_0", "9" * 5_000, "-1", "0x1"))
)
DURATIONS = st.one_of(
    SHORT, st.builds("{}{}{}".format, NUMBERS, st.sampled_from(("", " ", ".")), st.sampled_from("smhdyµ"))
)
CLOCKS = st.one_of(
    SHORT, st.builds("{}:{}".format, NUMBERS, NUMBERS), MOMENTS.map(datetime.isoformat), st.times().map(str)
)
ZONES = st.one_of(st.sampled_from(("UTC", "Africa/Tripoli", "Europe", "../etc/passwd", "", "a" * 5_000, "\0")), SHORT)
SCHEDULES = st.one_of(
    SHORT,
    st.builds("{} {}".format, st.sampled_from(("daily", "weekdays", "weekly mon", "weekly ²")), CLOCKS),
    st.lists(
        st.one_of(NUMBERS, st.sampled_from(("*", "*/0", "*/²", "1-5", "mon-fri", "31", "feb", "1,2,", "٥")), SHORT),
        min_size=5,
        max_size=5,
    ).map(lambda parts: f"cron {' '.join(parts)}"),
)


@FUZZ
@given(DURATIONS)
def test_a_duration_is_read_back_as_it_is_shown(text: str) -> None:
    try:
        duration = durations.parse(text)
    except ValueError as refusal:
        assert "write 30s" in str(refusal)
        return
    assert timedelta() <= duration and durations.parse(durations.show(duration)) == duration


@FUZZ
@given(
    st.one_of(SHORT, NUMBERS, MOMENTS.map(datetime.isoformat), st.builds("{}-{}-{}".format, NUMBERS, NUMBERS, NUMBERS))
)
def test_a_date_is_read_back_as_it_is_shown(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert PartialDate.parse(str(date)) == date


@FUZZ
@given(SCHEDULES, CLOCKS, ZONES, st.one_of(DURATIONS, CLOCKS))
def test_times_are_read_or_refused_in_a_sentence(text: str, hours: str, zone: str, end: str) -> None:
    readers: tuple[Callable[[], object], ...] = (
        lambda: schedule.parse_schedule(text),
        lambda: schedule.next_digest(text, "Europe/Berlin", NOW),
        lambda: schedule.parse_quiet_hours(hours),
        lambda: schedule.parse_quiet_hours(f"{hours}-{hours}"),
        lambda: schedule.parse_zone(zone),
        lambda: periods.until(end, "UTC", NOW),
    )
    for read in readers:
        try:
            assert read() is not None
        except ConfigError as refusal:
            assert str(refusal)


@FUZZ
@given(SHORT)
def test_words_with_a_meaning_are_known_or_refused(text: str) -> None:
    for read in (Novelty.parse, languages.parse):
        try:
            read(text)
        except ValueError as refusal:
            assert str(refusal)
    assert all(each >= 0 for each in delivery_numbers.numbers_in([text, f"why:{text}"], [text, f"deliveries {text}"]))


VARIABLES = (
    "DISCORD_TOKEN", "ACTORWATCH_DATABASE_URL", "ACTORWATCH_DATA_DIR", "ACTORWATCH_CONFIG_DIR",
    "ACTORWATCH_POLL_INTERVAL", "ACTORWATCH_ALLOW_HOSTS", "ACTORWATCH_GROUP_WAIT", "ACTORWATCH_BACKLOG",
    "ACTORWATCH_CONTACT", "ACTORWATCH_MEANING", "ACTORWATCH_LOG",
)  # fmt: skip
VALUES = st.one_of(
    SHORT,
    DURATIONS,
    URLS,
    st.sampled_from(("~nobody-of-that-name/x", "\0", "localhost:²", "localhost:65536", "a" * 5_000)),
)


@FUZZ
@given(st.dictionaries(st.sampled_from(VARIABLES), VALUES))
def test_the_environment_is_read_or_refused_with_the_variable(environ: dict[str, str]) -> None:
    try:
        settings.load(environ, Path("/nonexistent"))
    except SettingsError as refusal:
        assert any(str(refusal).startswith(name) for name in environ)


WORDS = (
    "run",
    "--once",
    "actor",
    "timeline",
    "--since",
    "--json",
    "match",
    "--actors",
    "feeds",
    "parse",
    "db",
    "--",
    "-",
    "--version",
    "-h",
)


@FUZZ
@given(st.lists(st.one_of(st.sampled_from(WORDS), SHORT), max_size=5))
def test_a_command_line_is_read_or_answered_with_usage(arguments: list[str]) -> None:
    shown = io.StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        try:
            assert parser().parse_args(arguments).verb
        except SystemExit as end:
            assert end.code in (0, 2) and shown.getvalue()


@FUZZ
@given(st.one_of(TEXTS, SHORT.map(lambda text: f'[[actor]]\nid = "a"\nname = "A"\nkind = "person"\nnames = {text}')))
def test_a_file_of_actors_is_read_or_refused_with_its_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "actors.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        files.load_actors(path)
    except ConfigError as refusal:
        assert "actors.toml" in str(refusal)


# ---------------------------------------------------------------- look-ups in an archive


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office.at(tmp_path_factory.mktemp("typed"), ACTORS)
    office.article("Haftar in Moscow²", "Khalifa Haftar flew to Moscow on 3 March 2019.¹ He met 12 people.")
    office.article("حفتر في موسكو", "وصل المشير خليفة حفتر إلى موسكو في 17 ديسمبر 2015")
    yield office
    office.database.close()


ASKED = st.one_of(
    SHORT,
    st.sampled_from(
        (
            "Haftar",
            "حفتر",
            "Moscow",
            "a1",
            "a2",
            "delivery 1",
            "delivery ²",
            "delivery " + "9" * 30,
            "https://wire.example/",
            "\ud800",
            "\0",
            "習",
            "…",
        )
    ),
    NUMBERS,
    URLS,
)
LOOK_UPS = st.one_of(
    st.builds(
        "/{} {}".format,
        st.sampled_from(("actor", "story", "search", "why", "whynot", "help", "feeds list", "variants review")),
        ASKED,
    ),
    st.builds("/timeline {} since:{} until:{}".format, ASKED, ASKED, ASKED),
    st.builds("/compare {}, {}".format, ASKED, ASKED),
    st.builds("/{}".format, SHORT),
    SHORT,
)


@FUZZ
@given(LOOK_UPS)
def test_a_command_is_answered_or_refused_in_a_sentence(office: Office, line: str) -> None:
    if line.strip().lower().startswith(("/track add", "/track edit", "/feeds add", "/watch add", "/team")):
        return
    try:
        message = command_line.answer(office.context, line)
    except ActorwatchError as refusal:
        assert str(refusal)
        return
    assert write(message).embeds or write(message).content


@FUZZ
@given(st.sampled_from(("actor", "timeline", "compare", "story", "why")), SHORT)
def test_what_is_being_typed_is_completed(office: Office, command: str, part: str) -> None:
    for typed in (part, f"{part}, {part}", f"name:{part}"):
        for choice in command_line.completions(office.context, command, typed):
            assert choice.label and as_json(choice)
