"""A server reads articles with everybody's actors and its own; everybody's reading knows of no server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watchers.matching.index import AliasIndex
from watchers.matching.match import match, match_by_scope
from watchers.matching.overlay import Layers, Overlay, ScopedIndex
from watchers.model import CERTAIN, Actor, ActorsByScope, Alias, Mention

VELLMAROV = Actor("boris", "Boris Vellmarov", "person", (Alias("Boris Vellmarov"), Alias("Борис Веллмаров")))
TARQANI = Actor("salah", "Salah Tarqani", "person", (Alias("Salah Tarqani"), Alias("صلاح طرقاني")))
HARBOUR = Actor("harbour", "Harbour Council", "organisation", (Alias("Harbour Council"), Alias("HBC")))
EVERYBODYS = (VELLMAROV, TARQANI, HARBOUR)
BARE = "Talks resumed after Vellmarov arrived in the capital."
FAMILY = ("Anna", "Dora", "Emma", "Frida", "Greta", "Hanna", "Irena")


def own(name: str, guild: str = "b", exclude: tuple[str, ...] = ()) -> Actor:
    return Actor(f"{guild}-{name.split()[0].lower()}", name, "person", (), exclude=exclude, guild=guild)


def index(*servers: tuple[str, tuple[Actor, ...]]) -> ScopedIndex:
    return ScopedIndex(Layers.of(ActorsByScope(EVERYBODYS, dict(servers))))


def surely(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.actor for mention in mentions if mention.confidence >= CERTAIN]


def test_seven_bearers_of_a_surname_that_one_server_tracks_leave_everybodys_reading_as_it_is() -> None:
    family = tuple(own(f"{given_name} Vellmarov") for given_name in FAMILY)
    mentions, readings = match_by_scope("", BARE, index(("b", (*EVERYBODYS, *family))))
    assert mentions == match("", BARE, AliasIndex.build(EVERYBODYS))
    assert surely(mentions) == ["boris"]
    assert {guild: surely(reading) for guild, reading in readings.items()} == {"b": []}


def test_a_bare_surname_is_ambiguous_for_the_server_that_tracks_a_second_bearer_and_for_nobody_else() -> None:
    scoped = index(("b", (*EVERYBODYS, own("Anna Vellmarov"))), ("c", (*EVERYBODYS, own("Pavel Ostrik", "c"))))
    mentions, readings = match_by_scope("", BARE, scoped)
    assert surely(mentions) == ["boris"]
    assert list(readings) == ["b"]
    assert {mention.rule.split()[0] for mention in readings["b"]} == {"ambiguous"}


def test_an_article_without_any_of_its_own_names_is_read_by_a_server_as_by_everybody() -> None:
    _, readings = match_by_scope(
        "Rain", "It rained in Vellin all day.", index(("b", (*EVERYBODYS, own("Pavel Ostrik"))))
    )
    assert readings == {}


def test_servers_with_actors_of_one_name_each_find_their_own() -> None:
    servers = [(guild, (*EVERYBODYS, own("Pavel Ostrik", guild))) for guild in "bcdefghij"]
    mentions, readings = match_by_scope("", "Pavel Ostrik resigned.", index(*servers))
    assert mentions == ()
    assert {guild: surely(reading) for guild, reading in readings.items()} == {
        guild: [f"{guild}-pavel"] for guild in "bcdefghij"
    }


def test_an_actor_of_a_file_that_a_server_replaces_by_its_own_is_absent_for_that_server() -> None:
    replaced = own("Boris Vellmarov")
    text = "Boris Vellmarov met Salah Tarqani. Борис Веллмаров уехал."
    mentions, readings = match_by_scope("", text, index(("b", (replaced, TARQANI, HARBOUR))))
    assert surely(mentions) == ["boris", "salah", "boris"]
    assert {mention.actor for mention in readings["b"]} == {"b-boris", "salah"}


def test_what_a_servers_own_actor_excludes_counts_for_that_server_alone() -> None:
    replaced = own("Boris Vellmarov", exclude=("Boris Vellmarov Street",))
    mentions, readings = match_by_scope(
        "", "A fire broke out in Boris Vellmarov Street.", index(("b", (replaced, TARQANI, HARBOUR)))
    )
    assert surely(mentions) == ["boris"]
    assert surely(readings["b"]) == []


def test_a_spelling_that_a_server_confirmed_is_a_name_for_that_server() -> None:
    spelt = Actor("salah", "Salah Tarqani", "person", (*TARQANI.aliases, Alias("Zuwara Fox")))
    mentions, readings = match_by_scope("", "Zuwara Fox spoke.", index(("b", (VELLMAROV, spelt, HARBOUR))))
    assert mentions == ()
    assert surely(readings["b"]) == ["salah"]


def test_the_longest_name_counts_whoever_has_it() -> None:
    longer = Actor("b-union", "Harbour Council Workers Union", "organisation", (), guild="b")
    text = "The Harbour Council Workers Union met the Harbour Council."
    mentions, readings = match_by_scope("", text, index(("b", (*EVERYBODYS, longer))))
    assert surely(mentions) == ["harbour", "harbour"]
    assert surely(readings["b"]) == surely(match("", text, AliasIndex.build((*EVERYBODYS, longer))))


def test_a_longer_name_of_another_server_hides_none_where_words_are_not_spaced() -> None:
    city = Actor("b-city", "北京", "organisation", (), guild="b")
    school = Actor("c-school", "北京大学", "organisation", (), guild="c")
    scoped = index(("b", (*EVERYBODYS, city)), ("c", (*EVERYBODYS, school)))
    _, readings = match_by_scope("", "他在北京大学讲话。", scoped)
    assert {guild: surely(reading) for guild, reading in readings.items()} == {"b": ["b-city"], "c": ["c-school"]}


def test_a_server_without_actors_of_its_own_has_no_layer() -> None:
    layers = Layers.of(ActorsByScope(EVERYBODYS, {"b": EVERYBODYS, "c": (VELLMAROV, TARQANI)}))
    assert layers.overlays == (Overlay("c", (), (HARBOUR,)),)
    scoped = ScopedIndex(layers)
    assert scoped.of("b") is scoped.everybodys
    assert scoped.of("c") is not scoped.everybodys


WORDS = ("Boris", "Anna", "Salah", "Vellmarov", "Velmarof", "Tarqani", "Tarkani", "Ostrik", "Ostrick", "Веллмарова")
FILLERS = (
    "said",
    "the",
    "minister",
    "on",
    "Monday",
    "President",
    ",",
    ".",
    "and",
    "Harbour",
    "Council",
    "HBC",
    "طرقاني",
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
persons = st.lists(names, min_size=1, max_size=4, unique=True)
texts = st.lists(st.sampled_from(WORDS + FILLERS), min_size=1, max_size=30).map(" ".join)


def people(prefix: str, full_names: list[str], guild: str | None = None) -> tuple[Actor, ...]:
    return tuple(Actor(f"{prefix}{n}", name, "person", (), guild=guild) for n, name in enumerate(full_names))


@given(persons, persons, persons, st.integers(0, 4), texts)
def test_a_server_reads_as_if_its_actors_alone_existed(
    everybodys: list[str], of_b: list[str], of_c: list[str], hidden: int, text: str
) -> None:
    public = people("p", everybodys)
    seen_by_b = (*public[hidden:], *people("b", of_b, "b"))
    scoped = ScopedIndex(Layers.of(ActorsByScope(public, {"b": seen_by_b, "c": (*public, *people("c", of_c, "c"))})))
    mentions, readings = match_by_scope("", text, scoped)
    assert mentions == match("", text, AliasIndex.build(public))
    assert readings.get("b", mentions) == match("", text, AliasIndex.build(seen_by_b))


def test_a_longer_name_that_is_hidden_from_a_server_hides_no_shorter_one() -> None:
    longer = Actor("boris-salah", "Boris Vellmarov Salah", "person", (Alias("Boris Vellmarov Salah"),))
    followed = VELLMAROV, own("Pavel Ostrik")
    scoped = ScopedIndex(Layers.of(ActorsByScope((VELLMAROV, longer), {"b": followed})))
    text = "Boris Vellmarov Salah met Pavel Ostrik."
    mentions, readings = match_by_scope("", text, scoped)
    assert "boris-salah" in surely(mentions)
    assert readings["b"] == match("", text, AliasIndex.build(followed))
    assert "boris" in {mention.actor for mention in readings["b"]}
