"""Whether an article is about an actor or names it in passing, told by where and how often it names it.

    central      in the headline, or in the lead (the first sixty words), or often for the length of the text, or as
                 the subject of several sentences
    in passing   none of these; or once in a lead that reels off many actors, of whom others are in the headline

Pure. What a mention says of the article's other mentions is one reason for all mentions of the actor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from watchers.matching.vocabulary.prepositions import PREPOSITIONS
from watchers.matching.vocabulary.titles import is_title
from watchers.model import CERTAIN, Mention
from watchers.reasons import Matching, Reason
from watchers.text.folding import plain
from watchers.text.scripts import UNSPACED, script_of

_LEAD_WORDS = 60
_LEAST_TIMES = 3  # of a mention that makes it central wherever it stands ...
_WORDS_PER_TIME = 500  # ... or once in so many words, in a text that is longer than three times that
_LEAST_SUBJECTS = 2  # sentences
_CROWD_ACTORS = 4  # others in the lead beside whom one more is no subject of the article
_BEFORE_CHARACTERS, _BEFORE_WORDS = 80, 4  # looked at before a name: what a subject has there is short
_HEADING_LINES, _PROSE_WORDS = 10, 8  # short lines at the beginning are headings and by-lines, and count for no words

# A word, or two characters where no blanks part words.
_WORD = re.compile(rf"[{UNSPACED}]{{1,2}}|[^\W{UNSPACED}]+(?:['’-][^\W{UNSPACED}]+)*")
_APOSTROPHES = tuple("'’ʼ")
_SENTENCE_END = re.compile(r"(\w*)[.!?…؟۔।。！？:](?:[\"'”’»)\]]*\s+|(?<=[。！？]))|[\n\r\u2028\u2029]")


def with_salience(mentions: Sequence[Mention], title: str, text: str) -> tuple[Mention, ...]:
    """The mentions of an article, those that count with the salience of their actor in it."""
    counted = [mention for mention in mentions if mention.confidence >= CERTAIN]
    if not counted:
        return tuple(mentions)
    by_actor: dict[str, list[Mention]] = defaultdict(list)
    for mention in counted:
        by_actor[mention.actor].append(mention)
    lead_end, words = _lead_end(text), len(_WORD.findall(text))
    leading = [mention for mention in counted if _leads(mention, lead_end)]
    saliences = {
        actor: _salience(own, leading, lead_end, words, {"title": title, "text": text}, len(by_actor) - 1)
        for actor, own in by_actor.items()
    }
    return tuple(
        replace(mention, salience=saliences[mention.actor]) if mention.confidence >= CERTAIN else mention
        for mention in mentions
    )


def of_actors(mentions: Iterable[Mention]) -> Mapping[str, Reason]:
    """The salience of each actor that surely is in the article, in the order of their first mentions."""
    return {mention.actor: mention.salience for mention in mentions if mention.salience is not None}


def _salience(
    own: Sequence[Mention],
    leading: Sequence[Mention],
    lead_end: int,
    words: int,
    fields: Mapping[str, str],
    others: int,
) -> Reason:
    """The verdict on one actor: `own` are its mentions, `leading` those of all actors in headline and lead."""
    headline = any(mention.field == "title" for mention in own)
    lead = any(mention.field == "text" and mention.start < lead_end for mention in own)
    subjects = sum(_is_subject(fields[mention.field], mention) for mention in own if mention.field == "text")
    times = len(own)
    beside = {mention.actor for mention in leading} - {own[0].actor}
    crowded = times == 1 and not subjects and len(beside) >= _CROWD_ACTORS and any(m.field == "title" for m in leading)
    often = times >= max(_LEAST_TIMES, words // _WORDS_PER_TIME)
    central = headline or (lead and not crowded) or often or subjects >= _LEAST_SUBJECTS
    return Reason(
        Matching.CENTRAL if central else Matching.IN_PASSING,
        headline=headline,
        lead=lead,
        subjects=subjects,
        times=times,
        others=others,
    )


def _leads(mention: Mention, lead_end: int) -> bool:
    return mention.field == "title" or mention.start < lead_end


def _lead_end(text: str) -> int:
    """Where the first sixty words of the text's prose end; headings and by-lines before it belong to them."""
    last = next(islice(_WORD.finditer(text, _prose_start(text)), _LEAD_WORDS - 1, None), None)
    return len(text) if last is None else last.end()


def _prose_start(text: str) -> int:
    """Where the first line begins that is long enough for a sentence; 0 where none of the first lines is."""
    start = 0
    for line in text.split("\n", _HEADING_LINES)[:_HEADING_LINES]:
        if sum(1 for _ in _WORD.finditer(line)) >= _PROSE_WORDS:
            return start
        start += len(line) + 1
    return 0


def _is_subject(text: str, mention: Mention) -> bool:
    """Whether a name roughly is the subject of its sentence: in its plain form, at the beginning, behind titles alone
    or, as in Arabic, right behind the verb."""
    joined = text[mention.start - 1 : mention.start].isalpha() or text[mention.end : mention.end + 1] in _APOSTROPHES
    if mention.inflection is not None or joined:
        return False
    words = _words_before(text, mention.start)
    if not words:
        return True
    if len(words) > _BEFORE_WORDS or not PREPOSITIONS.isdisjoint(words):
        return False
    return is_title(words[-1]) or (len(words) == 1 and script_of(mention.surface) == "arabic")


def _words_before(text: str, at: int) -> list[str]:
    """The words of the sentence before a place, folded, as far as they are looked at."""
    before = text[max(0, at - _BEFORE_CHARACTERS) : at]
    ends = [end.end() for end in _SENTENCE_END.finditer(before) if not is_title(plain(end[1] or ""))]
    return [plain(word[0]) for word in _WORD.finditer(before, ends[-1] if ends else 0)]
