"""The description of loose statements, of a fragment and of an expression."""

import ast
from collections.abc import Sequence
from typing import Final

from blockguide.code.block import BlockKind
from blockguide.code.facts.values import Origin
from blockguide.guide.values import Step
from blockguide.writers.offline.description.effects import effects, mutations, outside
from blockguide.writers.offline.description.errors import errors
from blockguide.writers.offline.description.quoting import few, in_order, later, paragraph
from blockguide.writers.offline.description.subjects import IT, THEY, agreeing
from blockguide.writers.offline.docstrings.sections import NOTHING
from blockguide.writers.offline.ground import Ground
from blockguide.writers.offline.phrases.frames import framed, opens, say
from blockguide.writers.offline.phrases.morphology import (
    base_form,
    capital,
    counted,
    listed,
    lower_first,
    third_person,
    told,
)
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.quotes import without_code
from blockguide.writers.offline.phrases.wording import dotted
from blockguide.writers.offline.steps.fold import holds_list
from blockguide.writers.offline.steps.titles import is_general

_TOLD: Final = 4
_PLAIN: Final = 130
_LONG: Final = 200


def describe_run(ground: Ground, steps: Sequence[Step]) -> str:
    """Where the statements stand, what they do, what they read and what they leave behind."""
    block, facts = ground.subject.block, ground.subject.facts
    one = len(block.nodes) == 1
    subject = IT if one or block.kind is BlockKind.FRAGMENT else THEY
    starts = {max(action.lines.first, block.lines.first) for action in facts.flow.actions}
    opening = [step for step in steps if step.lines.first in starts] or list(steps)
    empty = capital(say("leave the body empty"))
    does = [_deed_of(step) for step in opening if not step.title.startswith(empty)]
    said = _bindings(opening)
    if len(does) > _TOLD:
        does = [*does[: _TOLD - 1], later(does[-1])]
    if subject == IT:
        does = (
            [_plainly(steps[0]) or told(does[0])]
            if len(steps) == 1 and does
            else [told(title) for title in does]
        )
    if not one and (said := said or _definitions(ground)):
        does = [said]
    nothing = say("holds no statements") if subject == IT else say("hold no statements")
    action = in_order(does) if does else nothing
    if block.kind is BlockKind.FRAGMENT:
        first = say("this fragment {}.", action)
    else:
        first = say("this statement {}.", action) if one else say("these statements {}.", action)
    second = paragraph([_reads(ground, subject), _leaves(ground, subject, action), _broken(ground)])
    third = paragraph(
        [
            errors(ground, facts.flow.raised, NOTHING, subject, block.nodes),
            mutations(facts.flow.mutates, frozenset(), outside(ground), subject),
            effects(ground, facts.flow.effects, subject, block.nodes),
        ]
    )
    return "\n\n".join(part for part in (capital(_placed(ground, first)), second, third) if part)


def _bindings(steps: Sequence[Step]) -> str:
    """Short steps that all bind names, told together: "bind `a` to 1 and `b` to 2"; else empty."""
    binds = f"{capital(third_person('bind'))} "
    rests = [step.text.removeprefix(binds).removesuffix(".") for step in steps]
    is_alike = all(step.text == f"{binds}{rest}." for step, rest in zip(steps, rests, strict=True))
    is_short = sum(map(len, rests)) <= _PLAIN and not any(
        holds_list(one) or ". " in without_code(one) for one in rests
    )
    return (
        say("bind {}", listed(rests))
        if is_alike and is_short and not any(step.children for step in steps)
        else ""
    )


