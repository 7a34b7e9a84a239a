"""What commands keep in the archive: verdicts for every team, feeds of several servers, pauses that end."""

from __future__ import annotations

from tests.archive.test_catalogue import team
from tests.support.recording import NOW, article, later, record, seed
from watchers.archive import Database, catalogue, decisions, outbox, rematch_queries, search
from watchers.archive.visible import seen_by
from watchers.model import Decision, Delivery, Feed, Mention
from watchers.reasons import Matching, Reason, Telling
from watchers.reasons.name_rules import Form, Inflection, Rule

NEWS = Feed("https://news.example/rss", "The News", "en")


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
        with seen_by(connection, "100"):
            assert [decision.team for decision in decisions.of_article(connection, report.article.id)] == [ours.id]


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
