"""When a feed is asked next, and how. Pure: a state and what happened in, a state out, with the reason in words.

After a success the next check is the latest of our interval (shorter for feeds that publish often) and what the server
and the feed ask for: Cache-Control or Expires, Retry-After, `ttl`, `sy:updatePeriod`, `skipHours`, `skipDays`. An
interval that the desk set for the feed beats what the document says of itself, not what the server asks. After a
failure the feed is left alone for longer and longer, how long depends on the kind, and the first success ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from watchers.errors import FeedError, FetchError, FetchFailure
from watchers.fetching.headers import UNCONDITIONAL
from watchers.model import Article, FeedState, FeedWaits, Fetched, Validators
from watchers.parsing.entries import ParsedFeed
from watchers.text import credentials

MOVES_AFTER = 3  # sightings of a permanent redirect before it is taken for one
TELL_AFTER = 5  # failures in a row before people are told
JITTER = 0.1  # of the interval, at most
_LONGEST_JITTER = timedelta(minutes=5)
_WHOLE_AFTER = timedelta(days=1)  # some servers repeat an ETag after a change, so now and then the whole is fetched
_LONGEST_CACHE = _LONGEST_DOCUMENT_WISH = timedelta(days=1)  # beyond this a max-age or ttl is a mistake
_LONGEST_QUIET = timedelta(days=7)  # a server that asks for more quiet than this is asked again all the same
_LONGEST_SKIPS = timedelta(days=8)  # all of a week but an hour
_SHORTEST_INTERVAL = timedelta(minutes=2)  # no feed is asked more often than this of our own accord
_FORGET_MOVE_AFTER = 3  # failures of a new address before the old one is asked again
_RHYTHM_ENTRIES = 10  # the newest, whose times between make the rhythm


@dataclass(frozen=True, slots=True)
class _BackOff:
    """First wait as a multiple of the interval, the factor for each further failure, and the longest wait."""

    first: int
    factor: int
    most: timedelta


_BACK_OFF: dict[FetchFailure | None, _BackOff] = {
    "rate": _BackOff(4, 2, timedelta(days=1)),
    "server": _BackOff(1, 2, timedelta(hours=6)),
    "timeout": _BackOff(1, 2, timedelta(hours=6)),
    "connect": _BackOff(1, 2, timedelta(hours=6)),
    "protocol": _BackOff(1, 2, timedelta(hours=6)),
    "dns": _BackOff(2, 2, timedelta(hours=12)),
    "missing": _BackOff(2, 2, timedelta(days=1)),
    "refused": _BackOff(2, 2, timedelta(days=1)),
    "size": _BackOff(4, 2, timedelta(days=1)),
    "address": _BackOff(4, 2, timedelta(days=1)),
    "gone": _BackOff(4, 2, timedelta(days=1)),
    None: _BackOff(1, 2, timedelta(hours=6)),  # it came and could not be read
}


# ---------------------------------------------------------------- what to ask


def address(state: FeedState) -> str:
    """The URL to ask: where a permanent redirect led often enough, else the feed's own."""
    return state.moved_to if state.moved_to and state.moved_seen >= MOVES_AFTER else state.feed.url


def validators(state: FeedState, now: datetime) -> Validators:
    """What makes the next request conditional; nothing once a day, to see through servers that repeat an ETag."""
    whole_at = state.unconditional_at
    recent = whole_at is not None and timedelta() <= now - whole_at < _WHOLE_AFTER
    return state.validators if recent else UNCONDITIONAL


def works(state: FeedState) -> bool:
    """Whether the last poll of a feed brought an answer; False also for one that was never reached."""
    return state.reached_at is not None and not state.failures


def is_backlog(state: FeedState, article: Article, now: datetime, backlog: timedelta | None) -> bool:
    """Whether an article belongs to what the feed already held at its first fetch, which is known and not told.

    `backlog` is how far back a first fetch is told all the same; None: all of it.
    """
    if state.first_fetched is not None or backlog is None:
        return False
    published = article.published
    if not backlog or published is None:
        return True
    if published.at is None:
        return published.date.first_day < (now - backlog).date()
    return published.at < now - backlog


