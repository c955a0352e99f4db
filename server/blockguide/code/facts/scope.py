"""A scope of Python while it is being read, and which of the names in it come from around it."""

import ast
from dataclasses import dataclass, field
from enum import Enum, auto


class ScopeKind(Enum):
    """How a scope sees the scopes around it, and they it."""

    BLOCK = auto()
    FUNCTION = auto()
    CLASS = auto()
    COMPREHENSION = auto()
    TYPE_PARAMETERS = auto()


@dataclass(slots=True, eq=False)
class Load:
    """One reading of a name.

    Attributes:
        name: the name.
        node: where it stands.
        path: the attributes read from it, dotted; empty for the bare name.
        deferred: whether it is read only when a function or lambda in the block is called.
        is_global: whether a `global` statement in the block sends it to the module.
    """

    name: str
    node: ast.Name
    path: str
    deferred: bool = False
    is_global: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """A scope while it is being read.

    Attributes:
        kind: its kind.
        parent: the scope around it, None for the block's own.
        binds: the names it binds, by the node that does so first.
        declared: names that are its own although nothing in it binds them: `x: int`, `del x`.
        module_names: the names of its `global` statements.
        outer_names: the names of its `nonlocal` statements.
        loads: the names read directly in it.
        inner: the scopes directly in it, in the order in which they were met.
    """

    kind: ScopeKind
    parent: "Scope | None" = None
    binds: dict[str, ast.AST] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    module_names: set[str] = field(default_factory=set)
    outer_names: set[str] = field(default_factory=set)
    loads: list[Load] = field(default_factory=list)
    inner: "list[Scope]" = field(default_factory=list)

    def owns(self, name: str) -> bool:
        """Whether `name` is local here."""
        return name not in self.outer_names and (name in self.binds or name in self.declared)

    def open(self, kind: ScopeKind) -> "Scope":
        """A new scope directly in this one."""
        scope = Scope(kind, self)
        self.inner.append(scope)
        return scope


def free_loads(scope: Scope) -> list[Load]:
    """The loads in the scopes below `scope` that no scope below it binds; `scope` is left as it is."""
    free: list[Load] = []
    stack = [(inner, inner.kind is ScopeKind.FUNCTION) for inner in scope.inner]
    while stack:
        here, deferred = stack.pop()
        for load in here.loads:
            if _escapes(load, here, scope):
                load.deferred = deferred
                free.append(load)
        stack.extend((low, deferred or low.kind is ScopeKind.FUNCTION) for low in here.inner)
    return free


def module_names_below(scope: Scope) -> set[str]:
    """The names that `global` statements below `scope` declare and that are bound there."""
    found: set[str] = set()
    stack = [scope]
    while stack:
        here = stack.pop()
        found.update(name for name in here.module_names if name in here.binds)
        stack.extend(here.inner)
    return found


def _escapes(load: Load, start: Scope, top: Scope) -> bool:
    here, sees_class = start, True
    while here is not top:
        if load.name in here.module_names:
            load.is_global = True
            return True
        visible = here.kind is not ScopeKind.CLASS or sees_class
        if visible and here.owns(load.name) and not _precedes_binding(load, here):
            return False
        if here.kind is ScopeKind.CLASS and not sees_class and load.name == "__class__":
            return False
        sees_class = sees_class and here.kind is ScopeKind.TYPE_PARAMETERS
        assert here.parent is not None
        here = here.parent
    return True


def _precedes_binding(load: Load, here: Scope) -> bool:
    """Whether a class body reads `x` from around it, as in `x = x`, before it binds its own."""
    if here.kind is not ScopeKind.CLASS:
        return False
    binding = here.binds.get(load.name)
    return isinstance(binding, ast.Name) and load.node.lineno <= binding.lineno
