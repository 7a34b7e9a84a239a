"""Which language codes there are: ISO 639-1, and the 639-2/3 codes of languages with news but without a short code.

The list is of the standard's maintenance agency (Library of Congress); a region or script after a hyphen is
allowed and dropped (BCP 47), since news is followed by language and not by country.
"""

from __future__ import annotations

_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_THREE_LETTERS = (
    "arz apc ary aeb ayl ber ceb ckb din fil gsw hak haw hsb kab kmr luo mai nds nus pap prs rif shi snd tzm yue zgh"
)

CODES = frozenset(_TWO_LETTERS.split()) | frozenset(_THREE_LETTERS.split())


def parse(text: str) -> str:
    """The language of a code such as `ar`, `pt-BR` or `zh_Hant`, lower case; raises ValueError for an unknown one."""
    code = text.strip().lower().replace("_", "-").partition("-")[0]
    if code not in CODES:
        raise ValueError(f"{text!r} is no language code; write one such as en, ar, fr, ru or tr")
    return code


def primary_code(tag: str | None) -> str | None:
    """The primary language of a tag: `ar-LY` -> `ar`. None for anything that is no tag."""
    code = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) and code != "und" else None
