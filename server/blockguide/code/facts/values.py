"""The facts of a block, as values. Syntax nodes in them belong to the block's tree and are never changed."""

import ast
from dataclasses import dataclass
from enum import StrEnum

from blockguide.text import Lines, Span


class Origin(StrEnum):
    """Where a name that a block reads is bound."""

    GLOBAL = "global"
    ENCLOSING = "enclosing"
    BUILTIN = "builtin"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Read:
    """A name that the block reads and does not bind before.

    Attributes:
        name: the name alone, without attributes.
        origin: where it is bound. UNKNOWN: nowhere in the file and no builtin (a star import, a typo).
        spans: every place in the block where it stands, in code points.
        attributes: the dotted paths under which it is read, such as `("path.join", "path.exists")` for
            `os`, in order of first use; empty where only the bare name is read.
    """

    name: str
    origin: Origin
    spans: tuple[Span, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bind:
    """A name that the block binds in its scope.

    Attributes:
        name: the name.
        lines: where it is bound first.
        read_later: the first line after the block that reads it, in the same scope; None if none does.
        annotation: its annotation as source text, or None.
    """

    name: str
    lines: Lines
    read_later: int | None
    annotation: str | None


class ParameterKind(StrEnum):
    """Python's five kinds of parameter."""

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL = "positional"
    VAR_POSITIONAL = "var-positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "var-keyword"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; annotation and default are source text, None where there is none."""

    name: str
    kind: ParameterKind
    annotation: str | None
    default: str | None


class EffectKind(StrEnum):
    """What, outside the program's own memory, code touches."""

    FILES = "files"
    NETWORK = "network"
    ENVIRONMENT = "environment"
    PROCESS = "process"
    DATABASE = "database"
    TIME = "time"
    RANDOMNESS = "randomness"
    PRINTING = "printing"
    LOGGING = "logging"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Effect:
    """A call that touches the world.

    Attributes:
        kind: what it touches.
        name: the catalogue's name of what is called, such as `subprocess.run` or `Path.write_text`.
        verb: the catalogue's verb phrase in the third person, such as `writes`, `sleeps for`.
        call: the call; for `os.environ[name]` and its like a call of `__getitem__`, `__setitem__` or
            `__delitem__` made up in its place.
        lines: where it stands.
        on: what the verb speaks of: the first argument, the object whose method is called, or None
            where the verb phrase stands alone.
    """

    kind: EffectKind
    name: str
    verb: str
    call: ast.Call
    lines: Lines
    on: ast.expr | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """A test on the way to a statement, and whether it must hold (`if`) or fail (`else`)."""

    test: ast.expr
    holds: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """A `raise` that can leave the block.

    Attributes:
        exception: the exception's dotted name as written, the name of what gives it with "()" behind it, or
            None for a bare `raise`.
        message: the first argument's source text, or None.
        guards: the tests on the way to it, outermost first, within its function. An early exit
            (`if a: return`) before it counts as a guard that failed.
        within: what else it stands in: the exceptions of the `except` clause around it, as written, or "".
        lines: where it stands.
    """

    exception: str | None
    message: str | None
    guards: tuple[Guard, ...]
    within: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change to an object that the code did not make itself.

    Attributes:
        target: source text of what changes: `self.items`, `rows`, `settings["a"]`.
        root: the name it hangs on: `self`, a parameter, a global.
        how: `assigns`, `deletes`, or the name of a mutating method such as `append`.
        lines: where.
    """

    target: str
    root: str
    how: str
    lines: Lines


class ActionKind(StrEnum):
    """The kinds of statement, as a guide's steps see them."""

    BIND = "bind"
    UPDATE = "update"
    CALL = "call"
    EXPRESSION = "expression"
    RETURN = "return"
    YIELD = "yield"
    RAISE = "raise"
    ASSERT = "assert"
    BRANCH = "branch"
    MATCH = "match"
    LOOP = "loop"
    WITH = "with"
    TRY = "try"
    IMPORT = "import"
    DEFINE_FUNCTION = "define-function"
    DEFINE_CLASS = "define-class"
    DELETE = "delete"
    DECLARE = "declare"
    JUMP = "jump"
    PASS = "pass"  # noqa: S105  # a statement, no password
    DOCSTRING = "docstring"
    MAGIC = "magic"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Arm:
    """One way through a compound statement, or the body of a definition.

    Attributes:
        role: `if`, `elif`, `else`, `body`, `except`, `finally` or `case`.
        head: the node that carries its head: the test of an `if` or `while`, the iterable of a `for`,
            the handler, the case; None where it has none.
        lines: from the line of its keyword to its last statement's.
        actions: its statements.
    """

    role: str
    head: ast.expr | ast.ExceptHandler | ast.match_case | None
    lines: Lines
    actions: tuple["Action", ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One statement in the tree of steps.

    Attributes:
        kind: its kind.
        node: the statement; for a HOLE or MAGIC the statement that stands in its place.
        lines: all its lines, decorators and the arms' lines included, the comment above it included.
        intent: the comment directly above it, joined to one line, or None; a comment that is code,
            a lint marker or a rule of dashes is no intent.
        arms: the ways through a compound statement; empty for a simple one.
        text: a HOLE's or MAGIC's own text, else empty.
    """

    kind: ActionKind
    node: ast.stmt
    lines: Lines
    intent: str | None
    arms: tuple[Arm, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Flow:
    """What a run of statements does, nested functions and classes left out.

    Attributes:
        returns: the `return` statements.
        yields: the `yield` and `yield from` expressions.
        awaits: the awaited expressions, `async for` and `async with` included by their iterables/managers.
        raised: the exceptions that leave it by its own `raise` statements.
        catches: the exceptions that it catches, as written, in order.
        mutates: the changes to arguments, attributes and globals.
        effects: the calls that touch the world.
        calls: every call, in order of execution as written.
        actions: the tree of steps.
    """

    returns: tuple[ast.Return, ...]
    yields: tuple[ast.Yield | ast.YieldFrom, ...]
    awaits: tuple[ast.expr, ...]
    raised: tuple[Raised, ...]
    catches: tuple[str, ...]
    mutates: tuple[Mutation, ...]
    effects: tuple[Effect, ...]
    calls: tuple[ast.Call, ...]
    actions: tuple[Action, ...]


class DecoratorKind(StrEnum):
    """What a decorator changes about a definition."""

    DATACLASS = "dataclass"
    PROPERTY = "property"
    SETTER = "setter"
    DELETER = "deleter"
    CLASSMETHOD = "classmethod"
    STATICMETHOD = "staticmethod"
    CACHED = "cached"
    CACHED_PROPERTY = "cached-property"
    CONTEXT_MANAGER = "context-manager"
    ABSTRACT = "abstract"
    OVERLOAD = "overload"
    OVERRIDE = "override"
    WRAPS = "wraps"
    FIXTURE = "fixture"
    PARAMETRIZED = "parametrized"
    ROUTE = "route"
    COMMAND = "command"
    TASK = "task"
    TOTAL_ORDERING = "total-ordering"
    SINGLE_DISPATCH = "single-dispatch"
    DEPRECATED = "deprecated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator: its kind, its text without `@`, and its expression."""

    kind: DecoratorKind
    text: str
    node: ast.expr


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """One function or method.

    Attributes:
        name: its name.
        qualname: its dotted name within the module.
        node: its node.
        lines: its lines, decorators included.
        decorators: its decorators, outermost first.
        parameters: its parameters, `self` and `cls` included.
        returns: the annotation of its result as source text, or None.
        docstring: its docstring, cleaned as `inspect.cleandoc` does, or None.
        is_async: whether it is declared with `async def`.
        is_generator: whether its own body yields.
        flow: what its body does.
        functions: the functions defined in its body, such as a decorator's wrapper.
    """

    name: str
    qualname: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    lines: Lines
    decorators: tuple[Decorator, ...]
    parameters: tuple[Parameter, ...]
    returns: str | None
    docstring: str | None
    is_async: bool
    is_generator: bool
    flow: Flow
    functions: tuple["FunctionFacts", ...] = ()

    def decorated(self, kind: DecoratorKind) -> bool:
        """Whether one of its decorators is of `kind`."""
        return any(decorator.kind is kind for decorator in self.decorators)


class ClassKind(StrEnum):
    """What a class is, as far as its own statement says."""

    PLAIN = "plain"
    DATACLASS = "dataclass"
    ATTRS = "attrs"
    ENUM = "enum"
    PROTOCOL = "protocol"
    EXCEPTION = "exception"
    NAMED_TUPLE = "named-tuple"
    TYPED_DICT = "typed-dict"
    ABSTRACT = "abstract"
    TEST_CASE = "test-case"


@dataclass(frozen=True, slots=True)
class Field:
    """A class-level attribute, or one that `__init__` sets on `self`.

    Attributes:
        name: its name.
        annotation: source text, or None.
        default: source text of its value, or None.
        lines: where it is set.
        on_instance: True where a method sets it on `self`.
        comment: the comment beside or above it, or the string below it, or None.
    """

    name: str
    annotation: str | None
    default: str | None
    lines: Lines
    on_instance: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """One class.

    Attributes:
        name: its name.
        qualname: its dotted name within the module.
        node: its node.
        lines: its lines, decorators included.
        kind: what it is.
        bases: its bases as written.
        decorators: its decorators, outermost first.
        docstring: its docstring, cleaned, or None.
        fields: class-level ones first, then those set on `self` in `__init__`, then elsewhere.
        methods: its methods in order of definition.
        classes: classes defined directly in it.
        flow: what its body does as it is defined.
    """

    name: str
    qualname: str
    node: ast.ClassDef
    lines: Lines
    kind: ClassKind
    bases: tuple[str, ...]
    decorators: tuple[Decorator, ...]
    docstring: str | None
    fields: tuple[Field, ...]
    methods: tuple[FunctionFacts, ...]
    classes: tuple["ClassFacts", ...]
    flow: Flow


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the syntax tree proves about a block.

    Attributes:
        reads: names read from outside the block, in order of first use, builtins included.
        binds: names bound in the block's scope, in order.
        functions: the functions defined directly in the block (the block's own, for a FUNCTION).
        classes: the classes defined directly in the block (the block's own, for a CLASS).
        holder: the innermost function that holds the block, or None.
        holder_class: the innermost class that holds the block, or None. Only its fields and heads are read:
            its flow and those of its methods are empty.
        module_docstring: the docstring of a MODULE block, cleaned, or None.
        main_guard: the lines of `if __name__ == "__main__":` in the block, or None.
        exports: the names in the module's `__all__`, or None where it has none or builds it by code.
        flow: what the block's own statements do (for a FUNCTION, that is: define it).
    """

    reads: tuple[Read, ...]
    binds: tuple[Bind, ...]
    functions: tuple[FunctionFacts, ...]
    classes: tuple[ClassFacts, ...]
    holder: FunctionFacts | None
    holder_class: ClassFacts | None
    module_docstring: str | None
    main_guard: Lines | None
    exports: tuple[str, ...] | None
    flow: Flow
