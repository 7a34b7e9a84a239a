"""Articles of any kind are compared with each other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.strategies import ARTICLES, FUZZ, INDEX, SHORT, TEXTS, values
from tests.support.comparing import new_desk
from watchers.batch import compare
from watchers.batch.json_lines import Row
from watchers.comparing import attribution, diff, disputes, encounters, figures, signature
from watchers.lookups import story_articles
from watchers.lookups.answers import as_json
from watchers.model import Article, EncounterHistory, Source, Story
from watchers.pipeline.prepare import prepare
from watchers.text.credits import credited
from watchers.wording.names import Names


@st.composite
def related(draw: st.DrawFn) -> list[Article]:
    """Articles of which some take over texts of others."""
    articles: list[Article] = []
    for article in draw(st.lists(ARTICLES, min_size=1, max_size=5)):
        takes_over, adds = draw(st.booleans()), draw(st.booleans())
        if articles and takes_over:
            other = draw(st.sampled_from(articles))
            text = f"{other.text} {article.text}" if adds else other.text
            article = replace(article, title=other.title, text=text, language=other.language)
        articles.append(article)
    return articles


@FUZZ
@given(related())
def test_every_article_gets_a_verdict_with_its_reason(articles: list[Article]) -> None:
    rows = [_verdicts(articles), _verdicts(articles)]
    assert rows[0] == rows[1]
    earlier_ids: list[str] = []
    for article, row in zip(articles, rows[0], strict=True):
        assert 0 <= row["containment"] <= 1
        assert all(0 <= sentence["score"] <= 1 for sentence in row["adds"]["sentences"])
        assert row["reason"]
        assert {row["copy_of"], row["nearest"]} <= {None, *earlier_ids}
        assert row["story"] in (article.id, *earlier_ids)
        earlier_ids.append(article.id)
        json.dumps(row, allow_nan=False)


def _verdicts(articles: list[Article]) -> list[Row]:
    with new_desk() as desk:
        return [
            compare.as_json(article, desk.take(article, prepare(article, INDEX).actors), Names())
            for article in articles
        ]


@FUZZ
@given(ARTICLES, ARTICLES)
def test_a_copy_differs_from_its_origin_in_pieces_that_make_up_both(origin: Article, copy: Article) -> None:
    difference = diff.between(origin, copy)
    assert 0 <= difference.kept <= difference.sentences
    assert diff.between(origin, origin).none
    json.dumps(as_json(difference), allow_nan=False)


@FUZZ
@given(SHORT, SHORT)
def test_two_versions_of_a_sentence_hold_the_words_of_both(before: str, after: str) -> None:
    if before.split() and after.split():
        pieces = diff.pieces(before, after)
        assert _letters(piece.text for piece in pieces if piece.kind != "deleted") == _letters(after)


def _letters(texts: Iterable[str]) -> str:
    """The texts without blanks, which stand where scripts write them."""
    return "".join("".join(texts).split())


@FUZZ
@given(TEXTS, st.lists(ARTICLES, max_size=3))
def test_figures_and_credits_are_read_from_any_text(text: str, articles: list[Article]) -> None:
    earlier = [figures.counted(article.text) for article in articles]
    known = {figure.number for counts in earlier for figure in counts}
    assert all(figure.number not in known for figure in figures.new(figures.counted(text), earlier))
    for group in disputes.disputes(articles):
        assert len(group) > 1
    for article in articles:
        assert all(
            attribution.credits(article, other) is None or credited(article.text, article.credit) for other in articles
        )


@FUZZ
@given(ARTICLES, st.lists(ARTICLES, max_size=2))
def test_what_an_article_brings_together_is_asked_for(article: Article, members: list[Article]) -> None:
    prepared = prepare(article, INDEX)
    query = encounters.ask(article, prepared.actors, prepared.events, prepared.mentions, members)
    assert all(encounter.kind for encounter in encounters.encounters(query, EncounterHistory()))
    signed = signature.sign(prepared.profile)
    assert all(0 <= number < 2**63 for number in (*signed.hashes, *signed.words))


@FUZZ
@given(values(Story))
def test_the_articles_of_any_story_are_listed(story: Story) -> None:
    sources = {
        article.id: Source(article.id, article.title, article.outlet, article.url, None, None)
        for article in (report.article for report in story.reports)
    }
    origins = {report.comparison.copy_of or "": report for report in story.reports}
    listed = story_articles.articles(story, origins, sources, (), Names())
    assert [row.source.id for row in listed] == [report.article.id for report in story.reports]
    json.dumps(as_json(listed), allow_nan=False)
