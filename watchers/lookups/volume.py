"""How much is written about an actor, against what is usual for that actor.

The last seven days are set against the weeks before them by order statistics alone: the median is what is usual, and a
week is unusual when none of the earlier ones had as many (or as few) articles. If nothing has changed, each of k + 1
weeks is equally likely to be the highest, so a week above all k earlier ones comes by chance at most once in k + 1: the
distribution-free prediction interval (Wilks 1941, Annals of Mathematical Statistics 12(1); Hahn and Meeker, Statistical
Intervals, chapter 5). Unlike Poisson bounds this holds for news, which comes in bursts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from statistics import median

from watchers.lookups.answers import Volume
from watchers.model import DayCount

WEEK = 7
WEEKS_BEFORE = 12  # before the last seven days
DAYS_OF_ALL_WEEKS = WEEK * (1 + WEEKS_BEFORE)
FEWEST_WEEKS = 4  # from which on it is said what is usual


def of(days: Sequence[DayCount], since: date | None, joined: int = 0, named: datetime | None = None) -> Volume:
    """Whether the last seven days are unusual; copies are counted with the rest, there and in the weeks before.

    `days`: one after the other, today last. `since`: when a feed was first read; earlier days hold only what that feed
    still had, so no week with such a day is counted. `joined`: feeds added after that. `named`: when the actor's
    names were last changed. Today is not over, so too few articles are told only when the seven days before today had
    too few as well.
    """
    week = _articles(days[-WEEK:])
    copies = sum(day.copies for day in days[-WEEK:])
    earlier = _weeks(days[:-WEEK], since)
    days_read = tuple(day for day in days if since is not None and day.day >= since)
    without_verdict = Volume(
        days_read, since, week, len(earlier), None, None, None, "unknown", _too_little(since), joined, copies=copies
    )
    if since is None or len(earlier) < FEWEST_WEEKS:
        return without_verdict
    first = days[-WEEK * (1 + len(earlier))].day
    changed = named.date() if named is not None and named.date() > first else None
    usual, least, most = median(earlier), min(earlier), max(earlier)
    lull = max(week, _articles(days[-WEEK - 1 : -1]))
    verdict = "above" if week > most else "below" if lull < least else "within"
    reason = _reason(verdict, len(earlier), usual, least, most) + _but(joined, changed)
    return replace(without_verdict, usual=usual, least=least, most=most, verdict=verdict, reason=reason, named=changed)


def usually(usual: float) -> str:
    """What is usual, in words: `usually 4.5 a week`, `usually 1,204 a week`."""
    figure = f"{usual:,.0f}" if usual >= 100 else f"{usual:.1f}".removesuffix(".0")
    return f"usually {figure} a week" if usual else "usually none"


def _weeks(days: Sequence[DayCount], since: date | None) -> list[int]:
    """The sums of whole weeks, counted back from the end, all of whose days came after the first reading."""
    days_read = [day for day in days if since is not None and day.day > since]
    return [_articles(days_read[end - WEEK : end]) for end in range(len(days_read), WEEK - 1, -WEEK)]


def _articles(days: Sequence[DayCount]) -> int:
    return sum(day.articles for day in days)


def _too_little(since: date | None) -> str:
    if since is None:
        return "no feed has been read yet"
    return f"feeds have been read only since {since}, too short a time to say what is usual"


def _reason(verdict: str, weeks: int, usual: float, least: int, most: int) -> str:
    highest = f", at most {most:,}" if most > usual else ""
    lowest = f", at least {least:,}" if least < usual else ""
    if verdict == "above":
        return f"more than in any of the {weeks} weeks before ({usually(usual)}{highest})"
    if verdict == "below":
        return f"fewer than in any of the {weeks} weeks before ({usually(usual)}{lowest})"
    return f"{usually(usual)} (the {weeks} weeks before)"


def _but(joined: int, named: date | None) -> str:
    """Why the weeks before may count too few."""
    feeds = "a feed was added meanwhile" if joined == 1 else f"{joined} feeds were added meanwhile" if joined else ""
    names = f"followed by these names since {named}, earlier articles may be missing" if named else ""
    return "".join(f"; {note}" for note in (feeds, names) if note)
