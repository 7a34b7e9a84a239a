"""Russian, Ukrainian and Bulgarian: how names decline.

Given name and surname decline together; foreign names in -о, -е, -у, -и do not; women's surnames in a consonant do not.
Bulgarian has no cases: only the vocative and the family's plural are here. After Zaliznyak's classes for proper names
and the Ukrainian orthography of 2019.
"""

from __future__ import annotations

from watchers.matching.inflection.paradigm import paradigm

PARADIGMS = (
    # Russian
    paradigm("ru", "Russian case, men's names in a consonant", "-", "а у ом е ым ем"),
    paradigm("ru", "Russian plural, a family", "-", "ы ов ам ами ах и ых ыми"),
    paradigm("ru", "Russian case, names in -й", "й", "я ю ем е и ём"),
    paradigm("ru", "Russian case, names in -ь", "ь", "я ю ем е ём и ью"),
    paradigm("ru", "Russian case, names in -а", "а", "ы и у ой е ою ей ею"),
    paradigm("ru", "Russian case, names in -я", "я", "и ю ей е ею ёй"),
    paradigm("ru", "Russian case, names in -ия", "ия", "ии ию ией ьи"),
    paradigm("ru", "Russian case, adjectival names in -ий", "ий", "ого его ому ему им ом ем"),
    paradigm("ru", "Russian case, adjectival names in -ый", "ый", "ого ому ым ом"),
    paradigm("ru", "Russian case, adjectival names in -ой", "ой", "ого ому ым ом им"),
    paradigm("ru", "Russian case, women's adjectival names", "ая", "ой ую ою"),
    paradigm("ru", "Russian case, fleeting vowel", "ец", "ца цу цем цом це"),
    paradigm("ru", "Russian case, fleeting vowel", "лец", "льца льцу льцем льцом льце"),
    paradigm("ru", "Russian case, fleeting vowel", "ок", "ка ку ком ке"),
    paradigm("ru", "Russian case, fleeting vowel", "ек", "ька ьку ьком ьке ка ку ком ке"),
    paradigm("ru", "Russian case, fleeting vowel", "ел", "ла лу лом ле"),
    paradigm("ru", "Russian case, fleeting vowel", "ень", "ня ню нем не"),
    paradigm("ru", "Russian case, fleeting vowel", "ев", "ьва ьву ьвом ьве", stem=1),
    paradigm("ru", "Russian case, fleeting vowel", "ёр", "ра ру ром ре тра тру тром тре"),
    # Ukrainian
    paradigm("uk", "Ukrainian case, men's names in a consonant", "-", "а у ові ом і ем еві е им"),
    paradigm("uk", "Ukrainian plural, a family", "-", "и ів ам ами ах"),
    paradigm("uk", "Ukrainian case, names in -й", "й", "я ю єві єм ї єм"),
    paradigm("uk", "Ukrainian case, names in -ь", "ь", "я ю еві ем і ю ьо"),
    paradigm("uk", "Ukrainian case, names in -а", "а", "и у ою і о ею"),
    paradigm("uk", "Ukrainian case, names in -я", "я", "і ю ею ї єю"),
    paradigm("uk", "Ukrainian case, names in -га -ка -ха", "га", "зі"),
    paradigm("uk", "Ukrainian case, names in -га -ка -ха", "ка", "ці"),
    paradigm("uk", "Ukrainian case, names in -га -ка -ха", "ха", "сі"),
    paradigm("uk", "Ukrainian case, names in -о", "о", "а у ом ові ові"),
    paradigm("uk", "Ukrainian case, adjectival names in -ий", "ий", "ого ому им ім"),
    paradigm("uk", "Ukrainian case, adjectival names in -ій", "ій", "ього ьому ім єві я ю єм"),
    paradigm("uk", "Ukrainian case, women's adjectival names", "а", "ої ій у ою"),
    paradigm("uk", "Ukrainian case, fleeting vowel", "ець", "ця цю цем цеві ці"),
    paradigm("uk", "Ukrainian case, fleeting vowel", "ок", "ка ку ком кові ку"),
    paradigm("uk", "Ukrainian case, fleeting vowel", "ко", "ка ку ком кові"),
    paradigm("uk", "Ukrainian case, і becomes о", "ів", "ова ову овом ові"),
    # Women's surnames in -ова, -ева, -ина, in both
    paradigm("ru uk", "Russian case, women's names in -ова, -ина", "а", "ой ою ої ій у"),
    # Bulgarian
    paradigm("bg", "Bulgarian plural, a family", "-", "ови овци"),
    paradigm("bg", "Bulgarian possessive", "-", "ов ова ово ови овия овата овото овите"),
    paradigm("bg", "Bulgarian possessive", "а", "ин ина ино ини"),
    paradigm("bg", "Bulgarian case left over in fixed forms", "-", "а у е", stem=4),
)
