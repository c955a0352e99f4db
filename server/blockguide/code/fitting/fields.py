"""What the constructors take that `@dataclass` and `NamedTuple` make of annotated fields."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blockguide.code.fitting.definitions import last_names
from blockguide.code.fitting.signatures import Signature


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the constructor; one that it does not take hides what a base calls so."""

    name: str
    has_default: bool
    is_taken: bool
    by_keyword: bool


def makes_init(owner: ast.ClassDef) -> bool:
    """Whether `@dataclass` gives the class an `__init__`."""
    decorator = _decorator(owner)
    return decorator is not None and _option(decorator, "init") is not False


def dataclass_signature(owners: Sequence[ast.ClassDef]) -> Signature | None:
    """The signature of a dataclass, by itself and its bases, nearest first; None where it is not certain."""
    fields: dict[str, _Field] = {}
    for owner in reversed(owners):
        if _decorator(owner) is None:
            continue
        for field in _fields(owner):
            if field is None:
                return None
            fields[field.name] = field
    return _signature([field for field in fields.values() if field.is_taken])


def tuple_signature(owner: ast.ClassDef) -> Signature | None:
    """The signature of a class that derives from `NamedTuple` itself."""
    fields = [
        _Field(node.target.id, node.value is not None, is_taken=True, by_keyword=False)
        for node in owner.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    branching = any(isinstance(node, ast.If | ast.Try | ast.With | ast.For) for node in owner.body)
    return None if branching else _signature(fields)


def _signature(fields: Sequence[_Field]) -> Signature | None:
    plain = [field for field in fields if not field.by_keyword]
    named = [field for field in fields if field.by_keyword]
    required = sum(not field.has_default for field in plain)
    if any(field.has_default for field in plain[:required]):
        return None
    return Signature(
        tuple(field.name for field in plain),
        0,
        required,
        tuple(field.name for field in named),
        tuple(field.name for field in named if not field.has_default),
    )


def _decorator(owner: ast.ClassDef) -> ast.expr | None:
    for decorator in owner.decorator_list:
        if last_names([decorator]) == frozenset({"dataclass"}):
            return decorator
    return None


def _option(call: ast.expr, name: str) -> object:
    """The constant that a call passes by a keyword; None where it passes none, `...` where it is another."""
    for keyword in call.keywords if isinstance(call, ast.Call) else ():
        if keyword.arg is None:
            return ...
        if keyword.arg == name:
            return keyword.value.value if isinstance(keyword.value, ast.Constant) else ...
    return None


def _fields(owner: ast.ClassDef) -> Iterator[_Field | None]:
    """Each field of the class's own body; None for what cannot be told."""
    decorator = _decorator(owner)
    by_keyword = _option(decorator, "kw_only") if decorator is not None else None
    if by_keyword is ... or (decorator is not None and _option(decorator, "init") is ...):
        yield None
    for statement in owner.body:
        if isinstance(statement, ast.If | ast.Try | ast.With | ast.For):
            yield None
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            annotation = ast.unparse(statement.annotation)
            if "KW_ONLY" in annotation:
                by_keyword = True
            elif "ClassVar" in annotation:
                yield _Field(
                    statement.target.id, has_default=True, is_taken=False, by_keyword=False
                )
            else:
                yield _field(statement.target.id, statement.value, is_named=bool(by_keyword))


def _field(name: str, value: ast.expr | None, *, is_named: bool) -> _Field | None:
    if not isinstance(value, ast.Call) or last_names([value]) != frozenset({"field"}):
        return _Field(name, value is not None, is_taken=True, by_keyword=is_named)
    taken, named = _option(value, "init"), _option(value, "kw_only")
    if taken is ... or named is ... or value.args:
        return None
    words = {word.arg for word in value.keywords}
    return _Field(
        name,
        bool(words & {"default", "default_factory"}),
        is_taken=taken is not False,
        by_keyword=is_named if named is None else bool(named),
    )
