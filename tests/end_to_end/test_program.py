"""The whole program on loopback: a feed, a Discord, a kill in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.discord_double import Channel, Discord, Guild, Member
from tests.support.program import Feeds, Program, eventually
from watchers.archive import Database, outbox, status

pytestmark = pytest.mark.timeout(300)  # several starts of a process, on a machine that may be busy

ACTORS = """
[[actor]]
id = "khalifa-haftar"
name = "Khalifa Haftar"
kind = "person"
names = ["Khalifa Haftar", "Khalifa Hifter", "Haftar", "Hifter"]
titles = ["Field Marshal"]
context = ["Libya"]
"""

VISIT = """Field Marshal Khalifa Haftar arrived in the invented port of Zafira on Monday to open a lighthouse museum.
The museum shows forty lamps that divers brought up from the bay over nine years, said its keeper, Salma Idris.
Haftar told reporters that the town would get a second ferry before the summer, and that fishermen would pay nothing
for their berths until the end of the year. The ferry company confirmed that it had ordered a ship of ninety metres."""

TALKS = """Khalifa Haftar met shipbuilders in the invented town of Marsa Blue on Wednesday to agree on three cranes.
The cranes are to stand on the northern quay by October, the builders said, and will be paid for by a loan."""

FLOOD = """A flood closed the invented bridge at Wadi Kasr on Friday, and Khalifa Haftar sent pontoons from the depot.
Engineers expect the road to open again within ten days, and buses take the long way round through the hills."""


@dataclass
class Site:
    """A team's channel on Discord, two feeds, and the program that stands between them."""

    discord: Discord
    feeds: Feeds
    program: Program
    guild: Guild
    news: Channel
    ann: Member
    database: str

    def titles(self) -> list[str]:
        return [posted.embeds[0]["title"] for posted in self.discord.messages(self.news) if posted.embeds]

    async def until_told(self, title: str) -> None:
        await self.discord.until(lambda: title in self.titles(), f"a message titled {title!r}")

    async def until_recorded(self) -> None:
        """Until the archive knows that everything due has been delivered."""
        await eventually(lambda: self.waiting() == 0, "an empty outbox")

    def let_the_minute_between_edits_pass(self) -> None:
        """What waits in the outbox is due now."""
        now = datetime.now(UTC)
        with opened(self.database) as database, database.write() as archive:
            for delivery in outbox.due(archive, now + timedelta(days=1), 100):
                outbox.postpone(archive, delivery.id, now, "")

    def waiting(self) -> int:
        """How many deliveries wait in the archive of the running program."""
        with opened(self.database) as database, database.read() as archive:
            return status.deliveries(archive).waiting


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with Discord() as discord, Feeds() as feeds:
        guild = discord.add_guild("Desk")
        news, role = guild.add_channel("news"), guild.add_role("analysts")
        config = tmp_path / "config"
        config.mkdir()
        (config / "actors.toml").write_text(ACTORS, "utf-8")
        (config / "feeds.toml").write_text(
            "".join(
                f'[[feed]]\nurl = "http://{feeds.address}/{name}.xml"\ntitle = "{name}"\nlanguage = "en"\n'
                for name in ("wire", "mirror")
            ),
            "utf-8",
        )
        (config / "teams.toml").write_text(
            f'[[team]]\nname = "Libya desk"\nguild = "{guild.id}"\nchannel = "{news.id}"\nrole = "{role.id}"\n'
            'actors = ["khalifa-haftar"]\n',
            "utf-8",
        )
        program = Program(
            tmp_path,
            discord.environment
            | {
                "ACTORWATCH_CONFIG_DIR": str(config),
                "ACTORWATCH_POLL_INTERVAL": "1s",
                "ACTORWATCH_GROUP_WAIT": "1s",
                "ACTORWATCH_ALLOW_HOSTS": feeds.address,
            },
        )
        database = f"sqlite:///{tmp_path / 'data' / 'actorwatch.sqlite3'}"
        await program.start()
        try:
            await eventually(lambda: discord.gateway.connected or program.over, "the bot on the gateway")
            assert not program.over, program.log
            await asyncio.gather(feeds.polled("wire", 2), feeds.polled("mirror", 2))
            yield Site(discord, feeds, program, guild, news, guild.member("ann"), database)
        finally:
            await program.kill()
        assert discord.complaints == []


