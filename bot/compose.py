"""What a step says: the archive is read and `bot.render` writes. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to send: the deliveries that are done with it, and the nonce that makes its posting unique."""

    ids: tuple[int, ...]
    message: Message
    nonce: str
