"""What only looks like a date: quantities, decades, the first of many, a weekday beside the date that it belongs to.

rule of a shape -> its checks, each with what it sees in words; the first that fits refuses the shape
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from watchers.dates.grammar import Match
from watchers.dates.rules import DateRule
from watchers.dates.tokens import YEARS, Token
from watchers.dates.vocabulary import UNITS
from watchers.text.footnotes import MARKS

DAY, WEEK = UNITS.index("day"), UNITS.index("week")
LONGEST_SPAN_YEARS = 10  # years, of a span whose second year is written with two digits
CURRENCY = frozenset("$€£¥₽₺#№")
# After a year: decimals, units, a decade ("1990s", "1990-х"), a longer number with a hyphen.
_NO_YEAR = re.compile(rf"[.,:]\d|\s?[%°$€£]|[^\W\d_{MARKS}]|-(?:х|е|ые|ті|их|тих)\b|-\d{{3}}(?!\d)")
_INSIDE_NUMBER = re.compile(r"\d[.,:/]$|\d(?<!\d{4})-$")
_NUMBER_WINDOW_CHARACTERS = 6  # code points before a year that can tell that it is inside a number
_GENITIVE = re.compile(r"(?:а|я|ы|і|ов|ев|ей|го|ів|ої)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A shape in its sentence, with the tokens before and after it."""

    sentence: str
    match: Match
    before: Token | None
    after: Sequence[Token]

    @property
    def next(self) -> Token | None:
        return self.after[0] if self.after else None


def is_something_else(sentence: str, tokens: Sequence[Token], match: Match) -> bool:
    """Whether a shape over these tokens is refused, by its rule and what stands around it."""
    checks = CHECKS.get(match.rule)
    if checks is None:
        return False
    before = tokens[match.first - 1] if match.first else None
    place = Place(sentence, match, before, tokens[match.last : match.last + 3])
    return any(check(place) for check in checks)


# ---------------------------------------------------------------- the checks


def _is_quantity(place: Place) -> bool:
    """2,000 people, $1,999, 1500 km, 2016.5, resolution 1973, the 1990s: a number or a decade, no year."""
    if _is_priced(place) or _holds(place.before, "decades", "numbering") or _holds(place.next, "no_year"):
        return True
    start, end = place.match.tokens[0].start, place.match.tokens[-1].end
    if _NO_YEAR.match(place.sentence, end) or _INSIDE_NUMBER.search(
        place.sentence[max(0, start - _NUMBER_WINDOW_CHARACTERS) : start]
    ):
        return True
    year_signs = place.match.values.keys() & {"in", "year_word", "open"}
    return not year_signs and place.match.values["year"] not in range(1900, 2100)


def _is_priced(place: Place) -> bool:
    """Whether the day is an amount of money: "$12 December"."""
    return place.before is not None and place.before.text in CURRENCY


def _counts_a_weekday(place: Place) -> bool:
    """The 4th Friday in June; on Monday 3 people: neither is a day of the month."""
    if any("nth" in token.meanings for token in place.match.tokens[:-1]):
        return True
    return _is_word(place.next) and not _holds(place.next, "in", "of", "and", "to")


def _is_any_weekday(place: Place) -> bool:
    """The second Friday in June, every Friday, on a Friday, Monday and Tuesday nights."""
    article = place.before is not None and place.before.meanings.get("number") == 1
    nights = any(_holds(token, "recurring") for token in (place.after[:1] if _is_last(place) else place.after))
    return article or nights or _holds(place.before, "nth", "ordinal", "every")


def _is_last(place: Place) -> bool:
    """Whether no other weekday is joined on."""
    return not (_holds(place.next, "and") and len(place.after) > 1 and _holds(place.after[1], "weekday"))


def _is_no_span(place: Place) -> bool:
    """1957-58 and 1999/2000 span two years; 1957-25, 2010/11/5 and 2011-57 votes do not."""
    first, second = place.match.values["year"], place.match.values["short_year"]
    if not first < (second if second > 99 else first - first % 100 + second) <= first + LONGEST_SPAN_YEARS:
        return True
    start, end = place.match.tokens[0].start, place.match.tokens[-1].end
    return bool(
        _NO_YEAR.match(place.sentence, end)
        or _INSIDE_NUMBER.search(place.sentence[max(0, start - _NUMBER_WINDOW_CHARACTERS) : start])
    )


def _is_before_something(place: Place) -> bool:
    """The day before the talks, la veille du scrutin: counted from what no date is known of."""
    return _holds(place.next, "of") or ("clausal" in place.match.tokens[-1].meanings and _is_word(place.next))


def _is_a_rank(place: Place) -> bool:
    """The 18th century, the 4th floor; only "on the 18th" with nothing behind it is a day."""
    if place.match.values.keys() & {"unit", "unit2"}:
        return False
    ends = place.next is None or place.next.text in ".,;!?"
    return "nth" not in place.match.values or not _holds(place.before, "in") or not ends


