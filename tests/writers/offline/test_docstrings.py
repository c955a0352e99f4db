import pytest

from blockguide.writers.offline.docstrings.clean import cleaned
from blockguide.writers.offline.docstrings.sections import sections_of
from blockguide.writers.offline.docstrings.summary import class_summary, function_summary


def known(name: str) -> bool:
    return name in {"path", "Reader", "ValueError", "limit", "None", "True", "read"}


@pytest.mark.parametrize(
    ("docstring", "predicate"),
    [
        ("Read key=value pairs from a file.", "reads key=value pairs from a file"),
        ("Returns the path.", "returns the path"),
        ("Parse the line and return its parts.", "parses the line and returns its parts"),
        ("Recursively delete a tree.", "recursively deletes a tree"),
        ("Return True if it is open.", "returns `True` if it is open"),
        ("Handle the request.", "responds to the request"),
        ("read(path) -> str\n\nRead the file.", "reads the file"),
        ("A function that counts.", "is a function that counts"),
        ("f(x): Truncate x.", "truncates x"),
        ("Coalesce the parts.", "coalesces the parts"),
        ("Read with :class:`~io.Reader`.", "reads with `Reader`"),
    ],
)
def test_a_summary_becomes_a_predicate(docstring: str, predicate: str) -> None:
    summary = function_summary(docstring, "read", known)
    assert summary is not None
    assert summary.predicate == predicate


@pytest.mark.parametrize("docstring", ["", "x", ">>> f(1)\n2", "Word."])
def test_what_is_no_summary_gives_none(docstring: str) -> None:
    assert function_summary(docstring, "f", known) is None


@pytest.mark.parametrize(
    ("docstring", "predicate"),
    [
        ("Queue of jobs.", "is a queue of jobs"),
        ("Represents a point.", "represents a point"),
        ("The table of users.", "is the table of users"),
        ("Error raised on failure.", "is an error raised on failure"),
        ("How often a call is tried again.", "tells how often a call is tried again"),
        ("Constrain the width of a cell.", "constrains the width of a cell"),
        (
            "Making this a class keeps it short.",
            "comes with the note “Making this a class keeps it short”",
        ),
    ],
)
def test_a_class_is_a_thing(docstring: str, predicate: str) -> None:
    summary = class_summary(docstring, "Thing", known)
    assert summary is not None
    assert summary.predicate == predicate


def test_only_known_names_keep_their_backticks() -> None:
    assert (
        cleaned("Uses ``path`` and ``ghost`` of *all*.", known) == "Uses `path` and ghost of all."
    )


@pytest.mark.parametrize(
    "docstring",
    [
        "Read.\n\nArgs:\n    path: The file to read.\n\nRaises:\n    ValueError: If it is empty.\n",
        "Read.\n\nParameters\n----------\npath : str\n    The file to read.\n\nRaises\n------\nValueError\n    If it is empty.\n",
        "Read.\n\n:param path: The file to read.\n:raises ValueError: If it is empty.\n",
        "Read.\n\n@param path: The file to read.\n@raise ValueError: If it is empty.\n",
    ],
)
def test_sections_of_four_styles(docstring: str) -> None:
    found = sections_of(docstring, known)
    assert found.parameters == {"path": "the file to read"}
    assert found.raises == (("ValueError", "if it is empty"),)
