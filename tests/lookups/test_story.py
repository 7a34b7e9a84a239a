"""/story: all coverage, copies under their origin, what each article adds, and copies as differences. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.discord import markdown
from bot.render import stories
from bot.terminal import console
from tests.support.commanding import ANALYST, FOREIGNER, NOW, Office
from tests.support.telling import report, story
from watchers.archive import catalogue
from watchers.comparing import diff
from watchers.comparing.diff import Difference, Passage, Piece
from watchers.errors import UnknownThing
from watchers.lookups import story_articles
from watchers.lookups.answers import ActorRef, StoryAnswer, StoryArticle, as_json
from watchers.lookups.story import story_answer
from watchers.model import Feed, Source
from watchers.wording.names import Names

HAFTAR, SHOIGU = ActorRef("haftar", "Khalifa Haftar", "person"), ActorRef("shoigu", "Sergei Shoigu", "person")
MONITOR = Source("000.txt", "Intel", "Al-Monitor", "https://monitor.example/1", "2020-02-19", "en")
WIRE = Source("a1", "Talks", "Tripoli Wire", "https://wire.example/1", "2020-02-20T08:00:00Z", "en")
PAPER = Source("a2", "Talks again", "", "https://www.paper.example/2", None, "ar")
MIRROR = Source("a3", "Talks", "Mirror", "", None, "en")

PIECES = (Piece("same", "They met "), Piece("deleted", "Haftar "), Piece("inserted", "him."))
DIFFERENCE = Difference(
    headline=(Piece("deleted", "Talks "), Piece("inserted", "Again")),
    adds=(Passage("Editor's note: long ago.", "start", note=True), Passage("He left.", "end")),
    leaves_out=(Passage("They signed.", "within"), Passage("It rained.", "end"), Passage("It snowed.", "end")),
    changes=(PIECES,),
    kept=2,
    sentences=5,
)

VISIT = (
    "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said.",
    "The museum shows forty lamps that divers brought up from the bay over nine years.",
    "Haftar told reporters that the town would get a second ferry before the summer.",
    "Fishermen would pay nothing for their berths until the end of the year, he said.",
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.at(tmp_path)
    yield office
    office.database.close()


def answered(*articles: StoryArticle) -> StoryAnswer:
    return StoryAnswer("a1", "Talks", articles, 1, "000.txt", (HAFTAR, SHOIGU))


def first(source: Source = WIRE) -> StoryArticle:
    return StoryArticle(source, None, 0.0, "new", "nobody said so", ("They signed.",) * 9, NOW)


def copy(source: Source, difference: Difference | None = None, of: str = "a1") -> StoryArticle:
    return StoryArticle(source, of, 0.94, "repeat", "a copy", (), NOW, difference=difference)


def test_copies_stand_under_their_origin_and_what_reports_add_is_quoted() -> None:
    adding = StoryArticle(
        MONITOR, None, 0.0, "developing", "adds 4 sentences", ("One.", "Two.", "Three.", "Four."), NOW,
        figures=("12",), dates=("2020-02-19",), actors=("shoigu", "somebody"), published_earlier=True,
    )  # fmt: skip
    shown = console.plain(stories.story(answered(first(), adding, copy(PAPER, Difference(sentences=2, kept=2)))))
    assert shown == (
        "Talks <https://wire.example/1>\n"
        "3 articles, one report\n"
        "Khalifa Haftar, Sergei Shoigu\n"
        "\nArticles in the order in which they were found\n"
        "  Tripoli Wire <https://wire.example/1> · new: nobody said so · 2020-02-20T08:00:00Z · a1\n"
        "    ↳ “They signed.”\n"
        "    ↳ “They signed.”\n"
        "  ↳ copy: paper.example <https://www.paper.example/2> · 94% of the shorter text: the same text"
        " · date unknown · a2\n"
        "  Al-Monitor <https://monitor.example/1> · published earlier, the original of the copies"
        " · developing: adds 4 sentences · 2020-02-19 (day) · 000.txt\n"
        "    ↳ adds “One.”\n"
        "    ↳ adds “Two.”\n"
        "    ↳ adds “Three.”\n"
        "    ↳ and 1 more sentence\n"
        "    ↳ figures 12 · dates 2020-02-19 · first to name Sergei Shoigu\n"
        "\nstory a1\n"
    )


def test_a_copy_is_shown_as_a_difference_from_its_origin() -> None:
    shown = console.plain(stories.story(answered(first(), copy(PAPER, DIFFERENCE))))
    assert (
        "another headline, an editor's note, adds 1 sentence, leaves out 3 of 5 sentences, changes 1 sentence" in shown
    )
    assert shown.endswith(
        "\npaper.example · a2 against Tripoli Wire\n"
        "  headline: [-Talks-] {+Again+}\n"
        "  editor's note: “Editor's note: long ago.”\n"
        "  changes: They met [-Haftar-] {+him.+}\n"
        "  adds: “He left.”\n"
        "  leaves out: “They signed.”\n"
        "  leaves out at the end, 2 sentences: “It rained. It snowed.”\n"
        "\nstory a1\n"
    )


def test_a_difference_is_struck_and_bold_on_discord_and_runs_in_the_direction_of_its_sentence() -> None:
    arabic = (Piece("same", "وصل إلى "), Piece("deleted", "موسكو "), Piece("inserted", "*القاهرة*"))
    difference = Difference(changes=(PIECES, arabic), kept=2, sentences=2)
    (embed,) = markdown.write(stories.story(answered(first(), copy(PAPER, difference)))).embeds
    assert embed.fields[-1].value.splitlines() == [
        "**changes:** They met ~~Haftar~~ **him.**",
        "**changes:** \u2068وصل إلى ~~موسكو~~ **\\*القاهرة\\***\u2069",
    ]


def test_unchanged_words_far_from_a_change_are_left_out() -> None:
    long = "They spoke of ferries and lamps and berths and of a ship of ninety metres and of the weather in Zafira "
    pieces = (Piece("same", long), Piece("deleted", "for "), Piece("same", long), Piece("inserted", "too "),
              Piece("same", long))  # fmt: skip
    shown = "".join(span.text for span in stories.versions(pieces))
    assert shown == (
        "… metres and of the weather in Zafira for They spoke of ferries and lamps and … metres and of the weather in"
        " Zafira too They spoke of ferries and lamps and …"
    )


def test_a_story_with_hundreds_of_copies_fits_discord_and_says_what_is_missing() -> None:
    big = Difference(
        adds=(Passage("A sentence that somebody added. " * 40, "within"),) * 50, changes=(PIECES,) * 50, sentences=99
    )
    copies = [
        copy(Source(f"c{n}", "Talks", f"Paper {n}", f"https://p.example/{n}", None, "en"), big) for n in range(300)
    ]
    (embed,) = markdown.write(stories.story(answered(first(), *copies))).embeds
    fields = "\n".join(f"{field.name}\n{field.value}" for field in embed.fields)
    assert "more changes" in fields and "Of 292 more copies in actorwatch story a1 --json" in fields


def test_a_copy_of_what_is_not_shown_here_says_so() -> None:
    shown = console.plain(stories.story(answered(first(), copy(MIRROR, of="17"))))
    assert "↳ copy: Mirror · 94% of the shorter text of article 17 in another story · date unknown · a3" in shown


def test_an_archived_copy_is_compared_with_its_origin(office: Office) -> None:
    office.article("Museum opens in Zafira", " ".join(VISIT))
    office.article("Museum opens", "Editor’s note: We were there. It was hot.\n\n" + " ".join(VISIT[:3]))
    shown = office.ask(ANALYST, "story", id="2")
    assert "2 articles, one report" in shown
    assert "another headline, an editor's note, leaves out 1 of 4 sentences" in shown
    assert f"leaves out: “{VISIT[3]}”" in shown
    with office.database.read() as archive:
        answer = as_json(story_answer(archive, "1"))
    difference = answer["articles"][1]["difference"]
    assert [sentence["text"] for sentence in difference["adds"]] == ["Editor’s note: We were there.", "It was hot."]
    assert difference["leaves_out"] == [{"text": VISIT[3], "place": "end", "note": False}]
    assert (difference["kept"], difference["sentences"], difference["whole"], difference["changes"]) == (3, 4, True, [])
    assert answer["articles"][0]["difference"] is None


def test_a_late_original_is_what_its_copies_are_compared_with(office: Office) -> None:
    office.article("Museum opens", " ".join(VISIT[:3]))
    at, office.now = office.now, NOW - timedelta(hours=3)
    office.article("Museum opens", " ".join(VISIT))
    office.now = at
    shown = office.ask(ANALYST, "story", id="1")
    assert "published earlier, the original of the copies" in shown
    assert "1 against" in shown and f"leaves out: “{VISIT[3]}”" in shown


def test_texts_past_what_is_compared_for_one_answer_have_no_difference() -> None:
    most = story_articles.MOST_COMPARED_CHARACTERS // (2 * diff.MOST_READ_CHARACTERS)
    long = "They said it again. " * (diff.MOST_READ_CHARACTERS // 20)
    reports = [report("a1", text=long), *(report(f"a{2 + n}", text=long, copy_of="a1") for n in range(most + 1))]
    sources = {report.article.id: Source.of(report.article) for report in reports}
    story_parts = story_articles.articles(story(*reports), {"a1": reports[0]}, sources, (), Names())
    assert [part.difference is None for part in story_parts] == [True, *[False] * most, True]


def test_an_origin_from_another_servers_feed_is_compared_with_for_nobody_else(office: Office) -> None:
    private = Feed("https://private.example/feed", "Private", "en", guild="100")
    with office.database.write() as archive:
        catalogue.save_feed(archive, private, "discord", NOW)
    office.article("Museum opens", " ".join(VISIT), private)
    office.article("Museum opens in Zafira", " ".join(VISIT[:3]))
    assert "leaves out" in office.ask(ANALYST, "story", id="1")
    elsewhere = office.ask(FOREIGNER, "story", id="1")
    assert "leaves out" not in elsewhere and "1 article\n" in elsewhere
    with pytest.raises(UnknownThing, match="no story 'P1'"):
        office.ask(FOREIGNER, "story", id="P1")
