"""One article followed through the path, a line a value: docs/architecture.md shows it, and a test holds it.

`python -m tests.support.followed` writes it anew after a change.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker, PostedMessage
from bot.message import Message
from bot.terminal.console import plain
from watchers.archive import Database, decisions, outbox
from watchers.archive.recorder import recording
from watchers.catalogue import files, seeds
from watchers.comparing import signature, stories
from watchers.comparing.article_profile import ProfileCache
from watchers.lookups.names import names_of
from watchers.matching.index import AliasIndex
from watchers.model import Article, Candidate, Feed, Report, Team, Watchlist
from watchers.parsing import entries
from watchers.parsing.parse import parse_feed
from watchers.pipeline import baseline
from watchers.pipeline.decide import MOST_CANDIDATES
from watchers.pipeline.prepare import Prepared, prepare
from watchers.pipeline.record import RoutingContext, in_order, record
from watchers.sample import server as sample
from watchers.wording.clauses import clause, in_words
from watchers.wording.matching import rule

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = START + timedelta(seconds=45)  # when the entry that is followed has been published
GROUP_WAIT = timedelta(seconds=15)
FEED = Feed("https://wire.sample.example/wire.rss", "SAMPLE Wire", "en", ("sample", "wire"), pages=False)
TEAM = Team("desk", "Desk", guild="1", channel="10", watchlist=Watchlist(actors=("khalifa-haftar",)))


@dataclass
class Channel:
    """Where messages go: a list."""

    messages: list[Message] = field(default_factory=list)

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        self.messages.append(message)
        return f"{channel}-{len(self.messages)}"

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        raise NotImplementedError

    async def find(self, channel: str, delivery: int) -> PostedMessage | None:
        return None


def followed(folder: Path) -> str:
    """Poll a sample feed twice over an archive in the folder; what becomes of the entry that is new the second time."""
    catalogue = replace(files.load(ROOT / "config"), feeds=(FEED,), teams=(TEAM,))
    index = AliasIndex.build(catalogue.actors)
    database = Database(f"sqlite:///{folder / 'archive.sqlite3'}")
    database.upgrade()
    baseline.declare(database, catalogue, "files", START)
    baseline.record_seeds(database, seeds.load(ROOT / "seeds"), "seeds")
    before = _polled(START)
    with database.write() as archive:
        context = RoutingContext((TEAM,), GROUP_WAIT, FEED, backlog=True)
        record(archive, [prepare(article, index) for article in before], context, ProfileCache(), START)
    known = {article.identity for article in before}
    (article,) = (article for article in _polled(LATER) if article.identity not in known)
    prepared = prepare(article, index)
    candidates = _candidates(database, prepared)
    with database.write() as archive:
        context = replace(context, backlog=False)
        (report,) = record(archive, [prepared], context, ProfileCache(), LATER)
    lines = (*_prepared(database, prepared), *_compared(database, report, candidates), *_routed(database, report))
    message = asyncio.run(_delivered(database))
    database.close()
    return "\n".join((*lines, "", plain(message))).rstrip() + "\n"


def _polled(now: datetime) -> list[Article]:
    """The articles of the sample feed as it stands at `now`."""
    source = sample.parse("wire.rss", (ROOT / "seeds" / "sample" / "wire.rss").read_text("utf-8"))
    served = sample.render(source, "https://wire.sample.example", START, now, live=True)
    parsed = parse_feed(served.body, url=FEED.url, content_type=served.content_type)
    return in_order(entries.articles(parsed, FEED, now))


def _candidates(database: Database, prepared: Prepared) -> tuple[Candidate, ...]:
    with database.write() as archive, recording(archive, [prepared.signature]) as recorder:
        frequencies = recorder.frequencies(prepared.signature.words)
        keys = signature.keys(prepared.signature, frequencies)
        since = LATER - stories.WINDOW
        return recorder.candidates(prepared.signature, keys, prepared.actors, since, MOST_CANDIDATES)


def _prepared(database: Database, prepared: Prepared) -> Iterator[str]:
    article, sign = prepared.article, prepared.signature
    yield f"entry       {article.identity} of {article.outlet}, published {article.published}, in {article.language}"
    yield f"article     {article.title}"
    yield f"            {len(article.text)} characters of text, first seen {article.first_seen:%H:%M:%S}"
    with database.read() as archive:
        names = names_of(archive, (reason for mention in prepared.mentions for reason in mention.evidence))
    for mention in prepared.mentions:
        yield (
            f"mention     {mention.actor} in the {mention.field}, {mention.start} to {mention.end}:"
            f" {mention.surface!r}, {rule(mention)}, confidence {mention.confidence}"
            f" ({in_words(mention.evidence, names)})"
        )
    yield f"signature   {sign.size} shingles, {len(sign.hashes)} of them kept; {len(sign.words)} words"
    for event in prepared.events:
        yield f"event       {event.date} ({event.basis}, weight {event.weight}): {event.text[:40]}..."


def _compared(database: Database, report: Report, candidates: tuple[Candidate, ...]) -> Iterator[str]:
    comparison = report.comparison
    yield f"candidates  {len(candidates)}, the likeliest first:"
    for candidate in candidates[:3]:
        yield f"            {candidate.article.id} in story {candidate.story}: {candidate.article.title[:70]}"
    yield f"verdict     {comparison.novelty}, article {report.article.id} of story {comparison.story}"
    said = (comparison.reason, *comparison.evidence)
    with database.read() as archive:
        because, *steps = (clause(reason, names_of(archive, said)) for reason in said)
    yield f"            because it {because}"
    yield from (f"evidence    {step}" for step in steps)
    yield from (f"quoted      {sentence.score} {sentence.text[:70]}..." for sentence in comparison.adds.sentences[1:3])


def _routed(database: Database, report: Report) -> Iterator[str]:
    with database.read() as archive:
        for decision in decisions.of_article(archive, report.article.id):
            yield f"decision    team {decision.team}: {decision.outcome} (decided by {decision.stage})"
            yield f"            {in_words(decision.reasons, names_of(archive, decision.reasons))}"
        for delivery in outbox.deliveries_of(archive, report.comparison.story or report.article.id):
            yield f"delivery    {delivery.key}, a {delivery.kind} message, due {delivery.due:%H:%M:%S}"


async def _delivered(database: Database) -> Message:
    channel = Channel()
    worker = OutboxWorker(OutboxStore(database), channel, lambda: LATER + GROUP_WAIT)
    await worker.tick()
    await worker.idle()
    (message,) = channel.messages
    return message


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.write(followed(Path(scratch)))
