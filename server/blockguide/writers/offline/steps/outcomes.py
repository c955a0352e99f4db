"""What is returned or yielded, as deeds and titles."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.calls import call_noun, call_titles
from blockguide.writers.offline.phrases.conditions import answer, condition
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.names import as_noun, is_determined, is_spoken
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.wording import Wording

_TITLE: Final = 56
_UNSPOKEN: Final = frozenset(
    {"", "self", "cls", "rv", "ret", "tmp", "temp", "prev", "cur", "str", "int", "val", "var", "op"}
)
"""Names that make no title when they are read out."""

_COUNTS: Final = ("", "", "two", "three", "four")
_MADE: Final = {
    "bool": "the truth value",
    "tuple": "the tuple",
    "list": "the list",
    "set": "the set",
    "frozenset": "the frozen set",
    "dict": "the dictionary",
    "sorted": "the sorted list",
    "str": "the text",
    "len": "the length",
    "sum": "the sum",
    "int": "the integer",
    "float": "the float",
    "repr": "the representation",
}
"""What a builtin gives, for the title of a step that returns it."""


def returning(wording: Wording, value: ast.expr | None) -> Deed:
    """What `return value` does."""
    if value is None:
        return Deed("return", "without a value", ("stop here", "return without a value"))
    if isinstance(value, ast.Constant) and value.value is None:
        return Deed("return", "`None`", ("return nothing", "return `None`"))
    if isinstance(value, ast.Name) and value.id in wording.functions:
        return Deed("return", f"the function `{value.id}`", (f"return `{value.id}`",))
    return Deed("return", noun(wording, value), given_titles("return", wording, value))


def given_titles(verb: str, wording: Wording, value: ast.expr) -> tuple[str, ...]:
    """Titles for a step that returns or yields a value."""
    titles: list[str] = []
    inner = value.value if isinstance(value, ast.Await) else value
    spoken = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
    if (
        spoken not in _UNSPOKEN
        and is_spoken(spoken.strip("_"))
        and not spoken.endswith("ed")
        and not is_determined(spoken)
        and not as_noun(spoken.strip("_")).startswith(verb)
    ):
        titles.append(f"{verb} the {as_noun(spoken.strip('_'))}")
    elif isinstance(inner, ast.Constant):
        titles.append(f"{'finish' if verb == 'return' else 'go on'} with {wording.code(inner, 24)}")
    elif isinstance(inner, ast.Call):
        own = [
            title
            for title in call_titles(wording, inner)
            if not title.startswith(("call ", "make the call"))
        ]
        titles.extend(f"{title} and {verb} it" for title in own[:1] if not title.startswith(verb))
        phrase = call_noun(wording, inner)
        titles.extend([f"{verb} {phrase}"] if phrase and len(phrase) <= _TITLE else [])
    if isinstance(inner, ast.Call) and (asked := answer(wording, inner)) is not None:
        titles.insert(0, f"{verb} {asked}" if len(asked) <= _TITLE else f"{verb} the answer")
    elif isinstance(inner, ast.Compare | ast.UnaryOp) and not isinstance(
        getattr(inner, "op", None), ast.USub
    ):
        said = f"{verb} whether {condition(wording, inner, holds=True)}"
        titles.extend([said] if len(said) <= _TITLE else [f"{verb} the outcome of the test"])
    short = wording.code(value, 36)
    if isinstance(value, ast.Tuple) and 1 < len(value.elts) < len(_COUNTS):
        titles.append(f"{verb} the {_COUNTS[len(value.elts)]} values")
    if short is not None:
        titles.append(f"{verb} {short}")
    kinds = {
        ast.JoinedStr: "the formatted text",
        ast.ListComp: "the collected list",
        ast.DictComp: "the collected dictionary",
        ast.SetComp: "the collected set",
        ast.GeneratorExp: "the generator",
        ast.Tuple: "the tuple",
        ast.Dict: "the dictionary",
        ast.List: "the list",
        ast.IfExp: "the chosen value",
        ast.BinOp: "the computed value",
        ast.BoolOp: "the chosen value",
        ast.Lambda: "the function",
    }
    if isinstance(inner, ast.Call):
        callee = wording.code(inner.func, 36)
        made = _MADE.get(getattr(inner.func, "id", ""))
        if made is not None:
            titles.append(f"{verb} {made}")
        elif callee:
            titles.append(f"{verb} the result of {callee}")
    titles.append(f"{verb} {kinds.get(type(inner), 'the result')}")
    return tuple(title for title in titles if len(title) <= _TITLE + 10)
