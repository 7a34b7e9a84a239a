"""A small invented world for several servers: who is known, which feeds there are, and articles that copy, continue and
contradict each other. `STEPS` draws days from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from bot.commands.context import Completes
from tests.support.servers import START, Arrival, Choice, Command, Declaration, Servers, Split, Step
from watchers.model import Actor, Alias, Feed, Team, Watchlist

QUIET, BUSY, IDLE = "100", "200", "300"  # servers: one that looks, one that may be left out, one that has only a team

HAFTAR = Actor(
    "khalifa-haftar", "Khalifa Haftar", "person",
    (Alias("Khalifa Haftar"), Alias("خليفة حفتر"), Alias("Haftar", "context"), Alias("حفتر", "context")),
    titles=("field marshal",),
)  # fmt: skip
LAVROV = Actor("sergei-lavrov", "Sergei Lavrov", "person", (Alias("Sergei Lavrov"), Alias("Lavrov", "context")))
OMAR = Actor("omar-haftar", "Omar Haftar", "person", (Alias("Omar Haftar"),))
WIRE = Feed("https://wire.example/feed", "The Wire", "en", ("libya",))
PAPER = Feed("https://paper.example/feed", "The Paper", "en", ("africa",))
OWN_FEED = {QUIET: "https://quiet.example/feed", BUSY: "https://busy.example/feed"}
FILES = Declaration((HAFTAR, LAVROV), (WIRE, PAPER))

WATCHED = (HAFTAR.id, LAVROV.id)
TEAMS = (
    Team("100-desk", "Desk", QUIET, "101", watchlist=Watchlist(actors=WATCHED), origin="discord"),
    Team("200-bureau", "Bureau", BUSY, "201", watchlist=Watchlist(actors=WATCHED), origin="discord"),
    Team("300-room", "Room", IDLE, "301", watchlist=Watchlist(tags=("libya",)), origin="discord"),
)

_NAMES = ("Khalifa Haftar", "Haftar", "Omar Haftar", "Field Marshal Haftar", "Khalifa Hafter", "Kalifa Haftaar")
_OTHERS = ("Sergei Lavrov", "Lavrov", "Amal Namuna", "the keeper")

_TOPICS: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "report": (
            "{who} opens the lamp museum of Zafira Bay",
            "{who} opened the lamp museum of Zafira Bay on Sunday, its trustees said. The museum shows forty brass"
            " lanterns and 240 ship models in a former lighthouse. He stayed for two hours with {whom} and drank tea on"
            " the gallery. The town had waited nine years for the building.",
        ),
        "rewrite": (
            "Zafira Bay: {who} at new museum",
            "A museum of lamps has opened at Zafira Bay in the presence of {who}. Forty brass lanterns and 240 ship"
            " models are shown in the former lighthouse there. The guests, among them {whom}, drank tea on the gallery"
            " for two hours.",
        ),
        "sequel": (
            "Roof of Zafira Bay museum falls in, {who} cuts visit short",
            "Part of the roof of the lamp museum of Zafira Bay fell in on Monday, a day after {who} had opened it."
            " Seven visitors were taken to hospital and 60 ship models were crushed. {whom} asked for an inquiry into"
            " the building firm.",
        ),
        "denial": (
            "{who} denies that he opened the museum",
            "{who} denied on Monday that he had opened the lamp museum of Zafira Bay. The museum shows thirty brass"
            " lanterns and 180 ship models in a former lighthouse, his office said. He has never met {whom}.",
        ),
    },
    {
        "report": (
            "{who} and {whom} sign grain accord in Port Ostra",
            "{who} and {whom} signed an accord on grain in Port Ostra on Tuesday. It covers 90,000 tonnes of barley a"
            " year for the bakeries of the eastern coast. The first freighter is to sail before the end of March. Bread"
            " has been rationed there since the autumn.",
        ),
        "rewrite": (
            "Barley for the eastern coast: accord signed",
            "An accord that {who} signed with {whom} in Port Ostra brings 90,000 tonnes of barley a year to the eastern"
            " coast. Its bakeries have rationed bread since the autumn; a first freighter sails before April.",
        ),
        "sequel": (
            "Grain freighter turned back off Port Ostra",
            "The first freighter under the grain accord of {who} was turned back off Port Ostra on Thursday. It carried"
            " 12,000 tonnes of barley. {whom} called the captain's papers incomplete and ordered a search of the hold.",
        ),
        "denial": (
            "No grain accord, says {who}",
            "There is no accord on grain, {who} said on Wednesday after reports of a signature in Port Ostra. It would"
            " have covered 45,000 tonnes of barley a year for the bakeries of the eastern coast. {whom} was silent.",
        ),
    },
)  # fmt: skip
_ARABIC = (
    "خليفة حفتر يفتتح متحف المصابيح في خليج الزفيرة",
    "افتتح خليفة حفتر يوم الأحد متحف المصابيح في خليج الزفيرة بحضور أمناء المتحف. ويعرض المتحف أربعين مصباحا من النحاس"
    " و240 نموذجا للسفن في منارة قديمة. وقال عمر حفتر إن البلدة انتظرت تسع سنوات.",
)

_SEARCHED = ("museum", "barley", "Namuna", "Hafter", "متحف")
_NAMED = ("Khalifa Haftar", "Haftar", "Omar Haftar", "Lavrov", "Amal Namuna", "حفتر", "Hafter", "Grain Board")


def report(feed: str, topic: int, shape: str, who: str, whom: str = "the keeper", url: str = "") -> Arrival:
    """An article on a topic: a `report` of it, a `rewrite`, a `sequel` or a `denial`, with those names."""
    title, text = (part.format(who=who, whom=whom) for part in _TOPICS[topic][shape])
    return Arrival(feed, title, text, url or f"{feed}/{topic}-{shape}-{who}".replace(" ", "-"))


def _merge(first: int, second: int, press: str) -> Command:
    return Command(
        "stories merge", {"first": Choice("story", first), "second": Choice("story", second), "confirm": "yes"}, press
    )


def _quiet(*arrivals: Arrival) -> list[tuple[str | None, Arrival]]:
    return [(None, arrival) for arrival in arrivals]


def _busy(*what: Arrival | Command | Split) -> list[tuple[str | None, Any]]:
    return [(BUSY, each) for each in what]


_OWN = OWN_FEED[BUSY]
_FIRST = report(WIRE.url, 0, "report", "Khalifa Haftar", "Sergei Lavrov")
_SECOND = report(PAPER.url, 0, "rewrite", "Haftar", "Lavrov")
_THIRD = report(WIRE.url, 0, "sequel", "Haftar", "Sergei Lavrov")
_MISSPELT = report(WIRE.url, 1, "report", "Kalifa Haftaar", "Sergei Lavrov")
_GRAIN = report(PAPER.url, 1, "report", "Khalifa Haftar", "Sergei Lavrov")

CASES: Mapping[str, list[tuple[str | None, Any]]] = {
    "an own feed carries a story first": [
        *_busy(report(_OWN, 0, "report", "Khalifa Haftar", "Sergei Lavrov")), *_quiet(_FIRST, _SECOND, _THIRD),
    ],
    "an own report between two turns": [
        *_quiet(_FIRST), *_busy(report(_OWN, 0, "sequel", "Khalifa Haftar")), *_quiet(_SECOND, _THIRD),
    ],
    "twelve own articles on the subject": [
        *_busy(*(report(_OWN, n % 2, shape, f"Khalifa Haftar{' again' * (n // 2)}", f"guest {n}")
                 for n in range(4) for shape in ("report", "rewrite", "sequel"))),
        *_quiet(_FIRST, _GRAIN, _SECOND, _THIRD),
    ],
    "a second bearer of a surname": [
        *_busy(Command("track add", {"name": "Omar Haftar", "team": "Bureau"})), *_quiet(_SECOND, _THIRD, _FIRST),
    ],
    "an alias in another script, and one that begins as a public name": [
        *_busy(Command("track add", {"name": "Amal Namuna", "names": "عمر حفتر, Field Marshal Haftar Namuna"})),
        *_quiet(Arrival(WIRE.url, *_ARABIC, "https://wire.example/arabic", "ar"), _FIRST),
    ],
    "own reports as second and third": [
        *_quiet(_FIRST), *_busy(report(_OWN, 0, "rewrite", "Haftar"), report(_OWN, 0, "denial", "Haftar")),
        *_quiet(_SECOND),
    ],
    "an own feed repeats a public link": [
        *_quiet(_FIRST), *_busy(report(_OWN, 0, "rewrite", "Haftar", url=_FIRST.url)), *_quiet(_SECOND),
    ],
    "an own feed has a link before the public": [
        *_busy(report(_OWN, 0, "rewrite", "Haftar", url=_FIRST.url)), *_quiet(_FIRST, _SECOND),
    ],
    "a spelling is confirmed": [
        *_quiet(_MISSPELT), *_busy(Command("variants review", {}, "confirm")),
        *_quiet(report(PAPER.url, 1, "rewrite", "Kalifa Haftaar"), _FIRST),
    ],
    "a spelling is rejected": [
        *_quiet(_MISSPELT), *_busy(Command("variants review", {}, "reject")),
        *_quiet(report(PAPER.url, 1, "rewrite", "Kalifa Haftaar")),
    ],
    "stories are merged": [*_quiet(_FIRST, _GRAIN), *_busy(_merge(0, 1, "")), *_quiet(_SECOND, _THIRD)],
    "stories are merged, and that is undone": [*_quiet(_FIRST, _GRAIN), *_busy(_merge(0, 1, "undo")), *_quiet(_SECOND)],
    "a story is split": [*_quiet(_FIRST, _SECOND), *_busy(Split(0)), *_quiet(_THIRD)],
    "a rehearsal and a digest": [
        *_quiet(_FIRST), *_busy(Command("watch rehearse"), Command("digest now")), *_quiet(_THIRD),
    ],
}  # fmt: skip


@st.composite
def _arrivals(draw: Any, feeds: tuple[str, ...], number: int) -> Arrival:
    feed = draw(st.sampled_from(feeds))
    address = number if draw(st.integers(0, 3)) else draw(st.integers(0, number))  # now and then a link comes again
    url = f"https://wire.example/{address}"
    if draw(st.integers(0, 9)) == 0:
        return Arrival(feed, *_ARABIC, url, "ar")
    topic = draw(st.sampled_from(_TOPICS))
    title, text = topic[draw(st.sampled_from(sorted(topic)))]
    names = {"who": draw(st.sampled_from(_NAMES)), "whom": draw(st.sampled_from(_OTHERS))}
    return Arrival(feed, title.format(**names), text.format(**names), url)


_NUMBERS = st.integers(0, 5)
_TRACKED: tuple[dict[str, str], ...] = (
    {"name": "Omar Haftar", "names": "عمر حفتر"},
    {"name": "Amal Namuna"},
    {"name": "Marshal of the East", "names": "Khalifa Hafter, المشير خليفة حفتر"},
    {"name": "Lavrov Khalifa", "names": "Haftar"},
    {"name": "Grain Board", "kind": "organisation", "names": "the keeper"},
)


def _commands(server: str) -> st.SearchStrategy[Command | Split]:
    own, other = OWN_FEED[server], OWN_FEED[QUIET if server == BUSY else BUSY]
    team = next(team.name for team in TEAMS if team.guild == server)
    numbers, undone = _NUMBERS, st.sampled_from(["", "undo"])
    return st.one_of(
        st.sampled_from([own, own, WIRE.url, other]).map(lambda url: Command("feeds add", {"url": url})),
        st.builds(lambda n: Command("feeds remove", {"feed": Choice("own feed", n), "confirm": "yes"}), numbers),
        st.sampled_from(_TRACKED).map(lambda values: Command("track add", {**values, "team": team})),
        st.builds(
            lambda n, press: Command("track remove", {"name": Choice("own actor", n), "confirm": "yes"}, press),
            numbers,
            undone,
        ),
        st.builds(
            lambda press, n: Command("variants review", {}, press, n), st.sampled_from(["confirm", "reject"]), numbers
        ),
        st.builds(_merge, numbers, numbers, undone),
        st.builds(Split, numbers),
        st.sampled_from([Command("digest now"), Command("watch rehearse")]),
        st.builds(lambda n: Command("watch add", {"name": Choice("actor", n)}), numbers),
    )


_DECLARATIONS = st.sampled_from(
    [
        FILES,
        Declaration((*FILES.actors, OMAR), FILES.feeds),
        Declaration(FILES.actors, (*FILES.feeds, Feed(OWN_FEED[BUSY], "The Busy Desk", "en"))),
    ]
)


@st.composite
def _steps(draw: Any, number: int) -> tuple[str | None, Any]:
    kind = draw(st.sampled_from("wwwwwwwbbbbbqqBBBBBBBBQQQf"))
    if kind == "w":
        return None, draw(_arrivals((WIRE.url, PAPER.url), number))
    if kind in "bq":
        server = BUSY if kind == "b" else QUIET
        return server, draw(_arrivals((OWN_FEED[server],), number))
    if kind in "BQ":
        server = BUSY if kind == "B" else QUIET
        return server, draw(_commands(server))
    return None, draw(_DECLARATIONS)


@st.composite
def days(draw: Any, most: int) -> list[Step]:
    """Steps of a day, in order of time; both servers follow a feed of their own at its beginning."""
    at = START
    steps = [Step(at, server, Command("feeds add", {"url": url})) for server, url in OWN_FEED.items()]
    for number in range(draw(st.integers(most // 2, most))):
        at += timedelta(minutes=draw(st.sampled_from((0, 1, 1, 5, 40))))
        steps.append(Step(at, *draw(_steps(number))))
    return steps


def seen(servers: Servers, server: str, day: Sequence[Step]) -> Iterator[tuple[str, object]]:
    """All that a server was told and can ask for, by what it is; ids and addresses that are none of its own too."""
    yield from ((f"message {number}", message) for number, message in enumerate(servers.told(server)))
    for path, values in _questions(day, _NAMED if server == QUIET else _NAMED[:1]):
        yield f"/{path} {values}", servers.answer(server, path, **values)
    for kind, typed in _COMPLETED:
        yield f"completion of {kind} {typed}", servers.completions(server, kind, typed)


_COMPLETED: tuple[tuple[Completes, str], ...] = (
    ("actor", ""), ("actor", "Ha"), ("actor", "عم"), ("own actor", ""), ("watched actor", ""), ("team", ""),
    ("feed", ""), ("own feed", ""), ("tag", ""), ("story", ""), ("story", "museum"),
)  # fmt: skip
_WITHOUT_VALUES = (
    "health", "feeds list", "feeds health", "track list", "watch list", "watch rehearse", "team show", "digest now",
    "undo", "variants review",
)  # fmt: skip


def _questions(day: Sequence[Step], names: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    arrivals = [step.what for step in day if isinstance(step.what, Arrival)]
    numbers = range(1, len(arrivals) + 2)
    for id in (*map(str, numbers), "P1", "P2", "P3", "p1", "0"):
        yield "story", {"id": id}
        yield "why", {"id": id}
    yield from (("why", {"id": f"delivery {number}"}) for number in numbers)
    yield from (("whynot", {"url": url}) for url in sorted({arrival.url for arrival in arrivals}))
    yield from (("search", {"text": text}) for text in _SEARCHED)
    for name in names:
        yield "actor", {"name": name}
    for name in names[:2]:
        yield "track list", {"name": name}
        yield "timeline", {"name": name}
        yield "watch rehearse", {"name": name}
        yield "compare", {"first": name, "second": "Lavrov"}
        yield "compare", {"first": name, "second": "Amal Namuna"}
    yield from ((path, {}) for path in _WITHOUT_VALUES)
