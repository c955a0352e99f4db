"""What holds on some ways through the code alone is never told as if it always held."""

import pytest
from telling import Make, description, steps

from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of


def function(*lines: str, given: str = "a, b") -> str:
    return "import os, sys\n\ndef f({}):\n{}\n".format(
        given, "\n".join(f"    {line}" for line in lines)
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("if a < 0:", "    raise E"), "It raises `E` when `a` is negative."),
        (
            ("a = a - 1", "if a < 0:", "    raise E"),
            "It raises `E` when `a` is negative by then.",
        ),
        (
            ("if a is None:", "    a = 1", "if a < 0:", "    raise E"),
            "It raises `E` when `a` is negative.",
        ),
        (
            ("c = a.pop('c')", "if a:", "    raise E"),
            "It raises `E` when `a` is truthy by then.",
        ),
        (
            ("c = g(b)", "while c:", "    c = c[1:]", "    if not c:", "        raise E"),
            "It can raise `E` when `c` is falsy.",
        ),
    ],
)
def test_an_error_s_condition_is_that_of_the_moment(
    lines: tuple[str, ...], said: str, subject: Make
) -> None:
    assert said in description(subject, function(*lines))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("try:", "    a.go()", "except E:", "    b.end()", "    raise"), "A caught `E` is raised"),
        (
            ("try:", "    a.go()", "except E:", "    if b:", "        raise", "    a.end()"),
            "A caught `E` can be raised",
        ),
    ],
)
def test_a_caught_error_is_raised_again_always_or_not(
    lines: tuple[str, ...], said: str, subject: Make
) -> None:
    assert said in description(subject, function(*lines))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("print(a)", "b.go()"), "It prints to the screen."),
        (("if b:", "    print(a)"), "It can print to the screen."),
        (
            ("print(a)", "try:", "    b.go()", "except E:", "    os._exit(1)"),
            "It prints to the screen and can end the process with the status `1`.",
        ),
        (
            ("os.open(a, 0)", "if b:", "    os.remove(a)", "    os.stat(a)"),
            "It opens `a` and can delete and read the status of `a`.",
        ),
        (
            ("os.remove(a)", "if b:", "    os.remove(a)"),
            "It deletes `a`.",
        ),
        (("a.append(b)", "a.go()"), "It changes its argument `a` in place."),
        (("if b:", "    a.append(b)", "b.go()"), "It can change its argument `a` in place."),
    ],
)
def test_an_effect_of_some_ways_can_come(lines: tuple[str, ...], said: str, subject: Make) -> None:
    assert said in description(subject, function(*lines))


@pytest.mark.parametrize(
    ("lines", "given"),
    [
        (("for c in a:", "    c = []", "    c.append(b)", "return b"), "a, b"),
        (("c = b.pop('c')", "return c"), "a, **b"),
    ],
)
def test_what_was_made_here_is_no_argument_that_is_changed(
    lines: tuple[str, ...], given: str, subject: Make
) -> None:
    assert "argument" not in description(subject, function(*lines, given=given)).replace(
        "arguments as", ""
    )


def test_to_store_an_item_is_not_to_set_the_attribute(subject: Make) -> None:
    code = "class C:\n    def f(self, b):\n        self.rows[b] = 1\n        self.go()\n"
    ground = ground_of(subject(code, "C.f"))
    assert "It changes `self.rows`." in describe(ground, steps_of(ground))


def test_nothing_follows_what_leaves(subject: Make) -> None:
    lines = (
        "for c in a:",
        "    if c is b:",
        "        raise E(c)",
        "    c.go()",
        "    d = c.x + 1",
        "    d.end()",
    )
    said = steps(subject, function(*lines))
    assert "aise `E`, then" not in said
    assert ", then raise `E`" not in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c = a.split(None, 1)", "the words of `a`, split at white space with at most `1` splits"),
        (
            "c = [a]; c[-1] = b",
            "Replace the last item of `c`: Replaces the last item of `c` by `b`.",
        ),
        ("d = {a: 1}; d[-1] = b", "Puts `b` into `d` under `-1`."),
        ("b.size = size", "Set `b.size`: "),
        ("parts = a.split(',')", "Split `a` at"),
        ("words = a.match(b)", "Call `a.match`: "),
    ],
)
def test_a_statement_is_told_as_it_is(line: str, said: str, subject: Make) -> None:
    code = function("a.go()", *line.split("; "), "b.end(c)", "a.stop()", given="a, b, size, c")
    assert said in steps(subject, code)


def test_a_comment_over_a_paragraph_is_the_title_of_all_of_it(subject: Make) -> None:
    lines = (
        "a.go()",
        "# Merge the ranges",
        "a.sort()",
        "for c in a:",
        "    b.add(c)",
        "",
        "# Tell the others.",
        "a.tell()",
        "",
        "return b",
    )
    said = steps(subject, function(*lines))
    assert "Merge the ranges: Takes two steps:\nSort `a`: " in said
    assert "Tell the others: Calls `a.tell()`." in said


def test_a_quoted_comment_is_quoted_as_it_is_written(subject: Make) -> None:
    lines = ("a.go()", "# Now the cache is warm, and we can go on", "b.end()", "a.stop()")
    assert "“Now the cache is warm, and we can go on”" in steps(subject, function(*lines))


def test_a_reference_is_left_out_with_its_see(subject: Make) -> None:
    lines = ("a.go()", "# See bpo-44753: Do not use the name.", "b.end()", "a.stop()")
    said = steps(subject, function(*lines))
    assert "See Do" not in said
    assert "Do not use the name" in said


def test_what_any_asks_is_not_read_with_what_stands_beside_it(subject: Make) -> None:
    lines = ("if a and any(c.x or c.y for c in b):", "    a.go()", "b.end()")
    assert "either `c.x` is truthy or `c.y` is truthy for any `c` in `b`" in steps(
        subject, function(*lines)
    )


def test_what_a_loop_ends_with_goes_on_with_the_loop_around(subject: Make) -> None:
    lines = (
        "for c in a:",
        "    for d in c:",
        "        if d:",
        "            break",
        "    else:",
        "        continue",
        "    b.go(c)",
    )
    assert "When the loop ends without `break`, goes on to the next `c`." in steps(
        subject, function(*lines)
    )


def test_what_is_left_out_is_told_of(subject: Make) -> None:
    lines = [f"{verb}_rows(a)" for verb in ("load", "sort", "merge", "filter", "send")]
    said = description(subject, function(*lines))
    assert "loads rows, sorts rows and after further steps sends rows." in said
