"""What is polled: /feeds, on one server and on several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.completion import complete
from bot.commands.table import BY_PATH
from bot.terminal.command_line import OPERATOR
from tests.support.commanding import ANALYST, BOSS, FOREIGNER, STRANGER, WIRE, Office
from watchers.archive import feeds
from watchers.errors import ActorwatchError, FeedError, NotAllowed, UnknownThing
from watchers.polling.probe import Checked

NEWS = "https://news.example/rss"
GULF = "https://gulf.example/atom"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.at(tmp_path)
    made.ask(BOSS, "team create", name="Desk", role="300")
    made.addresses = {
        NEWS: Checked(NEWS, "The News", "en-GB", 20),
        "news.example": Checked(NEWS, "The News", None, 20, page="https://news.example", others=(f"{NEWS}/sport",)),
        GULF: Checked(GULF, "Gulf", None, 0),
        "https://slow.example": FeedError("https://slow.example did not answer within 20 s"),
    }
    yield made
    made.database.close()


def test_a_feed_is_read_once_and_followed_from_then_on(office: Office) -> None:
    answer = office.ask(ANALYST, "feeds add", url=NEWS, tags="libya, gulf", interval="5m", pages="always")
    assert "The News is polled from now on" in answer and "20 entries" in answer
    with office.database.read() as archive:
        state = feeds.state(archive, NEWS, "100")
    assert state is not None and state.origin == "discord"
    feed = state.feed
    assert (feed.language, feed.tags, feed.guild) == ("en", ("libya", "gulf"), "100")
    assert (feed.interval, feed.pages) == (timedelta(minutes=5), True)


def test_a_page_gives_the_feed_that_it_links_to(office: Office) -> None:
    answer = office.ask(BOSS, "feeds add", url="news.example", language="ar")
    assert "feed of the page https://news.example" in answer and f"{NEWS}/sport" in answer
    assert NEWS in office.feed_urls()


def test_a_feed_without_language_is_said_so(office: Office) -> None:
    assert "states no language" in office.ask(BOSS, "feeds add", url=GULF)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"url": "https://slow.example"}, "did not answer"),
        ({"url": NEWS, "language": "martian"}, "no language code"),
        ({"url": NEWS, "interval": "now and then"}, "no duration"),
    ],
)
def test_a_feed_that_cannot_be_followed_is_said_and_not_kept(office: Office, values: dict[str, str], says: str) -> None:
    with pytest.raises(ActorwatchError, match=says):
        office.ask(BOSS, "feeds add", **values)
    assert office.feed_urls() == [WIRE.url]


def test_strangers_add_no_feed(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(STRANGER, "feeds add", url=NEWS)


def test_a_feed_is_changed_by_adding_it_again(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS)
    assert "was changed" in office.ask(BOSS, "feeds add", url=NEWS, title="News desk")
    assert "News desk" in office.ask(STRANGER, "feeds list")


def test_a_feed_of_a_file_is_changed_in_the_file(office: Office) -> None:
    office.addresses[WIRE.url] = Checked(WIRE.url, "The Wire", "en", 5)
    with pytest.raises(NotAllowed, match=r"config/feeds\.toml"):
        office.ask(BOSS, "feeds add", url=WIRE.url)
    with pytest.raises(NotAllowed, match=r"config/feeds\.toml"):
        office.ask(BOSS, "feeds remove", feed="the wire")


def test_a_removed_feed_leaves_the_watchlists(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS)
    office.ask(BOSS, "watch add", feeds="The News")
    office.ask(BOSS, "feeds remove", feed="the news", confirm="yes")
    assert office.feed_urls() == [WIRE.url]
    assert office.team("100-desk").watchlist.feeds == ()


# ---------------------------------------------------------------- addresses with credentials

TOKENS = {name: f"https://paid.example/feed?token={name}9kite&lang=ar" for name in ("first", "second")}


@pytest.fixture
def paying(office: Office) -> Office:
    """Two feeds of one host with a token each, one of them without a title; the desk watches the first."""
    office.addresses |= {url: Checked(url, name if name == "first" else "", "ar", 1) for name, url in TOKENS.items()}
    for url in TOKENS.values():
        assert "9kite" not in office.ask(BOSS, "feeds add", url=url)
    assert "9kite" not in office.ask(BOSS, "watch add", feeds="first")
    return office


@pytest.mark.parametrize("command", ["feeds list", "feeds health", "watch list", "team show"])
def test_a_token_shows_in_no_answer(paying: Office, command: str) -> None:
    answer = paying.ask(BOSS, command)
    assert "9kite" not in answer and "https://paid.example/feed?token=…&lang=ar" in answer


def test_a_token_shows_in_no_failure(paying: Office) -> None:
    paying.article("Visit", "Khalifa Haftar opened the lighthouse museum on Monday.")
    for url in (TOKENS["first"], "https://paid.example/a?token=first9kite"):
        assert "9kite" not in paying.ask(BOSS, "whynot", url=url)
    for feed in ("https://paid.example/feed?token=…&lang=ar", "https://paid.example/?token=third9kite"):
        with pytest.raises(UnknownThing) as refused:
            paying.ask(BOSS, "feeds remove", feed=feed)
        assert "9kite" not in str(refused.value)


def test_a_completion_selects_a_feed_without_showing_its_token(paying: Office) -> None:
    offered = {
        choice.label: choice.value
        for choice in complete(paying.context, BOSS, BY_PATH["feeds remove"].parameters[0], "")
    }
    shown = "https://paid.example/feed?token=…&lang=ar"
    assert set(offered) == {f"first ({shown})", shown}
    paying.ask(BOSS, "feeds remove", feed=offered[shown], confirm="yes")
    assert [url for url in paying.feed_urls() if "kite" in url] == [TOKENS["first"]]
    paying.ask(BOSS, "feeds remove", feed=TOKENS["first"], confirm="yes")
    assert paying.feed_urls() == [WIRE.url]


def test_two_feeds_that_look_alike_are_asked_back(paying: Office) -> None:
    with pytest.raises(UnknownThing, match=r"which one\? first at .* \(/feeds remove feed:P1\) or .*feed:P2"):
        paying.ask(BOSS, "feeds remove", feed="https://paid.example/feed?token=…&lang=ar")


# ---------------------------------------------------------------- several servers


def test_a_feed_of_one_server_does_not_show_on_another(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS)
    for command in ("feeds list", "feeds health"):
        assert "The News" in office.ask(STRANGER, command)
        assert "The News" not in office.ask(FOREIGNER, command)
    with pytest.raises(UnknownThing):
        office.ask(FOREIGNER, "feeds remove", feed=NEWS, confirm="yes")
    assert "The News" in office.ask(OPERATOR, "feeds list")


def test_a_feed_that_two_servers_added_is_each_ones_own(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS)
    answer = office.ask(FOREIGNER, "feeds add", url=NEWS)
    assert "polled from now on" in answer and "already" not in answer
    office.ask(BOSS, "feeds remove", feed=NEWS, confirm="yes")
    assert "The News" not in office.ask(BOSS, "feeds list")
    assert "The News" in office.ask(FOREIGNER, "feeds list")
    with office.database.read() as archive:
        assert [state.feed.guild for state in feeds.of_all(archive) if state.feed.url == NEWS] == ["999"]
    office.ask(FOREIGNER, "feeds remove", feed=NEWS, confirm="yes")
    assert NEWS not in office.feed_urls()


def test_what_the_operator_adds_is_everybodys_and_the_operators_to_change(office: Office) -> None:
    office.ask(OPERATOR, "feeds add", url=NEWS)
    for requester in (BOSS, FOREIGNER):
        assert "The News" in office.ask(requester, "feeds list")
        with pytest.raises(NotAllowed, match="polled for every server"):
            office.ask(requester, "feeds add", url=NEWS)
        with pytest.raises(NotAllowed, match="polled for every server"):
            office.ask(requester, "feeds remove", feed=NEWS)
    office.ask(BOSS, "watch add", feeds="The News")
    assert "Desk" in office.ask(OPERATOR, "feeds remove", feed=NEWS)
    office.ask(OPERATOR, "feeds remove", feed=NEWS, confirm="yes")
    assert office.team("100-desk").watchlist.feeds == ()
    assert office.feed_urls() == [WIRE.url]


def test_the_operator_sees_the_feeds_of_all_servers_and_changes_everybodys(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS, title="Here")
    office.ask(FOREIGNER, "feeds add", url=NEWS, title="There")
    for command in ("feeds list", "feeds health"):
        answer = office.ask(OPERATOR, command)
        assert "Here" in answer and "There" in answer
    with pytest.raises(UnknownThing):
        office.ask(OPERATOR, "feeds remove", feed=NEWS)


def test_a_removed_feed_comes_back_with_undo_whoever_else_has_it(office: Office) -> None:
    office.ask(BOSS, "feeds add", url=NEWS)
    office.ask(FOREIGNER, "feeds add", url=NEWS)
    office.ask(BOSS, "feeds remove", feed=NEWS, confirm="yes")
    assert "The News" not in office.ask(BOSS, "feeds list")
    office.ask(BOSS, "undo", change="1")
    for requester in (BOSS, FOREIGNER):
        assert "The News" in office.ask(requester, "feeds list")


def test_articles_of_another_servers_feed_are_not_shown(office: Office) -> None:
    office.ask(FOREIGNER, "feeds add", url=NEWS)
    with office.database.read() as archive:
        state = feeds.state(archive, NEWS, "999")
    assert state is not None
    text = "Khalifa Haftar ordered three cranes for the northern quay. The builders expect a loan in May."
    report = office.article("Cranes", text, state.feed)
    office.ask(FOREIGNER, "search", text="cranes")
    assert "0 hits" not in office.ask(FOREIGNER, "search", text="cranes")
    assert "Cranes" not in office.ask(BOSS, "search", text="northern quay")
    assert "no feed of wire.example" not in office.ask(FOREIGNER, "whynot", url=report.article.url)
    for command in ("story", "why"):
        with pytest.raises(UnknownThing):
            office.ask(BOSS, command, id=report.article.id)


# ---------------------------------------------------------------- lists of feeds

OPML = b"""<opml version="2.0"><body><outline text="Libya">
<outline type="rss" text="Gulf" xmlUrl="https://gulf.example/atom" language="ar"/>
<outline type="rss" text="Wire" xmlUrl="https://wire.example/feed"/>
<outline type="rss" text="Odd" xmlUrl="https://user:secret@odd.example/feed" language="nonsense"/>
</outline></body></opml>"""


def test_a_list_of_feeds_is_followed_with_its_folders_as_tags(office: Office) -> None:
    answer = office.ask(BOSS, "feeds import", file=OPML, tags="import")
    assert (
        "1 feed of the list is polled" in answer
        and "1 were followed already" in answer
        and "1 have addresses" in answer
    )
    with office.database.read() as archive:
        state = feeds.state(archive, GULF, "100")
    assert state is not None
    assert (state.feed.title, state.feed.language, state.feed.tags) == ("Gulf", "ar", ("libya", "import"))


def test_a_file_that_is_no_list_is_said(office: Office) -> None:
    with pytest.raises(ActorwatchError, match="OPML"):
        office.ask(BOSS, "feeds import", file=b"<html></html>")
