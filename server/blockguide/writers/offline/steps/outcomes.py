"""What is returned or yielded, as deeds and titles."""

import ast
from collections.abc import Mapping
from typing import Final

from blockguide.writers.offline.phrases.calls import call_noun, call_titles
from blockguide.writers.offline.phrases.conditions import answer, condition
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.names import as_noun, is_determined, is_spoken
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.openings import is_plain_call

_TITLE: Final = 56
_UNSPOKEN: Final = frozenset(
    {"", "self", "cls", "rv", "ret", "tmp", "temp", "prev", "cur", "str", "int", "val", "var", "op"}
)
"""Names that make no title when they are read out."""

_VALUES: Final = {
    2: framed("the two values"),
    3: framed("the three values"),
    4: framed("the four values"),
}
_GIVEN: Final = {
    "return": (framed("return {}"), framed("{} and return it")),
    "yield": (framed("yield {}"), framed("{} and yield it")),
    "yield from": (framed("yield from {}"), framed("{} and yield from it")),
}
"""By what gives a value: how a title says that with the value, and behind how the value is made."""

_MADE: Final = {
    "bool": framed("the truth value"),
    "tuple": framed("the tuple"),
    "list": framed("the list"),
    "set": framed("the set"),
    "frozenset": framed("the frozen set"),
    "dict": framed("the dictionary"),
    "sorted": framed("the sorted list"),
    "str": framed("the text"),
    "len": framed("the length"),
    "sum": framed("the sum"),
    "int": framed("the integer"),
    "float": framed("the float"),
    "repr": framed("the representation"),
}
"""What a builtin gives, for the title of a step that returns it."""

_KINDS: Final[Mapping[type[ast.expr], str]] = {
    ast.JoinedStr: framed("the formatted text"),
    ast.ListComp: framed("the collected list"),
    ast.DictComp: framed("the collected dictionary"),
    ast.SetComp: framed("the collected set"),
    ast.GeneratorExp: framed("the generator"),
    ast.Tuple: framed("the tuple"),
    ast.Dict: framed("the dictionary"),
    ast.List: framed("the list"),
    ast.IfExp: framed("the chosen value"),
    ast.BinOp: framed("the computed value"),
    ast.BoolOp: framed("the chosen value"),
    ast.Lambda: framed("the function"),
}


def returning(wording: Wording, value: ast.expr | None) -> Deed:
    """What `return value` does."""
    if value is None:
        return Deed(
            "return",
            say("without a value"),
            (say("stop here"), say("return without a value")),
        )
    if isinstance(value, ast.Constant) and value.value is None:
        return Deed("return", "`None`", (say("return nothing"), say("return `None`")))
    if isinstance(value, ast.Name) and value.id in wording.functions:
        return Deed("return", say("the function `{}`", value.id), (say("return `{}`", value.id),))
    return Deed("return", noun(wording, value), given_titles("return", wording, value))


def given_titles(verb: str, wording: Wording, value: ast.expr) -> tuple[str, ...]:
    """Titles for a step that returns or yields a value."""
    titles: list[str] = []
    giving, and_giving = _GIVEN[verb]
    inner = value.value if isinstance(value, ast.Await) else value
    spoken = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
    if (
        spoken not in _UNSPOKEN
        and is_spoken(spoken.strip("_"))
        and not spoken.endswith("ed")
        and not is_determined(spoken)
        and not as_noun(spoken.strip("_")).startswith(verb)
    ):
        titles.append(say(giving, say("the {}", as_noun(spoken.strip("_")))))
    elif isinstance(inner, ast.Constant):
        code = wording.code(inner, 24)
        titles.append(
            say("finish with {}", code) if verb == "return" else say("go on with {}", code)
        )
    elif isinstance(inner, ast.Call):
        own = [title for title in call_titles(wording, inner) if not is_plain_call(title)]
        titles.extend(say(and_giving, title) for title in own[:1] if not opens(title, giving))
        phrase = call_noun(wording, inner)
        titles.extend([say(giving, phrase)] if phrase and len(phrase) <= _TITLE else [])
    if isinstance(inner, ast.Call) and (asked := answer(wording, inner)) is not None:
        titles.insert(0, say(giving, asked if len(asked) <= _TITLE else say("the answer")))
    elif isinstance(inner, ast.Compare | ast.UnaryOp) and not isinstance(
        getattr(inner, "op", None), ast.USub
    ):
        said = say(giving, say("whether {}", condition(wording, inner, holds=True)))
        outcome = say(giving, say("the outcome of the test"))
        titles.append(said if len(said) <= _TITLE else outcome)
    short = wording.code(value, 36)
    if isinstance(value, ast.Tuple) and len(value.elts) in _VALUES:
        titles.append(say(giving, say(_VALUES[len(value.elts)])))
    if short is not None:
        titles.append(say(giving, short))
    if isinstance(inner, ast.Call):
        callee = wording.code(inner.func, 36)
        made = _MADE.get(getattr(inner.func, "id", ""))
        if made is not None:
            titles.append(say(giving, say(made)))
        elif callee:
            titles.append(say(giving, say("the result of {}", callee)))
    titles.append(say(giving, say(_KINDS.get(type(inner), framed("the result")))))
    return tuple(title for title in titles if len(title) <= _TITLE + 10)
