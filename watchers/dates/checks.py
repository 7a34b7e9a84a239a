"""What only looks like a date: quantities, decades, the first of many, a weekday beside the date that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.dates.grammar import Match
from watchers.dates.tokens import YEARS, Token
from watchers.dates.words import UNITS

DAY, WEEK = UNITS.index("day"), UNITS.index("week")
CURRENCY = frozenset("$€£¥₽₺#№")
# After a year: decimals, units, a decade ("1990s", "1990-х"), a longer number with a hyphen.
_NO_YEAR = re.compile(r"[.,:]\d|\s?[%°$€£]|[^\W\d_]|-(?:х|е|ые|ті|их|тих)\b|-\d{3}(?!\d)")
_INSIDE_NUMBER = re.compile(r"\d[.,:/]$|\d(?<!\d{4})-$")
_GENITIVE = re.compile(r"(?:а|я|ы|і|ов|ев|ей|го|ів|ої)$")


def is_something_else(sentence: str, tokens: Sequence[Token], match: Match) -> bool:
    """Whether a shape over these tokens is refused, by its rule and what stands around it."""
    after = tokens[match.last] if match.last < len(tokens) else None
    before = tokens[match.first - 1] if match.first else None
    if match.rule == "year":
        return _is_quantity(match, sentence, before, after)
    if match.rule == "weekday and day":
        ranked = any("nth" in token.meanings for token in match.tokens[:-1])  # "the 4th Friday in June"
        return ranked or (_word(after) and not _holds(after, "in", "of", "and", "to"))
    if match.rule == "day of a month" and match.values.keys().isdisjoint({"unit", "unit2"}):
        return "nth" not in match.values or not _holds(before, "in") or not (after is None or after.text in ".,;!?")
    if "month" in match.values and match.values.get("unit", DAY) != DAY and match.rule.startswith(("day", "full")):
        return "way" not in match.rule  # "the first week of August"
    if match.rule == "ahead":
        return _holds(after, "of")  # in Arabic "three days after"
    if match.rule == "days and month":
        return _holds(after, "figure")
    if match.rule == "weekday":
        return _holds(before, "nth", "ordinal")  # "the second Friday in June"
    if match.rule == "weekday of a week":
        return match.values.get("unit") != WEEK
    if match.rule == "day word":
        return _is_eve_of_something(match, after)
    return _is_no_day(match, tokens, before)


def _is_quantity(match: Match, sentence: str, before: Token | None, after: Token | None) -> bool:
    """2,000 people, $1,999, 1500 km, 2016.5, the 1990s: a number or a decade, no year."""
    if (before is not None and before.text in CURRENCY) or _holds(before, "decades", "numbering"):
        return True
    start, end = match.tokens[0].start, match.tokens[-1].end
    if _NO_YEAR.match(sentence, end) or _INSIDE_NUMBER.search(sentence[:start]) or _holds(after, "no_year"):
        return True
    return not match.values.keys() & {"in", "year_word", "open"} and match.values["year"] not in range(1900, 2100)


def _is_no_day(match: Match, tokens: Sequence[Token], before: Token | None) -> bool:
    """ "In May two soldiers" is a month and a number, "$12 December" a price; "1 January 9999" is no day of ours."""
    if match.rule not in ("day and month", "month"):
        return False
    if before is not None and before.text in CURRENCY and match.rule == "day and month":
        return True
    if match.rule == "month" and "apostrophe" in match.values and _holds(before, "day", "spelt_day"):
        return True
    if match.rule == "month" and any(_is_short_and_weak(token) for token in match.tokens):
        return True
    after = tokens[match.last : match.last + 3]
    if match.tokens and "spelt_day" in match.tokens[-1].meanings and match.rule == "day and month":
        return _word(after[0] if after else None)
    if after and "comma" in after[0].meanings:
        return len(after) > 1 and _is_far_year(after[1]) and not _word(after[2] if len(after) > 2 else None)
    return bool(after) and _is_far_year(after[0])


def _is_short_and_weak(token: Token) -> bool:
    """An abbreviated month that is a word as well ("mar", the sea) dates nothing without a number."""
    return "weak_month" in token.meanings and len(token.text) <= 3 and token.text.islower()


def _is_far_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and int(token.text) not in YEARS


def _is_eve_of_something(match: Match, after: Token | None) -> bool:
    """The Russian word for "yesterday" before a noun in the genitive is "on the eve of"."""
    return "on_the_eve" in match.tokens[-1].meanings and after is not None and bool(_GENITIVE.search(after.text))


def is_said_beside(found: Sequence[Match], n: int, tokens: Sequence[Token]) -> bool:
    """A weekday or day word beside the date that it belongs to: "20 March, on Saturday", "yesterday, 8 July"."""
    surer = _SURER.get(found[n].rule, ())
    for other in (*found[max(0, n - 1) : n], *found[n + 1 : n + 2]):
        first, last = sorted((found[n], other), key=lambda match: match.first)
        between = tokens[first.last : last.first]
        if other.rule in surer and len(between) <= 2 and all(_holds(t, "comma", "in", "the", "open") for t in between):
            return True
    return False


_STATED = ("full date", "day and month", "figures")
_SURER = {"weekday": (*_STATED, "day word"), "day word": _STATED}


def _holds(token: Token | None, *categories: str) -> bool:
    return token is not None and not token.meanings.keys().isdisjoint(categories)


def _word(token: Token | None) -> bool:
    return token is not None and token.text[:1].isalpha()
