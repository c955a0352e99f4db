"""What kind of value a name holds, as far as its annotations and bindings prove it."""

import ast
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Shape(StrEnum):
    """The kinds of value whose truth, parts and methods read differently."""

    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"
    SEQUENCE = "sequence"
    MAPPING = "mapping"
    SET = "set"
    OTHER = "other"


SIZED: Final = frozenset({Shape.TEXT, Shape.SEQUENCE, Shape.MAPPING, Shape.SET})

_ANNOTATIONS: Final = {
    "bool": Shape.FLAG,
    "int": Shape.NUMBER,
    "float": Shape.NUMBER,
    "str": Shape.TEXT,
    "bytes": Shape.TEXT,
    "bytearray": Shape.TEXT,
    "list": Shape.SEQUENCE,
    "tuple": Shape.SEQUENCE,
    "List": Shape.SEQUENCE,
    "Tuple": Shape.SEQUENCE,
    "Sequence": Shape.SEQUENCE,
    "MutableSequence": Shape.SEQUENCE,
    "deque": Shape.SEQUENCE,
    "dict": Shape.MAPPING,
    "Dict": Shape.MAPPING,
    "Mapping": Shape.MAPPING,
    "MutableMapping": Shape.MAPPING,
    "OrderedDict": Shape.MAPPING,
    "defaultdict": Shape.MAPPING,
    "Counter": Shape.MAPPING,
    "set": Shape.SET,
    "frozenset": Shape.SET,
    "Set": Shape.SET,
    "FrozenSet": Shape.SET,
    "AbstractSet": Shape.SET,
}
_CALLS: Final = {
    "list": Shape.SEQUENCE,
    "sorted": Shape.SEQUENCE,
    "tuple": Shape.SEQUENCE,
    "dict": Shape.MAPPING,
    "OrderedDict": Shape.MAPPING,
    "defaultdict": Shape.MAPPING,
    "Counter": Shape.MAPPING,
    "deque": Shape.SEQUENCE,
    "set": Shape.SET,
    "frozenset": Shape.SET,
    "str": Shape.TEXT,
    "repr": Shape.TEXT,
    "len": Shape.NUMBER,
    "sum": Shape.OTHER,
    "int": Shape.NUMBER,
    "float": Shape.NUMBER,
    "bool": Shape.FLAG,
    "isinstance": Shape.FLAG,
    "issubclass": Shape.FLAG,
    "hasattr": Shape.FLAG,
    "callable": Shape.FLAG,
    "any": Shape.FLAG,
    "all": Shape.FLAG,
}
_METHODS: Final = {
    "splitlines": Shape.SEQUENCE,
    "split": Shape.SEQUENCE,
    "rsplit": Shape.SEQUENCE,
    "readlines": Shape.SEQUENCE,
    "read_text": Shape.TEXT,
    "lower": Shape.TEXT,
    "upper": Shape.TEXT,
    "strip": Shape.TEXT,
    "lstrip": Shape.TEXT,
    "rstrip": Shape.TEXT,
    "startswith": Shape.FLAG,
    "endswith": Shape.FLAG,
    "isdigit": Shape.FLAG,
    "readline": Shape.TEXT,
}
_LEAVES: Final = frozenset(
    {
        str,
        int,
        float,
        bool,
        bytes,
        complex,
        type(None),
        type(...),
        ast.Name,
        ast.Constant,
        ast.Load,
        ast.Store,
    }
)
_BINDERS: Final = frozenset(
    {
        ast.Assign,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.AugAssign,
        ast.For,
        ast.AsyncFor,
        ast.comprehension,
        ast.withitem,
        ast.arguments,
    }
)
_HEAD: Final = re.compile(r"[A-Za-z_][\w.]*")
_LINES: Final = frozenset({"splitlines", "readlines"})


def shape_of_annotation(annotation: str) -> Shape:
    """The shape that an annotation promises; a union with anything else promises nothing."""
    text = annotation.strip("\"' ")
    if "|" in text.split("[", 1)[0] or re.search(r"\]\s*\|", text):
        return Shape.OTHER
    head = _HEAD.match(text)
    return _ANNOTATIONS.get(head.group().rpartition(".")[2], Shape.OTHER) if head else Shape.OTHER


