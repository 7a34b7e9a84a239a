"""The dated events of a copy. It repeats what was written on another day: "on Sunday" is its original's Sunday."""

from __future__ import annotations

from collections.abc import Sequence

from watchers.model import Article, Basis, Event


def events(own: Sequence[Event], then: Sequence[Event], original: Article) -> tuple[Event, ...]:
    """What a copy reports. `own` are its events as read on its own day, `then` as read on the day of its original.

    Sentences of the original are dated as they were with it, and by nothing where its day is unknown. Those that the
    copy adds keep their dates. That a copy appeared is no event.
    """
    texts = [" ".join(text.split()) for text in (original.text, original.title)]

    def repeated(event: Event) -> bool:
        sentence = " ".join(event.text.split())
        return any(sentence in text for text in texts)

    repeats = [event for event in then if event.basis is Basis.STATED and repeated(event)]
    additions = [event for event in own if event.basis is Basis.STATED and not repeated(event)]
    return tuple(sorted((*repeats, *additions), key=lambda event: (event.field, event.start)))
