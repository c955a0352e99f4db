"""The writer's phrases are data: whatever it says is said by another language's table, too."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from telling import told

from blockguide.code.context.values import ReachKind
from blockguide.code.facts.effects import ActsOn
from blockguide.code.facts.effects import catalogue as known_effects
from blockguide.code.facts.values import Effect
from blockguide.text import Lines
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.description.effects import effects
from blockguide.writers.offline.example import write_example
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.phrases.catalogue import catalogue, faults, frames, frames_in
from blockguide.writers.offline.phrases.effects import effect_deed, effects_by_call
from blockguide.writers.offline.phrases.frames import ENGLISH, Language, say, speaking
from blockguide.writers.offline.phrases.morphology import singular, third_person
from blockguide.writers.offline.phrases.names import as_noun, reading
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.steps.steps import steps_of

CODE = re.compile(r"```.*?```|``.*?``|`[^`]*`|“[^”]*”", re.DOTALL)
PIECES = re.compile(r"`[^`]*`|\{[^{}]*\}|[A-Za-z]+")
PLACES = re.compile(r"\{(\d*)\}")
LETTER = "ж"
DOCUMENTED = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
MODULES = [
    *("json.decoder", "json.encoder", "email.contentmanager"),
    *("click.parser", "shutil", "pdb", "venv"),
]
VERBS_OF_OURS = {"go", "leave", "rebind", "look up"}
"""Verbs that the writer uses, and that it does not look for in docstrings."""


def other(phrase: str) -> str:
    """A phrase in a language that has one letter."""
    return PIECES.sub(lambda one: one[0] if one[0][0] in "`{" else LETTER * len(one[0]), phrase)


def translated(table):
    """The texts of a table in that language; a call's verb is the key of one."""
    if isinstance(table, dict):
        return {key: each if key == "verb" else translated(each) for key, each in table.items()}
    return [other(each) for each in table] if isinstance(table, list) else other(table)


def as_toml(value) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {as_toml(each)}' for key, each in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


@pytest.fixture(scope="module")
def one_letter(tmp_path_factory) -> Language:
    """The language of one letter: its frames, and a directory of its verbs, calls and parts of names."""
    words = tmp_path_factory.mktemp("words")
    verbs = {verb: third_person(verb) for verb in vocabulary().verbs | VERBS_OF_OURS}
    for path in ENGLISH.words.glob("*.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        match path.stem:
            case "verbs":
                table["third_person"] = translated(verbs)
                table["imperative"] = {verb: other(verb) for verb in verbs}
                table["vague"] = translated(table["vague"])
            case "calls":
                table = {**translated(table), "objects": table["objects"]}
            case "names":
                table |= {key: translated(table[key]) for key in ("dunder", "parts", "singular")}
        lines = [f"{json.dumps(key)} = {as_toml(each)}" for key, each in table.items()]
        (words / path.name).write_text("\n".join(lines), encoding="utf-8")
    return Language({frame: other(frame) for room in frames().values() for frame in room}, words)


def backwards(frame: str) -> str:
    """A frame with its places in the opposite order."""
    numbers = [int(number or at) for at, number in enumerate(PLACES.findall(frame))]
    said = iter(numbers)
    return PLACES.sub(lambda _: f"{{{max(numbers) - next(said)}}}", frame)


@pytest.fixture(scope="module")
def reversed_places() -> Language:
    """English with the places of every frame that has two or more in the opposite order."""
    said = [frame for room in frames().values() for frame in room if frame.count("{") > 1]
    return Language({frame: backwards(frame) for frame in said}, ENGLISH.words)


class Bare(ast.NodeTransformer):
    """Leaves docstrings out: a person wrote them, in whatever language."""

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return node


def named_in(code: str) -> set[str]:
    """The words that the names in some code are made of, as the writer speaks them."""
    said = set()
    for node in ast.walk(ast.parse(code)):
        fields = (
            [] if isinstance(node, ast.Constant) else [each for _, each in ast.iter_fields(node)]
        )
        names = [name for each in fields for name in (each if isinstance(each, list) else [each])]
        for name in filter(lambda name: isinstance(name, str), names):
            for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name):
                one = word.lower()
                said |= {
                    one,
                    singular(one) or one,
                    *(f"{one}{end}" for end in ("s", "es", "ed", "ing")),
                }
    return said


def definitions(node: ast.AST, above: str = "") -> Iterator[str]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{above}{one.name}"
            yield from definitions(one, f"{above}{one.name}.")


def page(subject) -> str:
    """What the description and the steps of a subject say."""
    ground = ground_of(subject)
    steps = steps_of(ground)
    return "\n".join([*told(steps), describe(ground, steps)])


@pytest.mark.parametrize("module", MODULES)
def test_a_guide_says_nothing_that_another_language_could_not(subject, one_letter, module):
    """What is left of English are the words of names."""
    code = ast.unparse(
        Bare().visit(ast.parse(Path(find_spec(module).origin).read_text(encoding="utf-8")))
    )
    known = named_in(code)
    with speaking(one_letter):
        for name in (None, *definitions(ast.parse(code))):
            text = page(subject(code, name))
            left = set(re.findall(r"[a-z]+", CODE.sub(" ", text).lower())) - known
            assert not left, f"{name}: {left} in {text}"
            assert LETTER in text


