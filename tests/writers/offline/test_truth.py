"""What a reader who writes the code again must not get wrong: branches, order, comments, errors."""

import pytest
from telling import Make, description, steps

from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of


def test_a_test_in_a_branch_is_a_step_below_it(subject: Make) -> None:
    code = """
    def f(a, b, c):
        if a:
            if b:
                c.x()
                c.y()
        elif c:
            c.z()
    """
    said = steps(subject, code)
    assert "When `a` is truthy:" in said
    assert "and when" not in said


def test_two_ways_are_told_without_the_condition_twice(subject: Make) -> None:
    code = "def f(a, b):\n    if a > b:\n        x = 1\n        y = 2\n    else:\n        x = 3\n    return x"
    said = steps(subject, code)
    assert "Depends on whether `a` is greater than `b`:" in said
    assert "If so, binds" in said
    assert "Otherwise, binds" in said


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("a, b = 1, 2", "Binds `a` to `1` and `b` to `2`."),
        ("a = g()\nb = a.h", "Binds `a` to the result of `g()`, and then `b` to `a.h`."),
        ("x[k] = x = g()", "Binds `x[k]`, then `x`, both to the result of `g()`."),
        ("a = b = []", "Binds `a` and `b` both to one empty list."),
        ("self.pop(); stack.pop()", "Calls `stack.pop()`."),
        ("super().add(x)", "Calls `super().add(x)`."),
        ("return a, b", "Returns `(a, b)`."),
    ],
)
def test_order_and_calls_are_exact(body: str, sentence: str, subject: Make) -> None:
    code = "def f(x, k, stack):\n    start()\n    begin()\n    go()\n"
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    assert sentence in steps(subject, f"{code}{indented}    end()\n    stop()\n")


def test_a_handler_speaks_of_all_that_it_guards(subject: Make) -> None:
    code = "def f(a):\n    try:\n        b = g(a)\n        return h(b)\n    except KeyError:\n        return None"
    assert "When any of this raises `KeyError`" in steps(subject, code)


@pytest.mark.parametrize(
    ("comment", "said", "unsaid"),
    [
        ("Level is the same", "(commented “Level is the same”)", "same. "),
        ("is there a suffix?", "(commented “is there a suffix?”)", "Is there"),
        ("log.debug(x, 1)", "", "log"),
        ("print strings, x", "", "print"),
    ],
)
def test_a_comment_above_a_choice_is_not_told_as_a_fact(
    comment: str, said: str, unsaid: str, subject: Make
) -> None:
    code = f"def f(a, b):\n    # {comment}\n    if a > b:\n        x = 1\n        y = 2\n    else:\n        x = 3\n"
    found = steps(subject, code)
    assert said in found
    assert unsaid not in found


def test_an_error_has_all_its_guards(subject: Make) -> None:
    code = """
    def f(count, factor, start, stop):
        if count is None:
            if factor == 1.0:
                if start != stop:
                    raise ValueError("no")
        return 1
    """
    assert (
        "raises `ValueError` when `count` is `None`, `factor` equals 1.0 and `start` does not equal `stop`"
        in description(subject, code)
    )


def test_a_function_without_a_purpose_is_told_by_what_goes_in_and_out(subject: Make) -> None:
    code = "def f(s, m=False):\n    if not m:\n        return s, 0\n    for a in s:\n        g(a)\n    return s, 1"
    assert description(subject, code).startswith(
        "`f` takes `s` and `m` (default `False`) and returns `(s, 0)` or `(s, 1)`."
    )


