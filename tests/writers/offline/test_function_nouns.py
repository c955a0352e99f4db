import pytest

from blockguide.writers.offline.docstrings.function_nouns import of_function
from blockguide.writers.offline.docstrings.summary import function_summary


def known(name: str) -> bool:
    return name in {"open_connection", "None", "True"}


@pytest.mark.parametrize(
    ("docstring", "predicate"),
    [
        ("Figure out the list of files.", "figures out the list of files"),
        ("Same as a + b.", "is the same as a + b"),
        ("Similar to `open_connection` but local.", "is similar to `open_connection` but local"),
        ("Closest integer to the root.", "is the closest integer to the root"),
        ("Windows version of the loop.", "is a Windows version of the loop"),
        ("Fully vendored version of the loop.", "is a fully vendored version of the loop"),
        (
            "Return it if open; otherwise return None.",
            "returns it if open; otherwise returns `None`",
        ),
        (
            "Try a link, and if that fails, fall back to a copy.",
            "tries a link, and if that fails, falls back to a copy",
        ),
        ("Compile it and determine whether it ends.", "compiles it and determines whether it ends"),
        ("Poll-based selector.", "is a poll-based selector"),
        ("Called when it ends.", "is called when it ends"),
        ("Close a wait handle.", "closes a wait object"),
        ("Filter out handles that are closed.", "filters out objects that are closed"),
        ("Was the session reused during handshake", None),
        ("Override in a subclass to buffer data.", None),
        ("Based on policy, either raise it or log it.", None),
        ("The test should stop.", None),
        ("Any problems in the filesystem.", None),
        ("self // other", "comes with the note “self // other”"),
        ("atom = [CFWS] 1*atext", "comes with the note “atom = [CFWS] 1*atext”"),
        ("Not supported by this class.", "comes with the note “Not supported by this class”"),
        (
            "Oracle doesn't support an index.",
            "comes with the note “Oracle doesn't support an index”",
        ),
        ("Pretty prints JSON.", "comes with the note “Pretty prints JSON”"),
        ("GEOS changed the value.", "comes with the note “GEOS changed the value”"),
        ("Year, month -> number of days.", "comes with the note “Year, month -> number of days”"),
    ],
)
def test_what_is_surely_no_noun_phrase_is_told_or_quoted(
    docstring: str, predicate: str | None
) -> None:
    summary = function_summary(docstring, "f", known)
    assert summary is not None
    assert summary.predicate == (predicate or f"comes with the note “{docstring.rstrip('.')}”")


@pytest.mark.parametrize(
    ("docstring", "gives", "predicate"),
    [
        ("Helper for the loop.", True, "is a helper for the loop"),
        ("Internal loop.", False, "is an internal loop"),
        ("Boolean expression.", True, "gives a boolean expression"),
        ("Square root of a number.", True, "gives the square root of a number"),
        ("Sun raster file.", True, "comes with the note “Sun raster file”"),
        ("A token for the header.", False, "comes with the note “A token for the header”"),
        ("Read the file.", True, "reads the file"),
    ],
)
def test_a_function_is_called_what_it_is_or_by_what_it_gives(
    docstring: str, gives: bool, predicate: str
) -> None:
    summary = function_summary(docstring, "f", known)
    assert summary is not None
    assert of_function(summary.predicate, summary.sentence, gives=gives) == predicate
