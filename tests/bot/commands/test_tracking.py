"""Who is tracked, by which names: /track, /variants, and the archive matched again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.commanding import ANALYST, BOSS, ELSEWHERE, FOREIGNER, HAFTAR, HERE, NOW, STRANGER, WIRE, Office
from watchers.archive import actors, articles, catalogue, variants
from watchers.catalogue.files import Catalogue
from watchers.errors import ActorwatchError, ConfigError, NotAllowed, UnknownActor, UnknownThing
from watchers.model import Actor, Alias, Feed, Variant
from watchers.pipeline import baseline, rematch
from watchers.reasons import Matching, Reason

LAMPS = "The keeper, Salma Idris, opened the museum of Zafira Bay on Monday. Forty lamps are shown there."
FERRY = "A ferry of ninety metres was ordered, said Salma Idrissi, who keeps the museum. It comes before the summer."
VISIT = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. He stayed an hour."

SEEN = (Reason(Matching.SPELLING_SEEN, mentions=1, in_articles=1, percent=83, name="Khalifa Haftar"),)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.at(tmp_path)
    made.ask(BOSS, "team create", name="Desk", role="300")
    yield made
    made.database.close()


def articles_of(office: Office, actor_id: str) -> int:
    """How many articles mention the actor, as the server sees it whose id begins the actor's."""
    with office.database.read(actor_id.partition("-")[0]) as archive:
        return actors.counts_of(archive, actor_id)[0]


# ---------------------------------------------------------------- adding


def test_a_new_actor_is_known_from_the_articles_before(office: Office) -> None:
    office.article("Lamps", LAMPS)
    answer = office.ask(ANALYST, "track add", name="Salma Idris")
    assert "is tracked now" in answer and "1 article" in answer
    assert "Lamps" in office.ask(STRANGER, "actor", name="Salma Idris")


def test_an_actor_is_watched_at_once_where_a_team_is_named(office: Office) -> None:
    answer = office.ask(ANALYST, "track add", name="Salma Idris", team="Desk")
    assert "Team Desk now watches Salma Idris" in answer
    assert office.team("100-desk").watchlist.actors == ("100-salma-idris",)


def test_an_actor_is_invisible_on_other_servers(office: Office) -> None:
    office.article("Lamps", LAMPS)
    office.ask(ANALYST, "track add", name="Salma Idris")
    with pytest.raises(UnknownActor):
        office.ask(FOREIGNER, "actor", name="Salma Idris")
    assert "Salma" not in office.ask(FOREIGNER, "track list")
    with pytest.raises(UnknownActor):
        office.ask(FOREIGNER, "track remove", name="Salma Idris")


