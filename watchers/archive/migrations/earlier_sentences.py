"""The sentences that archives before 0011 hold as reasons, read back into codes and parameters.

Sentences name articles, actors and feeds in words; what they meant is known from the row that they stand in. What
cannot be read becomes `NOT_RECORDED`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from watchers.reasons import NOT_RECORDED, Comparing, Matching, Parameter, Reason, Telling
from watchers.reasons.name_rules import Form, Inflection, Rule


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of its reasons: ids of its article, of that article's nearest and of its story.

    `actors` and `feeds` are ids and URLs by the names that stand in sentences.
    """

    article: str = ""
    nearest: str = ""
    story: str = ""
    actors: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[re.Match[str], Row], Reason | None]
Patterns = tuple[tuple[re.Pattern[str], Reader], ...]


def rule(text: str, evidence: str) -> tuple[Rule, Form, Inflection | None]:
    """How a mention was found, out of `ambiguous surname, spelling, Polish case, names in -a`.

    A given name with its surname was called a full name too; its evidence tells it: `with khalifa`.
    """
    match = _RULE.fullmatch(text)
    if match is None:
        return Rule.NOT_RECORDED, Form.NAME, None
    given = match["rule"] == Rule.FULL_NAME and evidence.startswith("with ")
    found = Rule.GIVEN_AND_SURNAME if given else Rule(match["rule"])
    return found, Form(match["form"] or Form.NAME), Inflection(match["inflection"]) if match["inflection"] else None


def matching(sentence: str, *, whole: bool) -> tuple[Reason, ...]:
    """What supported a mention; of a `whole` name these are its words."""
    first, _, before = sentence.partition(_BEFORE)
    stands = (Reason(Matching.WORDS_BEFORE, words=before),) if before else ()
    for pattern, reader in _SUPPORTS:
        if match := pattern.fullmatch(first):
            return (reader(match, Row()) or NOT_RECORDED, *stands)
    if not first:
        return stands
    return (Reason(Matching.NAME_WORDS, words=first) if whole else NOT_RECORDED, *stands)


def spelling(sentence: str) -> tuple[Reason, ...]:
    """What speaks for a spelling: how often it was seen, then what supported a mention."""
    match = _SPELLING.fullmatch(sentence)
    if match is None:
        return (NOT_RECORDED,)
    mentions, articles, percent = (int(match[number]) for number in (1, 2, 3))
    seen = Reason(Matching.SPELLING_SEEN, mentions=mentions, in_articles=articles, percent=percent, name=match[4])
    return (seen, *matching(match[5], whole=False))


def comparing(sentence: str, row: Row) -> Reason:
    """The reason of a verdict, or a step of it."""
    for pattern, reader in (*_VERDICTS, *_STEPS):
        if match := pattern.fullmatch(sentence):
            return _read(reader, match, row)
    return NOT_RECORDED


def _read(reader: Reader, match: re.Match[str], row: Row) -> Reason:
    """What the reader makes of a sentence; one that it cannot read holds nobody up."""
    try:
        return reader(match, row) or NOT_RECORDED
    except (ValueError, SyntaxError, TypeError):
        return NOT_RECORDED


def telling(sentence: str, row: Row) -> tuple[Reason, ...]:
    """Why a team was told, or not: clauses with semicolons between them. Empty where there was none."""
    return tuple(_clauses(sentence, row)) if sentence else ()


def _clauses(sentence: str, row: Row) -> Iterator[Reason]:
    place = 0
    while place < len(sentence):
        if heading := _HEADING.match(sentence, place):
            yield Reason(Telling.VERDICT, verdict=heading[1])
            place = heading.end()
            continue
        match, reader = next(_matches(sentence, place), (None, None))
        if match is None or reader is None:
            yield NOT_RECORDED
            return
        yield _read(reader, match, row)
        place = match.end() + len("; ")