async def test_news_is_told_once_and_a_copy_joins_it_and_the_actor_is_known(site: Site) -> None:
    site.feeds.publish("wire", "Haftar opens museum in Zafira", VISIT)
    await site.until_told("Haftar opens museum in Zafira")
    (told,) = site.discord.messages(site.news)
    assert any(proof in told.text for proof in ("lighthouse museum", "forty lamps", "second ferry"))
    await site.until_recorded()  # so that what waits next is the edit

    site.feeds.publish("mirror", "Museum opened by Haftar", f"{VISIT}\nThis text first appeared in The Wire.")
    await eventually(site.waiting, "an edit in the outbox")
    site.let_the_minute_between_edits_pass()
    await site.discord.until(lambda: told.edits, "the edit")
    assert "2 articles" in told.text
    assert site.discord.messages(site.news) == [told]

    answer = await site.discord.slash(site.guild, site.news, site.ann, "actor", name="Hifter")
    assert "Khalifa Haftar" in answer.text
    assert "arrived in the invented port of Zafira" in answer.text
    offered = await site.discord.autocomplete(site.guild, site.news, site.ann, "actor", name="Hif")
    assert "khalifa-haftar" in [value for _, value in offered]
    assert await site.program.stop() == 0


async def test_a_kill_between_discords_taking_and_our_recording_loses_and_repeats_nothing(site: Site) -> None:
    site.discord.keep_silent_after_next("post")
    site.feeds.publish("wire", "Haftar opens museum in Zafira", VISIT)
    await site.until_told("Haftar opens museum in Zafira")
    await site.program.kill()

    site.feeds.publish("wire", "Haftar agrees on three cranes", TALKS)
    site.discord.pass_time(minutes=30)  # beyond what a nonce is good for
    await site.program.start()
    await site.until_told("Haftar agrees on three cranes")
    site.feeds.publish("wire", "Flood closes bridge at Wadi Kasr", FLOOD)
    await site.until_told("Flood closes bridge at Wadi Kasr")
    await site.until_recorded()
    assert site.titles() == [
        "Haftar opens museum in Zafira",
        "Haftar agrees on three cranes",
        "Flood closes bridge at Wadi Kasr",
    ]
    deliveries = (await site.program.status())["deliveries"]
    assert (deliveries["delivered"], deliveries["repeated"], deliveries["lost"]) == (3, 0, 0)
    assert await site.program.stop() == 0


async def test_an_absent_discord_delays_the_news_and_loses_none(site: Site) -> None:
    await site.discord.go_away()
    site.feeds.publish("wire", "Haftar opens museum in Zafira", VISIT)
    await eventually(site.waiting, "a message in the outbox")
    await site.discord.come_back()
    await site.until_told("Haftar opens museum in Zafira")
    await site.until_recorded()
    assert site.titles() == ["Haftar opens museum in Zafira"]
    await site.discord.go_away()
    assert await site.program.stop() == 0


async def test_a_wrong_token_ends_the_program_with_one_clear_sentence(tmp_path: Path) -> None:
    async with Discord() as discord:
        program = Program(tmp_path, discord.environment | {"DISCORD_TOKEN": "wrong"})
        await program.start()
        assert await program.ended() == 1
    last = program.log.splitlines()[-1]
    assert last.startswith("actorwatch: Discord refuses the token in DISCORD_TOKEN")
    assert "Traceback" not in program.log and "wrong" not in last
