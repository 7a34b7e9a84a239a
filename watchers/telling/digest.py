"""A digest: what a team's watchlist saw in a period, ranked. Pure; built from the archive when it is sent.

    stories with activity -> those the watchlist wants -> told | not told | below its novelty -> ranked

Ranked by novelty, then independent reports, then interest (how many of the team's actors are named), then recency;
asides (mentions in passing, opinion and the like, which nobody is alerted of) stand behind all others. A digest is
written also when nothing happened; its coverage says what that rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchers.model import Article, Change, Coverage, Feed, Novelty, Report, Story, Team, Told, independent
from watchers.plaintext.asides import lead
from watchers.reasons import Reason
from watchers.telling.watchlist import aside, may_read, watched, wish

MOST_SENTENCES = 2
LONGEST_LEAD_CHARACTERS = 320  # a longer quoted sentence stands alone


@dataclass(frozen=True, slots=True)
class Item:
    """One story of a digest. `sentences` are the articles' own; `articles` and `independent` count the period's.

    `aside`: why the digest alone has it, where none of its articles may be told by an alert.
    """

    story: str
    head: Article
    novelty: Novelty
    sentences: tuple[str, ...]
    articles: int
    independent: int
    outlets: tuple[str, ...]
    actors: tuple[str, ...]  # the team's, by id
    last: datetime
    told: Told | None
    aside: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()  # in the story, in the period; the weightiest first


@dataclass(frozen=True, slots=True)
class Digest:
    """What is shown: stories not told yet and told already; those below the team's minimum novelty are only counted."""

    team: Team
    start: datetime
    end: datetime
    fresh: tuple[Item, ...]
    told: tuple[Item, ...]
    below_stories: int
    below_articles: int
    coverage: Coverage

    @property
    def empty(self) -> bool:
        return not (self.fresh or self.told)


def build(
    team: Team,
    stories: Sequence[Story],
    messages: Mapping[str, Told],
    feeds: Mapping[str, Feed],
    coverage: Coverage,
    period: tuple[datetime, datetime],
) -> Digest:
    """The digest of a period: articles first seen from its start up to its end. `messages` by story, `feeds` by URL."""
    items: list[Item] = []
    below: list[int] = []
    for story in stories:
        reports = _reports_of_period(team, story, feeds, period)
        if not reports:
            continue
        if max(report.comparison.novelty for report in reports) < team.watchlist.minimum_novelty:
            below.append(len(reports))
        else:
            items.append(_item(team, story, reports, messages.get(story.id)))
    items.sort(key=_rank, reverse=True)
    return Digest(
        team=team,
        start=period[0],
        end=period[1],
        fresh=tuple(item for item in items if item.told is None),
        told=tuple(item for item in items if item.told is not None),
        below_stories=len(below),
        below_articles=sum(below),
        coverage=coverage,
    )


def _reports_of_period(
    team: Team, story: Story, feeds: Mapping[str, Feed], period: tuple[datetime, datetime]
) -> tuple[Report, ...]:
    """The story's articles of the period, if the watchlist wants any of them; seed documents are no news."""
    start, end = period
    live = tuple(
        report for report in story.reports if start <= report.article.first_seen < end and not report.article.seed
    )
    wants = any(wish(team, report, feeds.get(report.article.feed)).wanted for report in live)
    return live if wants else ()


def _item(team: Team, story: Story, reports: tuple[Report, ...], message: Told | None) -> Item:
    novelty = max(report.comparison.novelty for report in reports)
    asides = {report.article.id: aside(team.watchlist, report) for report in reports}
    weightiest = max(
        reports,
        key=lambda report: (
            may_read(team.watchlist, report),
            not asides[report.article.id],
            report.comparison.novelty,
        ),
    )
    told_by = [report for report in reports if not asides[report.article.id]] or reports
    articles = [report.article for report in reports]
    return Item(
        story=story.id,
        head=weightiest.article,
        novelty=novelty,
        sentences=_sentences(weightiest, [report for report in told_by if may_read(team.watchlist, report)]),
        articles=len(reports),
        independent=independent(reports),
        outlets=tuple(dict.fromkeys(article.outlet for article in articles if article.outlet)),
        actors=tuple(dict.fromkeys(actor for report in reports for actor in watched(team.watchlist, report))),
        last=max(article.first_seen for article in articles),
        told=message,
        aside=asides[weightiest.article.id] if all(asides.values()) else (),
        changes=tuple(change for change, _ in replace(story, reports=reports).changes),
    )


def _sentences(weightiest: Report, readable: Sequence[Report]) -> tuple[str, ...]:
    """One or two sentences that the team can read: those quoted as new, else the lead of the weightiest article."""
    ordered = (weightiest, *(report for report in readable if report is not weightiest))
    quoted = list(dict.fromkeys(text for report in ordered for text in _quoted(report)))
    if not quoted:
        article = weightiest.article
        quoted = [text] if (text := lead(article.text, article.language)) else []
    return tuple(quoted[: 1 if len("".join(quoted[:MOST_SENTENCES])) > LONGEST_LEAD_CHARACTERS else MOST_SENTENCES])


def _quoted(report: Report) -> tuple[str, ...]:
    """What a report is quoted for, most novel first."""
    if report.comparison.novelty < Novelty.DEVELOPING:
        return ()
    title = report.article.title.strip()  # is shown already
    new_sentences = [
        scored for scored in report.comparison.adds.sentences if scored.quoted and scored.text.strip() != title
    ]
    return tuple(sentence.text for sentence in sorted(new_sentences, key=lambda sentence: -sentence.score))


def _rank(item: Item) -> tuple[bool, int, int, int, datetime, str]:
    return not item.aside, item.novelty, item.independent, len(item.actors), item.last, item.story
