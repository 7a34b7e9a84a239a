"""How a mention's name was read: how it stands, in which form it is written, and which ending it bears.

The values are codes, and as such what the archive holds; `watchers.wording.matching` says them in words.
"""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """How a name stands in the text."""

    FULL_NAME = "full name"  # every word of it
    GIVEN_AND_SURNAME = "given name and surname"  # put together, each with its own likeness
    INITIAL = "initial"
    SURNAME = "surname"
    AMBIGUOUS_SURNAME = "ambiguous surname"
    ACRONYM = "acronym"
    NAME_IN_CONTEXT = "name in context"
    NAMESAKE = "namesake"
    EXCLUSION = "exclusion"
    NOT_RECORDED = "not recorded"  # by an earlier version of the program in a way that can be read


class Form(StrEnum):
    """How the name is written: as the catalogue has it, near it in the same script, or near it in another one."""

    NAME = "name"
    SPELLING = "spelling"
    TRANSLITERATION = "transliteration"


class Inflection(StrEnum):
    """What a language did to the name, or the writer wrote together with it."""

    POSSESSIVE = "possessive"
    ENGLISH_PLURAL_OR_POSSESSIVE_WITHOUT_APOSTROPHE = "English plural or possessive without apostrophe"
    GENITIVE_S = "genitive -s"
    GERMAN_GENITIVE_AFTER_A_SIBILANT = "German genitive after a sibilant"
    TURKISH_SUFFIX_AFTER_AN_APOSTROPHE = "Turkish suffix after an apostrophe"
    TURKISH_SUFFIX = "Turkish suffix"
    POLISH_CASE_MENS_NAMES_IN_A_CONSONANT = "Polish case, men's names in a consonant"
    POLISH_PLURAL_A_FAMILY = "Polish plural, a family"
    POLISH_CASE_AFTER_AN_APOSTROPHE = "Polish case after an apostrophe"
    POLISH_CASE_SOFTENED_CONSONANT = "Polish case, softened consonant"
    POLISH_CASE_FLEETING_VOWEL = "Polish case, fleeting vowel"
    POLISH_CASE_NAMES_IN_E = "Polish case, names in -e"
    POLISH_CASE_NAMES_IN_O = "Polish case, names in -o"
    POLISH_CASE_NAMES_IN_Y_AND_I = "Polish case, names in -y and -i"
    POLISH_CASE_NAMES_IN_A = "Polish case, names in -a"
    POLISH_CASE_NAMES_IN_IA = "Polish case, names in -ia"
    POLISH_CASE_SOFTENED_BEFORE_A = "Polish case, softened before -a"
    POLISH_CASE_WOMENS_ADJECTIVAL_NAMES = "Polish case, women's adjectival names"
    CZECH_CASE_MENS_NAMES_IN_A_CONSONANT = "Czech case, men's names in a consonant"
    CZECH_PLURAL_A_FAMILY = "Czech plural, a family"
    CZECH_CASE_FLEETING_VOWEL = "Czech case, fleeting vowel"
    CZECH_CASE_NAMES_IN_O_AND_E = "Czech case, names in -o and -e"
    CZECH_CASE_NAMES_IN_Y_AND_I = "Czech case, names in -y and -i"
    CZECH_CASE_ADJECTIVAL_NAMES = "Czech case, adjectival names"
    CZECH_CASE_NAMES_IN_A = "Czech case, names in -a"
    CZECH_CASE_NAMES_IN_IE = "Czech case, names in -ie"
    CZECH_CASE_SOFTENED_BEFORE_A = "Czech case, softened before -a"
    CZECH_CASE_WOMENS_ADJECTIVAL_NAMES = "Czech case, women's adjectival names"
    CZECH_WOMENS_SURNAME = "Czech women's surname"
    CZECH_WOMENS_SURNAME_FLEETING_VOWEL = "Czech women's surname, fleeting vowel"
    CZECH_WOMENS_SURNAME_ADJECTIVAL = "Czech women's surname, adjectival"
    CZECH_POSSESSIVE = "Czech possessive"
    SLOVENE_CASE_MENS_NAMES_IN_A_CONSONANT = "Slovene case, men's names in a consonant"
    SLOVENE_CASE_NAMES_IN_A_VOWEL_TAKE_J = "Slovene case, names in a vowel take -j-"
    SLOVENE_CASE_NAMES_IN_O_AND_E = "Slovene case, names in -o and -e"
    SLOVENE_CASE_NAMES_IN_A = "Slovene case, names in -a"
    SLOVENE_CASE_FLEETING_VOWEL = "Slovene case, fleeting vowel"
    SLOVENE_CASE_NAMES_IN_R_TAKE_J = "Slovene case, names in -r take -j-"
    SLOVENE_CASE_ADJECTIVAL_NAMES = "Slovene case, adjectival names"
    SLOVENE_WOMENS_SURNAME = "Slovene women's surname"
    SLOVENE_WOMENS_SURNAME_FLEETING_VOWEL = "Slovene women's surname, fleeting vowel"
    SLOVENE_POSSESSIVE = "Slovene possessive"
    SLOVENE_POSSESSIVE_WOMEN = "Slovene possessive, women"
    RUSSIAN_CASE_MENS_NAMES_IN_A_CONSONANT = "Russian case, men's names in a consonant"
    RUSSIAN_PLURAL_A_FAMILY = "Russian plural, a family"
    RUSSIAN_CASE_NAMES_IN_J = "Russian case, names in -й"
    RUSSIAN_CASE_NAMES_IN_SOFT = "Russian case, names in -ь"
    RUSSIAN_CASE_NAMES_IN_A = "Russian case, names in -а"
    RUSSIAN_CASE_NAMES_IN_YA = "Russian case, names in -я"
    RUSSIAN_CASE_NAMES_IN_IYA = "Russian case, names in -ия"
    RUSSIAN_CASE_ADJECTIVAL_NAMES_IN_IJ = "Russian case, adjectival names in -ий"
    RUSSIAN_CASE_ADJECTIVAL_NAMES_IN_YJ = "Russian case, adjectival names in -ый"
    RUSSIAN_CASE_ADJECTIVAL_NAMES_IN_OJ = "Russian case, adjectival names in -ой"
    RUSSIAN_CASE_WOMENS_ADJECTIVAL_NAMES = "Russian case, women's adjectival names"
    RUSSIAN_CASE_FLEETING_VOWEL = "Russian case, fleeting vowel"
    UKRAINIAN_CASE_MENS_NAMES_IN_A_CONSONANT = "Ukrainian case, men's names in a consonant"
    UKRAINIAN_PLURAL_A_FAMILY = "Ukrainian plural, a family"
    UKRAINIAN_CASE_NAMES_IN_J = "Ukrainian case, names in -й"
    UKRAINIAN_CASE_NAMES_IN_SOFT = "Ukrainian case, names in -ь"
    UKRAINIAN_CASE_NAMES_IN_A = "Ukrainian case, names in -а"
    UKRAINIAN_CASE_NAMES_IN_YA = "Ukrainian case, names in -я"
    UKRAINIAN_CASE_NAMES_IN_GA_KA_KHA = "Ukrainian case, names in -га -ка -ха"
    UKRAINIAN_CASE_NAMES_IN_O = "Ukrainian case, names in -о"
    UKRAINIAN_CASE_ADJECTIVAL_NAMES_IN_YJ = "Ukrainian case, adjectival names in -ий"
    UKRAINIAN_CASE_ADJECTIVAL_NAMES_IN_IJ = "Ukrainian case, adjectival names in -ій"
    UKRAINIAN_CASE_WOMENS_ADJECTIVAL_NAMES = "Ukrainian case, women's adjectival names"
    UKRAINIAN_CASE_FLEETING_VOWEL = "Ukrainian case, fleeting vowel"
    UKRAINIAN_CASE_I_BECOMES_O = "Ukrainian case, і becomes о"
    RUSSIAN_CASE_WOMENS_NAMES_IN_OVA_INA = "Russian case, women's names in -ова, -ина"
    BULGARIAN_PLURAL_A_FAMILY = "Bulgarian plural, a family"
    BULGARIAN_POSSESSIVE = "Bulgarian possessive"
    BULGARIAN_CASE_LEFT_OVER_IN_FIXED_FORMS = "Bulgarian case left over in fixed forms"
    PERSIAN_ENDING = "Persian ending"
    APOSTROPHE = "apostrophe"
    ELISION = "elision"
    ARABIC_ARTICLE_WRITTEN_TOGETHER = "Arabic article written together"
    ARABIC_CLITIC = "Arabic clitic"
    ARABIC_ARTICLE_ADDED = "Arabic article added"  # to a name that has none, as good as a weak likeness
