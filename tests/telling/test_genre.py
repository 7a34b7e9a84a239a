"""What is no report: opinion, live blogs and round-ups, told by section, address, headline and shape."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from watchers.model import Article
from watchers.reasons import Reason, Telling
from watchers.telling import genre
from watchers.wording.clauses import clause
from watchers.wording.names import Names

TEXT = "The harbour master resigned on Monday after the crane fell. He had warned of it in spring, he said."
HEADLINES = "\n".join(
    [
        "Harbour master resigns after crane falls",
        "Bakers want dearer bread from March on",
        "Two rescued from flooded mine near border",
        "Museum lends its oldest map to Lisbon",
        "Striker leaves club for a rival abroad",
        "Ferry line will sail again in summer",
    ]
)
MINUTES = "\n".join(f"1{hour}:{hour}5 The mayor speaks for the {hour}th time and says nothing." for hour in range(6))


def of(title: str = "Harbour master resigns", url: str = "", **more: Any) -> Reason | None:
    fields = {"text": TEXT, **more}
    return genre.of(Article(title, fields.pop("text"), datetime(2026, 3, 2, tzinfo=UTC), url=url, **fields))


OPINION, LIVE, ROUND_UP = Telling.OPINION, Telling.LIVE, Telling.ROUND_UP
KNOWN = [
    (OPINION, {"url": "https://gazette.example/opinion/2026/03/harbours-need-care"}),
    (OPINION, {"url": "https://gazette.example/2026/commentisfree/harbours"}),
    (OPINION, {"url": "https://zeitung.example/meinung/haefen.html"}),
    (OPINION, {"url": "https://journal.example/id%C3%A9es/ports"}),
    (OPINION, {"url": "https://gazete.example/kose-yazilari/liman"}),
    (OPINION, {"url": "https://sahifa.example/%D8%B1%D8%A3%D9%8A/123"}),
    (OPINION, {"feed": "https://gazette.example/rss/opinion/all.xml"}),
    (OPINION, {"sections": ("World", "Op-Ed")}),
    (OPINION, {"sections": ("Мнения",)}),
    (OPINION, {"title": "Opinion | Harbours need care"}),
    (OPINION, {"title": "OP-ED: harbours need care"}),
    (OPINION, {"title": "Harbours need care – Editorial"}),
    (OPINION, {"title": "رأي: الموانئ بحاجة إلى عناية"}),
    (OPINION, {"title": "Колонка: гаваням нужна забота"}),
    (OPINION, {"title": "Leitartikel: Häfen brauchen Pflege"}),
    (LIVE, {"url": "https://news.example/live/world-7"}),
    (LIVE, {"url": "https://news.example/world/harbour-crash-live-updates-12"}),
    (LIVE, {"title": "Harbour crash: minister speaks - as it happened"}),
    (LIVE, {"title": "LIVE: harbour crash"}),
    (LIVE, {"title": "EN DIRECT. Accident au port"}),
    (LIVE, {"title": "Hafenunglück im Liveticker"}),
    (LIVE, {"title": "مباشر | حادث في الميناء"}),
    (LIVE, {"title": "Авария в порту. Онлайн-трансляция"}),
    (LIVE, {"title": "CANLI: liman kazası"}),
    (LIVE, {"text": MINUTES}),
    (ROUND_UP, {"title": "Monday briefing: harbour, bread and a map"}),
    (ROUND_UP, {"title": "Главное за день: порт, хлеб и карта"}),
    (ROUND_UP, {"title": "أبرز أحداث اليوم"}),
    (ROUND_UP, {"title": "Revue de presse du lundi"}),
    (ROUND_UP, {"title": "Günün özeti: liman, ekmek, harita"}),
    (ROUND_UP, {"url": "https://news.example/morning-briefing/2026-03-02"}),
    (ROUND_UP, {"text": HEADLINES}),
    (ROUND_UP, {"text": "\n".join(f"• {line}." for line in HEADLINES.splitlines())}),
]
REPORTS = [
    {},
    {"url": "https://news.example/world/opinion-poll-favours-mayor"},
    {"url": "https://news.example/2026/live-ammunition-found-in-harbour"},
    {"title": "Mayor in a live interview: no opinion on the crane"},
    {"title": "Public opinion: two thirds want a new harbour"},
    {"title": "Opinion poll: mayor ahead"},
    {"title": "Live shells found in harbour"},
    {"title": "La Opinión gana un premio", "outlet": "La Opinión"},
    {"title": 'Minister: "No comment"'},
    {"sections": ("World", "Opinion polls")},
    {"url": "https://ru.example/online/port"},
    {"title": "Вести онлайн стало дороже"},
    {"text": "The timetable changes.\n09:15 to Oea will leave at 09:30.\n10:15 to Zuwara is gone.\n" + TEXT},
    {
        "text": "\n".join(
            f"• The harbour of {town} stays closed" for town in ("Oea", "Derna", "Tobruk", "Sirte", "Zuwara")
        )
    },
    {"text": f"{TEXT}\n{TEXT}\n{TEXT}\n{TEXT}\n{TEXT}\n" + HEADLINES},
    {"text": "One short line\nAnother short line"},
    {"url": "https://[bad", "text": ""},
]


@pytest.mark.parametrize(("code", "article"), KNOWN, ids=[str(article)[:90] for _, article in KNOWN])
def test_what_is_no_report_is_known_with_its_sign(code: Telling, article: dict[str, Any]) -> None:
    found = of(**article)
    assert found is not None and found.code is code
    assert found["sign"] in ("section", "address", "headline", "shape") and found["words"]


@pytest.mark.parametrize("article", REPORTS, ids=[str(article)[:90] for article in REPORTS])
def test_a_report_is_taken_for_nothing_else(article: dict[str, Any]) -> None:
    assert of(**article) is None


def test_a_person_reads_what_it_is_and_by_what_that_is_known() -> None:
    found = of(url="https://gazette.example/opinion/harbours")
    assert found is not None
    assert clause(found, Names()) == "it is opinion (its address: opinion)"
    found = of(text=MINUTES)
    assert found is not None
    assert clause(found, Names()) == "it is a live blog (its shape: 6 lines that begin with a time)"
