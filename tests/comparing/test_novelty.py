"""How sentences are scored. The texts are invented."""

from __future__ import annotations

from tests.support.comparing import article
from watchers.comparing import novelty, similarity
from watchers.comparing.article_profile import read
from watchers.model import Frequencies

FIRST = article(
    "a",
    "Bridge closed",
    "The council of Sandrin closed the iron bridge on Monday. Engineers had found cracks in two of its pillars.",
)
SECOND = article(
    "b",
    "Bridge in Sandrin",
    "The council of Sandrin closed the iron bridge on Monday.\n"
    "Smugglers once hid diamonds beneath the toll booth, a retired customs officer told listeners of the radio.\n"
    "Read more.",
)

EARLIER, LATER = read(FIRST), read(SECOND)


def scores(times: int) -> tuple[float, ...]:
    """Of the later article's sentences, where so many articles of the story say what the earlier one does."""
    query = similarity.query(LATER.features, Frequencies(0, {}))
    return novelty.score(query, LATER, (EARLIER,) * times, ())


def test_a_sentence_said_before_scores_low_and_an_unheard_one_high() -> None:
    headline, repeated, unheard, boilerplate = scores(1)
    assert repeated < 0.1 < 0.5 <= unheard
    assert boilerplate < 0.5
    assert headline < unheard


def test_what_more_articles_say_is_less_new() -> None:
    repeated = [scores(times)[1] for times in (2, 1, 0)]
    assert repeated == sorted(repeated)
