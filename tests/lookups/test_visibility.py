"""What one server has and does neither shows on another nor changes what is shown, offered and told there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands import look_ups
from bot.commands.completion import complete
from bot.commands.table import BY_PATH
from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker
from bot.terminal import command_line, console
from tests.support.commanding import BOSS, ELSEWHERE, FOREIGNER, HAFTAR, HERE, NOW, Office
from tests.support.newsroom import Channels
from watchers.archive import Database, catalogue, outbox, schema, stories, variants
from watchers.errors import ActorwatchError, UnknownThing
from watchers.model import Actor, Alias, Feed, Variant

LAVROV = Actor("sergei-lavrov", "Sergei Lavrov", "person", (Alias("Sergei Lavrov"),))
THEIRS = Feed("https://secret.example/feed", "Their feed", "en", ("theirs",), guild=ELSEWHERE)

MUSEUM = (
    "Khalifa Haftar opened the lighthouse museum of Zafira Bay on 1 March 2026, its keeper Amal Namuna said. The museum"
    " shows forty brass lamps and 240 ship models. Haftar stayed for two hours and drank tea on the gallery."
)
MORE = (
    "Khalifa Haftar and Sergei Lavrov opened the lighthouse museum of Zafira Bay on 1 March 2026. The museum has forty"
    " brass lamps and 245 ship models. They had met before on 14 February 2026 in the harbour office, a guard recalled."
)
CRANES = "Shipbuilders in Marsa said that Khalifa Haftar had agreed with them on three cranes for the northern quay."

QUESTIONS = [
    ("actor", {"name": "Haftar"}),
    ("timeline", {"name": "Haftar"}),
    ("compare", {"first": "Haftar", "second": "Lavrov"}),
    ("compare", {"first": "Haftar", "second": "Marsa"}),
    *((command, {"id": id}) for command in ("story", "why") for id in ("1", "2", "3", "4", "P1", "delivery 1")),
    ("search", {"text": "museum"}),
    ("search", {"text": "Secret"}),
    ("whynot", {"url": "https://wire.example/Museum-opened"}),
    ("whynot", {"url": "https://secret.example/Secret-museum"}),
    ("health", {}),
    ("digest now", {}),
    ("watch rehearse", {}),
    ("watch list", {}),
    ("track list", {}),
    ("track list", {"name": "Omar Haftar"}),
    ("team show", {}),
    ("feeds list", {}),
    ("feeds health", {}),
    ("variants review", {}),
    ("variants review", {"confirm": "1"}),
    ("undo", {}),
    ("undo", {"change": "2"}),
    ("stories merge", {"first": "1", "second": "P1"}),
    ("stories merge", {"first": "1", "second": "3"}),
]


def public_day(office: Office, elsewhere: Callable[[Office], None]) -> None:
    """Four public articles and what is done here; between the steps something happens elsewhere, in a minute each."""

    def step(what: Callable[[], object]) -> None:
        office.now, after = office.now, office.now + timedelta(minutes=10)
        elsewhere(office)
        office.now = after - timedelta(minutes=5)
        what()
        office.now = after

    step(lambda: office.ask(BOSS, "team create", name="Desk", role="300"))
    step(lambda: office.ask(BOSS, "watch add", name="Haftar"))
    step(lambda: office.article("Museum opened", MUSEUM))
    step(lambda: office.article("Museum again", MORE))
    step(lambda: office.article("Cranes ordered", CRANES))
    step(lambda: office.article("A copy of the museum", MUSEUM))
    step(lambda: office.ask(BOSS, "digest off"))
    step(lambda: _propose(office, HERE))


def _propose(office: Office, guild: str) -> None:
    with office.database.write(guild) as archive:
        variants.propose(archive, [Variant(HAFTAR.id, "Khalifah Hiftarr", ())], office.now)


def quiet(office: Office) -> None:
    pass


def busy(office: Office) -> None:
    """One more thing that the other server does: it has a feed, actors, a team, rulings of its own."""
    done = office.now
    with office.database.write() as archive:
        catalogue.save_feed(archive, THEIRS, "discord", NOW)
    for line in (
        ("team create", {"name": "Afar"}),
        ("track add", {"name": "Omar Haftar", "names": "Hifter"}),
        ("watch add", {"name": "Haftar"}),
        ("watch add", {"name": "Omar Haftar"}),
        ("stories split", {"story": "1", "articles": "2"}),
        ("stories merge", {"first": "1", "second": "3", "confirm": "yes"}),
        ("track edit", {"name": "Omar Haftar", "add_titles": f"admiral{office.now.minute}"}),
    ):
        try:
            office.ask(FOREIGNER, line[0], **line[1])
        except ActorwatchError:
            continue  # too early, or done already
    office.article("Secret museum", MUSEUM.replace("Haftar stayed", "Hifter stayed"), THEIRS)
    office.now = done
    office.article("Secret cranes", CRANES + " Omar Haftar paid.", THEIRS)
    _propose(office, ELSEWHERE)
    office.ask(FOREIGNER, "variants review")


def answer(office: Office, command: str, values: dict[str, str]) -> str:
    try:
        return office.ask(BOSS, command, **values)
    except ActorwatchError as error:
        return str(error)


def offered(office: Office) -> list[tuple[str, str]]:
    """All completions of all values, of nothing typed and of a few letters."""
    return [
        (choice.label, choice.value)
        for command in BY_PATH.values()
        for parameter in command.parameters
        for typed in ("", "o", "s", "haf")
        for choice in complete(office.context, BOSS, parameter, typed)
    ]


def told(office: Office) -> list[str]:
    """All messages in the channel of the desk, as they stand there after a day."""
    channels = Channels()

    async def deliver() -> None:
        worker = OutboxWorker(OutboxStore(office.database), channels, lambda: office.now + timedelta(days=1))
        for _ in range(3):  # what is told first, then its edits and replies
            await worker.tick()
            await worker.idle()

    asyncio.run(deliver())
    return [console.plain(posted.message) for posted in channels.posted.get(BOSS.channel, [])]


@pytest.fixture
def both(archive: Database, tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """The same public day twice: with the other server quiet, and with it busy."""
    alone, beside = Office.at(tmp_path, (HAFTAR, LAVROV), ()), Office.over(archive, (HAFTAR, LAVROV), ())
    public_day(alone, quiet)
    public_day(beside, busy)
    yield alone, beside
    alone.database.close()


def test_what_another_server_does_changes_nothing_that_is_answered_here(both: tuple[Office, Office]) -> None:
    alone, beside = both
    for command, values in QUESTIONS:
        expected = answer(alone, command, values)
        assert answer(beside, command, values) == expected, (command, values)


def test_what_another_server_does_changes_nothing_that_is_offered_here(both: tuple[Office, Office]) -> None:
    alone, beside = both
    assert offered(beside) == offered(alone)
    theirs = [choice.label for choice in complete(beside.context, FOREIGNER, BY_PATH["actor"].parameters[0], "omar")]
    assert theirs == ["Omar Haftar"]


def test_what_another_server_does_changes_nothing_that_is_told_here(both: tuple[Office, Office]) -> None:
    alone, beside = both
    messages = told(alone)
    assert told(beside) == messages and any("Museum opened" in message for message in messages)


def test_a_server_sees_what_is_its_own(both: tuple[Office, Office]) -> None:
    _, beside = both
    assert "Secret museum" in beside.ask(FOREIGNER, "story", id="P1")
    assert "Secret museum" in beside.ask(FOREIGNER, "search", text="Hifter")
    assert "Omar Haftar" in beside.ask(FOREIGNER, "actor", name="Omar Haftar")
    with beside.database.read(ELSEWHERE) as archive:
        assert {decision.kind for decision in stories.decisions(archive, "1")} == {"merge", "split"}


def test_a_number_of_another_servers_is_as_unknown_as_one_that_is_nobodys(both: tuple[Office, Office]) -> None:
    _, beside = both
    for command, values in (
        ("story", {"id": "{}"}),
        ("why", {"id": "{}"}),
        ("stories merge", {"first": "{}", "second": "1"}),
    ):
        said = []
        for number in ("P1", "P77"):
            with pytest.raises(UnknownThing) as unknown:
                beside.ask(BOSS, command, **{key: value.format(number) for key, value in values.items()})
            said.append(str(unknown.value).replace(number, "N"))
        assert said[0] == said[1]
    here, elsewhere = (_delivery_numbers(beside, guild) for guild in (HERE, ELSEWHERE))
    theirs, requester = (elsewhere - here, BOSS) if len(here) < len(elsewhere) else (here - elsewhere, FOREIGNER)
    assert theirs, "one of the two has been told more, and so counts further"
    for unseen in (max(theirs), 777):
        with pytest.raises(UnknownThing, match=f"no delivery '{unseen}'"):
            beside.ask(requester, "why", id=f"delivery {unseen}")


def _delivery_numbers(office: Office, guild: str) -> set[int]:
    with office.database.read() as archive:
        return set(archive.execute(select(schema.delivery.c.number).where(schema.delivery.c.guild == guild)).scalars())


def test_the_terminal_sees_what_is_everybodys_or_as_a_server(both: tuple[Office, Office]) -> None:
    _, beside = both
    for requester, sees in (
        (command_line.OPERATOR, False),
        (command_line.asker(ELSEWHERE), True),
        (command_line.asker(HERE), False),
    ):
        shown = console.plain(command_line.answer(beside.context, "/search Secret", requester))
        assert ("Secret museum" in shown) is sees


def test_the_menu_of_a_message_answers_for_the_server_that_asks(both: tuple[Office, Office]) -> None:
    _, beside = both
    with beside.database.read(ELSEWHERE) as archive:
        (theirs,) = outbox.numbered(archive, 1)
    assert theirs.team == "999-afar"
    why_here = console.plain(look_ups.why_message(beside.context.seen_by(BOSS), BOSS, [1]))
    assert "Museum opened" in why_here and "Afar" not in why_here
