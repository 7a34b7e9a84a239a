"""Discord's texts: hostile words are defused (cases in tests/data/hostile.toml) and every limit holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import markdown
from bot.discord.markdown import DiscordText, FieldText, write
from bot.discord.markdown_lines import escape, link, size, write_line
from bot.message import BREAK, Button, Card, Line, Message, Section, Span
from tests.support import case_files

CASES = case_files.load("hostile.toml")
NASTY = st.text(st.sampled_from("ab1 .@<>[]()*_~`|\\#-+:/!&?\n\u200b\u202e\u2066م😀"), max_size=40)
WORDS = st.one_of(
    st.text(max_size=60), NASTY, st.sampled_from(["@everyone", "<@&1>", "](https://x.example)", "x" * 3000])
)
URLS = st.one_of(
    st.just(""),
    st.text(max_size=40),
    st.just("https://w.example/a"),
    WORDS.map(lambda text: f"https://w.example/{text}"),
)
CHANGES = st.sampled_from(["", "", "same", "deleted", "inserted"])
SPANS = st.builds(Span, WORDS, URLS, st.booleans(), st.booleans(), CHANGES)
LINES = st.lists(SPANS | st.just(BREAK), max_size=3).map(tuple)
MANY_LINES = st.builds(lambda lines, times: tuple(lines) * times, st.lists(LINES, max_size=2), st.sampled_from([1, 8]))
SECTIONS = st.builds(Section, WORDS, MANY_LINES)
MANY_SECTIONS = st.builds(lambda section, times: (section,) * times, SECTIONS, st.sampled_from([0, 1, 26]))
CARDS = st.builds(Card, WORDS, URLS, MANY_LINES, MANY_SECTIONS, WORDS)
MANY_CARDS = st.builds(lambda card, times: (card,) * times, CARDS, st.sampled_from([0, 1, 11]))
BUTTONS = st.builds(
    lambda button, times: (button,) * times, st.builds(Button, WORDS, WORDS, URLS), st.sampled_from([0, 1, 30])
)
MESSAGES = st.builds(Message, MANY_LINES, MANY_CARDS, BUTTONS, st.sampled_from([None, "123", "everyone", "١٢"]))


def cases(kind: str) -> list[Any]:
    return [pytest.param(case, id=case["says"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", cases("text"))
def test_what_strangers_write_shows_as_it_is(case: dict[str, str]) -> None:
    assert write_line((Span(case["text"]),)) == case["shows"]


@pytest.mark.parametrize("case", cases("link"))
def test_only_addresses_that_lead_where_they_seem_to_are_links(case: dict[str, str]) -> None:
    assert link(case["url"]) == case["link"]


@given(WORDS)
def test_no_text_pings_formats_or_links(text: str) -> None:
    markdown = write_line((Span(text),))
    assert "@everyone" not in markdown and "@here" not in markdown
    assert not re.search(r"<[@#:/a-z]", markdown)
    unescaped = re.sub(r"\\.", "", markdown)
    assert not re.search(r"[*_~`|\[\]()#]", unescaped) and "://" not in unescaped


@given(WORDS, st.sampled_from(["https://w.example/a", "https://w.example/)", "javascript:x", ""]))
def test_a_span_has_no_link_but_its_own(text: str, url: str) -> None:
    markdown = re.sub(r"\\.", "", write_line((Span(text, url),)))
    assert re.findall(r"\]\(([^)]*)\)", markdown) == ([link(url)] if link(url) and escape(text) else [])


@settings(max_examples=60)
@given(MESSAGES)
def test_every_message_is_within_the_limits_and_says_something(message: Message) -> None:
    discord_text = write(message)
    assert size(discord_text.content) <= 2000 and len(discord_text.embeds) <= 10
    assert discord_text.content or discord_text.embeds
    assert sum(map(total, discord_text.embeds)) <= 6000
    for embed in discord_text.embeds:
        assert embed.title or embed.description
        assert size(embed.title) <= 256 and size(embed.description) <= 4096 and size(embed.footer) <= 2048
        assert len(embed.fields) <= 25
        assert all(0 < size(field.name) <= 256 and 0 < size(field.value) <= 1024 for field in embed.fields)
    assert len(discord_text.buttons) <= 25
    assert all(0 < size(button.label) <= 80 and 0 < size(button.action) <= 100 for button in discord_text.buttons)


@settings(max_examples=60)
@given(MESSAGES)
def test_only_the_role_of_the_message_is_mentioned(message: Message) -> None:
    discord_text = write(message)
    mentions = re.findall(r"<@&?(\d+)>", everything(discord_text))
    assert mentions == ([message.ping] if message.ping == "123" else [])
    assert discord_text.role == ("123" if message.ping == "123" else None)


def test_a_long_section_goes_on_in_further_fields_and_says_how_much_is_missing() -> None:
    rows = tuple((Span(f"Outlet {number}", f"https://w.example/{number:0>90}"),) for number in range(200))
    (embed,) = write(
        Message(cards=(Card("Story", sections=(Section("Articles", rows), Section("Why", ((Span("x"),),)))),))
    ).embeds
    assert [field.name for field in embed.fields][:2] == ["Articles", "Articles (continued)"]
    assert embed.fields[-1] == FieldText("Why", "x")
    links = sum(field.value.count("](") for field in embed.fields)
    assert 30 < links < 200 and embed.fields[-2].value.endswith(f"\nand {200 - links} more")


def test_what_fits_is_shown_whole() -> None:
    lines: tuple[Line, ...] = tuple((Span(f"line {number}"),) for number in range(20))
    (embed,) = write(Message(cards=(Card("Title", lines=lines, footer="story a_1"),))).embeds
    assert embed.description.splitlines() == [f"line {number}" for number in range(20)]
    assert embed.footer == "story a_1"  # footers show Markdown as it is written


def test_a_sentence_that_is_too_long_is_cut_and_keeps_its_source() -> None:
    row = (Span("“" + "слово " * 400 + "”"), Span(" — "), Span("Вестник", "https://v.example/1"))
    (embed,) = write(Message(cards=(Card("T", sections=(Section("New", (row,)),)),))).embeds
    assert embed.fields[0].value.endswith(" — [Вестник](https://v.example/1)")
    assert 900 < size(embed.fields[0].value) <= 1024


def test_an_address_that_does_not_fit_leaves_the_words() -> None:
    row = (Span("Outlet", "https://w.example/" + "a" * 1500),)
    (embed,) = write(Message(cards=(Card("T", sections=(Section("Articles", (row,)),)),))).embeds
    assert embed.fields[0].value == "Outlet"


def test_two_pieces_make_no_address() -> None:
    assert write_line((Span("see https"), Span("://evil.example"))) == "see https\\://evil.example"


def test_rows_of_one_line_stay_together_and_each_is_defused() -> None:
    assert write_line((Span("• "), Span("Title"), BREAK, Span("> quoted"))) == "• Title\n\\> quoted"


def test_links_in_content_have_no_preview() -> None:
    discord_text = write(Message(lines=((Span("Wire", "https://w.example/1"),),), ping="7"))
    assert discord_text.content == "<@&7>\n[Wire](<https://w.example/1>)"


def test_an_empty_message_says_so_instead_of_being_refused() -> None:
    assert write(Message()).content == "(no headline)"
    assert write(Message(cards=(Card(""),))).embeds[0].title == "(no headline)"


def total(embed: markdown.EmbedText) -> int:
    fields = sum(size(field.name) + size(field.value) for field in embed.fields)
    return size(embed.title) + size(embed.description) + size(embed.footer) + fields


def everything(discord_text: DiscordText) -> str:
    texts = [discord_text.content]
    for embed in discord_text.embeds:
        texts += [embed.title, embed.description, *(f"{field.name}\n{field.value}" for field in embed.fields)]
    return "\n".join(texts)
