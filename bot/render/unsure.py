"""Two stories of which the program is not sure whether they are one: what is said of them, and what decides it.

Both buttons stay until one is pressed; that one then says who pressed it, and the other one still changes it.
"""

from __future__ import annotations

from bot.message import Button, Line, Span
from bot.render.phrases import clip, headline, line
from watchers.lookups.answers import Perhaps, Regrouping

LONGEST_NAME_CHARACTERS = 40


def lines(perhaps: Perhaps | None, message: str = "") -> tuple[Line, ...]:
    """`Perhaps the same as ...`, linked to the `message` that told that story, else to its first article.

    Nothing where an analyst has decided.
    """
    if perhaps is None or perhaps.decided is not None:
        return ()
    first = perhaps.first
    return (
        line("Perhaps the same as ", Span(headline(first.title), message or first.url), f" (story {perhaps.story})"),
    )


def buttons(story: str, perhaps: Perhaps | None) -> tuple[Button, ...]:
    """The buttons by which an analyst says whether the two are one."""
    if perhaps is None:
        return ()
    return _same(story, perhaps.story, None), _different(story, perhaps.story, perhaps.decided)


def buttons_of_merged(decision: Regrouping) -> tuple[Button, ...]:
    """The buttons below what was told of a story that was merged into another one."""
    story, other = decision.other, decision.story
    pressed = () if decision.reason else (_same(story, other, decision),)
    return *pressed, _different(story, other, None)


def _same(story: str, other: str, pressed: Regrouping | None) -> Button:
    typed = f"/stories merge {story}, {other} confirm:yes"
    return _button("Same", f"same:{story}:{other}", typed, pressed)


def _different(story: str, other: str, pressed: Regrouping | None) -> Button:
    return _button("Different", f"different:{story}:{other}", f"/stories different {story}, {other}", pressed)


def _button(label: str, action: str, typed: str, pressed: Regrouping | None) -> Button:
    if pressed is None:
        return Button(label, action, typed)
    return Button(pressed_label(label, pressed.by), action, typed, disabled=True)


def pressed_label(label: str, by: str) -> str:
    """What stands on a button that was pressed: who did, without the number behind the name."""
    return f"{label} · {clip(by.rpartition(' (')[0] or by, LONGEST_NAME_CHARACTERS)}"
