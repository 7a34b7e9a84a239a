"""What only the page around a line tells of it, whatever its words: a menu, a row of links, a line that comes again,
a reader who speaks, an invitation to buy.

No product, section or headline of a site is known here. These lines have in common that they are short, end like no
sentence, stand in rows or come again, and share their words with each other rather than with the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from watchers.plaintext.line_kinds import BULLET, ENDS, PRICE, WORD, Line

LEAST_ROW_LINES = 6  # short lines one after the other that no sentence introduces: links, sections, products
LEAST_HEADING_WORDS = 3  # words of a row's last line, if what follows is no list, to be the title of that
LEAST_MENU_ITEMS = 3  # items before the first paragraph
LEAST_BUTTON_TIMES = 3  # that a short line comes on a page, numbers aside, to be a button
LONGEST_BUTTON_WORDS = 4
LEAST_SPEAKER_LINES = 2  # lines that say who says something; fewer introduce a quotation
INVITING_KINDS = frozenset({"offer", "account", "newsletter"})
# Words that a line has in common with an offer alone, at least, to belong to it. A heading between it and the article
# counts as one, and as two if the line has a price or the next one invites already.
LEAST_SHARED_WORDS = 2
INVITING_WINDOW_LINES = 6  # lines below the article among which one must invite
SHORTEST_TOPIC_LETTERS = 4  # letters of a word that tells what a line is about


def in_place(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of a page with the kinds that their places tell."""
    kinds = _speakers(lines) | _menu(lines) | _rows(lines) | _repeated(lines)
    return tuple(replace(line, kind=kinds.get(n, line.kind)) for n, line in enumerate(lines))


def is_link_like(line: Line) -> bool:
    """Whether a line may be a link of a row: short, without a bullet, ending like no sentence."""
    return line.kind == "short" and not ENDS.search(line.text) and not BULLET.match(line.text)


def _speakers(lines: Sequence[Line]) -> dict[int, str]:
    """One who "says" something is a reader among other readers, and else may be quoted."""
    speakers = [n for n, line in enumerate(lines) if line.kind == "commenter"]
    comments = any(line.kind == "comments" for line in lines) or len(speakers) > LEAST_SPEAKER_LINES
    return dict.fromkeys(speakers, "comments" if comments and len(speakers) >= LEAST_SPEAKER_LINES else "short")


def _menu(lines: Sequence[Line]) -> dict[int, str]:
    """A list before the first paragraph."""
    first = next((n for n, line in enumerate(lines) if line.kind == "prose"), 0)
    items = [n for n in range(first) if BULLET.match(lines[n].text)]
    return dict.fromkeys(items, "navigation") if len(items) >= LEAST_MENU_ITEMS else {}


def _rows(lines: Sequence[Line]) -> dict[int, str]:
    """Rows of short lines without bullets that end like no sentence, and that nothing introduces."""
    links: dict[int, str] = {}
    row: list[int] = []
    for n, line in enumerate((*lines, Line(0, 0, "", 0, "prose"))):
        if is_link_like(line):
            row.append(n)
            continue
        if len(row) >= LEAST_ROW_LINES and not (row[0] and lines[row[0] - 1].text.endswith(":")):
            heading = line.kind != "short" and n < len(lines) and lines[row[-1]].words >= LEAST_HEADING_WORDS
            links |= dict.fromkeys(row[:-1] if heading else row, "links")
        row = []
    return links


def _repeated(lines: Sequence[Line]) -> dict[int, str]:
    """Lines of few words that come again and again, such as the buttons of every comment."""
    buttons = {
        n: _without_numbers(line.text)
        for n, line in enumerate(lines)
        if line.kind == "short" and line.words <= LONGEST_BUTTON_WORDS and not ENDS.search(line.text)
    }
    times = Counter(buttons.values())
    return {n: "repeated" for n, text in buttons.items() if text and times[text] >= LEAST_BUTTON_TIMES}


def _without_numbers(text: str) -> str:
    return " ".join(word for word in WORD.findall(text.casefold()) if not word.isdigit())


def without_invitations(line_numbers: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines of an article without those at its end that already belong to the offer below it.

    A line does when it has more words in common with what follows than with the article.
    """
    line_numbers = list(line_numbers)
    while len(line_numbers) > 1 and _is_invitation(line_numbers, lines):
        line_numbers.pop()
    return line_numbers


def _is_invitation(line_numbers: Sequence[int], lines: Sequence[Line]) -> bool:
    *article, last = line_numbers
    below = lines[last + 1 :]
    if not any(line.kind in INVITING_KINDS for line in below[:INVITING_WINDOW_LINES]):
        return False
    if lines[last].kind != "prose":
        return True
    own, article_words, offer_words = (
        _topic_words(part) for part in ([lines[last]], [lines[n] for n in article], below)
    )
    own_section = is_link_like(lines[article[-1]])
    sells = below[0].kind in INVITING_KINDS or bool(PRICE.search(lines[last].text))
    shared = len(own & offer_words - article_words) + own_section * (1 + sells)
    return shared >= LEAST_SHARED_WORDS and shared > len(own & article_words - offer_words)


def _topic_words(lines: Sequence[Line]) -> set[str]:
    return {
        word for line in lines for word in WORD.findall(line.text.casefold()) if len(word) >= SHORTEST_TOPIC_LETTERS
    }
