"""What a class is, as far as its bases, decorators and keywords say."""

import ast
import builtins

from blockguide.code.facts.file import File
from blockguide.code.facts.nodes import FUNCTIONS, dotted
from blockguide.code.facts.values import ClassKind

_BASES = {
    "Enum": ClassKind.ENUM,
    "IntEnum": ClassKind.ENUM,
    "StrEnum": ClassKind.ENUM,
    "ReprEnum": ClassKind.ENUM,
    "Flag": ClassKind.ENUM,
    "IntFlag": ClassKind.ENUM,
    "TextChoices": ClassKind.ENUM,
    "IntegerChoices": ClassKind.ENUM,
    "Choices": ClassKind.ENUM,
    "Protocol": ClassKind.PROTOCOL,
    "NamedTuple": ClassKind.NAMED_TUPLE,
    "namedtuple": ClassKind.NAMED_TUPLE,
    "TypedDict": ClassKind.TYPED_DICT,
    "ABC": ClassKind.ABSTRACT,
    "TestCase": ClassKind.TEST_CASE,
    "IsolatedAsyncioTestCase": ClassKind.TEST_CASE,
    "SimpleTestCase": ClassKind.TEST_CASE,
    "TransactionTestCase": ClassKind.TEST_CASE,
    "LiveServerTestCase": ClassKind.TEST_CASE,
}
_ATTRS = {
    "attr.s",
    "attr.attrs",
    "attr.define",
    "attr.frozen",
    "attr.mutable",
    "attr.dataclass",
    "attr.ib",
}
_ATTRS |= {"attrs.define", "attrs.frozen", "attrs.mutable"}
_EXCEPTION_ENDS = ("Error", "Exception", "Warning")
_DEPTH = 8


def class_kind(file: File, node: ast.ClassDef) -> ClassKind:
    """The kind of a class; a base that the same file defines hands its own kind on."""
    return _kind(file, node, _DEPTH)


def _kind(file: File, node: ast.ClassDef, depth: int) -> ClassKind:
    decorated = _decorated_kind(file, node)
    if decorated is not None:
        return decorated
    kinds = [kind for base in node.bases if (kind := _base_kind(file, base, depth)) is not None]
    for kind in kinds:
        if kind is not ClassKind.ABSTRACT:
            return kind
    return ClassKind.ABSTRACT if kinds or _is_abstract(node) else ClassKind.PLAIN


def _decorated_kind(file: File, node: ast.ClassDef) -> ClassKind | None:
    for decorator in node.decorator_list:
        name = _full_name(file, decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name.rpartition(".")[2] == "dataclass" and not name.startswith("attr."):
            return ClassKind.DATACLASS
        if name in _ATTRS:
            return ClassKind.ATTRS
    return None


def _base_kind(file: File, base: ast.expr, depth: int) -> ClassKind | None:
    while isinstance(base, ast.Subscript):
        base = base.value
    name = _full_name(file, base.func if isinstance(base, ast.Call) else base)
    last = name.rpartition(".")[2]
    if last in _BASES:
        return _BASES[last]
    known = getattr(builtins, name, None)
    if isinstance(known, type):
        return ClassKind.EXCEPTION if issubclass(known, BaseException) else None
    defined = file.bound.get(name)
    if isinstance(defined, ast.ClassDef) and depth > 0:
        kind = _kind(file, defined, depth - 1)
        if kind in _INHERITED:
            return kind
    if last.endswith(_EXCEPTION_ENDS):
        return ClassKind.EXCEPTION
    return ClassKind.TEST_CASE if last.endswith("TestCase") else None


def _is_abstract(node: ast.ClassDef) -> bool:
    if any(
        keyword.arg == "metaclass" and (dotted(keyword.value) or "").endswith("ABCMeta")
        for keyword in node.keywords
    ):
        return True
    return any(
        (dotted(decorator) or "").rpartition(".")[2].startswith("abstract")
        for statement in node.body
        if isinstance(statement, FUNCTIONS)
        for decorator in statement.decorator_list
    )


def _full_name(file: File, node: ast.expr) -> str:
    name = dotted(node) or ""
    head, dot, rest = name.partition(".")
    return file.imports.get(head, head) + dot + rest


_INHERITED = {ClassKind.ENUM, ClassKind.EXCEPTION, ClassKind.TEST_CASE, ClassKind.TYPED_DICT}
