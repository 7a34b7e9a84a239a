"""How much is written about an actor: one sentence, and a chart where there are days enough to show."""

from __future__ import annotations

from bot.message import Bar, Chart, Line
from bot.render.phrases import count, line
from watchers.lookups.answers import Volume
from watchers.lookups.volume import WEEK, usually

FEWEST_CHART_DAYS = 5  # a chart of fewer says no more than the sentence


def volume(volume: Volume) -> Line:
    """`12 articles in the last 7 days; usually 4 a week (the 12 weeks before)`; nothing before any feed was read."""
    return line(_sentence(volume)) if volume.since is not None else ()


def chart(name: str, volume: Volume) -> Chart | None:
    """The articles of each day; None where that would show nothing."""
    highest = max(volume.days, key=lambda of_day: (of_day.articles, of_day.day), default=None)
    if highest is None or not highest.articles or len(volume.days) < FEWEST_CHART_DAYS:
        return None
    first, last = volume.days[0].day, volume.days[-1].day
    recent = len(volume.days) - WEEK
    return Chart(
        title=name,
        unit="articles",
        bars=tuple(
            Bar(of_day.day, of_day.articles, place >= recent, of_day.copies) for place, of_day in enumerate(volume.days)
        ),
        says=(
            f"Articles a day about {name} from {first} to {last}, at most {highest.articles:,} ({highest.day}). "
            f"{_sentence(volume)}."
        ),
        strong_says=f"last {WEEK} days",
        pale_says="copies",
        level=None if volume.usual is None else volume.usual / WEEK,
        level_says="" if volume.usual is None else usually(volume.usual),
    )


def _sentence(volume: Volume) -> str:
    articles = count(volume.week, "article") if volume.week else "No article"
    copies = f" ({count(volume.copies, 'copy', 'copies')})" if volume.copies else ""
    joint = ", " if volume.verdict in ("above", "below") else "; "
    return f"{articles}{copies} in the last {WEEK} days{joint}{volume.reason}"
