"""The numbers of deliveries in a message: how one that is in doubt is recognised in a channel's history.

A message of one story (or digest) has its first delivery's number in a button (`why:17`), or its last footer ends with
`delivery 17`. A list of stories ends it with `deliveries 17-28, 30`, also where it lists but one. Each server counts
its deliveries by itself, so that the numbers tell nothing of another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.message import Button, Card, Message

_BUTTON = re.compile(r"[a-z]+:(\d{1,18})")
_FOOTER = re.compile(r"\bdeliver(y|ies) (\d[\d, -]*)$")
_RANGE = re.compile(r"(\d{1,18})(?:-(\d{1,18}))?")
_MOST_NUMBERS_IN_A_RANGE = 1000  # no message of ours tells more; what claims to is not ours


def stamped(message: Message, delivery: int) -> Message:
    """A copy of the message with its delivery's number in a button or footer; unchanged where a button has it."""
    if any(delivery in _of_button(button.action) for button in message.buttons):
        return message
    if not message.cards:
        why = Button("Why?", action=f"why:{delivery}", typed=f"/why delivery {delivery}")
        return replace(message, buttons=(*message.buttons, why))
    return _with_footer(message, f"delivery {delivery}")


def stamped_list(message: Message, deliveries: Collection[int]) -> Message:
    """A copy of a list message whose last footer ends with the numbers of all its deliveries."""
    runs = _runs(sorted(set(deliveries)))
    numbers = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)
    return _with_footer(message, f"deliveries {numbers}")


def is_list(footers: Iterable[str]) -> bool:
    """Whether these are the footers of a list, which tells many stories and is not edited."""
    return any(match[1] == "ies" for footer in footers if (match := _FOOTER.search(footer)))


def numbers_in(actions: Iterable[str], footers: Iterable[str]) -> frozenset[int]:
    """The numbers of deliveries that the buttons' custom ids and the footers of a message name."""
    numbers = {delivery for action in actions for delivery in _of_button(action)}
    for footer in footers:
        numbers.update(_of_footer(footer))
    return frozenset(numbers)


def _of_button(action: str) -> tuple[int, ...]:
    match = _BUTTON.fullmatch(action)
    return (int(match[1]),) if match else ()


def _of_footer(footer: str) -> Iterator[int]:
    match = _FOOTER.search(footer)
    for first, last in _RANGE.findall(match[2] if match else ""):
        end = int(last or first)
        if end - int(first) < _MOST_NUMBERS_IN_A_RANGE:
            yield from range(int(first), end + 1)


def _with_footer(message: Message, mark: str) -> Message:
    *before, last = message.cards or (Card(title=""),)
    footer = " · ".join(part for part in (last.footer, mark) if part)
    return replace(message, cards=(*before, replace(last, footer=footer)))


def _runs(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(first, last) of each unbroken run."""
    start = previous = ordered[0]
    for number in ordered[1:]:
        if number != previous + 1:
            yield start, previous
            start = number
        previous = number
    yield start, previous
