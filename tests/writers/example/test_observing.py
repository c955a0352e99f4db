"""What is looked at after a call that returns nothing, and what stands in for an unknown object."""

CHANGED = {
    "public": "self.total += n",
    "private": "self._total += n",
    "item": 'self.totals["red"] = n',
}
COUNTER = """
class Counter:
    def __init__(self):
        self.total = 0
        self._total = 0
        self.totals = {{}}

    @property
    def current(self):
        return self._total

    def update(self, n: int) -> None:
        {change}
"""


def test_an_attribute_that_the_method_sets_is_shown(example):
    assert example(COUNTER.format(change=CHANGED["public"]), "Counter.update").endswith(
        "counter.update(3)\nprint(counter.total)\n"
    )


def test_a_property_shows_what_is_private(example):
    text = example(COUNTER.format(change=CHANGED["private"]), "Counter.update")
    assert text.endswith("counter.update(3)\nprint(counter.current)\n")


def test_a_container_that_gets_an_item_is_shown(example):
    text = example(COUNTER.format(change=CHANGED["item"]), "Counter.update")
    assert text.endswith("counter.update(3)\nprint(counter.totals)\n")


def test_nothing_is_shown_where_nothing_changes(example):
    text = example(COUNTER.format(change="print(n)"), "Counter.update")
    assert text.endswith("counter.update(3)\n")


def test_a_class_that_is_a_context_manager_is_entered(example):
    code = """
    class Door:
        def __enter__(self):
            self.open = True
            return self

        def __exit__(self, *error):
            self.open = False

        def state(self) -> bool:
            return self.open
    """
    text = example(code, "Door")
    assert "with Door() as door:\n    print(door.state())" in text


def test_a_record_has_just_what_the_code_reads(example):
    code = """
    def closing(record):
        record.close()
        return record.title.upper()
    """
    text = example(code, "closing")
    assert "MagicMock" not in text
    assert "record = SimpleNamespace(close=lambda: None, title=" in text


def test_what_is_only_kept_is_no_mock(example):
    code = """
    class Options:
        def __init__(self, base, kw_only):
            self.base = base
            self.kw_only = kw_only
    """
    assert 'Options("example", True)' in example(code, "Options")


def test_a_comparison_is_with_an_object_of_the_same_class(example):
    code = """
    class Grade:
        def __init__(self, value: int):
            self.value = value

        def __eq__(self, other):
            return self.value == other.value
    """
    assert "print(grade == grade)" in example(code, "Grade.__eq__")


def test_what_starts_a_process_says_so(example):
    code = """
    import subprocess
    import sys


    def version() -> str:
        done = subprocess.run([sys.executable, "--version"], capture_output=True, text=True)
        return done.stdout
    """
    text = example(code, "version")
    assert "\n# This starts or signals other processes, through `subprocess.run`.\nprint(" in text


def test_another_name_for_a_function_is_called(example):
    code = """
    def half(n: int) -> float:
        return n / 2


    part = half
    """
    text = example(code, (5, 5))
    assert "from app.tools import part\n\nprint(part(" in text


def test_what_is_shown_is_what_changes(example):
    code = """
    from collections.abc import Iterable


    class Buffer:
        def __init__(self):
            self.rows = []

        def feed(self, rows: list[int]) -> None:
            self.rows.extend(rows)
    """
    assert example(code, "Buffer.feed").endswith("print(buffer.rows)\n")