def test_two_servers_track_the_same_name_without_disturbing_each_other(office: Office) -> None:
    office.ask(ANALYST, "track add", name="Salma Idris")
    everybodys = office.article("Lamps", LAMPS + " Idris said so herself.").actors
    office.ask(FOREIGNER, "track add", name="Salma Idris")
    office.ask(FOREIGNER, "track add", name="Farid Haftar")
    assert everybodys == ()
    assert articles_of(office, "100-salma-idris") == articles_of(office, "999-salma-idris") == 1
    assert office.article("Visit", VISIT).actors == ("khalifa-haftar",)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": "X"}, "too short"),
        ({"name": "Salma Idris", "names": "S"}, "too short"),
        ({"name": "x" * 101}, "too long"),
        ({"name": "KHALIFA  HAFTAR"}, "has that name already"),
        ({"name": "Someone", "names": "خليفة حفتر"}, "has that name already"),
        ({"name": "Salma Idris", "exclude": "salma idris"}, "would hide"),
        ({"name": "Salma Idris", "names": ", ".join(f"name {n}" for n in range(60))}, "at most 50"),
    ],
)
def test_a_name_that_cannot_be_tracked_is_refused_in_clear_words(
    office: Office, values: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        office.ask(BOSS, "track add", **values)


def test_strangers_track_nobody(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(STRANGER, "track add", name="Salma Idris")


# ---------------------------------------------------------------- changing


def test_a_further_name_finds_articles_of_the_archive_and_a_removed_one_loses_them(office: Office) -> None:
    office.article("Ferry", "A ferry of ninety metres comes in May, said the lamp lady. The town will pay for it.")
    office.ask(BOSS, "track add", name="Salma Idris")
    assert "1 article" in office.ask(ANALYST, "track edit", name="Salma Idris", add_names="the lamp lady, سلمى إدريس")
    assert "0 articles" in office.ask(ANALYST, "track edit", name="Salma Idris", remove_names="the lamp lady")


def test_an_exclusion_takes_articles_away(office: Office) -> None:
    office.article("Street", "Salma Idris Street was closed on Monday. The lamps there are mended until the summer.")
    office.ask(BOSS, "track add", name="Salma Idris")
    assert articles_of(office, "100-salma-idris") == 1
    assert "0 articles" in office.ask(BOSS, "track edit", name="Salma Idris", add_exclude="Salma Idris Street")


def test_an_actor_can_be_renamed_and_described(office: Office) -> None:
    office.ask(BOSS, "track add", name="Salma Idris")
    office.ask(BOSS, "track edit", name="Salma Idris", rename="Dr Salma Idris", add_titles="doctor", kind="person")
    shown = office.ask(STRANGER, "track list", name="Salma Idris")
    assert "Dr Salma Idris (person)" in shown and "titles: doctor" in shown


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "nothing to change"),
        ({"remove_names": "Nobody"}, "has no name 'Nobody'"),
        ({"remove_titles": "king"}, "no 'king' to remove"),
    ],
)
def test_a_change_that_cannot_be_made_is_said(office: Office, values: dict[str, str], says: str) -> None:
    office.ask(BOSS, "track add", name="Salma Idris")
    with pytest.raises(ConfigError, match=says):
        office.ask(BOSS, "track edit", name="Salma Idris", **values)


def test_an_actor_of_a_file_is_changed_in_the_file(office: Office) -> None:
    for command in ("track edit", "track remove"):
        with pytest.raises(NotAllowed, match=r"config/actors\.toml"):
            office.ask(BOSS, command, name="Haftar")


def test_an_exact_name_of_a_file_comes_before_a_likeness_of_the_servers_own(office: Office) -> None:
    office.ask(BOSS, "track add", name="Yolanda Haftar", names="Yoli H.")
    for command in ("track remove", "track edit"):
        with pytest.raises(NotAllowed, match=r"Khalifa Haftar is declared in config/actors\.toml"):
            office.ask(BOSS, command, name="Haftar")
    assert "titles" not in office.ask(BOSS, "track list", name="Yolanda Haftar")


@pytest.mark.parametrize("name", ["Yolanda Haftr", "Yolanda Haftars"])
def test_a_name_that_is_only_like_one_changes_nothing_and_is_asked_back(office: Office, name: str) -> None:
    office.ask(BOSS, "track add", name="Yolanda Haftar")
    with pytest.raises(UnknownActor, match=r"did you mean .*/track edit name:Yolanda Haftar"):
        office.ask(BOSS, "track edit", name=name, add_titles="doctor")
    assert "titles" not in office.ask(BOSS, "track list", name="Yolanda Haftar")


def test_a_removed_actor_leaves_the_watchlists(office: Office) -> None:
    office.ask(BOSS, "track add", name="Salma Idris", team="Desk")
    office.ask(BOSS, "track remove", name="Salma Idris", confirm="yes")
    assert office.team("100-desk").watchlist.actors == ()
    assert "Salma" not in office.ask(BOSS, "track list")


def test_a_removed_actor_leaves_what_the_server_reads_until_that_is_undone(office: Office) -> None:
    office.article("Lamps", LAMPS)
    office.ask(BOSS, "track add", name="Salma Idris")
    counted = [articles_of(office, "100-salma-idris")]
    office.ask(BOSS, "track remove", name="Salma Idris", confirm="yes")
    counted.append(articles_of(office, "100-salma-idris"))
    office.ask(BOSS, "undo", change="1")
    assert [*counted, articles_of(office, "100-salma-idris")] == [1, 0, 1]


