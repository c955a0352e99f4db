"""The three pages of the voice, written without a model: what the steps and the description must say."""

from collections.abc import Callable

from blockguide.code.subject import Subject
from blockguide.guide.values import Step
from blockguide.writers.offline.description.describe import describe
from blockguide.writers.offline.ground import ground_of
from blockguide.writers.offline.steps.steps import steps_of

FUNCTION = '''
def read_settings(path: Path, *, strict: bool = False) -> dict[str, str]:
    """Read key=value pairs from a file."""
    settings = {}
    if not path.exists():
        if strict:
            raise FileNotFoundError(path)
        return settings
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        line = line.strip()
        # Comments and blank lines carry no setting.
        if not line or line.startswith("#"):
            continue
        key, sep, value = line.partition("=")
        if not sep:
            raise ValueError(f"{path}:{number}: expected key=value")
        settings[key.strip()] = value.strip()
    return settings
'''

FUNCTION_STEPS = """
Start with no settings: Binds `settings` to an empty dictionary. (3)
Check that `path` exists: When `path` does not exist, raises `FileNotFoundError` with `path` if `strict` is true, and otherwise returns `settings`. (4-7)
Read the text line by line: For each `line` of the lines of `path.read_text()` (`splitlines`), numbered from 1 as `number`: (8-16)
  Strip the line: Strips white space from both ends of `line` and rebinds it. (9)
  Skip to the next `line`: When `line` is empty or starts with `"#"`, goes on to the next `line`. Comments and blank lines carry no setting. (10-12)
  Split the line at `"="`: Splits `line` at the first `"="` into `key`, `sep` and `value` (`partition`). (13)
  Check that `sep` is not empty: When `sep` is empty, raises `ValueError` with the message `f"{path}:{number}: expected key=value"`. (14-15)
  Store the setting: Puts the stripped `value` into `settings` under the stripped `key`. (16)
Return the settings: Returns `settings`. (17)
"""

CLASS = '''
@dataclass(frozen=True)
class Retry:
    attempts: int = 3
    delay: float = 0.5

    def __post_init__(self):
        if self.attempts < 1:
            raise ValueError("attempts must be at least 1")

    def call(self, action):
        """Run a call under the policy."""
        for attempt in range(self.attempts):
            try:
                return action()
            except OSError:
                if attempt + 1 == self.attempts:
                    raise
                time.sleep(self.delay)
'''

STATEMENTS = """
class Report:
    def render(self, rows, limit):
        # Largest first.
        rows.sort(key=lambda row: row.total, reverse=True)
        top = rows[:limit]
        for row in top:
            print(row)
"""


def told(steps: tuple[Step, ...], depth: int = 0) -> list[str]:
    lines = []
    for step in steps:
        lines.append(f"{'  ' * depth}{step.title}: {step.text} ({step.lines})")
        lines.extend(told(step.children, depth + 1))
    return lines


def page(subject: Subject) -> tuple[str, list[str]]:
    ground = ground_of(subject)
    steps = steps_of(ground)
    return describe(ground, steps), told(steps)


def test_a_function(subject: Callable[..., Subject]) -> None:
    description, steps = page(subject(FUNCTION, "read_settings"))
    assert steps == [line.rstrip() for line in FUNCTION_STEPS.strip("\n").splitlines()]
    assert description.startswith("`read_settings` reads key=value pairs from the file `path`.")
    for phrase in (
        "takes `path` (`Path`) and the keyword-only `strict` (`bool`, default `False`)",
        "returns a `dict[str, str]`",
        "raises `FileNotFoundError` when `path` does not exist and `strict` is true",
        'raises `ValueError` when `path` exists, `line` is not empty and does not start with `"#"` and `sep` is empty',
    ):
        assert phrase in description


def test_a_class(subject: Callable[..., Subject]) -> None:
    description, steps = page(subject(CLASS, "Retry"))
    assert steps[0] == (
        "Define the class `Retry`: Declares the frozen dataclass `Retry` with the fields "
        "`attempts` (`int`, default `3`) and `delay` (`float`, default `0.5`). (1-4)"
    )
    assert steps[1] == (
        "Complete the construction: `__post_init__()` completes the construction: when "
        "`self.attempts` is less than 1, raises `ValueError` with the message "
        '`"attempts must be at least 1"`. (6-8)'
    )
    assert (
        steps[2]
        == "Run a call under the policy: `call(action)` runs a call under the policy: (10-18)"
    )
    assert description.startswith("`Retry` is a frozen dataclass.")
    assert "holds `attempts` and `delay`" in description


def test_loose_statements(subject: Callable[..., Subject]) -> None:
    description, steps = page(subject(STATEMENTS, (3, 5)))
    assert steps == [
        "Sort `rows`: Sorts `rows` in place by `row.total` of each `row`, largest first. (3-4)",
        "Take `top` from `rows`: Binds `top` to `rows[:limit]`. (5)",
    ] or steps[0].startswith(
        "Sort `rows`: Sorts `rows` in place by `row.total` of each `row`, largest first."
    )
    assert description.startswith("Inside `Report.render`, these statements sort `rows`")
    assert "read `rows` and `limit`" in description
    assert "`top`" in description
    assert "which the code after them reads" in description


WAYS = '''
def size(n):
    if n > 20:
        return "big"
    elif n > 2:
        return "medium"
    else:
        raise ValueError(n)

def repeat(times):
    """Call the decorated function several times and keep the last result."""
    def decorate(function):
        return function
    return decorate

def second(path):
    head, tail = os.path.split(path)
    if tail.real and tail <= 0:
        raise ValueError("no tail")
    return head, tail

class Queue:
    def close(self, item):
        self.pop(item)
'''


def test_more_than_two_ways_stand_below_their_choice(subject: Callable[..., Subject]) -> None:
    description, steps = page(subject(WAYS, "size"))
    assert steps[0].startswith("Choose by `n`: Takes the first of these branches")
    assert steps[1] == '  Finish with `"big"`: When `n` is greater than 20, returns `"big"`. (2-3)'
    assert steps[3] == "  Raise `ValueError`: Otherwise, raises `ValueError` with `n`. (6-7)"
    assert "raises `ValueError` unless `n` is greater than 20" in description
    assert 'returns `"big"` or `"medium"`' in description


def test_a_function_that_is_returned_is_called_by_its_name(
    subject: Callable[..., Subject],
) -> None:
    description, steps = page(subject(WAYS, "repeat"))
    assert "calls the decorated function several times and keeps the last result" in description
    assert steps[-1] == "Return the function: Returns the function `decorate`. (13)"


def test_a_method_is_not_taken_for_a_builtins_of_that_name(
    subject: Callable[..., Subject],
) -> None:
    _, steps = page(subject(f"import os\n{WAYS}", "second"))
    assert "Unpacks the result of `os.path.split(path)`" in steps[0]
    _, steps = page(subject(WAYS, "Queue.close"))
    assert steps == ["Call `self.pop`: Calls `self.pop(item)`. (23)"]
