from pathlib import Path

import pytest

from blockguide.code.block import Block, BlockKind
from blockguide.code.facts.intents import intent_of
from blockguide.code.facts.read import read_facts
from blockguide.code.facts.values import ActionKind
from blockguide.code.select import block_at, select_module
from blockguide.code.source import source_from_text
from blockguide.text import Point, Span


def outline(actions, depth=0):
    """One line for each action and arm."""
    written = []
    for action in actions:
        intent = f" # {action.intent}" if action.intent else ""
        written.append(f"{'  ' * depth}{action.kind.value} {action.lines}{intent}")
        for arm in action.arms:
            written.append(f"{'  ' * depth}- {arm.role} {arm.lines}")
            written.extend(outline(arm.actions, depth + 1))
    return written


def test_the_tree_of_a_function(facts):
    code = '''
    def f(path, strict=False):
        """Reads."""
        settings = {}

        # Nothing to read
        # without a file.
        if not path.exists():
            raise FileNotFoundError(path)
        elif strict:
            pass
        # Not the way of any statement.
        else:
            # Quiet.
            settings += 1
        for line in path:
            # settings = None
            with line as one, two: continue
        else:
            return settings
        try:
            yield 1
        except (OSError, ValueError) as error:
            ...
        finally:
            del settings
        match path:
            case 1 if strict:
                assert path
            case _:
                await call()
        """A string."""
    '''
    (function,) = facts(code, "f").functions
    assert outline(function.flow.actions) == [
        "docstring 2",
        "bind 3",
        "branch 5-14 # Nothing to read without a file.",
        "- if 7-8",
        "  raise 8",
        "- elif 9-10",
        "  pass 10",
        "- else 12-14",
        "  update 13-14 # Quiet.",
        "loop 15-19",
        "- body 15-17",
        "  with 16-17",
        "  - body 17",
        "    jump 17",
        "- else 18-19",
        "  return 19",
        "try 20-25",
        "- body 20-21",
        "  yield 21",
        "- except 22-23",
        "  pass 23",
        "- finally 24-25",
        "  delete 25",
        "match 26-30",
        "- case 27-28",
        "  assert 28",
        "- case 29-30",
        "  call 30",
        "expression 31",
    ]


def test_a_definition_holds_the_actions_of_its_body_and_shares_them_with_its_facts(facts):
    code = "@wraps\n# Why.\ndef f():\n    def g():\n        x = 1\n    return g\n"
    found = facts(code, "f")
    assert outline(found.flow.actions) == [
        "define-function 1-6",
        "- body 4-6",
        "  define-function 4-5",
        "  - body 5",
        "    bind 5",
        "  return 6",
    ]
    assert found.flow.actions[0].arms[0].actions is found.functions[0].flow.actions


def test_an_if_inside_an_else_is_no_elif(facts):
    flat = "if a:\n    b\nelif c:\n    d\n"
    nested = "if a:\n    b\nelse:\n    if c:\n        d\n"
    assert [arm.role for arm in facts(flat).flow.actions[0].arms] == ["if", "elif"]
    assert [arm.role for arm in facts(nested).flow.actions[0].arms] == ["if", "else"]


def test_a_comment_belongs_to_the_first_statement_on_its_line_alone(facts):
    actions = facts("# Both.\na = 1; b = 2\n# Only c.\nif c: d = 3\n").flow.actions
    assert [action.intent for action in actions] == ["Both.", None, "Only c."]
    assert actions[2].arms[0].actions[0].intent is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("x = yield", ActionKind.BIND),
        ("x: int = 1", ActionKind.BIND),
        ("x: int", ActionKind.DECLARE),
        ("global x", ActionKind.DECLARE),
        ("await f()", ActionKind.CALL),
        ("await f", ActionKind.EXPRESSION),
        ("x.y", ActionKind.EXPRESSION),
        ("...", ActionKind.PASS),
        ("import a", ActionKind.IMPORT),
        ("class C: pass", ActionKind.DEFINE_CLASS),
    ],
)
def test_kinds(facts, code, kind):
    (action,) = facts(f"if 1:\n    {code}\n").flow.actions[0].arms[0].actions
    assert action.kind is kind