def test_a_second_bearer_of_a_surname_makes_it_ambiguous_where_he_is_tracked_alone(office: Office) -> None:
    for name in ("Farid", "Adel", "Bashir", "Jalal", "Karim", "Murad", "Tariq"):
        office.ask(FOREIGNER, "track add", name=f"{name} Haftar")
    report = office.article("Visit", VISIT.replace("Khalifa Haftar", "Haftar"))
    assert report.actors == ("khalifa-haftar",)
    for guild, actor_ids in ((HERE, ("khalifa-haftar",)), (ELSEWHERE, ())):
        with office.database.read(guild) as archive:
            (seen,) = articles.reports(archive, [report.article.id])
        assert seen.actors == actor_ids


# ---------------------------------------------------------------- the archive matched again


def declare(office: Office, *actors: Actor) -> None:
    baseline.declare(office.database, Catalogue(actors, (WIRE,), (), ()), "a digest", NOW)


def test_a_changed_file_is_looked_for_in_the_archive(office: Office) -> None:
    office.article("Lamps", LAMPS)
    declare(office, HAFTAR, Actor("salma-idris", "Salma Idris", "person", (Alias("Salma Idris"),)))
    assert rematch.run(office.database) == 1
    assert articles_of(office, "salma-idris") == 1


def test_an_unchanged_file_matches_nothing_again(office: Office) -> None:
    office.article("Lamps", LAMPS)
    declare(office, HAFTAR)
    assert rematch.run(office.database) == 0


def test_what_was_wanted_before_a_kill_is_done_at_the_next_start(office: Office) -> None:
    office.article("Lamps", LAMPS)
    declare(office, replace(HAFTAR, aliases=(*HAFTAR.aliases, Alias("the keeper"))))
    with office.database.write() as archive:
        rematch.want(archive, ["another"])
    assert rematch.run(office.database) == 1
    assert rematch.run(office.database) == 0


def test_only_what_an_actor_is_found_by_counts_as_a_change() -> None:
    noted = replace(HAFTAR, note="born in Ajdabiya", wikidata="Q1")
    assert rematch.changed([HAFTAR], [noted]) == ()
    assert rematch.changed([HAFTAR], [replace(noted, titles=("marshal",))]) == ("khalifa-haftar",)
    assert rematch.changed([], [HAFTAR]) == ("khalifa-haftar",)


def test_full_text_is_asked_for_surnames_without_their_endings() -> None:
    shoigu = Actor("s", "Sergei Shoigu", "person", (Alias("Sergei Shoigu"), Alias("Сергей Шойгу")))
    assert rematch.words(shoigu) == ("shoig", "шоиг")


# ---------------------------------------------------------------- spellings under review


@pytest.fixture
def reviewed(office: Office) -> Office:
    """The desk watches an actor of whom a spelling waits for a decision."""
    office.ask(BOSS, "watch add", name="Haftar", team="Desk")
    report = office.article("Visit", "The olive harvest of the northern hills was the best in years.")
    spelling = Variant("khalifa-haftar", "Khalifah Hiftarr", SEEN, (report.article.id,))
    with office.database.write(HERE) as archive:
        variants.propose(archive, [spelling], NOW)
    return office


def test_spellings_are_shown_with_their_evidence_and_buttons(reviewed: Office) -> None:
    shown = reviewed.answer(ANALYST, "variants review")
    text = reviewed.ask(ANALYST, "variants review")
    assert (
        "“Khalifah Hiftarr” for Khalifa Haftar: 1 mention in 1 article, 83% like Khalifa Haftar" in text
        and "The Wire" in text
    )
    assert [button.label for button in shown.buttons] == ["Confirm 1", "Reject 1"]
    assert "/variants review confirm:1" in text


