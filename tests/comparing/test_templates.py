"""When two sentences in the same words are about others. The texts are invented."""

from __future__ import annotations

import pytest

from tests.support.comparing import article
from watchers.comparing import article_profile
from watchers.comparing.templates import Differing, differing

RECEIVED = "President Oduya received the ambassador of {} in the palace on Monday"
FOUND = "Divers found {} amphorae off the coast near the lighthouse of Tarmo"
RECEIVED_IN_ARABIC = "استقبل الرئيس في القصر صباح الاثنين سفير {}"


def differ(one: str, other: str, called: frozenset[str] = frozenset(), language: str = "en") -> Differing:
    mine, theirs = (article_profile.read(article("", "", text, language=language)).wording for text in (one, other))
    return differing(mine, theirs, called)


@pytest.mark.parametrize(
    ("template", "one", "other", "language"),
    [(RECEIVED, "Norland", "Sudmark", "en"), (RECEIVED_IN_ARABIC, "اليونان", "البرتغال", "ar")],
)
def test_a_template_filled_with_another_name_differs(template: str, one: str, other: str, language: str) -> None:
    assert differ(template.format(one), template.format(other), language=language).names > 0.5


def test_a_template_filled_with_another_number_differs_in_its_figures() -> None:
    told = differ(FOUND.format(412), FOUND.format(57))
    assert (told.names, told.figures > 0.5) == (0.0, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(RECEIVED.format("Norland"), RECEIVED.format("Norland"), id="the same"),
        pytest.param(RECEIVED.format("Norland"), RECEIVED.format("Norland, Ida Brekke,"), id="more of the same"),
        pytest.param(
            RECEIVED.format("Norland") + ". Sudmark was spoken of.",
            RECEIVED.format("Sudmark") + ". Norland was spoken of.",
            id="each has both",
        ),
        pytest.param(RECEIVED.format("Norland"), "Sudmark lost at chess against Tarmo again.", id="other words"),
        pytest.param("", RECEIVED.format("Norland"), id="nothing"),
    ],
)
def test_what_contradicts_nothing_does_not_differ(one: str, other: str) -> None:
    assert differ(one, other) == Differing()


def test_other_words_for_the_actor_himself_are_no_difference() -> None:
    one, other = "Yesterday Ann Venn opened the harbour", "Yesterday Ann Vennova opened the harbour"
    assert differ(one, other).names > 0
    assert differ(one, other, frozenset(("venn", "vennov"))).names == 0
