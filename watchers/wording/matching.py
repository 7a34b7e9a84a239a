"""How a name was read and what supports it: the clauses of `watchers.matching`."""

from __future__ import annotations

from collections.abc import Mapping

from watchers.model import Mention
from watchers.reasons import Matching, Reason
from watchers.reasons.name_rules import Form, Inflection, Rule
from watchers.wording.catalogue import Clause, count
from watchers.wording.names import Names

RULES: Mapping[Rule, str] = {rule: rule.value for rule in Rule} | {Rule.GIVEN_AND_SURNAME: "full name"}
FORMS: Mapping[Form, str] = {form: form.value for form in Form}
INFLECTIONS: Mapping[Inflection, str] = {inflection: inflection.value for inflection in Inflection}

_WITHOUT_FORM = (Rule.FULL_NAME, Rule.ACRONYM, Rule.NAME_IN_CONTEXT, Rule.NAMESAKE, Rule.EXCLUSION, Rule.NOT_RECORDED)


def rule(mention: Mention) -> str:
    """How a mention was found: `surname, spelling, Polish case, names in -a`."""
    plain = mention.form is Form.NAME and (mention.rule in _WITHOUT_FORM or mention.inflection is not None)
    form = "" if plain else FORMS[mention.form]
    inflection = "" if mention.inflection is None else INFLECTIONS[mention.inflection]
    return ", ".join(filter(None, (RULES[mention.rule], form, inflection)))


def _seen(reason: Reason, names: Names) -> str:
    seen = f"{count(reason['mentions'], 'mention')} in {count(reason['in_articles'], 'article')}"
    return f"{seen}, {reason['percent']}% like {reason['name']}"


_TIMES = {1: "once", 2: "twice"}


def _salience(reason: Reason) -> str:
    """Where an actor stands in the article: `in the headline, mentioned 4 times, beside 2 other actors`."""
    where = [f"in the {place}" for place in ("headline", "lead") if reason[place]]
    subjects = [f"subject of {count(reason['subjects'], 'sentence')}"] if reason["subjects"] else []
    others = [f"beside {count(reason['others'], 'other actor')}"] if reason["others"] else []
    times = _TIMES.get(reason["times"], f"{reason['times']} times")
    where = where or ["neither in the headline nor in the lead"]
    return ", ".join((*where, *subjects, f"mentioned {times}", *others))


CLAUSES: Mapping[Matching, Clause] = {
    Matching.EXCLUDED: "excluded: {phrase}",
    Matching.NAME_WORDS: "{words}",
    Matching.GIVEN_NAME: "with {words}",
    Matching.INITIAL: "initial: {words}",
    Matching.OTHER_GIVEN_NAME: "another given name: {words}",
    Matching.PERHAPS_GIVEN_NAME: "perhaps another given name: {words}",
    Matching.FULL_NAME_ELSEWHERE: "the article has the full name",
    Matching.DESCRIBED: "described: {words}",
    Matching.NOTHING_LONGER: "the actor has neither a longer name nor a descriptor",
    Matching.CONTEXT_MISSING: "needs context, and the article has none",
    Matching.WORDS_BEFORE: "but before it stands {words}",
    Matching.RIVALS: "also borne by {actors}",
    Matching.NAMESAKE_ELSEWHERE: "the article has a namesake: {words}",
    Matching.TITLE: "title: {words}",
    Matching.ONLY_BEARER: "the only tracked bearer, nothing against it",
    Matching.IN_CAPITALS: "written as an acronym",
    Matching.COMPANY: "part of a company's name",
    Matching.COMMON_WORD: "the article has it as a common word",
    Matching.CENTRAL: lambda reason, names: f"central ({_salience(reason)})",
    Matching.IN_PASSING: lambda reason, names: f"in passing ({_salience(reason)})",
    Matching.SPELLING_SEEN: _seen,
}
