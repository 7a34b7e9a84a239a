"""What commands keep in the archive: verdicts for every team, feeds of several servers, pauses that end."""

from __future__ import annotations

import pytest

from tests.archive.test_catalogue import team
from tests.support.recording import NOW, article, later, record, seed
from watchers.archive import Database, catalogue, decisions, feed_owners, feeds, outbox, rematch_queries, search
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Decision, Delivery, Feed, Mention
from watchers.reasons import Matching, Reason, Telling
from watchers.reasons.name_rules import Form, Inflection, Rule

NEWS = Feed("https://news.example/rss", "The News", "en")


def guild_of(archive: Database) -> str | None:
    with archive.read() as connection:
        state = feeds.state(connection, NEWS.url)
    assert state is not None, "nobody follows the feed"
    return state.feed.guild


SAID = Reason(Telling.VERDICT, verdict="new"), Reason(Telling.ACTORS_WATCHED, actors=("haftar", "saleh"))


def test_the_verdict_for_every_team_is_read_back_with_its_reason(archive: Database) -> None:
    decided = Decision("one", "story", "delivery", SAID), Decision("two", "nothing", "watchlist", ())
    with archive.write() as connection:
        report = record(connection, article())
        decisions.record(connection, report.article.id, decided)
        assert decisions.of_article(connection, report.article.id) == decided
        assert decisions.of_article(connection, "no such article") == ()


def test_verdicts_for_teams_of_other_servers_are_left_out(archive: Database) -> None:
    ours = team("ours", guild="100")
    with archive.write() as connection:
        catalogue.save_team(connection, ours, NOW)
        report = record(connection, article())
        decisions.record(
            connection,
            report.article.id,
            [Decision(team_id, "edit", "delivery", SAID) for team_id in ("theirs", ours.id)],
        )
        assert [decision.team for decision in decisions.of_article(connection, report.article.id, "100")] == [ours.id]


def test_a_feed_that_several_servers_follow_belongs_to_none_until_but_one_is_left(archive: Database) -> None:
    with archive.write() as connection:
        feed_owners.follow(connection, NEWS, "100", NOW)
    assert guild_of(archive) == "100"
    with archive.write() as connection:
        feed_owners.follow(connection, NEWS, "999", NOW)
        assert feed_owners.of(connection) == {NEWS.url: {"100", "999"}}
    assert guild_of(archive) is None
    with archive.write() as connection:
        feed_owners.unfollow(connection, NEWS.url, "100", NOW)
    assert guild_of(archive) == "999"
    with archive.write() as connection:
        feed_owners.unfollow(connection, NEWS.url, "999", NOW)
        assert feeds.state(connection, NEWS.url) is None


def test_a_feed_that_was_not_added_here_cannot_be_removed_here(archive: Database) -> None:
    with archive.write() as connection:
        feed_owners.follow(connection, NEWS, "100", NOW)
        with pytest.raises(UnknownThing, match="/feeds list"):
            feed_owners.unfollow(connection, NEWS.url, "999", NOW)


def test_a_feed_of_a_file_is_nobodys_to_add(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, (), (NEWS,), (), NOW)
        with pytest.raises(NotAllowed, match=r"config/feeds\.toml"):
            feed_owners.follow(connection, NEWS, "100", NOW)


def test_feeds_of_other_servers_are_known_to_be_hidden(archive: Database) -> None:
    with archive.write() as connection:
        feed_owners.follow(connection, NEWS, "100", NOW)
        assert feeds.of_others(connection, "999") == {NEWS.url}
        assert feeds.of_others(connection, "100") == frozenset()


def test_only_what_waited_for_the_end_of_a_pause_is_brought_forward(archive: Database) -> None:
    def queued(key: str, team: str, minutes: float) -> Delivery:
        return Delivery(team, "digest", key, later(minutes), period=(NOW, later(1)))

    with archive.write() as connection:
        outbox.enqueue(connection, [queued("held", "team", 60), queued("soon", "team", 5), queued("other", "else", 60)])
        outbox.bring_forward(connection, "team", later(60), later(2))
        assert {delivery.key: delivery.due for delivery in outbox.due(connection, later(99), 9)} == {
            "held": later(2),
            "soon": later(5),
            "other": later(60),
        }


def test_articles_to_match_again_are_chosen_by_number_newest_first(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("001.txt"))
        ids = [record(connection, article(minutes=n), actors=["haftar"]).article.id for n in range(3)]
        assert rematch_queries.seeds(connection) == ("001.txt",)
        assert rematch_queries.newest(connection, 2) == (ids[2], ids[1])
        assert rematch_queries.mentioning(connection, "haftar", 2) == (ids[2], ids[1])
        assert rematch_queries.mentioning(connection, "nobody", 2) == ()


def test_full_text_gives_ids_alone(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article("Haftar in Benghazi"))
        record(connection, article("Cranes ordered"))
        assert search.find(connection, "bengh", 9) == (first.article.id,)
        assert search.find(connection, "…", 9) == ()


def test_mentions_that_write_a_name_in_certain_forms_are_gathered_from_the_newest_articles(archive: Database) -> None:
    def spelt(form: Form, rule: Rule = Rule.SURNAME, inflection: Inflection | None = None) -> Mention:
        evidence = (Reason(Matching.ONLY_BEARER),)
        return Mention("haftar", "title", 0, 7, "Hiftarr", rule, 0.6, evidence, form, inflection)

    with archive.write() as connection:
        record(connection, article(), actors=[spelt(Form.SPELLING)])
        inflected = spelt(Form.SPELLING, inflection=Inflection.ELISION)
        newest = [spelt(Form.NAME), spelt(Form.SPELLING, Rule.FULL_NAME), inflected]
        newer = record(connection, article(), actors=newest)
        assert rematch_queries.sightings(connection, (Form.SPELLING,), newest=1) == (
            (newer.article.id, spelt(Form.SPELLING, Rule.FULL_NAME)),
        )
        assert len(rematch_queries.sightings(connection, (Form.SPELLING,), newest=9)) == 2
