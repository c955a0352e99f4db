"""`for` and `while` as steps."""

import ast
from dataclasses import replace
from typing import Final

from blockguide.code.facts.values import Action, ActionKind
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.conditions import condition
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import capital, listed
from blockguide.writers.offline.phrases.names import as_noun, is_plural, is_spoken
from blockguide.writers.offline.phrases.nouns import iterated, noun
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.branches import Inner
from blockguide.writers.offline.steps.inline import NOTHING, clause_of
from blockguide.writers.offline.steps.simple import simple_deed
from blockguide.writers.offline.steps.values import Draft

_TITLE: Final = 52


def loop_draft(wording: Wording, action: Action, inner: Inner) -> Draft:
    """A loop with its body and its `else`."""
    node = action.node
    around, wording = wording, replace(wording, item=_item(wording, node))
    if isinstance(node, ast.For | ast.AsyncFor):
        head, titles = _for_head(wording, node), _for_titles(wording, node)
    else:
        assert isinstance(node, ast.While)
        head, titles = _while_head(wording, node), _while_titles(wording, node)
    body = action.arms[0].actions
    told = clause_of(wording, body) if len(action.arms) == 1 else None
    if told == say(NOTHING) and isinstance(node, ast.While) and isinstance(node.test, ast.Call):
        text = say("Evaluates {} again and again until it is falsy.", atom(wording, node.test))
        return Draft(titles, text, action.lines)
    if told is not None and not any(one.intent for one in body):
        deed = (
            simple_deed(wording, body[0]) if len(body) == 1 and isinstance(node, ast.For) else None
        )
        item = wording.code(node.target, 20) if isinstance(node, ast.For) else None
        item = None if item == "`_`" else item
        own: tuple[str, ...] = ()
        if deed is not None and item is not None and body[0].kind is not ActionKind.PASS:
            own = tuple(
                say("{} for each {}", title, item)
                for title in deed.titles
                if len(title) + len(item) < _TITLE - 10
            )[:1]
        return Draft((*own, *titles), f"{head}, {told}.", action.lines)
    children = inner(wording, body)
    for arm in action.arms[1:]:
        said = clause_of(around, arm.actions)
        opening = say("When the loop ends without `break`")
        text = f"{opening}, {said}." if said else f"{opening}:"
        last = Draft(
            (say("finish the loop"),), text, arm.lines, () if said else inner(around, arm.actions)
        )
        children = (*children, last)
    is_named = "`" in wording.item
    setting = say("for each {}", wording.item) if is_named else say("in the loop")
    return Draft(titles, f"{head}:", action.lines, children, setting=setting)


def _item(wording: Wording, node: ast.stmt) -> str:
    """What the items are called, where one name says it."""
    if not isinstance(node, ast.For | ast.AsyncFor):
        return ""
    target = node.target
    match target, node.iter:
        case ast.Tuple(elts=[_, ast.Name() as item]), ast.Call(func=ast.Name(id="enumerate")):
            target = item
        case _:
            pass
    return atom(wording, target) if isinstance(target, ast.Name) else ""


def _for_head(wording: Wording, node: ast.For | ast.AsyncFor) -> str:
    is_async = isinstance(node, ast.AsyncFor)
    opening = framed("asynchronously, for each {}") if is_async else framed("for each {}")
    head = capital(say(opening, _names(wording, node.target)))
    match node.target, node.iter:
        case ast.Name(id="_"), ast.Call(func=ast.Name(id="range"), args=[end], keywords=[]):
            return say("As often as {} says", atom(wording, end))
        case ast.Tuple(elts=[number, item]), ast.Call(
            func=ast.Name(id="enumerate"), args=[inner, *_]
        ):
            start = _first_number(wording, node.iter)
            if start is not None:
                return say(
                    "{} of {}, numbered from {} as {}",
                    capital(say(opening, _names(wording, item))),
                    _among(wording, inner),
                    start,
                    atom(wording, number),
                )
        case _, ast.Call(func=ast.Name(id="range"), args=[end], keywords=[]):
            return say("{} from 0 up to but not including {}", head, atom(wording, end))
        case _, ast.Call(func=ast.Name(id="range"), args=[start, end], keywords=[]):
            return say(
                "{} from {} up to but not including {}",
                head,
                atom(wording, start),
                atom(wording, end),
            )
        case ast.Tuple(), ast.Call(func=ast.Name(id="zip"), args=[_, _, *_] as sources) if not any(
            isinstance(source, ast.Starred) for source in sources
        ):
            given = listed([atom(wording, source) for source in sources])
            strict = [f"`{one.arg}={wording.text(one.value)}`" for one in node.iter.keywords]
            if strict:
                given = say("{} (with {})", given, listed(strict))
            return say("{} taken in parallel from {}", head, given)
        case _:
            pass
    is_single = not isinstance(node.target, ast.Tuple)
    among = iterated(wording, node.iter) if is_single else _among(wording, node.iter)
    return say("{} in {}", head, among)


