"""The table of likenesses: every level has a meaning and a use, and none is written beside it."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest

from watchers.matching import alignment, lookup, match, name_tables, phonetics
from watchers.matching.likeness import Likeness
from watchers.matching.lookup import find_actors
from watchers.model import Actor

MEASURING = (alignment, lookup, match, name_tables, phonetics)


@pytest.mark.parametrize("row", Likeness, ids=lambda row: row.name)
def test_every_row_says_what_it_means_and_is_used(row: Likeness) -> None:
    assert len(row.meaning.split()) > 3 and 0 <= row.level <= 1
    assert any(f"Likeness.{row.name}" in inspect.getsource(module) for module in MEASURING)


@pytest.mark.parametrize("module", MEASURING, ids=lambda module: module.__name__)
def test_no_likeness_is_written_beside_the_table(module: ModuleType) -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    places = {"Nearness": 0, "Reading": 1}  # of the likeness among the arguments
    likenesses = [
        call.args[places[call.func.id]] for call in calls if isinstance(call.func, ast.Name) and call.func.id in places
    ]
    assert not any(isinstance(node, ast.Constant) for likeness in likenesses for node in ast.walk(likeness))


def test_a_typed_name_is_measured_by_the_table_alone() -> None:
    functions = [node for node in ast.parse(inspect.getsource(lookup)).body if isinstance(node, ast.FunctionDef)]
    constants = [node.value for part in functions for node in ast.walk(part) if isinstance(node, ast.Constant)]
    assert len(functions) > 4 and not [value for value in constants if isinstance(value, float)]


def person(name: str) -> Actor:
    return Actor(name.lower().replace(" ", "-"), name, "person", ())


ANTON, PETRUS, RESPELT = person("Anton Vellmarov"), person("Anton Petrus Vellmarov"), person("Anton Velmaruv")
WORKS = Actor("works", "Vellmarov", "organisation", ())


@pytest.mark.parametrize(
    ("typed", "actors", "answer"),
    [
        ("Anton Vellmarov", (RESPELT, ANTON), (ANTON,)),  # equal
        ("Anton Vellmarova", (RESPELT, ANTON), (ANTON,)),  # inflected: as sure as equal
        ("Anton Wellmarow", (PETRUS, ANTON), (ANTON, PETRUS)),  # respelt: the longer name has a word left over
        ("Vellmarov", (PETRUS, ANTON, WORKS), (WORKS,)),  # the whole name of one, the surname of others
        ("Vellmarov", (PETRUS, ANTON), (PETRUS, ANTON)),
    ],
)
def test_the_nearest_to_a_typed_name_come_first(
    typed: str, actors: tuple[Actor, ...], answer: tuple[Actor, ...]
) -> None:
    assert find_actors(typed, actors) == answer
