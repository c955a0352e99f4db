"""Sentences that once read like a machine, or said what is not so: how each kind of them reads now."""

from collections.abc import Callable, Sequence

import pytest

from blockguide.code.subject import Subject
from blockguide.guide.values import Step
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of

STEPS = {
    "a title is no echo of its import": (
        "import re\n",
        "Import the dependency: Imports `re`.",
    ),
    "an arm is titled by what it does": (
        """
        def f(a, rows):
            if a:
                total = a.first(1)
                for row in rows:
                    row.open(total)
                    row.total += 1
                    row.shift(2)
                    row.shut(3)
            else:
                return rows
            return a
        """,
        "Compute `total`, then go through the rows: If so:",
    ),
    "a call that is always true or false is a question": (
        "def f(value):\n    return isinstance(value, bytes)\n",
        "Returns whether `value` is a `bytes`.",
    ),
    "a quantified answer is said, not quoted": (
        "def f(rows):\n    return all(row.done for row in rows)\n",
        "Returns whether `row.done` is truthy for every `row` in `rows`.",
    ),
    "what a builtin gathers is said": (
        "def f(names):\n    return tuple(name.lower() for name in names)\n",
        "Returns a tuple of `name.lower()` for each `name` in `names`.",
    ),
    "a join without a separator": (
        'def f(parts):\n    return "".join(parts)\n',
        "Returns the items of `parts` joined without a separator.",
    ),
    "what a call has made is closed, not the call": (
        "def f(path):\n    open(path).close()\n",
        "Closes the result of `open(path)`.",
    ),
    "an object is new": (
        "def f():\n    unset = object()\n    return unset\n",
        "Binds `unset` to a new `object()`.",
    ),
    "a long value stands after its targets": (
        """
        def f(builder):
            first, second = builder.make_pair(
                alpha="a long argument that fills the line", beta="and another long argument for it"
            )
            return first
        """,
        "Binds `first` and `second` to the items of the result of calling `builder.make_pair` with",
    ),
    "a comment's first sentence is the title, its rest the reason": (
        """
        def f(stack):
            # Drop what is on top. It is never needed again.
            stack.discard_top(1)
            return stack
        """,
        "Drop what is on top: Calls `stack.discard_top(1)`. It is never needed again.",
    ),
    "a comment in the first person is quoted": (
        """
        def f(path):
            # We cannot know the encoding here.
            text = path.open_it()
            return text
        """,
        "(commented “We cannot know the encoding here”).",
    ),
    "the end of a comment whose beginning is code is not told": (
        """
        def f(path):
            # TODO if `path` is one of the two kinds,
            # opening it will fail for sure.
            text = path.open_it()
            return text
        """,
        "Open it: Binds `text` to the result of `path.open_it()`.",
    ),
    "what is only for type checkers is said to be": (
        "import os\nif TYPE_CHECKING:\n    import ast\nx = os.name\n",
        "for type checkers: When a type checker reads the file (`TYPE_CHECKING`), imports `ast`.",
    ),
    "star imports are told together": (
        "from a import *\nfrom b import *\nx = f(1)\nif x:\n    y = 2\nz = 3\n",
        "every public name of `a` and `b`.",
    ),
    "a loop for the sake of its test": (
        "def f(file):\n    while file.read(9):\n        pass\n    return file\n",
        "Evaluates `file.read(9)` again and again until it is falsy.",
    ),
    "a value between two bounds, one of them negative": (
        "def f(x):\n    if not (-1.0 <= x <= 1.0):\n        raise ValueError(x)\n    return x\n",
        "When `x` is less than `-1.0` or greater than 1.0, raises `ValueError` with `x`.",
    ),
    "an inner decorator has its sign": (
        "def f(g):\n    @wraps(g)\n    def h():\n        return g()\n    return h\n",
        "Defines the function `h()`, decorated with `@wraps(g)`, which returns the result of `g()`.",
    ),
    "an empty exception is one step": (
        'class Lost(LookupError):\n    """Raised where nothing is found."""\n',
        "Declares the exception class `Lost` on top of `LookupError`. Its body is empty.",
    ),
    "an update names what is updated": (
        "def f(a, b):\n    if b:\n        a.update(b)\n    a.update(b)\n    return a\n",
        "Update `a`",
    ),
    "an adverb takes no article": (
        "def f(file):\n    file.close_quietly(1)\n    return file\n",
        "Close quietly: Calls `file.close_quietly(1)`.",
    ),
    "what is added is new": (
        "def f(table):\n    table.add_row(1, 2)\n    return table\n",
        "Add a row: Calls `table.add_row(1, 2)`.",
    ),
    "what comes back into a generator": (
        "def f(request):\n    answer = yield request\n    return answer\n",
        "Binds `answer` to what the caller sends back when `request` is yielded.",
    ),
    "two things joined by or are both in the title": (
        '''
        class C:
            def __call__(self, text):
                """Highlight a string or a text instance."""
                return self.highlight(text, 1, 2)

            def one(self):
                return 1
        ''',
        "Highlight a string or a text instance: ",
    ),
}

