"""How much is written about an actor: one sentence, and a chart where there are days enough to show."""

from __future__ import annotations

from bot.message import Bar, Chart, Line
from bot.render.phrases import count, line
from watchers.lookups.answers import Volume
from watchers.lookups.volume import WEEK, usually

FEWEST_CHART_DAYS = 5  # a chart of fewer says no more than the sentence


def volume(known: Volume) -> Line:
    """`12 articles in the last 7 days; usually 4 a week (the 12 weeks before)`; nothing before any feed was read."""
    return line(_sentence(known)) if known.since is not None else ()


def chart(name: str, known: Volume) -> Chart | None:
    """The articles of each day; None where that would show nothing."""
    highest = max(known.days, key=lambda each: (each.articles, each.day), default=None)
    if highest is None or not highest.articles or len(known.days) < FEWEST_CHART_DAYS:
        return None
    first, last = known.days[0].day, known.days[-1].day
    recent = len(known.days) - WEEK
    return Chart(
        title=name,
        unit="articles",
        bars=tuple(Bar(each.day, each.articles, place >= recent, each.copies) for place, each in enumerate(known.days)),
        says=(
            f"Articles a day about {name} from {first} to {last}, at most {highest.articles:,} ({highest.day}). "
            f"{_sentence(known)}."
        ),
        strong_says=f"last {WEEK} days",
        pale_says="copies",
        level=None if known.usual is None else known.usual / WEEK,
        level_says="" if known.usual is None else usually(known.usual),
    )


def _sentence(known: Volume) -> str:
    articles = count(known.week, "article") if known.week else "No article"
    copies = f" ({count(known.copies, 'copy', 'copies')})" if known.copies else ""
    joint = ", " if known.verdict in ("above", "below") else "; "
    return f"{articles}{copies} in the last {WEEK} days{joint}{known.reason}"
