"""Articles get their meaning in a worker, in a batch; without it they go on as they are, and health says so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.support.comparing import article
from tests.support.encoding import meaning
from tests.support.recording import mention
from watchers.archive import Database, status
from watchers.errors import GivenUp, Unavailable
from watchers.meaning.articles import Called, Meanings, unknown
from watchers.model import EncoderState
from watchers.pipeline.prepare import Outcome, Prepared, prepare_matched
from watchers.polling.encode_workers import ArticleEncoder

SURE = [prepare_matched(article(id, "Rain", "It rained."), (mention("haftar"),)) for id in ("a", "b")]
NOBODY = prepare_matched(article("nobody", "Rain", "It rained."), ())


class Worker:
    """Stands for a process that encodes; `answer` says what articles mean, or raises."""

    def __init__(self, answer: Callable[[Sequence[Called]], Meanings]) -> None:
        self.answer, self.asked = answer, list[list[str]]()

    async def run(self, function: Any, articles: Sequence[Called], encoder: str, **limits: Any) -> Meanings:
        assert encoder == "use"
        self.asked.append([one.article.id for one in articles])
        return self.answer(articles)


def numbered(articles: Sequence[Called]) -> Meanings:
    return Meanings(tuple(meaning(number) for number, _ in enumerate(articles)))


def meanings(outcomes: Sequence[Outcome]) -> list[object]:
    return [outcome.meaning for outcome in outcomes if isinstance(outcome, Prepared)]


def state(archive: Database) -> EncoderState | None:
    with archive.read() as connection:
        return status.encoder(connection)


async def test_those_about_somebody_are_encoded_in_one_batch(archive: Database) -> None:
    worker = Worker(numbered)
    encoder = ArticleEncoder(archive, "use", worker.run)
    assert meanings(await encoder.encode([SURE[0], NOBODY, SURE[1]])) == [meaning(0), None, meaning(1)]
    assert worker.asked == [["a", "b"]]
    assert state(archive) == EncoderState("use")


async def test_where_nobody_is_mentioned_no_worker_is_asked(archive: Database) -> None:
    worker = Worker(numbered)
    assert await ArticleEncoder(archive, "use", worker.run).encode([NOBODY]) == [NOBODY]
    assert (worker.asked, state(archive)) == ([], None)


async def test_it_may_be_off(archive: Database) -> None:
    worker = Worker(numbered)
    assert await ArticleEncoder(archive, None, worker.run).encode([*SURE]) == SURE
    assert (worker.asked, state(archive)) == ([], EncoderState("off"))


def refused(error: Exception) -> Callable[[Sequence[Called]], Meanings]:
    def answer(articles: Sequence[Called]) -> Meanings:
        raise error

    return answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda articles: unknown(articles, "the weights are gone"), "the weights are gone"),
        (refused(GivenUp("it took too long")), "articles are compared without what they mean: it took too long"),
        (refused(Unavailable("no process")), "articles are compared without what they mean: no process"),
    ],
    ids=["no encoder", "given up", "no worker"],
)
async def test_without_an_encoder_articles_go_on_and_the_reason_is_said_once(
    archive: Database,
    caplog: pytest.LogCaptureFixture,
    answer: Callable[[Sequence[Called]], Meanings],
    why: str,
) -> None:
    worker = Worker(answer)
    encoder = ArticleEncoder(archive, "use", worker.run)
    with caplog.at_level(logging.WARNING):
        assert [await encoder.encode([*SURE]) for _ in range(2)] == [SURE, SURE]
    assert [record.message for record in caplog.records] == [why]
    assert state(archive) == EncoderState("use", why)
    worker.answer = numbered
    await encoder.encode([*SURE])
    assert state(archive) == EncoderState("use"), "what works again is no fault any more"
