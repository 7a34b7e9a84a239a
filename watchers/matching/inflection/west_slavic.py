"""Polish, Czech, Slovak, Slovene and the other Slavic languages in Latin letters: how names decline.

Foreign names decline too (Trumpa, Trumpovi, Johnsonem). Czech and Slovak make women's surnames with -ová, Slovene
colloquially with -ova and -eva, and all make possessive adjectives. After the Polish spelling rules on foreign names
(apostrophe after a silent vowel), Internetová jazyková příručka, and Slovenski pravopis.
"""

from __future__ import annotations

from watchers.matching.inflection.paradigm import paradigm

PARADIGMS = (
    # Polish
    paradigm("pl", "Polish case, men's names in a consonant", "-", "a owi em ie u iem e"),
    paradigm("pl", "Polish plural, a family", "-", "owie ów om ami ach"),
    paradigm("pl", "Polish case after an apostrophe", "-", "'a 'owi 'em 'ie 'u 'iem 'ego 'emu 'm"),
    paradigm("pl", "Polish case, softened consonant", "r", "rze"),
    paradigm("pl", "Polish case, softened consonant", "t", "cie"),
    paradigm("pl", "Polish case, softened consonant", "d", "dzie"),
    paradigm("pl", "Polish case, softened consonant", "ł", "le"),
    paradigm("pl", "Polish case, softened consonant", "st", "ście"),
    paradigm("pl", "Polish case, fleeting vowel", "ek", "ka kowi kiem ku"),
    paradigm("pl", "Polish case, fleeting vowel", "ec", "ca cowi cem cu"),
    paradigm("pl", "Polish case, fleeting vowel", "eł", "ła łowi łem le"),
    paradigm("pl", "Polish case, names in -e", "e", "a owi em ie u ego emu m", stem=3),
    paradigm("pl", "Polish case, names in -o", "o", "a owi em ie u", stem=3),
    paradigm("pl", "Polish case, names in -y and -i", "y", "ego emu ym yego yemu iego iemu im"),
    paradigm("pl", "Polish case, names in -y and -i", "i", "ego emu im iego iemu"),
    paradigm("pl", "Polish case, names in -a", "a", "y i ę ą ie o"),
    paradigm("pl", "Polish case, names in -ia", "ia", "ii i ię ią io"),
    paradigm("pl", "Polish case, softened before -a", "ra", "rze"),
    paradigm("pl", "Polish case, softened before -a", "ta", "cie"),
    paradigm("pl", "Polish case, softened before -a", "da", "dzie"),
    paradigm("pl", "Polish case, softened before -a", "ła", "le"),
    paradigm("pl", "Polish case, softened before -a", "la", "li"),
    paradigm("pl", "Polish case, softened before -a", "ka", "ce"),
    paradigm("pl", "Polish case, softened before -a", "ga", "dze"),
    paradigm("pl", "Polish case, softened before -a", "cha", "sze"),
    paradigm("pl", "Polish case, women's adjectival names", "a", "iej ej ą"),
    # Czech and Slovak
    paradigm("cs sk", "Czech case, men's names in a consonant", "-", "a ovi u em e i om"),
    paradigm("cs sk", "Czech plural, a family", "-", "ové ů y ům ech ovi ovcov ovci"),
    paradigm("cs sk", "Czech case, fleeting vowel", "ek", "ka kovi kem ku kom"),
    paradigm("cs sk", "Czech case, fleeting vowel", "ec", "ce covi cem ci"),
    paradigm("cs sk", "Czech case, fleeting vowel", "el", "la lovi lem lu"),
    paradigm("cs sk", "Czech case, fleeting vowel", "er", "ra rovi rem ru"),
    paradigm("cs sk", "Czech case, names in -o and -e", "o", "a ovi em u om"),
    paradigm("cs sk", "Czech case, names in -o and -e", "e", "eho emu em a ovi u", stem=3),
    paradigm("cs sk", "Czech case, names in -y and -i", "y", "yho ymu ym yovi ymho"),
    paradigm("cs sk", "Czech case, names in -y and -i", "i", "iho imu im iovi ím"),
    paradigm("cs sk", "Czech case, adjectival names", "ý", "ého ému ým ém"),
    paradigm("cs sk", "Czech case, names in -a", "a", "y u ou o ovi ě e i ej"),
    paradigm("cs sk", "Czech case, names in -ie", "ie", "ii ií"),
    paradigm("cs sk", "Czech case, softened before -a", "ka", "ce"),
    paradigm("cs sk", "Czech case, softened before -a", "ga", "ze"),
    paradigm("cs sk", "Czech case, softened before -a", "ra", "ře"),
    paradigm("cs sk", "Czech case, women's adjectival names", "á", "é ou ej ú"),
    paradigm("cs sk", "Czech women's surname", "-", "ová ové ovou ovej ovú ovým ových"),
    paradigm("cs sk", "Czech women's surname", "a", "ová ové ovou ovej ovú"),
    paradigm("cs sk", "Czech women's surname", "e", "ová ové ovou ovej ovú", stem=3),
    paradigm("cs sk", "Czech women's surname", "o", "ová ové ovou ovej ovú"),
    paradigm("cs sk", "Czech women's surname, fleeting vowel", "ek", "ková kové kovou"),
    paradigm("cs sk", "Czech women's surname, fleeting vowel", "el", "lová lové lovou"),
    paradigm("cs sk", "Czech women's surname, adjectival", "ý", "á é ou ú ej"),
    paradigm("cs sk", "Czech possessive", "-", "ův ova ovo ově ovi ovu ovou ových ovým ovými ovy ově ov ovho"),
    paradigm("cs sk", "Czech possessive", "ová", "ina iny"),
    paradigm("cs sk", "Czech possessive", "a", "in ina ino iny ině inu inou iných iným inými"),
    # Slovene and, with the same endings, Croatian, Bosnian and Serbian in Latin letters
    paradigm("sl hr bs sr", "Slovene case, men's names in a consonant", "-", "a u om em i e"),
    paradigm("sl hr bs sr", "Slovene case, names in a vowel take -j-", "-", "ja ju jem jom ji jev jeva jevo jevi"),
    paradigm("sl hr bs sr", "Slovene case, names in -o and -e", "o", "a u om em"),
    paradigm("sl hr bs sr", "Slovene case, names in -o and -e", "e", "a u om em ja ju jem", stem=3),
    paradigm("sl hr bs sr", "Slovene case, names in -a", "a", "e i o u om"),
    paradigm("sl hr bs sr", "Slovene case, fleeting vowel", "el", "la lu lom lem"),
    paradigm("sl hr bs sr", "Slovene case, fleeting vowel", "er", "ra ru rom rem"),
    paradigm("sl hr bs sr", "Slovene case, fleeting vowel", "ek", "ka ku kom"),
    paradigm("sl hr bs sr", "Slovene case, fleeting vowel", "ec", "ca cu cem"),
    paradigm("sl hr bs sr", "Slovene case, names in -r take -j-", "r", "rja rju rjem rji"),
    paradigm("sl hr bs sr", "Slovene case, adjectival names", "i", "ega emu im em og om"),
    paradigm("sl hr bs sr", "Slovene women's surname", "-", "ova ove ovi ovo ovu eva eve evi evo jeva jeve jevi jevo"),
    paradigm("sl hr bs sr", "Slovene women's surname", "e", "ova ove ovi ovo eva eve evi evo", stem=3),
    paradigm("sl hr bs sr", "Slovene women's surname, fleeting vowel", "el", "lova love lovi lovo"),
    paradigm(
        "sl hr bs sr", "Slovene possessive", "-", "ov ovega ovemu ovem ovim ovih ovimi ev evega evem evim evih jev"
    ),
    paradigm("sl hr bs sr", "Slovene possessive", "a", "in ina ino ine ini inega inem inih inim"),
    paradigm("sl hr bs sr", "Slovene possessive, women", "-", "in ina ino ine ini inega inem"),
)
