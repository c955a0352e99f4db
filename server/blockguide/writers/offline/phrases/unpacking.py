"""Several targets bound at once: "unpack", "swap", "split `line` at `=`"."""

import ast
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.binding_titles import spoken_target
from blockguide.writers.offline.phrases.deeds import Deed
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import listed
from blockguide.writers.offline.phrases.nouns import noun
from blockguide.writers.offline.phrases.wording import Wording

_LONG: Final = 90
"""From here on, in characters, a value stands after its targets."""


def unpacking_deed(wording: Wording, target: ast.Tuple | ast.List, value: ast.expr) -> Deed:
    """What `a, b = value` does."""
    names = [atom(wording, element) for element in target.elts]
    joined = listed(names)
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        if (
            sorted(map(ast.dump, _loaded(target.elts)))
            == sorted(map(ast.dump, _loaded(value.elts)))
            and len(names) == 2
        ):
            return Deed("swap", joined, (say("swap {}", joined),))
        if not any(isinstance(element, ast.Starred) for element in [*target.elts, *value.elts]):
            if _is_crossed(target.elts, value.elts):
                values = listed([noun(wording, one, 1) for one in value.elts])
                return Deed(
                    "rebind", say("{} at once to {}", joined, values), (say("update {}", joined),)
                )
            pairs = [
                say("{} to {}", name, noun(wording, one, 1))
                for name, one in zip(names, value.elts, strict=True)
            ]
            return Deed("bind", listed(pairs), (say("set {}", joined),))
    match value:
        case ast.Call(
            func=ast.Attribute(value=text, attr="partition" | "rpartition" as method),
            args=[separator],
        ):
            frame = (
                framed("{} at the first {} into {} (`{}`)")
                if method == "partition"
                else framed("{} at the last {} into {} (`{}`)")
            )
            rest = say(frame, atom(wording, text), atom(wording, separator), joined, method)
            spoken = spoken_target(text)
            subject = say("the {}", spoken) if spoken else atom(wording, text)
            return Deed(
                "split",
                rest,
                (
                    say("split {} at {}", subject, atom(wording, separator)),
                    say("split into {}", joined),
                ),
            )
        case _:
            whole, titles = noun(wording, value), (say("unpack {}", joined), say("bind {}", joined))
            if len(whole) > _LONG:
                return Deed("bind", say("{} to the items of {}", joined, whole), titles)
            return Deed("unpack", say("{} into {}", whole, joined), titles)


def _is_crossed(targets: list[ast.expr], values: list[ast.expr]) -> bool:
    """Whether a value reads what a target before it binds, so that one after the other is wrong."""
    bound: set[str] = set()
    for target, value in zip(targets, values, strict=True):
        parts = (node for node in ast.walk(value) if isinstance(node, ast.expr))
        if any(ast.dump(_bare(node)) in bound for node in parts):
            return True
        bound.add(ast.dump(_bare(target)))
    return False


def _bare(node: ast.expr) -> ast.expr:
    """The node as it is read, whether it is bound or read where it stands."""
    match node:
        case ast.Name(id=name):
            return ast.Name(id=name)
        case ast.Attribute(value=value, attr=attr):
            return ast.Attribute(value=_bare(value), attr=attr)
        case ast.Subscript(value=value, slice=index):
            return ast.Subscript(value=_bare(value), slice=index)
        case _:
            return node


def _loaded(nodes: list[ast.expr]) -> list[ast.expr]:
    return [ast.Name(id=node.id) if isinstance(node, ast.Name) else node for node in nodes]
