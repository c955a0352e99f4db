import pytest

from blockguide.writers.offline.phrases.morphology import (
    article,
    base_form,
    counted,
    listed,
    lower_first,
    singular,
    third_person,
)
from blockguide.writers.offline.phrases.names import is_question, is_spoken, one_of, reading
from blockguide.writers.offline.phrases.vague import plain


@pytest.mark.parametrize(
    ("verb", "third"),
    [
        ("try", "tries"),
        ("pass", "passes"),
        ("do", "does"),
        ("go on", "goes on"),
        ("match", "matches"),
        ("play", "plays"),
        ("fix", "fixes"),
        ("have", "has"),
        ("bind", "binds"),
        ("look up", "looks up"),
    ],
)
def test_third_person(verb: str, third: str) -> None:
    assert third_person(verb) == third


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("returns", "return"),
        ("tries", "try"),
        ("matches", "match"),
        ("parse", "parse"),
        ("class", None),
        ("flurb", None),
        ("series", None),
    ],
)
def test_base_form(word: str, base: str | None) -> None:
    assert base_form(word) == base


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("settings", "setting"),
        ("entries", "entry"),
        ("boxes", "box"),
        ("indices", "index"),
        ("status", None),
        ("class", None),
        ("children", "child"),
        ("row", None),
    ],
)
def test_singular(noun: str, one: str | None) -> None:
    assert singular(noun) == one


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("`Iterator`", "an `Iterator`"),
        ("user", "a user"),
        ("`str`", "a `str`"),
        ("HTTP request", "an HTTP request"),
        ("URL", "a URL"),
        ("hour", "an hour"),
        ("unique name", "a unique name"),
    ],
)
def test_article(phrase: str, said: str) -> None:
    assert article(phrase) in {said, said.replace("a URL", "an URL")}


def test_lists_and_counts() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert counted(1, "entry") == "one entry"
    assert counted(3, "entry") == "three entries"
    assert counted(25, "step") == "25 steps"


def test_lower_first_leaves_names_and_acronyms() -> None:
    assert lower_first("The path") == "the path"
    assert lower_first("HTTP headers") == "HTTP headers"
    assert lower_first("`Path` of it") == "`Path` of it"
    assert lower_first("Python code") == "Python code"


@pytest.mark.parametrize(
    ("name", "verb", "rest"),
    [
        ("parse_header", "parse", "the header"),
        ("loadConfig", "load", "the configuration"),
        ("to_dict", "", "to dictionary"),
        ("write_to_file", "write", "to file"),
        ("set_up_class", "set up", "the class"),
        ("handle_request", "", "handle request"),
        ("cache_clear", "", "cache clear"),
        ("copy_to", "", "copy to"),
        ("log_in", "log", "in"),
        ("x", "", "x"),
    ],
)
def test_names_are_read_as_verb_and_object(name: str, verb: str, rest: str) -> None:
    found = reading(name)
    assert (found.verb, found.rest) == (verb, rest)


def test_kinds_of_name() -> None:
    assert is_question("is_valid")
    assert not is_question("island")
    assert one_of("settings") == "setting"
    assert one_of("status") is None
    assert is_spoken("settings")
    assert not is_spoken("ptr2")


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("handles the request", "responds to the request"),
        ("Simply returns it", "returns it"),
        ("is used in order to sort", "is used to sort"),
        ("calls `handles` of `things`", "calls `handles` of `things`"),
        ("unhandled errors", "unhandled errors"),
    ],
)
def test_vague_words_are_replaced_outside_of_code(text: str, better: str) -> None:
    assert plain(text).strip() == better
