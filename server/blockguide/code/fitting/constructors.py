"""What a call of a function, method or class of the project may pass, where it is certain."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from blockguide.code.fitting.definitions import Definition, defines, last_names, only
from blockguide.code.fitting.members import CLASS_DECORATORS
from blockguide.code.fitting.signatures import Signature, bound, signature_of
from blockguide.code.fitting.world import Family, Found, World

# Decorators that leave a function's parameters as they are.
_TRANSPARENT: Final = frozenset(
    {"staticmethod", "classmethod", "abstractmethod", "override", "final", "cache", "lru_cache"}
    | {"contextmanager", "asynccontextmanager", "deprecated", "no_type_check"}
)
# Arguments of `@dataclass` and `field` that change which parameters `__init__` has.
_RESHAPING: Final = frozenset({None, "init", "kw_only"})
_UNCERTAIN_FIELD: Final = re.compile(r"\b(?:KW_ONLY|InitVar)\b")


def call_signature(world: World, found: Found) -> Signature | None:
    """What a call of a function or class, or of a class's attribute, may pass, if certain."""
    if isinstance(found.node, ast.ClassDef):
        return _constructor(world, found, found.node)
    signature = _declared(found.node)
    is_bound = len(found.names) > 1 and _decorated(found.node, "classmethod")
    return bound(signature) if signature and is_bound else signature


def method_signature(world: World, owner: Found, name: str) -> Signature | None:
    """What a call of the method `name` on an object that a call of a class made may pass, if certain."""
    if not is_made_plainly(world, owner):
        return None
    found = world.member(owner, name)
    signature = _declared(found.node) if found else None
    if signature is None or found is None or _decorated(found.node, "staticmethod"):
        return signature
    return bound(signature)


def is_made_plainly(world: World, owner: Found) -> bool:
    """Whether a call of a class surely makes an object of that class."""
    family = world.family(owner).members
    return bool(family) and not any(
        isinstance(each.node, ast.ClassDef)
        and (each.node.keywords or defines(each.node, "__new__"))
        for each in family
    )


def _declared(found: Definition) -> Signature | None:
    """The parameters that a function declares, where no decorator may change them."""
    if isinstance(found, ast.ClassDef):
        return None
    decorators = last_names(found.decorator_list)
    if decorators is None or not decorators <= _TRANSPARENT:
        return None
    return signature_of(found.args)


def _decorated(found: Definition, name: str) -> bool:
    return name in (last_names(found.decorator_list) or ())


def _constructor(world: World, found: Found, owner: ast.ClassDef) -> Signature | None:
    decorators = last_names(owner.decorator_list)
    if decorators is None or not decorators <= CLASS_DECORATORS:
        return None
    family = world.family(found)
    if not is_made_plainly(world, found):
        return None
    if defines(owner, "__init__"):
        return _initializer(owner)
    if not family.complete or "Protocol" in (last_names(owner.bases) or ()):
        return None
    if "dataclass" in decorators:
        return _dataclass_signature(owner) if len(family.members) == 1 else None
    return _inherited(owner, family)


def _inherited(owner: ast.ClassDef, family: Family) -> Signature | None:
    """The constructor's signature of a class without one of its own."""
    above = [each.node for each in family.members[1:] if isinstance(each.node, ast.ClassDef)]
    if len(owner.bases) > 1 or any(each.decorator_list or len(each.bases) > 1 for each in above):
        return None
    if any(defines(each, "__init_subclass__") for each in above):
        return None
    for each in above:
        if defines(each, "__init__"):
            return _initializer(each)
    return Signature()


def _initializer(owner: ast.ClassDef) -> Signature | None:
    initializer = only(owner.body, "__init__")
    if not isinstance(initializer, ast.FunctionDef) or initializer.decorator_list:
        return None
    return bound(signature_of(initializer.args))


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    has_default: bool


def _dataclass_signature(owner: ast.ClassDef) -> Signature | None:
    """The signature of a dataclass without bases; None where one of its fields is not plain."""
    for decorator in owner.decorator_list:
        if isinstance(decorator, ast.Call) and _words(decorator) & _RESHAPING:
            return None
    fields = list(_fields(owner))
    plain = [field for field in fields if field is not None]
    if len(plain) < len(fields):
        return None
    required = sum(not field.has_default for field in plain)
    return Signature(tuple(field.name for field in plain), 0, required)


def _fields(owner: ast.ClassDef) -> Iterator[_Field | None]:
    """Each field that `__init__` takes; None for what cannot be told."""
    for statement in owner.body:
        if isinstance(statement, ast.If | ast.Try | ast.With | ast.For):
            yield None
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            annotation = ast.unparse(statement.annotation)
            if "ClassVar" not in annotation:
                yield _field(statement.target.id, annotation, statement.value)


def _field(name: str, annotation: str, value: ast.expr | None) -> _Field | None:
    if _UNCERTAIN_FIELD.search(annotation):
        return None
    if not isinstance(value, ast.Call) or last_names([value]) != frozenset({"field"}):
        return _Field(name, value is not None)
    words = _words(value)
    return (
        None if words & _RESHAPING else _Field(name, bool(words & {"default", "default_factory"}))
    )


def _words(call: ast.Call) -> frozenset[str | None]:
    return frozenset(word.arg for word in call.keywords)
