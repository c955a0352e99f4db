"""The change between two texts makes the one of the other, and is small."""

from editor import applied
from hypothesis import example, given
from hypothesis import strategies as some

from blockguide.lsp.delivery.growth import change_between, first_changed_line
from blockguide.lsp.places import Encoding, range_of
from blockguide.text import split_lines

TEXT = some.text(some.sampled_from("ab\n é😀\u2028"), max_size=30)


@given(TEXT, TEXT)
@example("a\n", "a\n\nb\n")
def test_it_makes_the_new_text_of_the_old(old, new):
    change = change_between(old, new)
    if change is None:
        assert old == new
        return
    where = range_of(change.span, split_lines(old), Encoding.UTF16)
    places = {
        name: {"line": at.line, "character": at.character}
        for name, at in (("start", where.start), ("end", where.end))
    }
    assert applied(old, {"range": places, "newText": change.text}) == new


@given(TEXT, TEXT)
def test_lines_from_the_first_changed_one_make_it_too(old, new):
    line = first_changed_line(old, new)
    assert old.split("\n")[:line] + new.split("\n")[line:] == new.split("\n")


def test_an_appended_paragraph_is_put_before_the_last_line_end():
    change = change_between("title\n", "title\n\nwords\n")
    assert (change.span.start.line, change.span.start.column) == (0, 5)
    assert change.text == "\n\nwords"


def test_a_changed_word_is_all_that_changes():
    assert change_between("one two three", "one 2 three").text == "2"
