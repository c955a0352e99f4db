import ast
from pathlib import Path

import pytest

from blockguide.code.source import source_from_text
from blockguide.writers.offline.phrases.assignments import assignment_deed, augmented_deed
from blockguide.writers.offline.phrases.calls import call_deed
from blockguide.writers.offline.phrases.conditions import when
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import ticked
from blockguide.writers.offline.phrases.shapes import Shape, shape_of_annotation, shapes_of
from blockguide.writers.offline.phrases.wording import Wording

SETTING = "def f(line: str, rows: list, table: dict, strict: bool = False): ...\n"


def spoken(text: str) -> tuple[Wording, ast.stmt]:
    source = source_from_text(Path("/app.py"), SETTING + text)
    tree = ast.parse(source.text)
    return Wording(source, shapes_of([tree])), tree.body[1]


def expression(text: str) -> tuple[Wording, ast.expr]:
    wording, statement = spoken(text)
    assert isinstance(statement, ast.Expr)
    return wording, statement.value


@pytest.mark.parametrize(
    ("test", "clause"),
    [
        ("not path.exists()", "when `path` does not exist"),
        ("path.exists()", "when `path` exists"),
        ("not retries > 0", "unless `retries` is positive"),
        ("retries > 0", "when `retries` is positive"),
        ("attempts < 1", "when `attempts` is less than 1"),
        ("not attempts < 1", "unless `attempts` is less than 1"),
        ("1 > attempts", "when `attempts` is less than 1"),
        ('not line or line.startswith("#")', 'when `line` is empty or starts with `"#"`'),
        ("strict", "when `strict` is true"),
        ("not strict", "when `strict` is false"),
        ("rows", "when `rows` is not empty"),
        ("thing", "when `thing` is truthy"),
        ("x is None", "when `x` is `None`"),
        ("x is not None and x > 3", "when `x` is not `None` and is greater than 3"),
        ("isinstance(x, str)", "when `x` is a `str`"),
        ("not isinstance(x, (list, tuple))", "when `x` is neither a `list` nor a `tuple`"),
        ("isinstance(x, int | str)", "when `x` is an `int` or a `str`"),
        ("isinstance(x, kinds)", "when `x` is an instance of `kinds`"),
        ("key in table", "when `key` is in `table`"),
        ("key not in ('a', 'b')", "when `key` is neither `'a'` nor `'b'`"),
        ("len(rows) == 0", "when `rows` is empty"),
        ("len(rows) > 3", "when `len(rows)` is greater than 3"),
        ("0 <= i < n", "when `i` is at least 0 and less than `n`"),
        ("not (0 <= i < n)", "when `0 <= i < n` does not hold"),
        ("any(r.bad for r in rows)", "when `r.bad` is truthy for any `r` in `rows`"),
        ("not all(r for r in rows)", "when `r` is falsy for some `r` in `rows`"),
        ("a and (b or c)", "when `a` is truthy, and either `b` is truthy or `c` is truthy"),
        ("not (a or b)", "when `a` is falsy and `b` is falsy"),
        ("callable(x)", "when `x` is callable"),
        ('hasattr(x, "close")', 'when `x` has an attribute named `"close"`'),
        ('__name__ == "__main__"', "when the file is run as a program"),
        ("(m := find(x))", "when `find(x)` (kept as `m`) is truthy"),
        ("self.is_open(x)", "when `self.is_open(x)` holds"),
        ("a == b == c", "when `a == b == c` holds"),
    ],
)
def test_conditions_become_clauses(test: str, clause: str) -> None:
    wording, node = expression(test)
    assert when(wording, node, holds=True) == clause


def test_the_opposite_of_at_least_is_not_claimed_of_what_cannot_be_compared() -> None:
    wording, node = expression("x >= limit")
    assert when(wording, node, holds=False) == "when `x` is not at least `limit`"


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("{}", "an empty dictionary"),
        ('""', "an empty string"),
        ("len(rows)", "the length of `rows`"),
        ("line.strip()", "the stripped `line`"),
        (
            "[r.name for r in rows if r]",
            "a list of `r.name` for each `r` in `rows` for which `r` is truthy",
        ),
        ("[r for r in rows if r]", "a list of the items `r` of `rows` for which `r` is truthy"),
        (
            "{k: v for k, v in pairs}",
            "a dictionary that maps `k` to `v` for each `k, v` in `pairs`",
        ),
        ("a or b", "`a`, or `b` when that is falsy"),
        ("a if b else c", "`a` when `b` is truthy, and otherwise `c`"),
        ("lambda x: x + 1", "a function of `x` that returns `x + 1`"),
        ("find(1, b=2)", "the result of `find(1, b=2)`"),
        ("Point(1, 2)", "`Point(1, 2)`"),
        ("a > b", "whether `a` is greater than `b`"),
        ("table.get(k)", "the value of `k` in `table`, or `None` when there is none"),
        ("session.get(k)", "the result of `session.get(k)`"),
        ("await find(x)", "the awaited `find(x)`"),
        ("f'{a}-{b}'", "`f'{a}-{b}'`"),
    ],
)
def test_expressions_become_nouns(code: str, phrase: str) -> None:
    wording, node = expression(code)
    assert noun(wording, node) == phrase