def _matches(sentence: str, place: int) -> Iterator[tuple[re.Match[str], Reader]]:
    for pattern, reader in (*_TOLD, *_VERDICTS):
        match = re.compile(f"(?:{pattern.pattern})(?=; |$)", re.DOTALL).match(sentence, place)
        if match:
            yield match, reader


# ---------------------------------------------------------------- mentions


def _words(code: Matching) -> Reader:
    return lambda match, row: Reason(code, words=match[1])


def _bare(code: Matching) -> Reader:
    return lambda match, row: Reason(code)


_BEFORE = "; but before it stands "
_SPELLING = re.compile(r"(\d+) mentions? in (\d+) articles?, (\d+)% like (.+?); (.*)", re.DOTALL)
_RULES, _FORMS, _INFLECTIONS = ("|".join(map(re.escape, values)) for values in (Rule, Form, Inflection))
_RULE = re.compile(f"(?P<rule>{_RULES})(?:, (?P<form>{_FORMS}))?(?:, (?P<inflection>{_INFLECTIONS}))?")
_SUPPORTS: Patterns = tuple(
    (re.compile(pattern, re.DOTALL), reader)
    for pattern, reader in (
        ("excluded: (.+)", lambda match, row: Reason(Matching.EXCLUDED, phrase=match[1])),
        ("with (.+)", _words(Matching.GIVEN_NAME)),
        ("initial: (.+)", _words(Matching.INITIAL)),
        ("another given name: (.+)", _words(Matching.OTHER_GIVEN_NAME)),
        ("perhaps another given name: (.+)", _words(Matching.PERHAPS_GIVEN_NAME)),
        ("the article has the full name", _bare(Matching.FULL_NAME_ELSEWHERE)),
        ("described: (.+)", _words(Matching.DESCRIBED)),
        ("the actor has neither a longer name nor a descriptor", _bare(Matching.NOTHING_LONGER)),
        ("needs context, and the article has none", _bare(Matching.CONTEXT_MISSING)),
        ("also borne by (.+)", lambda match, row: Reason(Matching.RIVALS, actors=tuple(match[1].split(", ")))),
        ("the article has a namesake: (.+)", _words(Matching.NAMESAKE_ELSEWHERE)),
        ("title: (.+)", _words(Matching.TITLE)),
        ("the only tracked bearer, nothing against it", _bare(Matching.ONLY_BEARER)),
        ("written as an acronym", _bare(Matching.IN_CAPITALS)),
        ("part of a company's name", _bare(Matching.COMPANY)),
        ("the article has it as a common word", _bare(Matching.COMMON_WORD)),
    )
)


# ---------------------------------------------------------------- verdicts


def _of_nearest(code: Comparing) -> Reader:
    return lambda match, row: Reason(code, article=row.nearest) if row.nearest else None


def _of_story(code: Comparing) -> Reader:
    return lambda match, row: Reason(code, article=row.story)


def _credit(text: str | None) -> str:
    return str(ast.literal_eval(text)) if text else ""


def _added(text: str) -> dict[str, Parameter] | None:
    """What `2 sentences and the figure 17 dead (before: 12 dead)` adds."""
    match = _ADDED.fullmatch(text)
    if match is None:
        return None
    return {"sentences": int(match[1] or 0), "after": match[2] or "", "before": match[3] or ""}


def _original(match: re.Match[str], row: Row) -> Reason | None:
    return Reason(Comparing.ORIGINAL, article=row.nearest, credit=_credit(match[1])) if row.nearest else None


def _copies(match: re.Match[str], row: Row) -> Reason | None:
    added, percent = _added(match[2] or ""), int(match[1])
    if not row.nearest or added is None:
        return None
    if match[2] is None:
        return Reason(Comparing.COPIES, article=row.nearest, percent=percent)
    return Reason(Comparing.COPIES_AND_ADDS, article=row.nearest, percent=percent, **added)


