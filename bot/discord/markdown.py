"""A message as Discord's texts, within its documented limits, with everything that strangers wrote defused.

    Message -> lines defused and escaped (`bot.discord.markdown_lines`) -> content, embeds, buttons

Gives frozen values; who sends them makes the library's objects. What does not fit is clipped by whole lines, and the
last line says how many are missing. Limits: discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.discord.markdown_lines import clip, escape, link, shortened, size, write_line
from bot.message import Button, Card, Chart, Line, Message, Section, Span
from bot.render.sanitise import clean

MOST_CONTENT_UNITS = 2000
MOST_EMBEDS = 10
MOST_UNITS_IN_ALL_EMBEDS = 6000
MOST_TITLE_UNITS = 256
MOST_DESCRIPTION_UNITS = 4096
MOST_FIELDS = 25
MOST_FIELD_NAME_UNITS = 256
MOST_FIELD_VALUE_UNITS = 1024
MOST_FOOTER_UNITS = 2048
MOST_BUTTONS = 25
MOST_BUTTON_LABEL_UNITS = 80
MOST_CUSTOM_ID_UNITS = 100

COLOURS = {"new": 0x2ECC71, "developing": 0xF1C40F, "warning": 0xE74C3C, "plain": 0x95A5A6}
UNTITLED = "(no headline)"
CONTINUED = " (continued)"
UNITS_RESERVED_PER_PART = 400  # of what all embeds share: no section or card is squeezed out by the one before it
SHORTEST_CUT_UNITS = 200  # a line is rather left out than cut to less

Row = tuple[Line, str]  # a line and its Markdown


@dataclass(frozen=True, slots=True)
class FieldText:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EmbedText:
    """One embed; empty strings are absent. `colour` is 0xRRGGBB."""

    title: str
    url: str
    description: str
    fields: tuple[FieldText, ...]
    footer: str
    colour: int
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class ButtonText:
    """`action` is the button's custom id, which Discord sends back when it is pressed."""

    label: str
    action: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class DiscordText:
    """All of a message as Discord takes it. `role` is the only id that may be pinged; its mention begins `content`."""

    content: str
    embeds: tuple[EmbedText, ...]
    buttons: tuple[ButtonText, ...] = ()
    role: str | None = None


def write(message: Message) -> DiscordText:
    """The message in Discord's terms; never empty, since Discord refuses a message that says nothing."""
    role = message.ping if message.ping and message.ping.isascii() and message.ping.isdigit() else None
    mention = f"<@&{role}>" if role else ""
    text = _fit(_rows(message.lines, quiet_links=True), MOST_CONTENT_UNITS - len(mention) - 1, "and {n} more")
    embeds = _embeds(message.cards)
    content = "\n".join(part for part in (mention, text) if part)
    if not (content or embeds):
        content = UNTITLED
    return DiscordText(
        content=content,
        embeds=embeds,
        buttons=_buttons(message.buttons),
        role=role,
    )


# ---------------------------------------------------------------- lines


def _rows(lines: Sequence[Line], *, quiet_links: bool = False) -> list[Row]:
    """The lines as Markdown; those that show nothing are gone, since Discord refuses them."""
    pairs = ((line, write_line(line, quiet_links=quiet_links)) for line in lines)
    return [(line, text) for line, text in pairs if text.strip()]


def _fit(rows: Sequence[Row], room: int, more: str) -> str:
    """The first whole lines that fit into `room` UTF-16 units, then how many are missing."""
    fitting = _take(rows, room, more)
    if len(fitting) < len(rows):
        fitting.append(more.format(n=len(rows) - len(fitting)))
    return "\n".join(fitting)


def _take(rows: Sequence[Row], room: int, more: str) -> list[str]:
    """The lines that fit with room to say how many do not; a first line that is too long by itself is shortened."""
    if sum(size(text) + 1 for _, text in rows) - 1 <= room:
        return [text for _, text in rows]
    room -= size(more.format(n=10 * len(rows))) + 1
    fitting: list[str] = []
    for line, text in rows:
        if not fitting and size(text) > room >= SHORTEST_CUT_UNITS:
            text = shortened(line, room)
        if not text or size(text) > room:
            break
        fitting.append(text)
        room -= size(text) + 1
    return fitting