def longest_waits(interval: timedelta) -> FeedWaits:
    """How long a feed can be left alone by what follows here, where the settings' interval is that one."""
    longest = max(
        _LONGEST_CACHE, _LONGEST_DOCUMENT_WISH, _LONGEST_QUIET, *(back_off.most for back_off in _BACK_OFF.values())
    )
    return FeedWaits(interval, _LONGEST_JITTER, longest + _LONGEST_SKIPS)


# ---------------------------------------------------------------- after an exchange


def after_success(
    state: FeedState, fetched: Fetched, parsed: ParsedFeed | None, now: datetime, interval: timedelta, *, new: int = 0
) -> FeedState:
    """The state after an answer. `parsed` is None for a 304; `new` counts the entries that were not known before."""
    after = replace(
        _moved(state, fetched),
        validators=fetched.validators,
        first_fetched=state.first_fetched or now,
        reached_at=now,
        last_entry=now if new else state.last_entry,
        rhythm=_rhythm(parsed) or state.rhythm,
        asks=state.asks if parsed is None else _asks(parsed),
        skips=state.skips if parsed is None else _skips(parsed),
        memo=state.memo if parsed is None else parsed.memo,
        failures=0,
        error="",
        stopped="",
        unconditional_at=now if parsed is not None else state.unconditional_at,
    )
    due, slower = _next(after, fetched, now, interval)
    return replace(after, next_check=due, slower=slower)


def after_failure(state: FeedState, error: FeedError, now: datetime, interval: timedelta) -> FeedState:
    """The state after a failure: when it is tried again, or that it never is. Nothing learnt is lost."""
    failures = state.failures + 1
    failed = replace(state, failures=failures, error=str(error))
    moved = address(state) != state.feed.url
    if moved and failures >= _FORGET_MOVE_AFTER:
        failed = replace(failed, moved_to="", moved_seen=0)  # the move was none, or it is over: ask the old address
    if isinstance(error, FetchError) and error.gone and not moved:
        return replace(failed, stopped=f"{error}: it is gone for good", next_check=None)
    wait, slower = _wait(error, failures, state.feed.interval or interval)
    return replace(failed, next_check=now + _jittered(wait, state.feed.url), slower=slower)


def notice(before: FeedState, after: FeedState) -> str | None:
    """What people are told of a feed that stopped, keeps failing, came back or moved; None: nothing."""
    name = after.feed.label
    if after.stopped and not before.stopped:
        return f"{name} is polled no more: {after.stopped}. Remove it, or correct its address."
    if before.failures < TELL_AFTER <= after.failures:
        return f"{name} failed {after.failures} times in a row: {after.error}. It is tried again, less and less often."
    if before.failures >= TELL_AFTER and not after.failures:
        return f"{name} works again after {before.failures} failures."
    if address(before) != address(after) == after.moved_to:
        return (
            f"{name} has moved to {credentials.shown(after.moved_to)}, which is asked from now on. Correct its address."
        )
    return None


# ---------------------------------------------------------------- pace


def _next(state: FeedState, fetched: Fetched, now: datetime, interval: timedelta) -> tuple[datetime, str]:
    """When to ask next, and why that is later than the desk or the settings want; empty when it is not."""
    interval = state.feed.interval or interval
    wait, slower = interval if state.feed.interval else _adapted(interval, state.rhythm), ""
    for wish, words in _wishes(state, fetched):
        if wish > wait:
            wait, slower = wish, f"{words} {_words(wish)}" if wish > interval else slower
    due = now + _jittered(wait, state.feed.url)
    allowed = _after_skips(due, state.skips)
    return (due, slower) if allowed == due else (allowed, f"the feed asks not to be polled then ({state.skips})")


def _wishes(state: FeedState, fetched: Fetched) -> Iterator[tuple[timedelta, str]]:
    """The waits that server and document ask for, capped, each with the words for it."""
    if fetched.fresh_for is not None:
        yield min(fetched.fresh_for, _LONGEST_CACHE), "the server lets its answer be cached for"
    if state.asks is not None and state.feed.interval is None:
        yield min(state.asks, _LONGEST_DOCUMENT_WISH), "the feed asks to be polled every"
    if fetched.retry_after is not None:
        yield min(fetched.retry_after, _LONGEST_QUIET), "the server asks not to be polled for"