@pytest.mark.parametrize("module", MODULES)
def test_a_guide_is_made_with_places_in_any_order(subject, reversed_places, module):
    code = Path(find_spec(module).origin).read_text(encoding="utf-8")
    with speaking(reversed_places):
        for name in (None, *definitions(ast.parse(code))):
            assert page(subject(code, name))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ReachKind.IMPORT, "import requests\ndef f(url):\n    return requests.get(url)\n"),
        (ReachKind.IMPORT, "import os\ndef f(pid):\n    os.kill(pid, 9)\n"),
        (
            ReachKind.IMPORT,
            "import argparse\ndef f():\n    return argparse.ArgumentParser().parse_args()\n",
        ),
        (ReachKind.HERE, "def f(x):\n    return x + 1\n"),
    ],
)
def test_an_example_comments_in_the_language(subject, one_letter, kind, code):
    asked = subject(code, "f")
    reach = replace(asked.context.reach, kind=kind)
    with speaking(one_letter):
        example = write_example(replace(asked, context=replace(asked.context, reach=reach)))
    comments = [line for line in example.splitlines() if line.startswith("#")]
    assert comments
    assert not re.findall(r"[A-Za-z]+", CODE.sub(" ", "\n".join(comments)))


def test_languages_do_not_mix(one_letter):
    """What one language has read of a name is not what another says of it."""
    said = [as_noun("max_len"), reading("parse_max_len").rest, plain("It does stuff.")]
    assert said == ["maximum length", "the maximum length", "It runs."]
    with speaking(one_letter):
        assert said != [as_noun("max_len"), reading("parse_max_len").rest, plain("It does stuff.")]
        assert as_noun("max_len") == other("maximum length")
    assert said == [as_noun("max_len"), reading("parse_max_len").rest, plain("It does stuff.")]


def test_the_catalogue_lists_every_frame():
    """`python -m blockguide.writers.offline.phrases.catalogue` makes it."""
    kept = ENGLISH.words.joinpath("frames.toml").read_text(encoding="utf-8")
    assert kept == catalogue()
    listed = [frame for room in tomllib.loads(kept).values() for frame in room["frames"]]
    assert len(listed) == len(set(listed))


def test_the_catalogue_lists_of_effects_what_is_said_and_no_more(subject):
    heard = set()

    class Listening(dict):
        def get(self, frame, default):
            heard.add(frame)
            return default

    ground = ground_of(subject("def f(x):\n    g(x)\n    g()\n", "f"))
    given, alone = (line.value for line in ground.subject.block.nodes[0].body)
    with speaking(Language(Listening(), ENGLISH.words)):
        for entry in known_effects().entries.values():
            ways = [(alone, None)]
            ways += [(given, given.args[0])] if entry.acts_on is not ActsOn.NOTHING else []
            for call, on in ways:
                one = Effect(entry.kind, entry.name, entry.verb, call, Lines(2, 2), on)
                effect_deed(replace(ground.wording, effects=effects_by_call([one])), call)
                effects(ground, [one])
    listed = {frame for room in frames().values() for frame in room}
    assert set(frames()["effects"]) <= heard
    assert heard <= listed | {"{}"}


@pytest.mark.parametrize(
    "code",
    [
        'say(f"the {kind} {{}}", name)',
        'say("the first" if first else "the last")',
        'framed("the " + kind)',
        'say(_KINDS.get(kind, f"the {kind}"))',
    ],
)
def test_a_frame_that_the_catalogue_cannot_list_is_an_error(code):
    with pytest.raises(ValueError, match=r"app\.py:1: the catalogue cannot list"):
        list(frames_in(code, "app.py"))


def test_a_frame_may_be_taken_from_what_is_marked():
    code = 'say(_KINDS[kind], say("the {}", x)); say(_KINDS.get(kind, framed("a {}")), frame)'
    assert set(frames_in(code, "app.py")) == {"the {}", "a {}"}


def test_what_a_language_lacks_is_said_in_english():
    with speaking(Language({"the first {} of {}": "{1}: первые {0}"}, ENGLISH.words)):
        assert say("the first {} of {}", 3, "`x`") == "`x`: первые 3"
        assert say("the last {} of {}", 3, "`x`") == "the last 3 of `x`"
    assert say("the first {} of {}", 3, "`x`") == "the first 3 of `x`"


def test_faults_of_a_language(one_letter, reversed_places):
    assert not faults(one_letter.frames)
    assert not faults(reversed_places.frames)
    found = faults(
        {
            "{} times {}": "{1} × {0}",
            "{} and {}": "{0} и {2}",
            "{} minus {}": "{} − {1}",
            "{} plus {}": "{} и",
            "a {}": "{0!r}",
            "an {}": "{",
            "the {}": "",
            "no frame": "",
        }
    )
    assert [fault.rpartition(" for ")[2] for fault in found] == [
        "'{} and {}' has the places [0, 2], not [0, 1]",
        "'{} minus {}': some places have no number",
        "'{} plus {}' has the places [0], not [0, 1]",
        "'a {}': a place holds more than its number",
        "'an {}': Single '{' encountered in format string",
        "'the {}' has the places [], not [0]",
        "'no frame' is no frame",
    ]