def _adds(match: re.Match[str], row: Row) -> Reason | None:
    added = _added(match[1])
    return None if added is None else Reason(Comparing.ADDS, article=row.story, **added)


def _alike(match: re.Match[str], row: Row) -> Reason | None:
    common: dict[str, Parameter] = {"article": row.nearest, "odds": float(match[1]), "least": float(match[3])}
    if match[2].startswith("other language"):
        return Reason(Comparing.ALIKE_ACROSS_LANGUAGES, **common)
    parts = (part.rsplit(" ", 1) for part in match[2].split(", ") if part)
    return Reason(Comparing.ALIKE, **common, **{name.replace(" ", "_"): float(value) for name, value in parts})


_HEADING = re.compile(r"(new|developing|repeat|in-baseline|copy):(?: |$)")
_ADDED = re.compile(r"(?:(\d+) sentences?)?(?: and )?(?:the figure (.+?) \(before: (.+)\))?")
_ORIGIN = r"(?:published earlier|credited as (.+?) in the copy)"

_VERDICTS: Patterns = (
    (re.compile(r"no earlier article is like it"), lambda match, row: Reason(Comparing.NOTHING_LIKE_IT)),
    (
        re.compile(r"no earlier article reports this; the nearest is by .+?"),
        _of_nearest(Comparing.NOT_REPORTED),
    ),
    (re.compile(rf"the original of the text that .+? has already brought \({_ORIGIN}\)"), _original),
    (re.compile(r"copies .+? \((\d+) % of the shorter text\)(?: and adds (.+?))?"), _copies),
    (re.compile(r"adds (.+?) to the story first reported by .+?"), _adds),
    (re.compile(r"the seed corpus already says it: .+?"), _of_nearest(Comparing.IN_SEEDS)),
    (
        re.compile(r"says nothing that is new in the story first reported by .+?"),
        _of_story(Comparing.NOTHING_NEW),
    ),
)

_STEPS: Patterns = (
    (re.compile(r"story: log-odds (-?[\d.]+) of one development \((.*)\), joined from ([\d.]+); nearest .+"), _alike),
    (
        re.compile(r"novelty: (\d+) of (\d+) sentences score ([\d.]+) or more"),
        lambda match, row: Reason(
            Comparing.SENTENCES_SCORED, quoted=int(match[1]), sentences=int(match[2]), least=float(match[3])
        ),
    ),
    (
        re.compile(r"figure: (.+?) \(before: (.+)\) in .+"),
        lambda match, row: Reason(Comparing.FIGURE_CHANGED, article="", after=match[1], before=match[2]),
    ),
    (
        re.compile(r"copy: (\d+) % of the shorter text's five-word runs are in .+, (\d+) % of this article's"),
        lambda match, row: Reason(
            Comparing.TEXT_SHARED, article=row.nearest, percent=int(match[1]), cover=int(match[2])
        ),
    ),
    (
        re.compile(r"merged with (.+)"),
        lambda match, row: Reason(Comparing.MERGED_FROM, articles=tuple(match[1].split(", "))),
    ),
    (
        re.compile(r"credit: it names (.+)"),
        lambda match, row: Reason(Comparing.CREDITS, credit=_credit(match[1])),
    ),
    (re.compile(rf"origin: {_ORIGIN}"), lambda match, row: Reason(Comparing.ORIGIN, credit=_credit(match[1]))),
)


# ---------------------------------------------------------------- telling


def _plain(code: Telling) -> Reader:
    return lambda match, row: Reason(code)


def _named(code: Telling) -> Reader:
    """Parameters that stand in the sentence as they are, in groups of their names."""
    return lambda match, row: Reason(code, **match.groupdict())


def _of_actors(code: Telling) -> Reader:
    def read(match: re.Match[str], row: Row) -> Reason | None:
        ids = tuple(row.actors[name] for name in match[1].split(", ") if name in row.actors)
        return Reason(code, actors=ids) if ids else None

    return read