@pytest.mark.parametrize(
    ("docstring", "opening"),
    [
        ("Given a list, return its sum.", "takes a list and returns its sum"),
        (
            "Given a list of names this joins them with commas.",
            "takes a list of names and joins them with commas",
        ),
        ("Handles reading of lines.", "covers reading of lines"),
        ("Handle an event of the window.", "responds to an event of the window"),
    ],
)
def test_docstrings_become_whole_sentences(docstring: str, opening: str, subject: Make) -> None:
    code = f'def f(a):\n    """{docstring}"""\n    return g(a)\n'
    assert description(subject, code).startswith(f"`f` {opening}.")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "if g(a):\n return 1\nif h(a):\n return 2\nif k(a):\n return 3\nraise ValueError(a)",
            "It can raise `ValueError`.",
        ),
        (
            "if g(a):\n return 1\nif h(a):\n return 2\nif k(a):\n return 3\nraise ValueError(f'no row {a}')",
            "It can raise `ValueError` with the message `f'no row {a}'`.",
        ),
        (
            "if isinstance(a, str):\n return 1\nif isinstance(a, (int, float)):\n return 2\nraise TypeError",
            "It raises `TypeError` when `a` is neither a `str`, an `int` nor a `float`.",
        ),
        (
            "while True:\n if a.read():\n  raise EOFError\n a.next()",
            "It raises `EOFError` when `a.read()` is truthy.",
        ),
        (
            "for b in a:\n if b > 1:\n  if b > 2:\n   if b > 3:\n    if b > 4:\n     raise KeyError(b)\n",
            "It can raise `KeyError` when `b` is greater than 4.",
        ),
        (
            "".join(f"if a == {n}:\n raise ValueError(a)\n" for n in range(6)),
            "when `a` equals 0, or when `a` equals 1, or when `a` equals 2, or in three more cases.",
        ),
        (
            "".join(f"if a == {n}:\n raise Error{n}(a)\n" for n in range(6)),
            "It can also raise `Error4` or `Error5`.",
        ),
        (
            "".join(
                [
                    "if a > 9:\n return 1\n",
                    *(f"if a == {n}:\n raise Error{n}(a)\n" for n in range(4)),
                ]
            ),
            "It can raise `Error0` when `a` equals 0. It can raise `Error1` when `a` equals 1.",
        ),
        (
            "if a < 0 and b:\n return 1\nif a < 0 and not b:\n raise KeyError(a)",
            "It raises `KeyError` when `a` is negative and `b` is falsy.",
        ),
        ("raise error_reply(a)", "It raises the exception `error_reply`."),
        ("if a:\n raise a.with_traceback(None)", "It raises the exception `a` when `a` is truthy."),
        ("raise KeyError(a).with_traceback(None)", "It raises `KeyError`."),
        ("raise a.result()", "It raises what `a.result()` gives."),
        ("raise socket.timeout(a)", "It raises the exception `socket.timeout`."),
    ],
)
def test_errors_are_told_so_that_one_takes_them_in(body: str, sentence: str, subject: Make) -> None:
    code = "def f(a):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    assert sentence in description(subject, code)


