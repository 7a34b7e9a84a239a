"""The dateline before a report: "SABHA, Libya, Nov 30 (Reuters) -", "МОСКВА, 3 сентября. /ТАСС/.".

place, date, (agency), dash     the agency in brackets or between strokes; the place in any script
PLACE, date, dash               without an agency, if the place is in capitals
as Chinese, Japanese and Korean agencies write it
"""

from __future__ import annotations

import re

_MOST_CHARACTERS = 90  # that place and date have
_MOST_WORDS = 8
_MOST_UNDATED_WORDS = 3  # of a place without a day, which is not in capitals
_LEAST_CAPITALS = 4  # letters of a place in capitals that stands without an agency
_AGENCIES = (
    r"(?:reuters|afp|ap|dpa|efe|ansa|aa|pap|čtk|ctk|upi|xinhua|tass|interfax"
    r"|тасс|рбк|интерфакс|риа новости|укринформ|унн|уніан|униан"
    r"|رويترز|أ ف ب|أ ب|د ب أ|ا ف ب|فرانس برس|سبوتنيك|الأناضول|وام|واس|سانا|بنا|قنا|شينخوا)"
)
_WHERE = rf"(?P<where>[^()（）\[\]【】\n]{{0,{_MOST_CHARACTERS}}}?)"
_WHO = r"(?:[(（\[]\s*(?P<agency>[^()（）\[\]\n\d]{2,40}?)\s*[)）\]]|/\s*(?P<stroked>[^/\n\d]{2,40}?)\s*/)"
_CREDITED = re.compile(rf"{_WHERE}\s*{_WHO}\s*(?:\.?\s*(?:[-–—=:]|--)|\.(?=\s))\s*")
_PLACED = re.compile(
    rf"(?P<where>[^\n–—]{{3,{_MOST_CHARACTERS}}}?)\s+(?:[–—]|--?)\s+(?:{_AGENCIES}\.\s+)?(?=[^\W\d_])", re.IGNORECASE
)
_EASTERN = re.compile(
    r"\s*(?:[^\s，。、]{0,16}\d{1,2}日[电電讯訊](?:[（(][^）)\n]{0,40}[）)])?"
    r"|[【［\[][^】］\]\n]{2,30}[】］\]]\s*[-－—]?"
    r"|[(（][^)）\n]{1,20}=[^)）\n]{1,20}[)）](?:\s*\w{2,8}\s*(?:특파원|기자)\s*=?)?)\s*(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_AGENCY = re.compile(_AGENCIES, re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LINK_LETTERS = 3  # of a word in lower case within a place's name: of, del, von


def without_dateline(text: str) -> str:
    """The text from the first word behind its dateline; as it is where it has none, or nothing else."""
    eastern = _EASTERN.match(text)
    if eastern:
        return text[eastern.end() :]
    for pattern in (_CREDITED, _PLACED):
        match = pattern.match(text)
        if match and _begins(text[match.end() :]) and _is_dateline(match, credited=pattern is _CREDITED):
            return text[match.end() :].lstrip()
    return text


def _begins(rest: str) -> bool:
    """Whether a sentence may begin here: what goes on in lower case was set between dashes."""
    first = next(filter(str.isalnum, rest), "")
    return bool(first) and not first.islower()


def _is_dateline(match: re.Match[str], *, credited: bool) -> bool:
    where = match["where"]
    words = [word for word in _WORD.findall(where) if not (word.islower() and len(word) <= _LINK_LETTERS)]
    if not words:
        return credited and not where.strip(" ,.-–—*")
    if len(words) > _MOST_WORDS:
        return False
    dated = any(map(str.isdecimal, where))
    if not credited:
        whole = dated or "," in where or all(word.isupper() for word in words)
        return whole and words[0].isupper() and len(words[0]) >= _LEAST_CAPITALS
    if words[0].isupper():
        return True
    if dated:
        return not words[0].islower()
    if any(word.islower() for word in words) or len(words) > _MOST_UNDATED_WORDS:
        return False
    cased = words[0] != words[0].swapcase()
    return cased or len(words) == 1 or bool(_AGENCY.fullmatch(match["agency"] or match["stroked"]))