# ---------------------------------------------------------------- embeds


def _embeds(cards: Sequence[Card]) -> tuple[EmbedText, ...]:
    """The cards within what all embeds of a message share; each later card keeps a little of it."""
    room = MOST_UNITS_IN_ALL_EMBEDS
    embeds: list[EmbedText] = []
    for number, card in enumerate(cards[:MOST_EMBEDS]):
        later = len(cards[:MOST_EMBEDS]) - number - 1
        embed, used = _embed(card, room - UNITS_RESERVED_PER_PART * later)
        embeds.append(embed)
        room -= used
    return tuple(embeds)


def _embed(card: Card, room: int) -> tuple[EmbedText, int]:
    """One embed in so much room, and how much it takes."""
    title = _title(card.title, min(MOST_TITLE_UNITS, room))
    footer = clip(clean(card.footer), min(MOST_FOOTER_UNITS, room // 4))  # a footer shows Markdown as it is written
    room_left = room - size(title) - size(footer)
    reserved = min(UNITS_RESERVED_PER_PART * len(card.sections), room_left // 2)
    description = _fit(_rows(card.lines), min(MOST_DESCRIPTION_UNITS, room_left - reserved), "and {n} more lines")
    if not (title or description):
        title = UNTITLED
        room_left -= size(title)
    fields = _fields(card.sections, room_left - size(description))
    colour = COLOURS.get(card.tone, COLOURS["plain"])
    url = link(card.url) if card.url else ""
    embed = EmbedText(title, url, description, fields, footer, colour, card.chart)
    used = sum(size(text) for field in fields for text in (field.name, field.value))
    return embed, used + size(title) + size(description) + size(footer)


def _title(text: str, most: int) -> str:
    """A title escaped within its limit: it is cut before it is escaped."""
    return shortened((Span(text),), most) if size(escape(text)) > most else write_line((Span(text),))


def _fields(sections: Sequence[Section], room: int) -> tuple[FieldText, ...]:
    """The sections as fields; a long one goes on in further fields as long as those after it keep theirs."""
    fields: list[FieldText] = []
    filled = [(section, rows) for section in sections if (rows := _rows(section.lines))]
    for number, (section, rows) in enumerate(filled):
        later = len(filled) - number - 1
        slots = MOST_FIELDS - len(fields) - later
        share = max(room - UNITS_RESERVED_PER_PART * later, room // (later + 1))
        for field in _section(section, rows, share, slots):
            fields.append(field)
            room -= size(field.name) + size(field.value)
    return tuple(fields)


def _section(section: Section, rows: Sequence[Row], room: int, slots: int) -> list[FieldText]:
    fields: list[FieldText] = []
    title = _title(section.name, MOST_FIELD_NAME_UNITS - len(CONTINUED)) or "…"
    while rows and len(fields) < slots:
        name = title + (CONTINUED if fields else "")
        fitting = _take(rows, min(MOST_FIELD_VALUE_UNITS, room - size(name)), section.more)
        if not fitting:
            break
        rows = rows[len(fitting) :]
        fields.append(FieldText(name, "\n".join(fitting)))
        room -= size(name) + size(fields[-1].value) + 1
    if rows and fields:
        last = fields.pop()
        fields.append(replace(last, value=f"{last.value}\n{section.more.format(n=_missing(section, rows))}"))
    return fields


def _missing(section: Section, rows: Sequence[Row]) -> int:
    """How many things these rows stand for."""
    if not section.of_links:
        return len(rows)
    return sum(max(1, sum(bool(span.url) for span in line)) for line, _ in rows)


# ---------------------------------------------------------------- buttons


def _buttons(buttons: Sequence[Button]) -> tuple[ButtonText, ...]:
    """The buttons whose custom id Discord takes; what a button does can also be typed."""
    fitting = (button for button in buttons if 0 < size(button.action) <= MOST_CUSTOM_ID_UNITS)
    return tuple(map(_button, fitting))[:MOST_BUTTONS]


def _button(button: Button) -> ButtonText:
    label = clip(clean(button.label), MOST_BUTTON_LABEL_UNITS) or "…"
    return ButtonText(label, button.action, button.disabled)
