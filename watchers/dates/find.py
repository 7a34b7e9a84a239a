"""The path of a sentence through the parts of this package, and the year, the tense and the dates around each shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from watchers.dates import checks, grammar, named
from watchers.dates.figures import dates_in_figures
from watchers.dates.grammar import Match
from watchers.dates.language import words_of
from watchers.dates.numbers import joined
from watchers.dates.resolve import RULES
from watchers.dates.rules import DateRule
from watchers.dates.setting import Dates, Setting, as_day, moved
from watchers.dates.tokens import YEARS, Token, between, places, single, twice_named_months_joined
from watchers.dates.vocabulary import Words, split
from watchers.model import PartialDate, Published

LONGEST_SENTENCE_CHARACTERS = 20_000  # code points of one sentence that are read; what is longer is no sentence


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date expression: `sentence[start:end] == surface`. `rule` names the shape that read it."""

    date: PartialDate
    start: int
    end: int
    surface: str
    rule: DateRule


def find(
    sentence: str,
    reference: Published | None,
    language: str | None = None,
    antecedent: PartialDate | None = None,
    lead: PartialDate | None = None,
) -> tuple[DateFound, ...]:
    """The dates that a sentence states, in order of place.

    `reference` is when the article appeared; `antecedent` the date that its earlier text stated last, from which "the
    day after" counts, and `lead` the day that the text is about. An unknown language is told by script and words.
    """
    sentence = sentence[:LONGEST_SENTENCE_CHARACTERS]
    words = words_of(sentence, language)
    if not places(sentence, words.language):
        return ()
    tokens = tokens_of(sentence, words)
    reference_date = reference.date if reference is not None and reference.date.year in YEARS else None
    setting = Setting(reference_date, antecedent, lead)
    return tuple(_around(sentence, tokens, tuple(_resolved(sentence, tokens, words, setting)), words))


OPENING_WORDS = 8  # words in which a pronoun says who a sentence goes on about


def refers_back(sentence: str, language: str | None = None) -> bool:
    """Whether a sentence goes on about what was named before it.

    A pronoun among its first words says so ("In January, he"), or "the", "this" or "the same" with a common noun.
    """
    words = words_of(sentence, language)
    opening = [piece for piece in split(sentence[:120]) if piece.isalpha()][:OPENING_WORDS]
    if not opening:
        return False
    meanings = [single(piece, words.language).keys() for piece in opening]
    definite = "the" in meanings[0] and len(opening) > 1 and opening[1].islower()
    return (
        definite
        or not meanings[0].isdisjoint({"this", "same"})
        or any("pronoun" in categories for categories in meanings)
    )


def tokens_of(sentence: str, words: Words) -> tuple[Token, ...]:
    """The sentence as tokens with their meanings, dates in figures as one each."""
    plain: list[Token] = []
    last = 0
    for figure in dates_in_figures(sentence, words):
        plain += (*between(sentence, last, figure.start, words), figure)
        last = figure.end
    plain += between(sentence, last, len(sentence), words)
    numbered = tuple(joined(plain))
    return tuple(twice_named_months_joined(numbered)) if "/" in sentence or "(" in sentence else numbered


# ---------------------------------------------------------------- one look


def _resolved(sentence: str, tokens: Sequence[Token], words: Words, setting: Setting) -> Iterator[tuple[Match, Dates]]:
    """Each shape with its dates. A year that a sentence states holds for the days and months that follow in it."""
    refused = partial(checks.is_something_else, sentence, tokens)
    matches = grammar.matches(tokens, "first", words.language, refused)
    before = (0, -1, False)
    for n, match in enumerate(matches):
        if checks.belongs_to_neighbour(matches, n, tokens) or named.is_named(tokens, match, words):
            continue
        lean, sure = _lean(tokens, match, words, before)
        before = (match.last, lean, sure)
        year = _year_after(matches, n, tokens)
        match = _with_month_after(matches, n, tokens)
        local = replace(setting, lean=lean, sure=sure, year=setting.year if year is None else year)
        dates = _dates(match, local)
        if dates:
            yield match, dates
            whole_year = dates[-1].precision == "year" and match.rule in (DateRule.YEAR, DateRule.UNIT_THAT_WAY)
            whole_year = whole_year and not _begins_there(tokens, match)
            setting = replace(setting, antecedent=dates[-1], year=dates[-1].year if whole_year else setting.year)


def _begins_there(tokens: Sequence[Token], match: Match) -> bool:
    """ "Since 2016": what the sentence tells may be of any year after it."""
    before = tokens[match.first - 1 : match.first] if match.first else ()
    return any("since" in token.meanings for token in (*before, *match.tokens))


def _with_month_after(matches: Sequence[Match], n: int, tokens: Sequence[Token]) -> Match:
    """ "Thursday 25 and Friday 26 August": the first has the month of the second."""
    match, others = matches[n], matches[n + 1 : n + 2]
    if match.rule is not DateRule.WEEKDAY_AND_DAY or not others or "month" not in others[0].values:
        return match
    if not _are_joined(tokens[match.last : others[0].first]):
        return match
    return replace(match, rule=DateRule.DAY_AND_MONTH, values={**match.values, "month": others[0].values["month"]})


def _are_joined(between: Sequence[Token]) -> bool:
    return all(token.meanings.keys() & {"and", "to", "dash", "in", "the"} for token in between)