def test_what_the_authors_say_of_an_error_goes_before_a_heap_of_conditions(subject: Make) -> None:
    cases = "".join(f"    if a == {n}:\n        raise ValueError(a)\n" for n in range(5))
    code = f'def f(a):\n    """Check it.\n\n    :raises ValueError: if the row is not valid.\n    :raises OSError: if it is gone.\n    """\n{cases}'
    assert (
        "By its documentation, `ValueError` is raised if the row is not valid. "
        "By its documentation, `OSError` is raised if it is gone."
    ) in description(subject, code)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("a.with_traceback(b)", "Raise `a`: Raises `a`, with the traceback `b`."),
        (
            "E(a).with_traceback(b) from None",
            "Raises `E` with `a`, with the traceback `b` from `None`.",
        ),
        ("self.made(a)", "Raises what `self.made(a)` gives."),
        ("Exit(1)", "Raises `Exit` with `1`."),
        ('NotImplementedError("no such mode")', "Raise `NotImplementedError`: "),
        ("NotImplementedError()", "Leave it to subclasses: "),
        ('NotImplementedError("subclasses do this")', "Leave it to subclasses: "),
    ],
)
def test_what_is_raised_is_told_as_what_it_is(raised: str, said: str, subject: Make) -> None:
    assert said in steps(subject, f"def f(self, a, b):\n    a.go()\n    raise {raised}\n")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Write to stderr instead.", "`a`: write to stderr instead."),
        (
            "If it is set then the rows will be wrapped.",
            "`a`: if it is set then the rows will be wrapped.",
        ),
        ("If it is set.", "`a` tells if it is set."),
        ("Size of the row.", "`a` is the size of the row."),
    ],
)
def test_what_is_said_of_a_parameter_is_a_sentence(note: str, said: str, subject: Make) -> None:
    code = f'def f(a, b):\n    """Go on.\n\n    :param a: {note}\n    :param b: a row.\n    """\n    g(a, b)\n'
    assert said in description(subject, code)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("tables.format(a)", "Format `a`: "),
        ("a.format(b)", "Format `a`: "),
        ("_EndRow64(a)", "Call `_EndRow64`: "),
        ("raw = raw - a", "Compute `raw`: "),
        ("remaining = a - b", "Compute `remaining`: "),
        ("interpolate_some(a)", "Interpolate some: "),
        ("check_running(a)", "Check running: "),
        ("load_keyring()", "Load the keyring: "),
        ("read1(a)", "Call `read1`: "),
        ("set_seq2(a)", "Set sequence 2: "),
    ],
)
def test_a_title_does_what_the_line_does(line: str, title: str, subject: Make) -> None:
    code = f"import tables\n\ndef f(a, b, raw):\n    b.go()\n    {line}\n    b.end(raw)\n    b.stop()\n"
    assert title in steps(subject, code)


def test_the_name_of_what_is_returned_says_nothing(subject: Make) -> None:
    code = "def f(a):\n    'Go on.'\n    if a:\n        b = g(a)\n        return b\n    b = h(a)\n    return b\n"
    assert "returns `b`" not in description(subject, code)


def test_a_class_whose_objects_are_called_says_with_what(subject: Make) -> None:
    code = "class f:\n    def __call__(self, a: int) -> int:\n        return a\n"
    assert "Its objects are called with `a` (`int`)." in description(subject, code)


@pytest.mark.parametrize(
    ("docstring", "title"),
    [
        (
            "Return the string representation of a recursive object.",
            "Return the string representation: ",
        ),
        (
            "Encode a long message header into an RFC-compliant format.",
            "Encode a long message header: ",
        ),
        ("Whether columns with this type are numeric.", "Define `g`: "),
        ("Whether this type should be considered numeric.", "Define `g`: "),
        ("Check if we match the type.", "Check if we match the type: "),
        ("Check if line is a code block, i.e. an indented one.", "Check if line is a code block: "),
        ("Check if an object is most likely a named tuple.", "Define `g`: "),
        (
            "Whether the file is actively read by a reader.",
            "Tell whether the file is actively read: ",
        ),
    ],
)
def test_a_title_ends_before_half_a_phrase(docstring: str, title: str, subject: Make) -> None:
    code = f'class f:\n    def g(self):\n        """{docstring}"""\n        return h(self)\n'
    assert title in steps(subject, code)


def test_the_guard_of_its_statements_is_no_purpose(subject: Make) -> None:
    code = "def f(a):\n    b = None\n    try:\n        if g(a):\n            return h(a)\n    finally:\n        if b:\n            b.close()\n"
    assert description(subject, code).startswith("`f` takes `a` and returns")


def test_what_is_changed_is_told_by_one_verb(subject: Make) -> None:
    code = """
    def f(self, a):
        rows = a.rows
        def g():
            nonlocal rows
            self.done.append(1)
            table.append(2)
        return g
    """
    ground = ground_of(subject(code, "f.g"))
    said = describe(ground, steps_of(ground))
    assert "It changes `self.done` and `table`." in said
