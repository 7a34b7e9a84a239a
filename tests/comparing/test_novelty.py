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


def scores(*earlier: object) -> list[float]:
    query = similarity.query(LATER.features, Frequencies(0, {}))
    story = [each for each in (EARLIER,) * len(earlier)]
    return [sentence.score for sentence in novelty.score(query, LATER, story, ())]


def test_a_sentence_said_before_scores_low_and_an_unheard_one_high() -> None:
    repeated, unheard, boilerplate, headline = scores(FIRST)
    assert repeated < 0.1 < 0.5 <= unheard
    assert boilerplate < 0.5
    assert headline < unheard


def test_every_sentence_is_given_the_headline_last() -> None:
    query = similarity.query(LATER.features, Frequencies(0, {}))
    assert [each.text for each in novelty.score(query, LATER, (EARLIER,), ())] == [
        *SECOND.text.splitlines(),
        SECOND.title,
    ]


def test_what_more_articles_say_is_less_new() -> None:
    assert scores(FIRST, FIRST)[0] <= scores(FIRST)[0] <= scores()[0]


def test_an_unquoted_sentence_keeps_its_place_below_the_middle() -> None:
    query = similarity.query(LATER.features, Frequencies(0, {}))
    found = novelty.score(query, LATER, (), ())
    lowered = [novelty.unquoted(each) for each in found]
    assert any(sentence.quoted for sentence in found) and not any(sentence.quoted for sentence in lowered)
    assert sorted(range(len(found)), key=lambda n: found[n].score) == sorted(
        range(len(found)), key=lambda n: lowered[n].score
    )