def _counts_units(place: Place) -> bool:
    """Whether the day counts units of the month and is none: "the first week of August"."""
    return place.match.values.get("unit", DAY) != DAY


def _goes_on_counting(place: Place) -> bool:
    """Whether the second day counts things: "July 25 and 26 people"."""
    return _holds(place.next, "figure")


def _counts_things(place: Place) -> bool:
    """Whether the day counts what follows: "in May two soldiers ..."."""
    return "spelt_day" in place.match.tokens[-1].meanings and _is_word(place.next)


def _has_far_year(place: Place) -> bool:
    """1 January 9999 is no day of ours, and not of this year either."""
    after = place.after
    if after and "comma" in after[0].meanings:
        return len(after) > 1 and _is_far_year(after[1]) and not (len(after) > 2 and _is_word(after[2]))
    return bool(after) and _is_far_year(after[0])


def _is_short_word(place: Place) -> bool:
    """An abbreviated month that is a word as well ("mar", the sea) dates nothing without a number."""
    return any(
        "weak_month" in token.meanings and len(token.text) <= 3 and token.text.islower() for token in place.match.tokens
    )


def _has_its_day(place: Place) -> bool:
    """Whether the month belongs to a day before it, whatever its suffix: "25 Temmuz'da"."""
    return "apostrophe" in place.match.values and _holds(place.before, "day", "spelt_day")


def _counts_from_elsewhere(place: Place) -> bool:
    """Whether the count begins at what follows, not today: Arabic "after three days of ..."."""
    return _holds(place.next, "of")


def _counts_from_what_follows(place: Place) -> bool:
    """Where one word is "later" and "after": three years after the appointment, not three years later."""
    last = place.match.tokens[-1].meanings.keys()
    return bool({"later", "after"} <= last or {"earlier", "before"} <= last) and _is_word(place.next)


def _is_no_week(place: Place) -> bool:
    return place.match.values.get("unit") != WEEK


def _is_eve_of_something(place: Place) -> bool:
    """The Russian word for "yesterday" before a noun in the genitive is "on the eve of"."""
    eve = "on_the_eve" in place.match.tokens[-1].meanings
    return eve and place.next is not None and bool(_GENITIVE.search(place.next.text))


def _is_a_time(place: Place) -> bool:
    """Whether two numbers with a dot are the time of a day: "um 10.12", "в 10.12"."""
    return "." in place.match.tokens[-1].text and _holds(place.before, "clock")


Check = Callable[[Place], bool]
CHECKS: Mapping[DateRule, tuple[Check, ...]] = {
    DateRule.FULL_DATE: (_counts_units,),
    DateRule.DAY_AND_MONTH: (_counts_units, _is_priced, _counts_things, _has_far_year),
    DateRule.DAYS_AND_MONTH: (_goes_on_counting,),
    DateRule.MONTH: (_is_short_word, _has_its_day, _has_far_year),
    DateRule.YEARS: (_is_no_span,),
    DateRule.YEAR: (_is_quantity,),
    DateRule.WEEKDAY: (_is_any_weekday,),
    DateRule.WEEKDAY_AND_DAY: (_counts_a_weekday,),
    DateRule.WEEKDAY_OF_A_WEEK: (_is_no_week,),
    DateRule.DAY_WORD: (_is_eve_of_something,),
    DateRule.LATER: (_counts_from_what_follows,),
    DateRule.EARLIER: (_counts_from_what_follows,),
    DateRule.THE_NEXT_DAY: (_is_before_something,),
    DateRule.THE_DAY_BEFORE: (_is_before_something,),
    DateRule.DAY_OF_A_MONTH: (_is_a_rank,),
    DateRule.AHEAD: (_counts_from_elsewhere,),
    DateRule.FIGURES_DAY_AND_MONTH: (_is_a_time,),
}


def _holds(token: Token | None, *categories: str) -> bool:
    return token is not None and not token.meanings.keys().isdisjoint(categories)


def _is_word(token: Token | None) -> bool:
    return token is not None and token.text[:1].isalpha()


def _is_far_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == 4 and int(token.text) not in YEARS


# ---------------------------------------------------------------- two shapes for one day


_STATED_RULES = (DateRule.FULL_DATE, DateRule.DAY_AND_MONTH, DateRule.FIGURES)
_SURER_RULES = {DateRule.WEEKDAY: (*_STATED_RULES, DateRule.DAY_WORD), DateRule.DAY_WORD: _STATED_RULES}


def belongs_to_neighbour(matches: Sequence[Match], n: int, tokens: Sequence[Token]) -> bool:
    """A weekday or day word beside the date that it belongs to: "20 March, on Saturday", "yesterday, 8 July"."""
    surer = _SURER_RULES.get(matches[n].rule, ())
    for other in (*matches[max(0, n - 1) : n], *matches[n + 1 : n + 2]):
        first, last = sorted((matches[n], other), key=lambda match: match.first)
        between = tokens[first.last : last.first]
        near = len(between) <= 2 and all(_holds(token, "comma", "in", "the", "open") for token in between)
        if other.rule in surer and near:
            return True
    return False