def _year_after(matches: Sequence[Match], n: int, tokens: Sequence[Token]) -> int | None:
    """ "from 3 May to 5 June 2016": the year of the date that is joined on."""
    if n + 1 == len(matches) or "month" not in matches[n].values or "year" in matches[n].values:
        return None
    match, following = matches[n], matches[n + 1]
    if not {"year", "month"} <= following.values.keys():
        return None
    if not _are_joined(tokens[match.last : following.first]):
        return None
    return following.values["year"] - (match.values["month"] > following.values["month"])


def _dates(match: Match, setting: Setting) -> Dates:
    if match.rule in RULES:
        return RULES[match.rule](match.values, setting)
    token = next(token for token in match.tokens if token.dates)
    if match.rule is DateRule.FIGURES:
        middle = setting.reference.year if setting.reference else 2010
        return (min(token.dates, key=lambda date: abs(date.year - middle)),)
    stated = {"month": token.dates[0].month or 0, "day": token.dates[0].day or 0}
    relative = match.rule is DateRule.FIGURES_THAT_WAY
    rule = DateRule.DAY_AND_MONTH_THAT_WAY if relative else DateRule.DAY_AND_MONTH
    return RULES[rule](stated | dict(match.values), setting)


VERB_WINDOW_TOKENS = 12  # tokens in which a verb says whether a date lies ahead


Lean = tuple[int, bool]  # 1: the future, -1: the past; whether a verb says so
UNTIL_WINDOW_TOKENS = 5  # tokens before a date in which "until" makes it an end


def _lean(tokens: Sequence[Token], match: Match, words: Words, other: tuple[int, int, bool]) -> Lean:
    """What the nearest verb before the date says, or else that of the date before it, or else the nearest verb after.

    `other` is where the date before ends, with its lean. "To run until June" lies ahead, "ran until June" behind.
    """
    until = any("until" in token.meanings for token in tokens[max(0, match.first - UNTIL_WINDOW_TOKENS) : match.last])
    for at in range(match.last - 1, max(other[0], match.first - VERB_WINDOW_TOKENS) - 1, -1):
        lean = _tense(tokens, at, words, until)
        if lean:
            return lean, True
    if other[2] and match.first - other[0] <= VERB_WINDOW_TOKENS:
        return other[1:]
    for at in range(match.last, min(len(tokens), match.last + VERB_WINDOW_TOKENS)):
        lean = _tense(tokens, at, words, False)
        if lean:
            return lean, True
    return (1, True) if until else (-1, False)


def _tense(tokens: Sequence[Token], at: int, words: Words, until: bool) -> int:
    """1 and -1 where this token speaks of the future and of the past, else 0."""
    meanings, ends = tokens[at].meanings, tokens[at].text.endswith
    if "future" in meanings or ends(words.future_endings) or _is_headline_future(tokens, at):
        return 1
    if "past" in meanings or ends(words.past_endings):
        helped = ("be", "future", "passive") if until else ("be", "future")  # "will be held", "was put off until"
        near = [token.meanings.keys() & helped for token in tokens[max(0, at - 3) : at]]
        return 1 if any(near) else -1
    return 1 if until and "infinitive" in meanings and tokens[at + 1].text.islower() else 0


def _is_headline_future(tokens: Sequence[Token], at: int) -> bool:
    """ "Minister to open the port": a name, "to" and a verb."""
    if "infinitive" not in tokens[at].meanings or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].text[:1].isupper() and tokens[at + 1].text.islower()


# ---------------------------------------------------------------- a second look around the dates found

Counted = tuple[int, int, Dates, DateRule]  # start, end, dates, rule


def _around(
    sentence: str, tokens: Sequence[Token], first: Sequence[tuple[Match, Dates]], words: Words
) -> Iterator[DateFound]:
    """Each date found, or what is counted from it: "three days after 12 January"."""
    collapsed: list[Token] = []
    shapes_by_place: dict[int, tuple[Match, Dates]] = {}
    last = 0
    for match, dates in first:
        collapsed += tokens[last : match.first]
        shapes_by_place[len(collapsed)] = (match, dates)
        collapsed.append(Token(match.tokens[0].start, match.tokens[-1].end, "", {"date": len(collapsed)}))
        last = match.last
    collapsed += tokens[last:]
    counted = _counted(collapsed, shapes_by_place, words)
    for place, (match, dates) in shapes_by_place.items():
        uncounted = (match.tokens[0].start, match.tokens[-1].end, dates, match.rule)
        start, end, resolved, rule = counted.get(place, uncounted)
        yield from (DateFound(date, start, end, sentence[start:end], rule) for date in resolved)


def _counted(
    tokens: Sequence[Token], shapes_by_place: Mapping[int, tuple[Match, Dates]], words: Words
) -> Mapping[int, Counted]:
    counted: dict[int, Counted] = {}
    for match in grammar.matches(tokens, "around", words.language) if shapes_by_place else ():
        place = match.values["date"]
        day = as_day(shapes_by_place[place][1][0])
        if day is not None:
            sign = -1 if match.rule is DateRule.BEFORE_A_DATE else 1
            dates = moved(day, sign * match.values["number"], match.values["unit"])
            if dates:
                counted[place] = (match.tokens[0].start, match.tokens[-1].end, dates, match.rule)
    return counted