def _first_number(wording: Wording, call: ast.Call) -> str | None:
    """Where `enumerate` starts to count; None where it is called in another way."""
    given = [
        *call.args[1:],
        *(keyword.value for keyword in call.keywords if keyword.arg == "start"),
    ]
    if len(given) != len(call.args) - 1 + len(call.keywords) or len(given) > 1:
        return None
    return wording.text(given[0]) if given else "0"


def _names(wording: Wording, target: ast.expr) -> str:
    if isinstance(target, ast.Tuple) and all(
        isinstance(element, ast.Name) for element in target.elts
    ):
        return listed([atom(wording, element) for element in target.elts])
    return atom(wording, target)


def _among(wording: Wording, iterated: ast.expr) -> str:
    said = noun(wording, iterated)
    return said.removeprefix(say("the result of {}", ""))


def _for_titles(wording: Wording, node: ast.For | ast.AsyncFor) -> tuple[str, ...]:
    found: list[str] = []
    iterated = node.iter
    while isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) and iterated.args:
        if iterated.func.id not in {
            "enumerate",
            "sorted",
            "reversed",
            "list",
            "tuple",
            "iter",
            "set",
        }:
            break
        iterated = iterated.args[0]
    match iterated:
        case ast.Call(func=ast.Attribute(attr="splitlines")):
            return (say("read the text line by line"), say("go through the lines"))
        case ast.Call(func=ast.Attribute(value=owner, attr="items" | "keys" | "values")):
            iterated = owner
        case ast.Call(func=ast.Name(id="range"), args=[end]) if getattr(
            node.target, "id", ""
        ) == "_" and wording.code(end, 24):
            return (say("repeat {} times", wording.code(end, 24)), say("repeat the loop"))
        case ast.Call(func=ast.Name(id="range"), args=[*_, end]) if len(iterated.args) < 3:
            found.append(
                say("count up to {}", wording.code(end, 24))
                if wording.code(end, 24)
                else say("count through the range")
            )
        case _:
            pass
    name = iterated.attr if isinstance(iterated, ast.Attribute) else getattr(iterated, "id", "")
    if name and is_spoken(name.strip("_")) and is_plural(name.strip("_")):
        found.append(say("go through the {}", as_noun(name.strip("_"))))
    short = wording.code(iterated, 36)
    if short:
        found.append(say("go through {}", short))
    item = wording.code(node.target, 30)
    if item:
        found.append(say("go through each {}", item))
    return (*found, say("repeat for every item"))


def _while_head(wording: Wording, node: ast.While) -> str:
    if isinstance(node.test, ast.Constant) and node.test.value:
        return say("Until something leaves the loop")
    return say("While {}", condition(wording, node.test, holds=True))


def _while_titles(wording: Wording, node: ast.While) -> tuple[str, ...]:
    if isinstance(node.test, ast.Constant) and node.test.value:
        return (say("repeat until something ends it"), say("repeat the loop"))
    said = condition(wording, node.test, holds=True)
    own = (say("repeat while {}", said),) if len(said) <= _TITLE - 8 else ()
    return (*own, say("repeat the loop"))
