"""Words after which a name is no subject: prepositions and words like them, folded, a line a language.

Arabic also writes them together with the name; such a mention begins within its word. Languages that put them behind
the name (Turkish) inflect it instead.
"""

from __future__ import annotations

from watchers.text.folding import plain

PREPOSITIONS = frozenset(
    plain(
        """
of in on at by to from with for against after before about under over than between among into through during without
within near as per via like behind toward towards upon despite since until unlike amid
de du des d à au aux en dans sur sous par pour avec sans contre chez vers selon après avant depuis entre malgré envers
von vom mit bei beim für gegen nach vor über unter in im am an auf aus zu zum zur durch ohne um seit laut zwischen wegen
de del a al en con por para sin contra según sobre entre tras desde hasta ante hacia
di del della dello dei degli delle da dal dalla in nel nella con su sul sulla per tra fra a al alla contro secondo dopo
de do da dos das em no na com por pelo pela para sem contra segundo sobre entre após ao à
в во на с со к ко у о об обо от по из за для при под над между через против без после до около вокруг про
у в на з із зі до від по за для при під над між через проти без після о об про біля
w we na z ze do od po za dla przy pod nad między przez przeciw bez o u według wobec
في من إلى الى على عن مع بين بعد قبل ضد لدى عند منذ حول خلال نحو بقيادة برئاسة بدعم بحضور
"""
    ).split()
)