def _adapted(interval: timedelta, rhythm: timedelta | None) -> timedelta:
    """The interval, or down to a quarter of it for a feed that publishes more often than that."""
    least = min(interval, max(interval / 4, _SHORTEST_INTERVAL))
    return interval if rhythm is None else min(interval, max(least, rhythm / 2))


def _wait(error: FeedError, failures: int, interval: timedelta) -> tuple[timedelta, str]:
    """How long to leave a failing feed alone, and why."""
    kind = error.kind if isinstance(error, FetchError) else None
    back_off = _BACK_OFF[kind]
    doublings = min(failures - 1, 30)  # beyond, the cap holds anyway
    wait = max(interval, min(back_off.most, interval * back_off.first * back_off.factor**doublings))
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    if retry_after is not None:
        quiet = min(retry_after, _LONGEST_QUIET)
        return max(interval, quiet), f"the server asks not to be polled for {_words(quiet)}"
    count = "a failure" if failures == 1 else f"{failures} failures in a row"
    return wait, f"it waits {_words(wait)} after {count}"


def _jittered(wait: timedelta, url: str) -> timedelta:
    """The wait and up to a tenth more, always the same for one feed, so that feeds spread out and none is too early."""
    share = int.from_bytes(blake2b(url.encode(errors="replace"), digest_size=2).digest()) / 0x10000
    return wait + min(wait * JITTER, _LONGEST_JITTER) * share


def _words(span: timedelta) -> str:
    seconds = span.total_seconds()
    for size, name in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.2g} {name}" if seconds < 10 * size else f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"


# ---------------------------------------------------------------- what a document says of itself

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _asks(parsed: ParsedFeed) -> timedelta | None:
    return max((wish for wish in (parsed.ttl, parsed.period) if wish is not None), default=None)


def _skips(parsed: ParsedFeed) -> str:
    """Skipped hours and days as a line; one that leaves no time at all is a mistake and ignored."""
    hours, days = sorted(parsed.skip_hours), sorted(parsed.skip_days)
    skips = [("hours", [str(hour) for hour in hours])] if 0 < len(hours) < 24 else []
    skips += [("days", [_DAYS[day] for day in days])] if 0 < len(days) < 7 else []
    return "; ".join(f"{name} {' '.join(values)}" for name, values in skips)


def _after_skips(due: datetime, skips: str) -> datetime:
    """The first moment from `due` on that is not skipped, by whole hours."""
    if not skips:
        return due
    skipped = set(skips.replace(";", " ").split())
    moment = due
    for _ in range(_LONGEST_SKIPS // timedelta(hours=1)):
        if str(moment.hour) not in skipped and _DAYS[moment.weekday()] not in skipped:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def _rhythm(parsed: ParsedFeed | None) -> timedelta | None:
    """The usual time between the newest entries, by their own dates; None for too few dated ones."""
    if parsed is None:
        return None
    stated = [entry.published.at for entry in parsed.entries if entry.published]
    stamps = {at.timestamp() for at in stated if at} | {
        entry.published for entry in parsed.unchanged if entry.published
    }
    newest = sorted(stamps, reverse=True)[: _RHYTHM_ENTRIES + 1]
    return timedelta(seconds=(newest[0] - newest[-1]) / (len(newest) - 1)) if len(newest) > 2 else None


# ---------------------------------------------------------------- moves


def _moved(state: FeedState, fetched: Fetched) -> FeedState:
    """The state with its count of permanent redirects to one place. An answer from the new address keeps it."""
    if fetched.moved_to:
        sightings = state.moved_seen + 1 if fetched.moved_to == state.moved_to else 1
        return replace(state, moved_to=fetched.moved_to, moved_seen=sightings)
    if fetched.asked == state.moved_to:
        return state
    return replace(state, moved_to="", moved_seen=0)
