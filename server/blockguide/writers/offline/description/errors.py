"""Which errors leave the code, and when."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.facts.values import Raised
from blockguide.writers.offline.description.causes import Cause, causes_of
from blockguide.writers.offline.description.quoting import quoted
from blockguide.writers.offline.description.subjects import IT, THEY
from blockguide.writers.offline.docstrings.sections import Sections
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import chained, counted, listed

_CLAUSES: Final = 3
"""How many cases of one error are told."""

_SHOWN: Final = 4
"""Of how many errors the cases are told."""

_WIDTH: Final = 260
_IN_WORDS: Final = ("if ", "when ", "on ", "for ", "unless ", "in case ", "while ", "after ")


def errors(
    ground: Ground,
    raised: Sequence[Raised],
    sections: Sections,
    subject: str = IT,
    body: Sequence[ast.stmt] = (),
) -> str:
    """The errors by their exception, a few with their conditions; then what only the docstring names.

    `body` is where they stand: a test of what was changed before it is told as such.
    """
    again: list[Raised] = []
    groups: dict[str, list[Cause]] = {}
    for one, cause in causes_of(ground, raised, body):
        if one.exception is None:
            again.append(one)
        elif quoted(one.exception) is not None:
            groups.setdefault(one.exception, []).append(cause)
    said: list[str] = []
    others: list[str] = []
    documented = dict(sections.raises)
    for name, causes in groups.items():
        when = documented.get(name.rpartition(".")[2], "")
        sentence = _sentence(name, causes, subject, when) if len(said) < _SHOWN else ""
        if sentence:
            said.append(sentence)
        else:
            others.append(_thing(name))
    if others:
        what = listed(others, "or")
        said.append(
            say("{} can also raise {}.", say(subject), what)
            if said
            else _raising(subject, what, is_sure=False)
        )
    if again:
        said.append(_again(again))
    own = {name.rpartition(".")[2] for name in groups}
    said.append(_documented([one for one in sections.raises if one[0] not in own]))
    return " ".join(sentence for sentence in said if sentence)


def is_error(name: str) -> bool:
    """Whether the name of what is raised is an exception's own, not a variable's or a call's."""
    return name.rpartition(".")[2].lstrip("_")[:1].isupper()


def _sentence(name: str, causes: Sequence[Cause], subject: str, when: str) -> str:
    """One error with its cases; empty where nothing short can be said of any of them."""
    bare = [cause for cause in causes if not cause.clause]
    if len(bare) == len(causes) and any(cause.is_whole for cause in causes):
        return _raising(subject, _thing(name), is_sure=True)
    told = list({cause.clause: cause for cause in causes if cause.clause}.values())
    if when and (not told or len(told) + len(bare) > _CLAUSES):
        return _documented([(name, when)])
    if not told:
        return ""
    fitting = told[:1]
    for cause in told[1:_CLAUSES]:
        if sum(len(one.clause) for one in (*fitting, cause)) <= _WIDTH:
            fitting.append(cause)
    rest = len(told) - len(fitting) + len(bare)
    if rest == 1 and not bare and len(told) <= _CLAUSES + 1:
        fitting, rest = told, 0
    clauses = [cause.clause for cause in fitting]
    if rest:
        clauses.append(say("in {}", counted(rest, "more case")))
    what = f"{_thing(name)} {chained(framed('{}, or {}'), clauses)}"
    return _raising(subject, what, is_sure=all(cause.is_whole for cause in fitting))


def _raising(subject: str, what: str, *, is_sure: bool) -> str:
    """A sentence that what is spoken of raises an error, or can raise it."""
    if not is_sure:
        return say("{} can raise {}.", say(subject), what)
    return (
        say("{} raise {}.", say(subject), what)
        if subject == THEY
        else say("{} raises {}.", say(subject), what)
    )


def _thing(name: str) -> str:
    """What is raised: an exception by its name, a variable or a call as what it is."""
    if is_error(name):
        return f"`{name}`"
    return say("what `{}` gives", name) if name.endswith(")") else say("the exception `{}`", name)


def _again(caught: Sequence[Raised]) -> str:
    names = [quoted(one) for one in dict.fromkeys(one.within for one in caught) if one]
    what = listed([name for name in names if name], "or") or say("exception")
    if any(one.guards for one in caught):
        return say("A caught {} can be raised again.", what)
    return say("A caught {} is raised again.", what)


def _documented(raised: Sequence[tuple[str, str]]) -> str:
    """The errors that the docstring names, in one sentence."""
    said: list[str] = []
    for name, when in raised:
        is_clause = when.startswith(_IN_WORDS)
        tail = f" {when}" if is_clause else f" (“{when}”)" if when else ""
        opening = f"`{name}`" if said else say("`{}` is raised", name)
        said.append(f"{opening}{tail}")
    if not said:
        return ""
    has_if = any(" if " in f" {when}" for _, when in raised)
    joined = chained(framed("{}, and {}"), said) if has_if else listed(said)
    return say("By its documentation, {}.", joined)