def shape_of_value(node: ast.expr) -> Shape:  # noqa: PLR0911 - one answer for each kind of node
    """The shape of what an expression evaluates to."""
    match node:
        case ast.Constant(value=bool()):
            return Shape.FLAG
        case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
            return Shape.TEXT
        case ast.Constant(value=int() | float()):
            return Shape.NUMBER
        case ast.List() | ast.ListComp() | ast.Tuple():
            return Shape.SEQUENCE
        case ast.Dict() | ast.DictComp():
            return Shape.MAPPING
        case ast.Set() | ast.SetComp():
            return Shape.SET
        case ast.UnaryOp(op=ast.Not()):
            return Shape.FLAG
        case ast.Call(func=ast.Name(id=name)):
            return _CALLS.get(name, Shape.OTHER)
        case ast.Call(func=ast.Attribute(attr=name)):
            return _METHODS.get(name, Shape.OTHER)
        case _:
            return Shape.OTHER


def shapes_of(nodes: Iterable[ast.AST]) -> dict[str, Shape]:
    """The shapes of the names that these statements bind, parameters and nested scopes included.

    A name whose bindings disagree, or one that is bound by what tells nothing, is OTHER.
    """
    found: dict[str, Shape] = {}
    stack: list[object] = list(nodes)
    stack.reverse()
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is list:
            stack.extend(reversed(node))  # type: ignore[call-overload]
        elif kind not in _LEAVES and isinstance(node, ast.AST):
            if kind in _BINDERS:
                _note(found, node)
            stack.extend([getattr(node, name, None) for name in reversed(kind._fields)])  # type: ignore[attr-defined]
    return found


def _note(found: dict[str, Shape], node: ast.AST) -> None:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _bind(found, target, value)
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            _put(found, name, _annotated(annotation))
        case ast.NamedExpr(target=ast.Name(id=name), value=value):
            _put(found, name, shape_of_value(value))
        case ast.AugAssign(target=ast.Name(id=name)):
            found.setdefault(name, Shape.OTHER)
        case ast.For(target=target, iter=iterated) | ast.AsyncFor(target=target, iter=iterated):
            _loop(found, target, iterated)
        case ast.comprehension(target=target, iter=iterated):
            _loop(found, target, iterated)
        case ast.withitem(optional_vars=ast.expr() as target):
            _unknown(found, target)
        case ast.arguments():
            _parameters(found, node)
        case _:
            pass


def _bind(found: dict[str, Shape], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        _put(found, target.id, shape_of_value(value))
    elif isinstance(target, ast.Tuple | ast.List):
        parts = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
        if parts and value.func.attr in {"partition", "rpartition"}:  # type: ignore[attr-defined]
            for part in target.elts:
                if isinstance(part, ast.Name):
                    _put(found, part.id, Shape.TEXT)
        else:
            _unknown(found, target)


def _loop(found: dict[str, Shape], target: ast.expr, iterated: ast.expr) -> None:
    match target, iterated:
        case ast.Name(id=name), ast.Call(func=ast.Attribute(attr=method)) if method in _LINES:
            _put(found, name, Shape.TEXT)
        case ast.Tuple(elts=[ast.Name(id=number), ast.expr() as item]), ast.Call(
            func=ast.Name(id="enumerate"), args=[ast.expr() as inner, *_]
        ):
            _put(found, number, Shape.NUMBER)
            _loop(found, item, inner)
        case ast.Name(id=name), ast.Call(func=ast.Name(id="range")):
            _put(found, name, Shape.NUMBER)
        case _:
            _unknown(found, target)


def _parameters(found: dict[str, Shape], arguments: ast.arguments) -> None:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    pairs = zip(
        [*positional, *arguments.kwonlyargs],
        [*defaults, *arguments.defaults, *arguments.kw_defaults],
        strict=True,
    )
    for argument, default in pairs:
        if argument.annotation is not None:
            _put(found, argument.arg, _annotated(argument.annotation))
        elif isinstance(default, ast.Constant) and isinstance(default.value, bool):
            _put(found, argument.arg, Shape.FLAG)
        else:
            _put(found, argument.arg, Shape.OTHER)
    if arguments.vararg is not None:
        _put(found, arguments.vararg.arg, Shape.SEQUENCE)
    if arguments.kwarg is not None:
        _put(found, arguments.kwarg.arg, Shape.MAPPING)


def _unknown(found: dict[str, Shape], target: ast.expr) -> None:
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            _put(found, node.id, Shape.OTHER)


def _put(found: dict[str, Shape], name: str, shape: Shape) -> None:
    earlier = found.get(name)
    found[name] = shape if earlier is None or earlier is shape else Shape.OTHER


def _annotated(annotation: ast.expr) -> Shape:
    match annotation:
        case ast.Name(id=name):
            return _ANNOTATIONS.get(name, Shape.OTHER)
        case ast.Subscript(value=ast.Name(id=name)) | ast.Subscript(value=ast.Attribute(attr=name)):
            return _ANNOTATIONS.get(name, Shape.OTHER)
        case ast.Constant(value=str() as text):
            return shape_of_annotation(text)
        case _:
            return Shape.OTHER