def test_a_confirmed_spelling_is_a_name_from_then_on(reviewed: Office) -> None:
    confirm, _ = reviewed.answer(ANALYST, "variants review").buttons
    answer = reviewed.press(ANALYST, confirm)
    assert "is a name of Khalifa Haftar" in answer and "No spelling waits" in answer
    names = {}
    for guild in (HERE, ELSEWHERE):
        with reviewed.database.read(guild) as archive:
            (actor,) = catalogue.actors(archive)
            names[guild] = actor.aliases
    assert Alias("Khalifah Hiftarr") in names[HERE] and Alias("Khalifah Hiftarr") not in names[ELSEWHERE]


def test_an_unseen_spelling_in_the_news_comes_up_for_review(office: Office) -> None:
    office.ask(BOSS, "watch add", name="Haftar", team="Desk")
    report = office.article("Visit", VISIT.replace("Khalifa Haftar", "Khalifa Haftarr"))
    assert report.actors == ("khalifa-haftar",)
    shown = office.ask(ANALYST, "variants review")
    assert "“Khalifa Haftarr” for Khalifa Haftar: 1 mention in 1 article" in shown
    office.ask(ANALYST, "variants review", reject="1")
    assert "No spelling waits" in office.ask(ANALYST, "variants review")


def test_a_rejected_spelling_never_comes_back(reviewed: Office) -> None:
    assert "is no name of Khalifa Haftar" in reviewed.ask(BOSS, "variants review", reject="1")
    with reviewed.database.write(HERE) as archive:
        variants.propose(archive, [Variant("khalifa-haftar", "Khalifah Hiftarr", SEEN)], NOW)
    assert "No spelling waits" in reviewed.ask(BOSS, "variants review")


def test_spellings_are_decided_by_those_who_watch_the_actor(reviewed: Office) -> None:
    with pytest.raises(NotAllowed, match="a say in a team that watches"):
        reviewed.ask(STRANGER, "variants review", confirm="1")
    with pytest.raises(UnknownThing, match="no spelling '1' waits"):  # it is under review here, and nowhere else
        reviewed.ask(FOREIGNER, "variants review", confirm="1")


@pytest.mark.parametrize("number", ["9", "one", "-1"])
def test_a_number_of_no_spelling_is_said(reviewed: Office, number: str) -> None:
    with pytest.raises(UnknownThing, match="no spelling"):
        reviewed.ask(BOSS, "variants review", confirm=number)


def test_articles_of_another_servers_feed_are_not_cited(reviewed: Office) -> None:
    with reviewed.database.write() as archive:
        catalogue.save_feed(archive, Feed("https://theirs.example/feed", "Theirs", guild="999"), "discord", NOW)
    hidden = reviewed.article("Secret", VISIT, Feed("https://theirs.example/feed", "Theirs", guild="999"))
    with reviewed.database.write(HERE) as archive:
        variants.propose(archive, [Variant("khalifa-haftar", "Haphtar", SEEN, (hidden.article.id,))], NOW)
    assert "Secret" not in reviewed.ask(BOSS, "variants review")


def test_a_name_that_was_confirmed_can_be_removed_again(reviewed: Office) -> None:
    reviewed.ask(BOSS, "track add", name="Salma Idris")
    with reviewed.database.write(HERE) as archive:
        variants.propose(archive, [Variant("100-salma-idris", "Salmah Idrees", SEEN)], NOW)
    reviewed.ask(BOSS, "variants review", confirm="2")
    assert "Salmah Idrees" in reviewed.ask(BOSS, "track list", name="Salma Idris")
    reviewed.ask(BOSS, "track edit", name="Salma Idris", remove_names="Salmah Idrees")
    assert "Salmah Idrees" not in reviewed.ask(BOSS, "track list", name="Salma Idris")


def test_every_failure_is_one_sentence_for_people(office: Office) -> None:
    with pytest.raises(ActorwatchError) as caught:
        office.ask(BOSS, "track edit", name="Nobody At All")
    assert "\n" not in str(caught.value)