def _feed(match: re.Match[str], row: Row) -> Reason | None:
    return Reason(Telling.FEED_WATCHED, feed=row.feeds[match[1]]) if match[1] in row.feeds else None


def _language(match: re.Match[str], row: Row) -> Reason:
    return Reason(Telling.LANGUAGE_NOT_READ, language=match[1], languages=tuple(match[2].split(", ")))


def _fact(match: re.Match[str], row: Row) -> Reason:
    return Reason(Telling.FACT_ADDED, article=row.article, quote=match[1])


def _confirmed(match: re.Match[str], row: Row) -> Reason:
    return Reason(Telling.CONFIRMED, article=row.article, reports={"third": 3, "tenth": 10}[match[1]])


_TOLD: Patterns = tuple(
    (re.compile(pattern, re.DOTALL), reader)
    for pattern, reader in (
        ("it is a seed document: known from the start and told to nobody", _plain(Telling.SEED_DOCUMENT)),
        ("the watchlist names no actor, feed or tag.*?add one with /watch add", _plain(Telling.WATCHLIST_EMPTY)),
        ("the feed belongs to another server", _plain(Telling.FEED_OF_OTHERS)),
        ("it names none of the watched actors", _plain(Telling.ACTORS_NOT_WATCHED)),
        ("it names (.+?)", _of_actors(Telling.ACTORS_WATCHED)),
        (r"its feed is watched \((.+?)\)", _feed),
        (
            "its feed is tagged (.+?)",
            lambda match, row: Reason(Telling.TAGS_WATCHED, tags=tuple(match[1].split(", "))),
        ),
        ("its feed is not watched and has no watched tag", _plain(Telling.FEED_NOT_WATCHED)),
        ("it is in (.+?), and the team reads (.+?)", _language),
        ("the team is told from (?P<minimum>[a-z-]+) up", _named(Telling.BELOW_MINIMUM)),
        ("a copy is coverage and starts no message", _plain(Telling.COPY_STARTS_NOTHING)),
        ("the first article of the story that the watchlist wants", _plain(Telling.FIRST_WANTED)),
        (r"its feed held it at the first fetch, so it counts as known \(.+?\)", _plain(Telling.BACKLOG)),
        ("a message about this story waits to be sent, and will include it", _plain(Telling.MESSAGE_WAITS)),
        ("it joins the story's message", _plain(Telling.JOINS_MESSAGE)),
        ("it joins the reply that waits", _plain(Telling.JOINS_REPLY)),
        ("the story was told in a list, which is not edited", _plain(Telling.LIST_NOT_EDITED)),
        ("told in a list before", _plain(Telling.TOLD_IN_LIST)),
        ("coverage", _plain(Telling.COVERAGE)),
        ("[^“]+? adds: “(.+?)”", _fact),
        ("(.+?) (?:is|are) now named", _of_actors(Telling.ACTORS_ADDED)),
        (r"(third|tenth) independent report(?: \(.+?\))?", _confirmed),
        (r"the team's alerts are paused until (?P<until>\S+?)", _named(Telling.PAUSED)),
        (r"quiet hours until (?P<until>\S+?)", _named(Telling.QUIET_HOURS)),
        (r"story (?P<other>\S+) was merged into story (?P<story>\S+?)", _named(Telling.MERGED)),
        (r"story (?P<other>\S+) was split from story (?P<story>\S+?)", _named(Telling.SPLIT)),
        (r"an analyst split it from story (?P<story>\S+?)", _named(Telling.SPLIT_OFF)),
        (
            r"an analyst split story (?P<other>\S+) from it before it was told",
            _named(Telling.SPLIT_BEFORE_TOLD),
        ),
        ("scheduled digest", _plain(Telling.DIGEST_SCHEDULED)),
        ("asked digest", _plain(Telling.DIGEST_ASKED)),
    )
)