DESCRIPTIONS = {
    "an abstract class is not said to be one twice": (
        'class Base(ABC):\n    """Abstract base of readers."""\n    @abstractmethod\n    def read(self): ...\n',
        "`Base` is an abstract base of readers.\n",
    ),
    "a plural is represented": (
        'class Options:\n    """Settings of one run."""\n    def one(self):\n        return 1\n',
        "`Options` represents settings of one run.",
    ),
    "a sentence about something else is quoted as a note": (
        'def f(a):\n    """mode may be read or write."""\n    return a\n',
        "`f` comes with the note “mode may be read or write”.",
    ),
    "a clause before the deed stands after it": (
        'def f(a):\n    """When used in a `with` statement this opens a session."""\n    return a\n',
        "`f` opens a session when used in a `with` statement.",
    ),
    "a decorator is not called one twice": (
        '''
        def once(func):
            """Decorator that runs a function once."""
            def wrapper():
                return func()
            return wrapper
        ''',
        "`once` is a decorator that runs a function once.",
    ),
    "an empty body does nothing, whatever its name": (
        "def show_warnings(a):\n    pass\n",
        "`show_warnings` is declared with an empty body: it does nothing.",
    ),
    "both verbs of a choice are inflected": (
        'def f(a):\n    """Enable or disable the screen."""\n    return a\n',
        "`f` enables or disables the screen.",
    ),
    "a parameter is what its words name": (
        '''
        def f(path, limit):
            """Read a file.

            Args:
                path: name of the file
                limit: filter objects by it
            """
            return path
        ''',
        "`path` is the name of the file. `limit`: filter objects by it.",
    ),
    "a test checks what it asserts": (
        "def test_empty_text():\n    with pytest.raises(ValueError):\n        parse('')\n",
        "`test_empty_text` checks that `parse('')` raises `ValueError`.",
    ),
    "many failed tests are not listed": (
        """
        def f(n):
            if n == 1:
                return "a"
            elif n == 2:
                return "b"
            elif n == 3:
                return "c"
            else:
                raise ValueError(n)
        """,
        "It raises `ValueError` when `n` is neither `1`, `2` nor `3`.",
    ),
    "a copy of a parameter is not the caller's": (
        "def f(rows):\n    rows = rows[:]\n    rows.append(1)\n    return rows, 1\n",
        "It takes `rows` and returns `(rows, 1)`.",
    ),
    "a class that changes another object is not changed": (
        "def f(self, name):\n    BaseException.__setattr__(self, name, 1)\n",
        "It takes `self` and `name` and returns nothing.",
    ),
    "a name that no sentence says is no purpose": (
        "async def async_select_or_reject(a):\n    yield a\n",
        "generator `async_select_or_reject` yields the result.",
    ),
    "to get a thing is no passive": (
        'def keys_of(mapping):\n    """Get sorted keys of a mapping."""\n    return sorted(mapping)\n',
        "`keys_of` fetches sorted keys of a mapping.",
    ),
    "to get overwritten is one": (
        'def f(a):\n    """Tell what gets overwritten."""\n    return a\n',
        "`f` tells what is overwritten.",
    ),
    "what may be a deed is quoted": (
        'class Link:\n    """Talks to the port."""\n    def one(self):\n        return 1\n',
        "“Talks to the port”",
    ),
    "what is asserted only sometimes is not what a test checks": (
        "def test_empty_input():\n    for value in ['', None]:\n        if value:\n            assert value == 1\n",
        "`test_empty_input` tests “empty input”.",
    ),
    "a base of another module keeps its name": (
        "class Echo(asyncio.Protocol):\n    def one(self):\n        return 1\n",
        "`asyncio.Protocol`",
    ),
    "a question comes last of the results": (
        "def f(x, y):\n    if y:\n        return isinstance(x, int)\n    if x:\n        return 1\n    return None\n",
        "returns `1`, `None` or whether `x` is an `int`.",
    ),
    "there are many integers": (
        """
        def f(x):
            '''Show it.

            Args:
                x: integer between 0 and 9
            '''
            return x
        """,
        "an integer between 0 and 9",
    ),
    "a forward reference is told by its type": (
        "def f(a: 'Table') -> 'Row':\n    a.lock(2)\n    return a.row(1)\n",
        "It takes `a` (`Table`) and returns a `Row`.",
    ),
}


@pytest.mark.parametrize(("text", "said"), STEPS.values(), ids=STEPS.keys())
def test_a_step_reads_well(subject: Callable[..., Subject], text: str, said: str) -> None:
    steps = steps_of(ground_of(_whole(subject, text)))
    assert said in "\n".join(_lines(steps))


@pytest.mark.parametrize(("text", "said"), DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_a_description_reads_well(subject: Callable[..., Subject], text: str, said: str) -> None:
    ground = ground_of(_whole(subject, text))
    told = f"{describe(ground, steps_of(ground))}\n"
    assert said in told
    if "rows[:]" in text or "__setattr__" in text:
        assert "changes" not in told


def test_nothing_that_a_comment_says_is_changed_within_quotation_marks(
    subject: Callable[..., Subject],
) -> None:
    text = """
    def f(spans):
        if spans:
            # Shouldn't occur. But handle it, we must.
            spans.cut_off(1)
            return 1
        return 2
    """
    told = "\n".join(_lines(steps_of(ground_of(_whole(subject, text)))))
    assert "“" not in told


def _whole(subject: Callable[..., Subject], text: str) -> Subject:
    """The only definition of a text, or the text as a module where it holds no single one."""
    last = len(text.strip("\n").splitlines())
    first = text.strip().split("(")[0].split(":")[0].split()
    if first[0] in {"def", "class", "async"}:
        return subject(text, first[-1])
    return subject(text, (1, last))


def _lines(steps: Sequence[Step]) -> list[str]:
    return [
        line for step in steps for line in (f"{step.title}: {step.text}", *_lines(step.children))
    ]
