"""The exceptions that leave a run of statements by its own `raise`, and those that it catches."""

import ast
import builtins
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from blockguide.code.facts.bindings import target_names
from blockguide.code.facts.nodes import dotted, statements
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.values import Guard, Raised
from blockguide.code.source import Source

_SUPPRESSORS = {"suppress", "raises", "assertRaises", "assertRaisesRegex"}
_CLASSES = ("error", "timeout", "exception", "exit", "warning", "interrupt", "abort")
"""How the names of exceptions end that are written small."""

_LEAVING_CALLS = {"sys.exit", "os._exit", "os.abort", "exit", "quit"}


def raised_by(
    source: Source, body: Sequence[ast.stmt], own: Sequence[ast.stmt]
) -> tuple[Raised, ...]:
    """The `raise` statements whose exception can leave `body`; `own` are all statements in it, flat."""
    if not any(isinstance(statement, ast.Raise) for statement in own):
        return ()
    reader = _Raises(source, _made_exceptions(own))
    reader.suite(body, _Way())
    return tuple(reader.found)


def caught_by(own: Iterable[ast.stmt]) -> tuple[str, ...]:
    """The exceptions that `except` clauses and `suppress` among the statements `own` catch, each once."""
    names: dict[str, None] = {}
    for statement in own:
        for handler in getattr(statement, "handlers", ()):
            names.update(dict.fromkeys(_names_of(handler.type)))
        if isinstance(statement, ast.With | ast.AsyncWith):
            names.update(dict.fromkeys(_suppressed(statement)))
    return tuple(names)


def leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether no path goes past the end of `body`."""
    return any(_always_leaves(statement) for statement in body)


_Chain = tuple["_Chain", Guard] | None
"""Guards, the last one outermost, so that adding one to thousands costs nothing."""


@dataclass(frozen=True, slots=True)
class _Way:
    """What holds where a statement stands: the tests, the `except` around it, and who catches its errors."""

    chain: _Chain = None
    within: str = ""
    error_name: str = ""
    catchers: tuple[tuple[str, ...], ...] = ()

    def past(self, *guards: Guard) -> "_Way":
        chain = self.chain
        for guard in guards:
            chain = (chain, guard)
        return _Way(chain, self.within, self.error_name, self.catchers)

    def caught(self, names: Sequence[str]) -> "_Way":
        return replace(self, catchers=(*self.catchers, tuple(names)))

    def guards(self) -> tuple[Guard, ...]:
        """The tests, outermost first."""
        found: list[Guard] = []
        chain = self.chain
        while chain is not None:
            chain, guard = chain
            found.append(guard)
        return tuple(reversed(found))


class _Raises:
    def __init__(self, source: Source, made: dict[str, ast.Call]) -> None:
        self.found: list[Raised] = []
        self._source = source
        self._made = made

    def suite(self, body: Iterable[ast.stmt], way: _Way) -> None:
        for statement in body:
            match statement:
                case ast.Raise():
                    self._raise(statement, way)
                case ast.If():
                    self._if(statement, way)
                    if after := _guards_after(statement):
                        way = way.past(*after)
                case ast.While():
                    self.suite(statement.body, way.past(Guard(statement.test, holds=True)))
                    self.suite(statement.orelse, way)
                case ast.For() | ast.AsyncFor():
                    self.suite(statement.body, way)
                    self.suite(statement.orelse, way)
                case ast.With() | ast.AsyncWith():
                    names = _suppressed(statement)
                    self.suite(statement.body, way.caught(names) if names else way)
                case ast.Try() | ast.TryStar():
                    self._try(statement, way)
                case ast.Match():
                    for case in statement.cases:
                        guards = [Guard(case.guard, holds=True)] if case.guard is not None else []
                        self.suite(case.body, way.past(*guards))

    def _if(self, statement: ast.If, way: _Way) -> None:
        rest: list[ast.stmt] = [statement]
        while len(rest) == 1 and isinstance(rest[0], ast.If):
            branch = rest[0]
            self.suite(branch.body, way.past(Guard(branch.test, holds=True)))
            way = way.past(Guard(branch.test, holds=False))
            rest = branch.orelse
        self.suite(rest, way)

    def _try(self, statement: ast.Try | ast.TryStar, way: _Way) -> None:
        final = [
            name
            for handler in statement.handlers
            if not _raises_again(handler)
            for name in _names_of(handler.type)
        ]
        self.suite(statement.body, way.caught(final) if final else way)
        for handler in statement.handlers:
            within = ", ".join(_names_of(handler.type))
            self.suite(handler.body, replace(way, within=within, error_name=handler.name or ""))
        self.suite(statement.orelse, way)
        self.suite(statement.finalbody, way)

    def _raise(self, statement: ast.Raise, way: _Way) -> None:
        raised = statement.exc
        if isinstance(raised, ast.Name):
            raised = None if raised.id == way.error_name else self._made.get(raised.id, raised)
        message = None
        if isinstance(raised, ast.Call):
            message = _message(self._source, raised)
            raised = _made_by(raised)
        name = None if raised is None else _name(self._source, raised)
        thrown = [name] if name is not None else way.within.split(", ")
        if way.catchers and all(_catches(way.catchers, one) for one in thrown):
            return
        self.found.append(Raised(name, message, way.guards(), way.within, lines_of(statement)))


def _name(source: Source, raised: ast.expr) -> str:
    match raised:
        case ast.Call(func=func, args=[], keywords=[]):
            return f"{dotted(func) or text_of(source, func)}()"
        case _:
            return dotted(raised) or text_of(source, raised)


def _made_by(call: ast.Call) -> ast.expr:
    """What an exception is known by: its class, or the call of what gives one, without its arguments."""
    match call.func:
        case ast.Attribute(value=value, attr="with_traceback"):
            return _made_by(value) if isinstance(value, ast.Call) else value
        case ast.Attribute(attr=name) | ast.Name(id=name) if not _is_class(name):
            return ast.copy_location(ast.Call(call.func, [], []), call)
        case _:
            return call.func


def _is_class(name: str) -> bool:
    """Whether a name is written as a class is, or as the errors that are written small."""
    small = name.lstrip("_")[:1].islower()
    return not small or name.endswith(_CLASSES) or name.startswith("error")


def _message(source: Source, call: ast.Call) -> str | None:
    if call.args:
        return text_of(source, call.args[0])
    for keyword in call.keywords:
        if keyword.arg in {"message", "msg", "detail"}:
            return text_of(source, keyword.value)
    return None


def _made_exceptions(own: Sequence[ast.stmt]) -> dict[str, ast.Call]:
    """Names that `own` binds once, to a call that looks like the making of an exception."""
    made: dict[str, ast.Call] = {}
    spoiled: set[str] = set()
    for statement in own:
        if isinstance(statement, ast.Assign):
            names = [name for target in statement.targets for name in target_names(target)]
            spoiled.update(name for name in names if name in made)
            call = statement.value
            if (
                isinstance(call, ast.Call)
                and (dotted(call.func) or "").rpartition(".")[2][:1].isupper()
            ):
                made.update(dict.fromkeys(names, call))
            else:
                spoiled.update(names)
    return {name: call for name, call in made.items() if name not in spoiled}


def _guards_after(statement: ast.If) -> list[Guard]:
    """What is known behind an `if` because some of its arms do not come through."""
    guards: list[Guard] = []
    rest: list[ast.stmt] = [statement]
    while len(rest) == 1 and isinstance(rest[0], ast.If):
        branch = rest[0]
        if leaves(branch.body):
            guards.append(Guard(branch.test, holds=False))
        else:
            if branch.orelse and leaves(branch.orelse):
                guards.append(Guard(branch.test, holds=True))
            break
        rest = branch.orelse
    return guards


def _always_leaves(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=function)):
            return dotted(function) in _LEAVING_CALLS
        case ast.If():
            return _if_leaves(statement)
        case ast.With() | ast.AsyncWith():
            return leaves(statement.body) and not _suppressed(statement)
        case ast.Try() | ast.TryStar():
            ways = [
                [*statement.body, *statement.orelse],
                *(handler.body for handler in statement.handlers),
            ]
            return leaves(statement.finalbody) or all(leaves(way) for way in ways)
        case ast.Match():
            return _is_total(statement) and all(leaves(case.body) for case in statement.cases)
    return isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break)


def _if_leaves(statement: ast.If) -> bool:
    rest: list[ast.stmt] = [statement]
    while len(rest) == 1 and isinstance(rest[0], ast.If):
        if not leaves(rest[0].body):
            return False
        rest = rest[0].orelse
    return leaves(rest)


def _is_total(statement: ast.Match) -> bool:
    last = statement.cases[-1]
    return (
        last.guard is None
        and isinstance(last.pattern, ast.MatchAs)
        and last.pattern.pattern is None
    )


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether a handler sends on what it caught by a bare `raise` or by raising its own name."""
    return any(
        isinstance(statement, ast.Raise)
        and (
            statement.exc is None
            or (isinstance(statement.exc, ast.Name) and statement.exc.id == handler.name)
        )
        for statement in statements(handler.body)
    )


def _names_of(caught: ast.expr | None) -> list[str]:
    if caught is None:
        return ["BaseException"]
    several = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return [name for node in several if (name := dotted(node)) is not None]


def _suppressed(statement: ast.With | ast.AsyncWith) -> list[str]:
    names: list[str] = []
    for item in statement.items:
        call = item.context_expr
        if (
            isinstance(call, ast.Call)
            and (dotted(call.func) or "").rpartition(".")[2] in _SUPPRESSORS
        ):
            names += [name for argument in call.args for name in _names_of(argument)]
    return names


def _catches(catchers: Iterable[Sequence[str]], name: str) -> bool:
    return any(_is_kind_of(name, catcher) for names in catchers for catcher in names)


def _is_kind_of(name: str, catcher: str) -> bool:
    """Whether an exception called `name` is one of those called `catcher`, as far as names tell."""
    short, wanted = name.rpartition(".")[2], catcher.rpartition(".")[2]
    if short == wanted or catcher == "BaseException":
        return True
    kind, base = getattr(builtins, name, None), getattr(builtins, catcher, None)
    if isinstance(kind, type) and isinstance(base, type):
        return issubclass(kind, base)
    return catcher == "Exception"
