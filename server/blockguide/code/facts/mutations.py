"""Changes to objects that a run of statements did not make itself."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from blockguide.code.facts.bindings import bound_by, target_names
from blockguide.code.facts.nodes import dotted, root
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.values import Mutation
from blockguide.code.source import Source

MUTATORS = frozenset(
    {
        "__delitem__",
        "__setattr__",
        "__setitem__",
        "add",
        "append",
        "appendleft",
        "clear",
        "difference_update",
        "discard",
        "extend",
        "extendleft",
        "insert",
        "intersection_update",
        "move_to_end",
        "pop",
        "popitem",
        "popleft",
        "remove",
        "reverse",
        "rotate",
        "setdefault",
        "sort",
        "subtract",
        "symmetric_difference_update",
        "update",
    }
)
_FIRST_ARGUMENT = {
    "setattr": "assigns",
    "delattr": "deletes",
    "heapq.heappush": "heappush",
    "heapq.heappop": "heappop",
    "heapq.heapify": "heapify",
    "heapq.heapreplace": "heapreplace",
    "heapq.heappushpop": "heappushpop",
    "bisect.insort": "insort",
    "bisect.insort_left": "insort",
    "bisect.insort_right": "insort",
    "random.shuffle": "shuffle",
}


def mutations_of(
    source: Source, own: Sequence[ast.stmt], calls: Iterable[ast.Call], imports: Mapping[str, str]
) -> tuple[Mutation, ...]:
    """The changes that the statements `own` of one scope, with their `calls`, make to what was there before."""
    owners = _Owners(own, imports)
    found: list[Mutation] = []
    for statement in own:
        for target, how in _targets(statement):
            if isinstance(target, ast.Name):
                if target.id in owners.declared:
                    found.append(Mutation(target.id, target.id, how, lines_of(statement)))
            elif (owner := owners.of(target)) is not None:
                found.append(Mutation(text_of(source, target), owner, how, lines_of(target)))
    for call in calls:
        changed = _changed_by(call, imports)
        if changed is not None and (owner := owners.of(changed[0])) is not None:
            found.append(Mutation(text_of(source, changed[0]), owner, changed[1], lines_of(call)))
    found.sort(key=lambda mutation: mutation.lines)
    return tuple(found)


class _Owners:
    """Which name from outside a place hangs on; the aliases of one scope are read when first needed."""

    def __init__(self, own: Sequence[ast.stmt], imports: Mapping[str, str]) -> None:
        self.declared = {
            name
            for statement in own
            if isinstance(statement, ast.Global | ast.Nonlocal)
            for name in statement.names
        }
        self._own = own
        self._imports = imports
        self._values: dict[str, list[ast.expr | None]] | None = None

    def of(self, place: ast.expr) -> str | None:
        """The name from outside that `place` hangs on; None where the code made the object itself."""
        hangs_on = root(place)
        seen: set[str] = set()
        while isinstance(hangs_on, ast.Name):
            name = hangs_on.id
            values = self._bound().get(name)
            if values is None or name in self.declared:
                return None if name in self._imports and isinstance(place, ast.Name) else name
            if name in seen:
                return None
            seen.add(name)
            if len(values) > 1 and not all(_aliases(value) for value in values):
                # Bound to an object of its own as well: which one is changed nobody knows.
                return None
            aliases = [alias for value in values for alias in _aliases(value)]
            others = [alias for alias in aliases if alias.id != name]
            if len(values) == 1 and len(others) < len(aliases):
                return name
            hangs_on = others[0] if others else ast.Pass()
        return None

    def _bound(self) -> dict[str, list[ast.expr | None]]:
        if self._values is None:
            self._values = {}
            for statement in self._own:
                for name, value in _values(statement):
                    self._values.setdefault(name, []).append(value)
        return self._values


def _values(statement: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement binds, each with the object that it is, or is part of, if the tree tells."""
    match statement:
        case ast.Assign():
            for target in statement.targets:
                yield from ((name, statement.value) for name in target_names(target))
        case ast.For() | ast.AsyncFor():
            yield from ((name, statement.iter) for name in target_names(statement.target))
        case ast.AugAssign():
            return
        case _:
            yield from ((name, getattr(statement, "value", None)) for name in bound_by(statement))


def _aliases(value: ast.expr | None) -> list[ast.Name]:
    """The names that the object `value` may hang on; empty for an object that the expression makes anew."""
    found: list[ast.Name] = []
    stack = [value]
    while stack:
        node = stack.pop()
        match node:
            case ast.Attribute() | ast.Subscript() | ast.Starred():
                stack.append(node.value)
            case ast.Name():
                found.append(node)
            case ast.BoolOp():
                stack.extend(reversed(node.values))
            case ast.IfExp():
                stack.extend((node.orelse, node.body))
            case ast.NamedExpr():
                stack.append(node.value)
            case ast.Call(func=ast.Attribute(attr="values" | "items", value=receiver), args=[]):
                stack.append(receiver)
            case ast.Call(
                func=ast.Name(id="enumerate" | "reversed" | "sorted" | "zip"), args=arguments
            ):
                stack.extend(reversed(arguments))
    return found


def _targets(statement: ast.stmt) -> list[tuple[ast.expr, str]]:
    match statement:
        case ast.Assign():
            return [(place, "assigns") for target in statement.targets for place in _places(target)]
        case ast.AugAssign() | ast.For() | ast.AsyncFor():
            return [(place, "assigns") for place in _places(statement.target)]
        case ast.AnnAssign() if statement.value is not None:
            return [(statement.target, "assigns")]
        case ast.Delete():
            return [(place, "deletes") for target in statement.targets for place in _places(target)]
        case ast.With() | ast.AsyncWith():
            targets = [
                item.optional_vars for item in statement.items if item.optional_vars is not None
            ]
            return [(place, "assigns") for target in targets for place in _places(target)]
    return []


def _places(target: ast.expr) -> list[ast.expr]:
    if not isinstance(target, ast.Tuple | ast.List | ast.Starred):
        return [target]
    found: list[ast.expr] = []
    stack: list[ast.expr] = [target]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Tuple | ast.List):
            stack.extend(reversed(node.elts))
        elif isinstance(node, ast.Starred):
            stack.append(node.value)
        else:
            found.append(node)
    return found


def _changed_by(call: ast.Call, imports: Mapping[str, str]) -> tuple[ast.expr, str] | None:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in MUTATORS:
        return function.value, function.attr
    name = dotted(function)
    if name is None or not call.args:
        return None
    head, _, rest = name.partition(".")
    full = f"{imports[head]}.{rest}".rstrip(".") if head in imports else name
    how = _FIRST_ARGUMENT.get(full)
    return (call.args[0], how) if how is not None else None
