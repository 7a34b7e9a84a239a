"""Discord's documented limits as small models: a body is walked through, and every fault is a path and a sentence.

Sources: Discord's developer documentation, "Message", "Embed limits", "Message Components", "Application Commands" and
"Interactions". Keys that are not listed here are faults too, so that a misspelt one does not pass unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]
Fault = tuple[str, str]

CONTENT = 2000
EMBEDS, EMBED_TOTAL = 10, 6000
EMBED_TEXTS = {"title": 256, "description": 4096}
FIELDS, FIELD_NAME, FIELD_VALUE, FOOTER, AUTHOR = 25, 256, 1024, 2048, 256
ROWS, ROW_BUTTONS, LABEL, CUSTOM_ID = 5, 5, 80, 100
NONCE, CHOICES, CHOICE = 25, 25, 100
COMMANDS, OPTIONS, DESCRIPTION = 100, 25, 100
NAME = re.compile(r"[-_'\w]{1,32}")

MESSAGE_KEYS = {
    "content", "embeds", "components", "nonce", "enforce_nonce", "tts", "flags", "allowed_mentions",
    "message_reference", "attachments", "sticker_ids",
}  # fmt: skip
EMBED_KEYS = {
    "title", "type", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "author", "fields",
    "flags",
}  # fmt: skip
BUTTON_KEYS = {"type", "style", "label", "custom_id", "url", "disabled", "emoji", "id"}
MENTION_KEYS = {"parse", "roles", "users", "replied_user"}
COMMAND_KEYS = {
    "type", "name", "description", "options", "default_member_permissions", "dm_permission", "nsfw",
    "name_localizations", "description_localizations", "contexts", "integration_types",
}  # fmt: skip
OPTION_KEYS = {
    "type", "name", "description", "required", "choices", "options", "autocomplete", "min_value", "max_value",
    "min_length", "max_length", "channel_types", "name_localizations", "description_localizations",
}  # fmt: skip


def message(body: Json, *, edit: bool = False) -> Iterator[Fault]:
    """Creating or editing a message, and the data of an answer to an interaction."""
    yield from _known("", body, MESSAGE_KEYS)
    yield from _length("content", body.get("content"), 0, CONTENT)
    yield from _embeds(body.get("embeds") or [])
    yield from _components(body.get("components") or [])
    yield from _mentions(body.get("allowed_mentions"))
    yield from _length("nonce", body.get("nonce"), 1, NONCE)
    if "enforce_nonce" in body and not body.get("nonce"):
        yield "enforce_nonce", "This needs a nonce."
    if not edit and not any(body.get(key) for key in ("content", "embeds", "attachments", "sticker_ids")):
        yield "", "Cannot send an empty message"


def callback(body: Json) -> Iterator[Fault]:
    """An answer to an interaction: a message, a deferral, choices or a form."""
    yield from _known("", body, {"type", "data"})
    kind, data = body.get("type"), body.get("data") or {}
    if kind in (4, 7):
        yield from message(data, edit=kind == 7)
    elif kind == 8:
        yield from _many("choices", data.get("choices", []), CHOICES)
        for place, choice in enumerate(data.get("choices", [])):
            yield from _choice(f"choices[{place}]", choice)
    elif kind == 9:
        yield from _length("title", data.get("title"), 1, 45)
        yield from _length("custom_id", data.get("custom_id"), 1, CUSTOM_ID)
    elif kind not in (5, 6):
        yield "type", f"{kind!r} is no type of an answer"


def commands(body: list[Json]) -> Iterator[Fault]:
    """All global commands at once."""
    slash = [command for command in body if command.get("type", 1) == 1]
    yield from _many("commands", slash, COMMANDS)
    names = [(command.get("type", 1), command.get("name")) for command in body]
    if len(set(names)) < len(names):
        yield "commands", "Names must be unique"
    for place, command in enumerate(body):
        where = f"commands[{place}]"
        yield from _known(where, command, COMMAND_KEYS)
        if command.get("type", 1) == 1:
            yield from _named(where, command)
            yield from _options(where, command.get("options") or [], depth=0)
        else:
            yield from _length(f"{where}.name", command.get("name"), 1, 32)


def _embeds(embeds: list[Json]) -> Iterator[Fault]:
    yield from _many("embeds", embeds, EMBEDS)
    total = 0
    for place, embed in enumerate(embeds):
        where = f"embeds[{place}]"
        yield from _known(where, embed, EMBED_KEYS)
        texts = [(key, embed.get(key), 0, most) for key, most in EMBED_TEXTS.items()]
        texts.append(("footer.text", (embed.get("footer") or {}).get("text"), 0, FOOTER))
        texts.append(("author.name", (embed.get("author") or {}).get("name"), 0, AUTHOR))
        fields = embed.get("fields") or []
        yield from _many(f"{where}.fields", fields, FIELDS)
        for number, field in enumerate(fields):
            yield from _known(f"{where}.fields[{number}]", field, {"name", "value", "inline"})
            texts.append((f"fields[{number}].name", field.get("name"), 1, FIELD_NAME))
            texts.append((f"fields[{number}].value", field.get("value"), 1, FIELD_VALUE))
        for key, text, least, most in texts:
            yield from _length(f"{where}.{key}", text, least, most)
            total += len(text or "")
        yield from _address(f"{where}.url", embed.get("url"), "http://", "https://")
        for key in ("image", "thumbnail"):
            address = (embed.get(key) or {}).get("url")
            yield from _address(f"{where}.{key}.url", address, "http://", "https://", "attachment://")
        if not any(embed.get(key) for key in ("title", "description", "fields", "image", "footer", "author")):
            yield where, "This embed is empty"
    if total > EMBED_TOTAL:
        yield "embeds", f"Embed size exceeds maximum size of {EMBED_TOTAL}"


def _components(rows: list[Json]) -> Iterator[Fault]:
    yield from _many("components", rows, ROWS)
    seen: set[str] = set()
    for place, row in enumerate(rows):
        yield from _many(f"components[{place}]", row.get("components") or [], ROW_BUTTONS)
        for number, button in enumerate(row.get("components") or []):
            where = f"components[{place}].components[{number}]"
            if button.get("type") == 2:
                yield from _known(where, button, BUTTON_KEYS)
                yield from _length(f"{where}.label", button.get("label"), 1, LABEL)
                yield from _button(where, button)
            custom_id = button.get("custom_id")
            if custom_id in seen:
                yield f"{where}.custom_id", "Component custom id cannot be duplicated"
            seen |= {custom_id} if custom_id else set()


def _button(where: str, button: Json) -> Iterator[Fault]:
    """A link has an address and nothing else; every other button has a custom id."""
    if button.get("style") == 5:
        yield from _address(f"{where}.url", button.get("url") or "none", "http://", "https://", "discord://")
        if button.get("custom_id"):
            yield f"{where}.custom_id", "A link has no custom id"
    else:
        yield from _length(f"{where}.custom_id", button.get("custom_id") or "", 1, CUSTOM_ID)


def _mentions(allowed: Json | None) -> Iterator[Fault]:
    if allowed is None:
        return
    yield from _known("allowed_mentions", allowed, MENTION_KEYS)
    parse = allowed.get("parse") or []
    for kind in ("roles", "users"):
        yield from _many(f"allowed_mentions.{kind}", allowed.get(kind) or [], 100)
        if kind in parse and allowed.get(kind):
            yield f"allowed_mentions.{kind}", "This is mutually exclusive with parse"
    for kind in parse:
        if kind not in ("roles", "users", "everyone"):
            yield "allowed_mentions.parse", f"{kind!r} cannot be mentioned"


def _options(where: str, options: list[Json], depth: int) -> Iterator[Fault]:
    yield from _many(f"{where}.options", options, OPTIONS)
    optional = False
    for place, option in enumerate(options):
        here = f"{where}.options[{place}]"
        yield from _known(here, option, OPTION_KEYS)
        yield from _named(here, option)
        if option.get("required") and optional:
            yield here, "Required options must be placed before non-required options"
        optional = optional or not option.get("required")
        yield from _many(f"{here}.choices", option.get("choices") or [], CHOICES)
        for number, choice in enumerate(option.get("choices") or []):
            yield from _choice(f"{here}.choices[{number}]", choice)
        if option.get("autocomplete") and option.get("choices"):
            yield here, "An option has choices or completes, not both"
        if option.get("type") in (1, 2):
            if depth == 2:
                yield here, "Sub-commands may be nested two deep"
            yield from _options(here, option.get("options") or [], depth + 1)


def _named(where: str, thing: Json) -> Iterator[Fault]:
    name = thing.get("name") or ""
    if not NAME.fullmatch(name) or name != name.lower():
        yield f"{where}.name", f"{name!r} is no name of a command or option"
    yield from _length(f"{where}.description", thing.get("description") or "", 1, DESCRIPTION)


def _choice(where: str, choice: Json) -> Iterator[Fault]:
    yield from _known(where, choice, {"name", "value", "name_localizations"})
    yield from _length(f"{where}.name", choice.get("name") or "", 1, CHOICE)
    if isinstance(choice.get("value"), str):
        yield from _length(f"{where}.value", choice["value"], 0, CHOICE)


def _known(where: str, body: Mapping[str, Any], keys: set[str]) -> Iterator[Fault]:
    for key in sorted(set(body) - keys):
        yield f"{where}.{key}".lstrip("."), "This key is not documented"


def _length(where: str, text: str | None, least: int, most: int) -> Iterator[Fault]:
    if text is not None and not least <= len(text) <= most:
        yield where, f"Must be between {least} and {most} in length, is {len(text)}."


def _many(where: str, things: list[Any], most: int) -> Iterator[Fault]:
    if len(things) > most:
        yield where, f"Must be {most} or fewer in length, is {len(things)}."


def _address(where: str, url: str | None, *schemes: str) -> Iterator[Fault]:
    if url is not None and (not url.startswith(schemes) or any(sign.isspace() for sign in url) or len(url) > 2048):
        yield where, f"Not a well formed URL: {url!r}"
