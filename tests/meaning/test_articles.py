"""What of an article is encoded: bounded, each text once, and only what an encoder can read."""

from __future__ import annotations

import pytest

from tests.support.comparing import article
from tests.support.encoding import WordEncoder
from watchers.comparing.article_profile import read as read_profile
from watchers.meaning import articles
from watchers.meaning.articles import Called
from watchers.model import Meaning

CZECH = "Řekl to velitel přístavu, protože bouře ještě nepřešla a vlny jsou příliš vysoké."
LEAD = "The ferry will not sail on Monday, the harbour master said. "
REST = "It was built in the north and has been in use for many years, as the town remembers well. " * 5


FERRY, BRIDGE, BOTH, OTHER = b"\x64\0\x01", b"\0\x64\x01", b"\x64\x64\x01", b"\0\0\x01"


def read(title: str, text: str = "", language: str = "en") -> tuple[str, ...]:
    """The texts that an encoder is asked for."""
    encoder = WordEncoder()
    articles.encode([Called(article("a", title, text, language=language))], encoder)
    return encoder.calls[0] if encoder.calls else ()


def test_headline_and_lead_are_one_text_and_each_sentence_another() -> None:
    lead, *sentences = read("No ferry", LEAD + REST)
    assert lead.startswith("No ferry. The ferry will not sail") and len(lead.split()) == 32
    assert sentences == ["No ferry", LEAD.strip(), REST[: len(REST) // 5].strip()], "each once, however often it stands"


def test_sentences_are_those_of_the_profile_in_its_order() -> None:
    told = article("a", "No ferry. No bus.", LEAD + REST)
    encoder = WordEncoder(("ferry", "bus", "harbour", "north"))
    (means,) = articles.encode([Called(told)], encoder)
    assert means is not None
    assert [*means.sentences] == [*encoder.encode([sentence.text for sentence in read_profile(told).sentences])]


def test_of_a_long_article_the_first_sentences_are_read() -> None:
    _, *sentences = read("No ferry", " ".join(f"The ferry number {n} is late." for n in range(40)))
    assert len(sentences) == 10 and sentences[-1] == "The ferry number 8 is late."


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [("No ferry on Monday", "", "No ferry on Monday"), ("", LEAD, LEAD.strip()), ("Ferry", "", "Ferry")],
    ids=["headline alone", "text alone", "one word"],
)
def test_what_is_missing_is_left_out(title: str, text: str, asked: str) -> None:
    assert read(title, text) == (asked,)


@pytest.mark.parametrize("text", ["the ferry " * 500_000, "a" * 5_000_000, "渡" * 5_000_000, "\n" * 5_000_000])
def test_a_text_of_megabytes_is_read_as_far_as_its_beginning(text: str) -> None:
    assert max(map(len, read("The ferry of the town will not sail", text))) <= 450


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [("", "", "en"), ("12", "3,456.7 – 89", "en"), ("Trajekt v pondělí nevypluje", CZECH, "en")],
    ids=["empty", "numbers only", "a language that is not learnt"],
)
def test_what_no_encoder_can_read_is_not_read(title: str, text: str, language: str) -> None:
    assert read(title, text, language) == ()


def test_names_of_actors_are_left_out_as_whole_words_but_for_a_text_that_is_nothing_else() -> None:
    told = article("a", "Ada Venn. Venn's ferry", "Mayor Ada Venn opened the Vennhaven ferry.")
    encoder = WordEncoder()
    articles.encode([Called(told, frozenset(["Ada Venn", "Venn"]))], encoder)
    assert [*encoder.calls[0]] == [
        ". 's ferry. Mayor opened the Vennhaven ferry.",
        "Ada Venn.",
        "'s ferry",
        "Mayor opened the Vennhaven ferry.",
    ]


def test_a_batch_is_encoded_at_once_in_its_order() -> None:
    encoder = WordEncoder(("ferry", "bridge"))
    batch = [
        article("a", "The ferry is late", LEAD + "A bridge replaces it. It is old."),
        article("b", "Most je zavřený", "Řekl to velitel přístavu.", language="cs"),
        article("c", "The bridge is closed", ""),
    ]
    assert articles.encode([*map(Called, batch)], encoder) == (
        Meaning(BOTH, (FERRY, FERRY, BRIDGE, OTHER)),
        None,
        Meaning(BRIDGE, (BRIDGE,)),
    )
    assert len(encoder.calls) == 1


def test_without_an_encoder_nothing_has_a_meaning() -> None:
    made = articles.unknown([Called(article("a", "No ferry", LEAD))], "it is gone")
    assert (made.of_articles, made.fault) == ((None,), "it is gone")
