"""A message bears the ids of its deliveries, and they are read back from what Discord shows of it."""

from __future__ import annotations

import pytest

from bot.delivery.delivery_numbers import is_list, numbers_in, stamped, stamped_list
from bot.message import Button, Card, Message, Span

TEXT = Message(lines=((Span("hello"),),))
CARD = Message(cards=(Card("a title", footer="story 7"),))


def read(message: Message) -> frozenset[int]:
    return numbers_in([button.action for button in message.buttons], [card.footer for card in message.cards])


@pytest.mark.parametrize("message", [TEXT, CARD, Message()])
def test_a_message_bears_its_delivery(message: Message) -> None:
    assert read(stamped(message, 17)) == {17}


def test_a_button_that_names_the_delivery_is_mark_enough() -> None:
    message = Message(buttons=(Button("Why?", action="why:17", typed="/why 17"),))
    assert stamped(message, 17) is message


def test_a_button_about_something_else_is_no_mark_of_this_delivery() -> None:
    assert 17 in read(stamped(Message(cards=CARD.cards, buttons=(Button("Why?", action="why:3", typed="/why 3"),)), 17))


@pytest.mark.parametrize(
    ("ids", "footer"),
    [
        ((17,), "story 7 · deliveries 17"),
        ((19, 17, 18), "story 7 · deliveries 17-19"),
        ((30, 17, 18, 41), "story 7 · deliveries 17-18, 30, 41"),
    ],
)
def test_a_list_bears_all_its_deliveries_in_its_footer(ids: tuple[int, ...], footer: str) -> None:
    message = stamped_list(CARD, ids)
    assert message.cards[0].footer == footer
    assert read(message) == set(ids)
    assert is_list([footer])


def test_a_message_of_one_story_is_no_list() -> None:
    assert not is_list([card.footer for card in stamped(CARD, 17).cards])


@pytest.mark.parametrize("footer", ["our 17 deliveries", "deliveries 1-99999999999", "delivery", "story 17"])
def test_what_only_looks_like_a_mark_is_none(footer: str) -> None:
    assert not numbers_in([], [footer])