def test_a_shadowed_builtin_is_not_said_as_the_builtin() -> None:
    wording, node = expression("len(rows)")
    shadowed = Wording(wording.source, wording.shapes, frozenset({"len"}))
    assert noun(shadowed, node) == "the result of `len(rows)`"


def test_code_with_a_backtick_is_fenced_by_two() -> None:
    wording, node = expression('"a `b` c"')
    assert ticked(noun(wording, node)) == '``"a `b` c"``'


def test_long_code_is_told_by_its_parts_and_never_over_lines() -> None:
    code = "make(\n" + "".join(f"    argument_number_{n}=value_{n},\n" for n in range(9)) + ")"
    wording, node = expression(code)
    said = noun(wording, node)
    assert "\n" not in said
    assert all(f"`argument_number_{n}=value_{n}`" in said for n in range(9))


@pytest.mark.parametrize(
    ("code", "sentence", "title"),
    [
        ("rows.append(y)", "Appends `y` to `rows`.", "append to `rows`"),
        ("f.cache_clear()", "Clears the cache of `f`.", "clear the cache of `f`"),
        ("rows.copy_to(y)", "Calls `rows.copy_to(y)`.", "call `rows.copy_to`"),
        ("self.load_config(path)", "Calls `self.load_config(path)`.", "load the configuration"),
        ("print('a', b)", "Prints `'a'` and `b`.", "print `'a'`"),
        (
            "super().__init__(x)",
            "Calls `super().__init__(x)`.",
            "initialise the base class",
        ),
        ("self.assertEqual(a, b)", "Asserts that `a` equals `b`.", "assert that `a` equals `b`"),
        (
            "logger.warning('late')",
            "Logs `'late'` as a warning through `logger`.",
            "log the warning",
        ),
    ],
)
def test_calls_become_deeds(code: str, sentence: str, title: str) -> None:
    wording, node = expression(code)
    assert isinstance(node, ast.Call)
    deed = call_deed(wording, node)
    assert (deed.sentence, deed.titles[0]) == (sentence, title)


@pytest.mark.parametrize(
    ("code", "sentence", "title"),
    [
        ("settings = {}", "Binds `settings` to an empty dictionary.", "start with no settings"),
        (
            "line = line.strip()",
            "Strips white space from both ends of `line` and rebinds it.",
            "strip the line",
        ),
        (
            "settings[key.strip()] = v",
            "Puts `v` into `settings` under the stripped `key`.",
            "store the setting",
        ),
        ("a, b = b, a", "Swaps `a` and `b`.", "swap `a` and `b`"),
        (
            "a, b = b, a + b",
            "Rebinds `a` and `b` at once to `b` and `a + b`.",
            "update `a` and `b`",
        ),
        ("a, b = 1, 2", "Binds `a` to `1` and `b` to `2`.", "set `a` and `b`"),
        (
            'key, sep, value = line.partition("=")',
            'Splits `line` at the first `"="` into `key`, `sep` and `value` (`partition`).',
            'split the line at `"="`',
        ),
        ("self.x = x", "Sets `self.x` to `x`.", "keep `x`"),
        ("count = -1", "Binds `count` to `-1`.", "set `count` to `-1`"),
    ],
)
def test_assignments_become_deeds(code: str, sentence: str, title: str) -> None:
    wording, node = spoken(code)
    assert isinstance(node, ast.Assign)
    deed = assignment_deed(wording, node)
    assert (deed.sentence, deed.titles[0]) == (sentence, title)


def test_augmented_assignments() -> None:
    wording, node = spoken("count += 1")
    assert isinstance(node, ast.AugAssign)
    assert augmented_deed(wording, node).sentence == "Adds `1` to `count`."


def test_shapes_are_what_is_proven_and_nothing_else() -> None:
    tree = ast.parse(
        "a = []\na = {}\nb = 'x'\nfor i in range(3): c = i\nfor n, line in enumerate(t.splitlines()): pass"
    )
    found = shapes_of([tree])
    assert found["a"] is Shape.OTHER
    assert found["b"] is Shape.TEXT
    assert found["line"] is Shape.TEXT
    assert found["n"] is Shape.NUMBER
    assert shape_of_annotation("list[str] | None") is Shape.OTHER
    assert shape_of_annotation("dict[str, int]") is Shape.MAPPING
