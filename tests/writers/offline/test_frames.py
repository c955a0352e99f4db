"""The writer's phrases are data: whatever it says is said by another language's table, too."""

import ast
import re
from collections.abc import Iterator
from email import contentmanager
from importlib import resources
from json import decoder, encoder
from pathlib import Path
from types import ModuleType

import click.parser
import pytest
from telling import told

from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.phrases import vocabulary as words
from blockguide.writers.offline.phrases.catalogue import catalogue, frames
from blockguide.writers.offline.phrases.frames import say, speaking
from blockguide.writers.offline.phrases.morphology import plural, singular, third_person
from blockguide.writers.offline.steps.steps import steps_of

CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
PIECES = re.compile(r"`[^`]*`|\{[^{}]*\}|[A-Za-z]+")
LETTER = "ж"
DOCUMENTED = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
VERBS_OF_OURS = {"go", "leave"}
"""Verbs that the writer uses, and that it does not look for in docstrings."""


def other(phrase: str) -> str:
    """A phrase in a language that has one letter."""
    return PIECES.sub(lambda one: one[0] if one[0][0] in "`{" else LETTER * len(one[0]), phrase)


OTHER = {frame: other(frame) for room in frames().values() for frame in room}


class Bare(ast.NodeTransformer):
    """Leaves docstrings out: a person wrote them, in whatever language."""

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return node


def named_in(code: str) -> set[str]:
    """The words that names are made of, as the writer speaks them."""
    parts, said = words.vocabulary().parts, set()
    for one in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", code):
        for word in parts.get(one.lower(), one.lower()).split():
            said |= {word, plural(word), singular(word) or word, f"{word}ed", f"{word}ing"}
    return said


def definitions(node: ast.AST, above: str = "") -> Iterator[str]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{above}{one.name}"
            yield from definitions(one, f"{above}{one.name}.")


@pytest.fixture
def other_calls(monkeypatch):
    """The templates of calls, and what special methods are called, in the other language."""
    read = words._read

    def translated(table):
        if isinstance(table, dict):
            return {key: translated(value) for key, value in table.items()}
        return [other(each) for each in table] if isinstance(table, list) else other(table)

    def reading(name):
        table = read(name)
        for key in {"calls.toml": table.keys() - {"objects"}, "names.toml": {"dunder"}}.get(
            name, ()
        ):
            table[key] = translated(table[key])
        return table

    monkeypatch.setattr(words, "_read", reading)
    words.vocabulary.cache_clear()
    yield
    words.vocabulary.cache_clear()


@pytest.mark.usefixtures("other_calls")
@pytest.mark.parametrize("module", [decoder, encoder, contentmanager, click.parser])
def test_a_guide_says_nothing_that_another_language_could_not(subject, module: ModuleType):
    """What is left of English are the words of names, and verbs, whose forms are a language's own."""
    code = ast.unparse(Bare().visit(ast.parse(Path(module.__file__).read_text())))
    verbs = words.vocabulary().verbs | VERBS_OF_OURS
    known = verbs | {third_person(verb) for verb in verbs} | named_in(code)
    with speaking(OTHER):
        for name in (None, *definitions(ast.parse(code))):
            ground = ground_of(subject(code, name))
            steps = steps_of(ground)
            text = "\n".join([*told(steps), describe(ground, steps)])
            left = set(re.findall(r"[a-z]{2,}", CODE.sub(" ", text).lower())) - known
            assert not left, f"{name}: {left} in {text}"
            assert LETTER in text


def test_the_catalogue_lists_every_frame():
    """`python -m blockguide.writers.offline.phrases.catalogue` makes it."""
    kept = resources.files("blockguide.writers.offline.phrases").joinpath("data", "frames.toml")
    assert kept.read_text(encoding="utf-8") == catalogue()


def test_what_a_language_lacks_is_said_in_english():
    with speaking({"the first {} of {}": "{1}: первые {0}"}):
        assert say("the first {} of {}", 3, "`x`") == "`x`: первые 3"
        assert say("the last {} of {}", 3, "`x`") == "the last 3 of `x`"
    assert say("the first {} of {}", 3, "`x`") == "the first 3 of `x`"
