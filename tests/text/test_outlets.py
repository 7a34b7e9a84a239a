"""Which reports come from one source, and whom a text credits."""

from __future__ import annotations

import pytest

from watchers.text import credits, outlets

BODY = "The harbour master resigned on Monday after a crane fell, the port authority said in a statement."


def source(outlet: str = "", address: str = "", feed: str = "", *, owner: str = "", text: str = BODY) -> frozenset[str]:
    return outlets.names_of(outlet, address, feed, owner=owner, text=text, credit="")


ONE = [
    (
        "several feeds",
        source("Gazette: World", "https://gazette.example/1"),
        source("Gazette", "https://gazette.example/2"),
    ),
    ("hosts of languages", source("A", "https://ar.gazette.co.uk/1"), source("B", "https://www.gazette.co.uk/2")),
    (
        "one name, two domains",
        source("Al-Sahel Post", "https://sahel.example"),
        source("al sahel post", "https://s.test"),
    ),
    (
        "one owner",
        source("A", "https://a.example", owner="Gulf Media"),
        source("B", "https://b.test", owner="gulf media"),
    ),
    (
        "a credit in the dateline",
        source("A", "https://a.example", text=f"OEA (Desert Wire) - {BODY}"),
        source("Desert Wire"),
    ),
    (
        "an agency in two scripts",
        source("A", "https://a.example", text=f"(رويترز) - {BODY}"),
        source("B", "https://b.test", text=f"{BODY} (Reuters)"),
    ),
    (
        "an agency and its client",
        source("ТАСС", "https://tass.example"),
        source("B", "https://b.test", text=f"{BODY}\nTASS"),
    ),
    ("an address in numbers", source("Gazette", "http://127.0.0.1:80/1"), source("Gazette", "http://127.0.0.1:81/2")),
]
TWO = [
    ("two domains", source("News", "https://gazette.example/1"), source("News", "https://courier.example/2")),
    ("two names below a registry", source("A", "https://gazette.com.tr/1"), source("B", "https://courier.com.tr/2")),
    ("two blogs of one host", source("A", "https://ann.blogspot.com/1"), source("B", "https://bob.blogspot.com/2")),
    ("two pages of one network", source("A", "https://facebook.com/ann/1"), source("B", "https://facebook.com/bob/2")),
    (
        "two outlets by one aggregator",
        source("A", "https://news.google.com/1"),
        source("B", "https://news.google.com/2"),
    ),
    (
        "two owners below one domain",
        source("A", "https://a.host.example", owner="Ann"),
        source("B", "https://b.host.example", owner="Bob"),
    ),
    ("two agencies", source("A", text=f"{BODY} (AFP)"), source("A", text=f"{BODY} (AP)")),
    ("two addresses in numbers", source("A", "http://127.0.0.1:80/1"), source("B", "http://127.0.0.1:80/2")),
    ("nothing known", source(), source()),
]


@pytest.mark.parametrize(("why", "one", "other"), ONE, ids=[row[0] for row in ONE])
def test_one_outlet_counts_once_by(why: str, one: frozenset[str], other: frozenset[str]) -> None:
    assert outlets.sources([one, other]) == outlets.sources([other, one]) == 1


@pytest.mark.parametrize(("why", "one", "other"), TWO, ids=[row[0] for row in TWO])
def test_two_outlets_count_twice_despite(why: str, one: frozenset[str], other: frozenset[str]) -> None:
    assert outlets.sources([one, other]) == 2


def test_a_report_that_bears_two_names_makes_them_one() -> None:
    assert outlets.sources([{"a"}, {"b"}, {"c"}]) == 3
    assert outlets.sources([{"a"}, {"b"}, {"c"}, {"a", "b"}]) == 2
    assert outlets.sources([]) == 0


WIRES = [
    (f"TRIPOLI, Nov 30 (Reuters) - {BODY}", "reuters"),
    (f"TRIPOLI (AFP) — {BODY}", "afp"),
    (f"PARIS (AFP), Nov 30 - {BODY}", "afp"),
    (f"OEA - AFP - {BODY}", "afp"),
    (f"رويترز: {BODY}", "reuters"),
    (f"МОСКВА, 30 ноября. /ТАСС/. {BODY}", "tass"),
    (f"Anadolu Ajansı\n\n{BODY}", "anadolu"),
    (f"By Reuters\n\n{BODY}", "reuters"),
    (f"{BODY}\n\nAFP", "afp"),
    (f"{BODY} (dpa)", "dpa"),
    (f"{BODY}\nQuelle: dpa/AFP", "dpa"),
    (f"{BODY}\n© Agence France-Presse", "afp"),
    (f"{BODY}\n(Reporting by Ann Other; Editing by Bob Other)", "reuters"),
    (f"{BODY}\nالمصدر: وكالة الأناضول", "anadolu"),
]
NO_WIRES = [
    BODY,
    f"{BODY} He spoke to Reuters.",
    f"The harbour, an engineer told AFP, will reopen. {BODY}",
    f"In the Middle East and North Africa (MENA) ports are old. {BODY}",
    f"{BODY} They used a map.",
    f"Petra is a city. {BODY}",
    f"The army (LNA), which holds the port, said nothing. {BODY}",
    "",
]


@pytest.mark.parametrize(("text", "agency"), WIRES, ids=[agency + text[:20] for text, agency in WIRES])
def test_an_agency_is_credited_where_credits_stand(text: str, agency: str) -> None:
    assert credits.wire(text) == agency


@pytest.mark.parametrize("text", NO_WIRES, ids=[text[-30:] for text in NO_WIRES])
def test_an_agency_that_is_quoted_or_a_word_like_its_name_is_no_credit(text: str) -> None:
    assert credits.wire(text) == ""
    assert source("A", "https://a.example", text=text) == source("A", "https://a.example", text=BODY)


SITES = [
    ("https://www.gazette.example/a", "gazette.example"),
    ("https://en.gazette.gov.ly/", "gazette.gov.ly"),
    ("https://edition.gazette.com:8080/x", "gazette.com"),
    ("https://ann.substack.com/p/1", "ann.substack.com"),
    ("https://t.me/s/gazette", ""),
    ("http://[::1]/", ""),
    ("http://10.0.0.7/", ""),
    ("http://localhost/", ""),
    ("http://[bad", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "site"), SITES)
def test_a_site_is_its_registered_domain(address: str, site: str) -> None:
    assert outlets.site(address) == site
