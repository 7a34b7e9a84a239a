"""What a team reads about a story: the message, its edits, the reply, the list. Read here as a terminal shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.discord import markdown
from bot.message import Message
from bot.render import alerts
from bot.terminal.console import plain
from tests.support.telling import NAMES, NOW, TEAM, report, story
from watchers.model import Delivery, Novelty, PartialDate, Published, Report, Story, Told, Watchlist
from watchers.reasons import Comparing, Reason, Telling

SAID = (
    Reason(Telling.VERDICT, verdict="new"),
    Reason(Comparing.NOTHING_LIKE_IT),
    Reason(Telling.ACTORS_WATCHED, actors=("haftar",)),
)
DELIVERY = Delivery("desk", "story", "story:desk:a1", NOW, "a1", "a1", SAID, id=17, number=17)
TOLD = Told("desk", "a1", channel="200", message="400", at=NOW)


def alert(*reports: Report, origin: str | None = None) -> Message:
    return alerts.alert(story(*reports, origin=origin), TEAM, DELIVERY, NAMES)


def section_of(message: Message, name: str) -> list[str]:
    """The lines of a section as a terminal prints them, without their bullets."""
    section = next(section for section in message.cards[0].sections if section.name == name)
    return [row.strip().removeprefix("• ") for row in plain(Message(lines=section.lines)).splitlines()]


def test_a_story_message_says_what_is_new_why_who_and_where() -> None:
    message = alert(report("a1", quotes=["Haftar told Shoigu that he would sign."], actors=("haftar", "shoigu")))
    assert plain(message) == (
        "Haftar in Moscow <https://wire.example/a1>\n"
        "new\n"
        "Khalifa Haftar, Sergei Shoigu\n"
        "\nWhat is new\n"
        "  • “Haftar told Shoigu that he would sign.” — Outlet 1 <https://wire.example/a1>\n"
        "\nArticles\n"
        "  Outlet 1 <https://wire.example/a1> · 2026-03-02T14:00:00Z · a1\n"
        "\nWhy you were told\n"
        "  new: no earlier article is like it; it names Khalifa Haftar\n"
        "\nstory a1\n"
        "Why? /why delivery 17\n"
    )


def test_the_embed_and_its_first_link_are_the_first_article() -> None:
    message = alert(report("a1"), report("a2", Novelty.REPEAT))
    (embed,) = markdown.write(message).embeds
    assert embed.url == "https://wire.example/a1"
    articles = next(field.value for field in embed.fields if field.name == "Articles")
    assert articles.startswith("[Outlet 1](https://wire.example/a1)")


def test_copies_are_folded_under_what_they_copy() -> None:
    copies = [report(f"a{n}", Novelty.REPEAT, copy_of="a1") for n in range(2, 9)]
    message = alert(report("a1"), *copies, report("a9", Novelty.REPEAT))
    assert "9 articles, 2 independent reports" in plain(message)
    rows = section_of(message, "Articles")
    assert [row.split(" <")[0] for row in rows] == ["Outlet 1", "↳ copies: Outlet 2", "↳ copies: Outlet 7", "Outlet 9"]
    assert all(f"https://wire.example/a{n}>" in "\n".join(rows) for n in range(1, 10))


def test_articles_that_do_not_fit_are_counted() -> None:
    copies = [report(f"c{n}", Novelty.REPEAT, copy_of="a1") for n in range(200)]
    (embed,) = markdown.write(alert(report("a1"), *copies, report("a2", Novelty.REPEAT))).embeds
    values = "\n".join(field.value for field in embed.fields if field.name.startswith("Articles"))
    links = values.count("](")
    assert 50 < links < 202 and values.endswith(f"\nand {202 - links} more articles")


def test_articles_are_numbered_unless_the_number_is_all_that_names_them() -> None:
    named = report("a3", copy_of="a1")
    nameless = replace(named, article=replace(named.article, url="", outlet=""))
    rows = section_of(alert(report("a1"), report("a2", Novelty.REPEAT, copy_of="a1"), nameless), "Articles")
    assert rows[1] == "↳ copies: Outlet 2 <https://wire.example/a2> a2, a3"


def test_copies_of_another_storys_article_are_shown_as_copies() -> None:
    rows = section_of(alert(report("a1", copy_of="seed"), report("a2", Novelty.REPEAT, copy_of="a1")), "Articles")
    assert [row.split(" <")[0] for row in rows] == ["↳ copies: Outlet 1", "↳ copies: Outlet 2"]


def test_a_late_original_is_shown_as_published_earlier() -> None:
    message = alert(report("a1", copy_of="a2"), report("a2", Novelty.REPEAT, origin=True), origin="a2")
    rows = section_of(message, "Articles")
    assert rows[0].startswith("published earlier, the original of the copies: Outlet 2")


def test_every_article_states_its_date_with_its_precision() -> None:
    day = Published(PartialDate(2026, 3, 1))
    message = alert(report("a1", published=day), report("a2", Novelty.REPEAT, published=None))
    rows = section_of(message, "Articles")
    assert rows[0].endswith("· 2026-03-01 (day) · a1")
    assert rows[1].endswith("· date unknown · a2")


def test_what_the_reader_should_know_of_an_article_stands_with_it() -> None:
    (row,) = section_of(alert(report("a1", note="teaser only: the page answered 403")), "Articles")
    assert row.endswith("· teaser only: the page answered 403 · a1")


def test_a_story_that_a_seed_document_began_is_headed_by_its_first_live_article() -> None:
    seed = report("seed", Novelty.NEW, seed=True, title="Long ago", url="")
    message = alert(seed, report("a2", Novelty.DEVELOPING, title="Today", quotes=["He left for Cairo."]))
    assert message.cards[0].title == "Today"
    assert message.cards[0].url == "https://wire.example/a2"
    assert section_of(message, "Articles")[0].startswith("known before: Outlet seed")
    assert section_of(message, "What is new") == ["“He left for Cairo.” — Outlet 2 <https://wire.example/a2>"]


def test_a_story_that_opinion_began_is_headed_by_its_first_report_and_quotes_no_opinion() -> None:
    opinion = Reason(Telling.OPINION, sign="address", words="opinion")
    first = report("a1", title="Why Haftar should go", genre=opinion, quotes=["He should go."])
    message = alert(first, report("a2", title="Haftar goes", quotes=["He went."]))
    assert message.cards[0].title == "Haftar goes"
    assert section_of(message, "What is new") == ["“He went.” — Outlet 2 <https://wire.example/a2>"]


def test_later_facts_join_the_first_and_the_oldest_of_them_give_way() -> None:
    facts = [report(f"a{n}", Novelty.DEVELOPING, quotes=[f"Fact {n}."]) for n in range(2, 9)]
    rows = section_of(alert(report("a1", quotes=["One.", "Two.", "Three."]), *facts), "What is new")
    assert [row.split(" — ")[0] for row in rows] == ["“One.”", "“Two.”", "“Fact 6.”", "“Fact 7.”", "“Fact 8.”"]


def test_the_headline_is_not_quoted_as_its_own_proof() -> None:
    (row,) = section_of(alert(report("a1", title="He left", quotes=["He left", "He went to Cairo."])), "What is new")
    assert row.startswith("“He went to Cairo.” — ")


def test_a_repetition_is_not_quoted() -> None:
    rows = section_of(
        alert(report("a1", quotes=["One."]), report("a2", Novelty.REPEAT, quotes=["Two."])), "What is new"
    )
    assert len(rows) == 1


def test_the_team_is_quoted_what_it_can_read() -> None:
    english = replace(TEAM, watchlist=Watchlist(actors=("haftar",), languages=("en",)))
    russian = report("a1", language="ru", quotes=["Он в Каире."])
    later = report("a2", Novelty.DEVELOPING, quotes=["He left."])
    both = alerts.alert(story(russian, later), english, DELIVERY, NAMES)
    assert [row.split(" — ")[0] for row in section_of(both, "What is new")] == ["“He left.”"]
    repeated = alerts.alert(story(russian, report("a2", Novelty.REPEAT)), english, DELIVERY, NAMES)
    assert section_of(repeated, "What is new")[0].startswith("“Khalifa Haftar flew to Moscow on Monday.” — Outlet 2")
    foreign = alerts.alert(story(russian), english, DELIVERY, NAMES)
    assert section_of(foreign, "What is new")[0].startswith("“Он в Каире.”")


def test_only_the_teams_role_is_pinged() -> None:
    assert markdown.write(alert(report("a1"))).content == "<@&300>"
    silent = alerts.alert(story(report("a1")), replace(TEAM, role=None), DELIVERY, NAMES)
    assert markdown.write(silent).content == ""


def test_a_story_that_was_told_in_a_list_links_back_to_it() -> None:
    listing = replace(TOLD, listed=True)
    message = alerts.alert(story(report("a1")), TEAM, DELIVERY, NAMES, earlier_notice=listing)
    assert "told in a list before <https://discord.com/channels/100/200/400>, and now changed" in plain(message)


def test_hostile_headlines_reach_discord_defused() -> None:
    message = alert(report("a1", title="@everyone [win](https://evil.example)", outlet="<@&300>", text="**x** @here"))
    (embed,) = markdown.write(message).embeds
    text = "\n".join([embed.title, embed.description, *(field.value for field in embed.fields)])
    assert "@everyone" not in text and "@here" not in text and "<@&300>" not in text
    assert "](https://evil.example)" not in text


# ---------------------------------------------------------------- replies


def replied(subject: Story, cause: str) -> Message:
    delivery = Delivery(
        "desk",
        "reply",
        f"reply:desk:a1:{cause}",
        NOW,
        "a1",
        cause,
        (Reason(Telling.CONFIRMED, article="a1", reports=3),),
        id=18,
        number=18,
    )
    return alerts.reply(subject, TEAM, delivery, TOLD, NAMES)


def test_a_reply_names_the_change_answers_the_story_message_and_pings() -> None:
    developed = story(report("a1"), report("a2", Novelty.DEVELOPING, quotes=["He left for Cairo."]))
    message = replied(developed, "a2")
    assert plain(message) == (
        "↳ Haftar in Moscow\nnew: “He left for Cairo.” — Outlet 2 <https://wire.example/a2>\nWhy? /why delivery 18\n"
    )
    assert (message.reply_to, message.ping) == ("400", "300")


def test_a_reply_names_every_change_since_the_one_that_caused_it() -> None:
    developed = story(
        report("a1"),
        report("a2", Novelty.DEVELOPING, quotes=["Told before."]),
        report("a3", Novelty.DEVELOPING, quotes=["He left for Cairo."]),
        report("a4", Novelty.REPEAT, copy_of="a1"),
        report("a5", Novelty.DEVELOPING, quotes=["He is back."]),
    )
    rows = plain(replied(developed, "a3")).splitlines()
    assert [row.split(" — ")[0] for row in rows[1:-1]] == [
        "new: “He left for Cairo.”",
        "third independent report (Outlet 3): Haftar in Moscow <https://wire.example/a3>",
        "new: “He is back.”",
    ]


def test_a_reply_whose_changes_are_gone_says_why_it_was_sent() -> None:
    assert "third independent report (Outlet 1)" in plain(replied(story(report("a1")), "a1"))


# ---------------------------------------------------------------- lists


def test_a_list_has_a_line_a_story_with_its_id() -> None:
    (page,) = alerts.listing([story(report(f"s{n}", title=f"Story {n}")) for n in range(3)], TEAM)
    assert plain(page.message).splitlines()[:2] == [
        "3 stories at once",
        "• Story 0 <https://wire.example/s0> — Outlet s0 · new · 1 article · story s0",
    ]
    assert page.stories == ("s0", "s1", "s2")


def test_a_long_list_is_a_series_that_fits_loses_nothing_and_pings_once() -> None:
    long = [story(report(f"s{n}", title="word " * 60, url=f"https://wire.example/{n}/" + "x" * 300)) for n in range(40)]
    pages = alerts.listing(long, TEAM)
    assert [story_id for page in pages for story_id in page.stories] == [f"s{n}" for n in range(40)]
    assert [page.message.ping for page in pages] == ["300", *[None] * (len(pages) - 1)]
    for page in pages:
        (embed,) = markdown.write(page.message).embeds
        assert len(embed.description.splitlines()) == len(page.stories)
        assert embed.description.count("](") == len(page.stories)


def test_the_same_story_later_reads_the_same_but_for_what_was_added() -> None:
    first = report("a1", quotes=["One."])
    early, late = (
        alert(first),
        alert(first, report("a2", Novelty.REPEAT, seen=-timedelta(hours=1) / timedelta(minutes=1))),
    )
    assert section_of(early, "What is new") == section_of(late, "What is new")
    assert section_of(late, "Articles")[: len(section_of(early, "Articles"))] == section_of(early, "Articles")
