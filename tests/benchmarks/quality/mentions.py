"""Whether the prose mentions what a reader must know of: public definitions, parameters and raised errors."""

import ast
import re
from collections.abc import Iterator

from kinds import Definition, Function, last_name, own_nodes
from subject import Subject
from values import Page

_SPAN = re.compile(r"`+([^`]+)`+")
"""A name counts where it stands in backticks; as a word of English it would tell nothing."""


def unmentioned(page: Page, subject: Subject) -> tuple[int, list[str]]:
    """How many names are due, and those that Description and Steps do not mention."""
    words = set(re.findall(r"[^\W\d]\w*", " ".join(_SPAN.findall(page.prose))))
    due = dict.fromkeys(_due(subject))
    return len(due), [f"{what} {name}" for what, name in due if name not in words]


def _due(subject: Subject) -> Iterator[tuple[str, str]]:
    definition = subject.definition
    if isinstance(definition, Function):
        yield from _parameters(definition, bound=_is_bound(definition, subject.file.tree))
    elif isinstance(definition, ast.ClassDef):
        yield from _of_class(definition)
        if any(
            last_name(one) in ("dataclass", "define", "frozen") for one in definition.decorator_list
        ):
            yield from _fields(definition)
    for node in subject.nodes:
        if (
            isinstance(node, Definition)
            and node is not definition
            and not node.name.startswith("_")
        ):
            yield "definition", node.name
        yield from _raised(node)


def _of_class(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for node in definition.body:
        if isinstance(node, Function) and node.name == "__init__":
            yield from _parameters(node, bound=True)
        elif isinstance(node, Definition) and not node.name.startswith("_"):
            yield "definition", node.name


def _fields(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a dataclass, which are the parameters of its constructor."""
    for node in definition.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if (
                not name.startswith("_") and "ClassVar" not in ast.unparse(annotation)
            ):
                yield "field", name


def _parameters(node: Function, *, bound: bool) -> Iterator[tuple[str, str]]:
    positional = [*node.args.posonlyargs, *node.args.args]
    others = [
        one for one in (node.args.vararg, *node.args.kwonlyargs, node.args.kwarg) if one is not None
    ]
    for parameter in (*positional[bound:], *others):
        if parameter.arg.strip("_"):
            yield "parameter", parameter.arg


def _is_bound(node: Function, tree: ast.Module) -> bool:
    """Whether the first parameter is the object or the class, which no caller writes."""
    if any(last_name(one) == "staticmethod" for one in node.decorator_list):
        return False
    owners = (owner for owner in ast.walk(tree) if isinstance(owner, ast.ClassDef))
    return any(node is one for owner in owners for one in own_nodes(owner))


def _raised(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The errors that are raised by name and go on to the caller, as far as the eye sees."""
    for inner in (node, *own_nodes(node)) if isinstance(node, Function) else ast.walk(node):
        if isinstance(inner, ast.Raise) and inner.exc is not None:
            name = last_name(inner.exc)
            if name[:1].isupper():
                yield "error", name
