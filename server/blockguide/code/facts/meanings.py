"""What expressions stand for, as far as imports, assignments and annotations in the file tell."""

import ast
import builtins
from collections.abc import Mapping, Sequence

from blockguide.code.facts.bindings import bindings, imported_names
from blockguide.code.facts.file import File
from blockguide.code.facts.nodes import Function

_BUILTINS = frozenset(dir(builtins))
_DEPTH = 12
_WRAPPERS = {"Optional", "Final", "ClassVar", "Annotated"}


class Meanings:
    """Dotted names for what the expressions of one scope stand for.

    An instance means the same as its class: after `path = Path(name)`, both `path` and `Path` mean
    `pathlib.Path`. A name that is bound in different ways means what the first of them says.
    """

    def __init__(
        self, file: File, makes: Mapping[str, str], functions: Sequence[Function] = ()
    ) -> None:
        """Reads names as the body of the last of `functions` does, which stand one in the other."""
        self._file = file
        self._makes = makes
        self._functions = functions
        self._locals: list[dict[str, ast.AST]] | None = None
        self._known: dict[str, str | None] = {}

    def may_rename(self, name: str) -> bool:
        """Whether the file imports something as `name`."""
        return name in self._file.imports

    def of(self, node: ast.AST | None, depth: int = _DEPTH) -> str | None:
        """The dotted name of what `node` stands for, None if that cannot be told."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        base = self._of_base(node, depth) if depth > 0 else None
        for part in reversed(parts):
            if base is None:
                return None
            base = self._made(f"{base}.{part}")
        return base

    def _of_base(self, node: ast.AST | None, depth: int) -> str | None:
        meaning: str | None = None
        match node:
            case ast.Name():
                meaning = self._of_name(node.id, depth)
            case ast.Call():
                called = self.of(node.func, depth - 1)
                meaning = None if called is None else self._result(called)
            case ast.Await() | ast.NamedExpr():
                meaning = self.of(node.value, depth - 1)
            case ast.BinOp(op=ast.Div()):
                left = self.of(node.left, depth - 1)
                meaning = left if left == "pathlib.Path" else None
            case ast.BinOp(op=ast.BitOr()):
                meaning = self.of(node.left, depth - 1)
            case ast.Subscript():
                wrapper = self.of(node.value, depth - 1) or ""
                if wrapper.rpartition(".")[2] in _WRAPPERS:
                    meaning = self.of(node.slice, depth - 1)
        return meaning

    def _made(self, dotted: str) -> str:
        return self._makes.get(dotted, dotted)

    def _result(self, called: str) -> str | None:
        """What a call of `called` gives: a class gives its own instance; of other things few are known."""
        made = self._makes.get(f"{called}()")
        if made is not None:
            return made
        return (
            called
            if called.rpartition(".")[2][:1].isupper() or called in self._makes.values()
            else None
        )

    def _of_name(self, name: str, depth: int) -> str | None:
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self._look_up(name, depth)
        return self._known[name]

    def _look_up(self, name: str, depth: int) -> str | None:
        if self._locals is None:
            self._locals = [_origins(function) for function in self._functions]
        for names in reversed(self._locals):
            if name in names:
                return self._of_origin(name, names[name], depth)
        if name in self._file.imports:
            return self._file.imports[name]
        if name in self._file.bound:
            return self._of_origin(name, _value_of(name, self._file.bound[name]), depth)
        return name if name in _BUILTINS else None

    def _of_origin(self, name: str, origin: ast.AST, depth: int) -> str | None:
        if isinstance(origin, ast.Import | ast.ImportFrom):
            return dict(imported_names(origin)).get(name)
        return self.of(origin, depth - 1)


def _origins(function: Function) -> dict[str, ast.AST]:
    """What each local name of a function comes from: an annotation, a value, an import, or nothing known."""
    found: dict[str, ast.AST] = {}
    arguments = function.args
    for parameter in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        found[parameter.arg] = _unquoted(parameter.annotation)
    for extra in (arguments.vararg, arguments.kwarg):
        if extra is not None:
            found[extra.arg] = ast.Pass()
    for name, statement in bindings(function.body):
        origin = _value_of(name, statement)
        if name not in found or isinstance(found[name], ast.Pass):
            found[name] = origin
    return found


def _value_of(name: str, statement: ast.stmt) -> ast.AST:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return statement
        case ast.Assign(targets=[ast.Name()]):
            return statement.value
        case ast.AnnAssign():
            return (
                statement.annotation
                if not _is_vague(statement.annotation)
                else statement.value or ast.Pass()
            )
        case ast.With() | ast.AsyncWith():
            for item in statement.items:
                if isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == name:
                    return item.context_expr
    return ast.Pass()


def _unquoted(annotation: ast.expr | None) -> ast.AST:
    """An annotation, one in quotes read as what it says; `pass` for none, and for one that is no name."""
    if not isinstance(annotation, ast.Constant):
        return annotation or ast.Pass()
    try:
        return ast.parse(str(annotation.value), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Pass()


def _is_vague(annotation: ast.expr) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in {"Final", "Any", "ClassVar"}
