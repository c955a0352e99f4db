"""What a call of a function, method or class of the block's own file may pass, where it is certain."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.checks.members import (
    CLASS_DECORATORS,
    Definition,
    base_name,
    defines,
    definition_of,
    family_of,
    last_names,
    only,
)
from blockguide.checks.signatures import Signature, bound, signature_of

# Decorators that leave a function's parameters as they are.
_TRANSPARENT: Final = frozenset(
    {"staticmethod", "classmethod", "abstractmethod", "override", "final", "cache", "lru_cache"}
    | {"contextmanager", "asynccontextmanager", "deprecated", "no_type_check"}
)
# Arguments of `@dataclass` and `field` that change which parameters `__init__` has.
_RESHAPING: Final = frozenset({None, "init", "kw_only"})
_UNCERTAIN_FIELD: Final = re.compile(r"\b(?:KW_ONLY|InitVar)\b")


def call_signature(module: ast.Module, names: Sequence[str]) -> Signature | None:
    """What a call of the function or class `names`, or of a class's attribute, may pass, if certain."""
    found = definition_of(module, names)
    if isinstance(found, ast.ClassDef):
        return _constructor(module, found)
    signature = _declared(found)
    is_bound = len(names) > 1 and _decorated(found, "classmethod")
    return bound(signature) if signature and is_bound else signature


def method_signature(module: ast.Module, names: Sequence[str]) -> Signature | None:
    """What a call of the method `names` on an object of its class may pass, if certain."""
    found = definition_of(module, names)
    signature = _declared(found)
    return signature if signature is None or _decorated(found, "staticmethod") else bound(signature)


def _declared(found: Definition | None) -> Signature | None:
    """The parameters that a function declares, where no decorator may change them."""
    if found is None or isinstance(found, ast.ClassDef):
        return None
    decorators = last_names(found.decorator_list)
    if decorators is None or not decorators <= _TRANSPARENT:
        return None
    return signature_of(found.args)


def _decorated(found: Definition | None, name: str) -> bool:
    return found is not None and name in (last_names(found.decorator_list) or ())


def _constructor(module: ast.Module, owner: ast.ClassDef) -> Signature | None:
    decorators = last_names(owner.decorator_list)
    if owner.keywords or decorators is None or not decorators <= CLASS_DECORATORS:
        return None
    family = family_of(module, owner)
    if any(defines(each, "__new__") for each in family or (owner,)):
        return None
    if defines(owner, "__init__"):
        return _initializer(owner)
    if family is None or any(base_name(base) == "Protocol" for base in owner.bases):
        return None
    if "dataclass" in decorators:
        return _dataclass_signature(owner) if len(family) == 1 else None
    return _inherited(owner, family[1:])


def _inherited(owner: ast.ClassDef, above: Sequence[ast.ClassDef]) -> Signature | None:
    """The constructor's signature of a class without one of its own."""
    if len(owner.bases) > 1 or any(each.decorator_list or len(each.bases) > 1 for each in above):
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
