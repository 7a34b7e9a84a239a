"""Which articles are encoded, and which get what."""

from __future__ import annotations

from dataclasses import replace

from tests.support.comparing import article
from tests.support.encoding import meaning as means
from tests.support.recording import mention
from watchers.model import ArticleFailure
from watchers.pipeline import meaning
from watchers.pipeline.prepare import Reading, prepare_matched

NOBODY = prepare_matched(article("nobody", "Rain", "It rained."), ())
DOUBTFUL = prepare_matched(article("doubtful", "Rain", "It rained."), (mention("haftar", confidence=0.4),))
SURE = prepare_matched(article("sure", "Rain", "It rained."), (mention("haftar"),))
A_SERVERS = replace(NOBODY, article=article("server"), readings={"a": Reading((mention("haftar"),), ())})
FAILURE = ArticleFailure(article("odd"), "prepare", "it is odd")


def test_what_surely_mentions_somebody_is_wanting_as_any_server_reads_it() -> None:
    wanting = meaning.wanting([NOBODY, DOUBTFUL, SURE, A_SERVERS, FAILURE])
    assert [one.article.id for one in wanting] == ["sure", "server"]


def test_each_gets_its_own_meaning_and_the_others_stay_as_they_were() -> None:
    assert meaning.given([NOBODY, SURE, FAILURE, A_SERVERS], [means(1), means(2)]) == [
        NOBODY,
        replace(SURE, meaning=means(1)),
        FAILURE,
        replace(A_SERVERS, meaning=means(2)),
    ]


def test_those_alone_compare_an_article_by_its_meaning_who_see_an_actor_in_it() -> None:
    (given,) = meaning.given([A_SERVERS], [means(3)])
    assert not isinstance(given, ArticleFailure)
    assert given.read_by("a").seen_meaning == means(3)
    assert given.seen_meaning is given.read_by("b").seen_meaning is None, "nobody else knows whom that server follows"


def test_what_everybody_sees_an_actor_in_all_compare_by_its_meaning() -> None:
    read = replace(SURE, meaning=means(4), readings={"a": Reading((mention("haftar"), mention("saleh")), ())})
    assert read.seen_meaning == read.read_by("a").seen_meaning == means(4)


def test_a_text_about_nobody_is_compared_by_the_meaning_that_it_was_given() -> None:
    assert replace(NOBODY, meaning=means(5)).seen_meaning == means(5)
