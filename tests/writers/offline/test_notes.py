import pytest

from blockguide.writers.offline.description.notes import noted


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("the number of rows", "`x` is the number of rows."),
        ("names of the columns to read", "`x` stands for the names of the columns to read."),
        (
            "indicates when the function should return",
            "`x` indicates when the function should return.",
        ),
        ("implies that `y` is set", "`x` implies that `y` is set."),
        ("flags that can be used for it", "`x` stands for the flags that can be used for it."),
        ("whether the value may be missing", "`x` tells whether the value may be missing."),
        ("if the value is allowed to grow", "`x` tells if the value is allowed to grow."),
        ("if provided the color of the text", "`x`: if provided the color of the text."),
        ("if `True` return a copy", "`x`: if `True` return a copy."),
        ("the rows are ordered by their names", "`x`: the rows are ordered by their names."),
        (
            "the rows and columns of the matrix are ordered",
            "`x`: the rows and columns of the matrix are ordered.",
        ),
        ("the row that will be returned", "`x` is the row that will be returned."),
        ("used to find the row", "`x` is used to find the row."),
    ],
)
def test_a_note_becomes_a_sentence(note: str, sentence: str) -> None:
    assert noted({"x": note}) == sentence


def test_parameters_that_share_a_note_share_a_sentence() -> None:
    assert noted({"x": "a number", "y": "a number"}) == "`x` and `y`: a number."