def _definitions(ground: Ground) -> str:
    """What statements do that all define functions; empty for others."""
    nodes = ground.subject.block.nodes
    names = [
        node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    if len(names) != len(nodes):
        return ""
    if ground.subject.facts.holder_class is not None:
        return say("define the methods {}", few(names, 12))
    return say("define the functions {}", few(names, 12))


def _deed_of(step: Step) -> str:
    """What a step does, in the base form: its title, or its text where the title is general."""
    plain = _plainly(step) if is_general(step.title) else ""
    return agreeing(plain, THEY) if plain else lower_first(step.title)


def _plainly(step: Step) -> str:
    """The only step's text as a predicate; empty where it is no short sentence that starts with a verb."""
    said = lower_first(step.text.removesuffix("."))
    is_short = not step.children and len(said) <= _PLAIN and ". " not in said
    return said if is_short and base_form(said.partition(" ")[0]) is not None else ""


def describe_expression(ground: Ground) -> str:
    """What the expression gives and which names it needs."""
    node = ground.subject.block.nodes[0]
    if not isinstance(node, ast.Expr):
        return say("This expression holds nothing.")
    said = noun(ground.wording, node.value)
    if len(said) > _LONG:
        said = _summed(node.value)
    first = _placed(ground, say("this expression gives {}.", said))
    return "\n\n".join(
        part
        for part in (
            capital(first),
            paragraph([_reads(ground, IT)]),
            effects(ground, ground.subject.facts.flow.effects),
        )
        if part
    )


def _summed(node: ast.expr) -> str:
    """What a long expression gives, in short: its last step tells the whole."""
    match node:
        case ast.Dict(keys=keys):
            entries = counted(len(keys), "entry")
            return say("a dictionary with {}, which the last step lists", entries)
        case ast.List(elts=items):
            return say("a list of {}, which the last step lists", counted(len(items), "item"))
        case ast.Tuple(elts=items):
            return say("a tuple of {}, which the last step lists", counted(len(items), "item"))
        case ast.Call(func=called) if dotted(called):
            return say(
                "the result of a call of `{}`, whose arguments the last step lists", dotted(called)
            )
        case _:
            return say("the value that the last step tells")


def _placed(ground: Ground, sentence: str) -> str:
    """The sentence, which begins in lower case, with the place where the block stands."""
    block = ground.subject.block
    if not block.scopes:
        return say("At the top level of `{}`, {}", block.source.path.name, sentence)
    return say("Inside `{}`, {}", block.qualname, sentence) if block.name is None else sentence


def _reads(ground: Ground, subject: str) -> str:
    names = [read.name for read in ground.subject.facts.reads if read.origin is not Origin.BUILTIN]
    if not names:
        return ""
    named = few(names, 12)
    return (
        say("It reads {} from the code around.", named)
        if subject == IT
        else say("They read {} from the code around.", named)
    )


def _leaves(ground: Ground, subject: str, told: str) -> str:
    """What stays bound; a single name that `told` binds already only with who reads it."""
    binds = ground.subject.facts.binds
    if not binds:
        return ""
    if len(binds) == 1 and told.startswith(f"{third_person('bind')} `{binds[0].name}`"):
        return say("The code after it reads `{}`.", binds[0].name) if binds[0].read_later else ""
    later = [bind for bind in binds if bind.read_later is not None]
    read = few([bind.name for bind in later], 12)
    if opens(told, framed("bind {}")):
        return say("The code after them reads {}.", read) if later else ""
    bound, is_one = few([bind.name for bind in binds], 12), subject == IT
    if not later:
        return say("It binds {}.", bound) if is_one else say("They bind {}.", bound)
    if len(later) == len(binds):
        return (
            say("It binds {}, which the code after it reads.", bound)
            if is_one
            else say("They bind {}, which the code after them reads.", bound)
        )
    return (
        say("It binds {}; the code after it reads {}.", bound, read)
        if is_one
        else say("They bind {}; the code after them reads {}.", bound, read)
    )


def _broken(ground: Ground) -> str:
    block = ground.subject.block
    holes = [
        hole
        for hole in block.tree.holes
        if hole.lines.first <= block.lines.last and hole.lines.last >= block.lines.first
    ]
    if not holes:
        return ""
    where = listed(
        [
            say("line {}", hole.lines)
            if hole.lines.first == hole.lines.last
            else say("lines {}", hole.lines)
            for hole in holes[:4]
        ]
    )
    return say("Python cannot parse {}, so what stands there is not told.", where)