@pytest.mark.parametrize(
    ("comment", "intent"),
    [
        ("Keep the order.", "Keep the order."),
        ("x = 1", None),
        ("if a == b:", None),
        ("return value", None),
        ("return the value", "return the value"),
        ("call it (twice)", "call it (twice)"),
        ("print(value)", None),
        ("noqa: E501", None),
        ("type: ignore[attr-defined]", None),
        ("pragma: no cover", None),
        ("TODO: mend this", None),
        ("fmt: off", None),
        ("-----------", None),
        ("--- Setting up ---", "Setting up"),
        ("#####", None),
        (": The sizes.", "The sizes."),
        ("e.g. for a = b we stop", "e.g. for a = b we stop"),
        ("Section 3 - of RFC 1", "Section 3 - of RFC 1"),
        ("type annotations come first", "type annotations come first"),
    ],
)
def test_which_comments_are_intents(comment, intent):
    assert intent_of([comment]) == intent


def test_commented_out_code_over_several_lines_is_no_intent():
    assert intent_of(["for x in y:", "    print(x)"]) is None
    assert intent_of(["First the head,", "then the tail = the rest."]) is not None


def test_broken_lines_are_holes_and_magics_are_magics():
    source = source_from_text(
        Path("/project/a.py"), "x = 1\ny = = 2\n%matplotlib inline\nfiles = !ls\nz = 3\n"
    )
    actions = read_facts(block_at(select_module(source))).flow.actions
    assert [(action.kind, action.text) for action in actions] == [
        (ActionKind.BIND, ""),
        (ActionKind.HOLE, "y = = 2"),
        (ActionKind.MAGIC, "%matplotlib inline"),
        (ActionKind.MAGIC, "files = !ls"),
        (ActionKind.BIND, ""),
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "def f(:\n", "\x0c\n", "x = (\n", "if a:\n"]
)
def test_texts_with_little_in_them(text):
    source = source_from_text(Path("/project/a.py"), text)
    read_facts(block_at(select_module(source)))


def test_a_fragment_without_statements():
    source = source_from_text(Path("/project/a.py"), "x = 1\n")
    whole = block_at(select_module(source))
    empty = Block(
        source,
        whole.tree,
        BlockKind.FRAGMENT,
        Span(Point(0, 0), Point(1, 0)),
        (),
        (),
        None,
        "x = 1\n",
    )
    assert read_facts(empty).flow.actions == ()


@pytest.mark.parametrize(
    "text",
    [
        "x = " + " + ".join(["a"] * 2_000),
        "x = " + "-" * 80 + "a",
        "x = a" + ".b" * 700,
        "x = a" + ".b()" * 300,
        "if a: pass\n" + "elif b: c = 1\n" * 400 + "else: c = 2\nprint(c)",
        "\n".join("    " * depth + f"if a{depth}:" for depth in range(95))
        + "\n"
        + "    " * 95
        + "x = 1",
        "\n".join("    " * depth + f"def f{depth}():" for depth in range(60))
        + "\n"
        + "    " * 60
        + "x = 1",
        "\n".join("    " * depth + f"class C{depth}:" for depth in range(90))
        + "\n"
        + "    " * 90
        + "x = 1",
        "x = " + "lambda: " * 150 + "a",
        "x = " + "[" * 150 + "]" * 150,
    ],
    ids=[
        "sum",
        "minus",
        "attributes",
        "calls",
        "elifs",
        "ifs",
        "functions",
        "classes",
        "lambdas",
        "lists",
    ],
)
def test_depth_costs_nothing(text):
    source = source_from_text(Path("/project/a.py"), text + "\n")
    found = read_facts(block_at(select_module(source)))
    assert found.flow.actions
