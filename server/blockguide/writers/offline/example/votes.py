"""What one use of a value says about the kind of value that it is."""

import ast
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.data import table
from blockguide.writers.offline.example.paths import Use, UseKind

if TYPE_CHECKING:
    from collections import Counter

    from blockguide.writers.offline.example.maker import Maker


def vote(use: Use, votes: "Counter[str]", maker: "Maker") -> None:  # noqa: C901, PLR0912 - one arm for each kind of use
    """Adds the kinds that a use speaks for, each with a weight."""
    match use.kind:
        case UseKind.ATTRIBUTE:
            kind = table("kinds.toml", "attributes").get(use.detail)
            if kind is not None:
                votes[kind] += 3
        case UseKind.CALLED:
            votes["callable"] += 4
        case UseKind.PASSED:
            kinds = _argument_kinds(use.detail, maker)
            if use.detail.startswith("codecs.") and use.place == "0":
                kinds = ["bytes"] if use.detail.endswith("_decode") else ["str"]
            if (
                kinds
                and use.place.isdigit()
                and int(use.place) < len(kinds)
                and kinds[int(use.place)] != "object"
            ):
                kind = kinds[int(use.place)]
                if (
                    use.detail in ("min", "max")
                    and isinstance(use.node, ast.Call)
                    and len(use.node.args) > 1
                ):
                    kind = "number"
                votes[kind] += 1 if use.detail in _LOOSE else 3
        case UseKind.ITERATED:
            votes["list"] += 3
        case UseKind.UNPACKED:
            votes["tuple"] += 3
        case UseKind.INDEXED:
            _vote_index(use, votes)
        case UseKind.SEARCHED:
            votes["list"] += 1
        case UseKind.COMPARED:
            _vote_comparison(use, votes)
        case UseKind.OPERATED:
            _vote_operation(use, votes)
        case UseKind.CHECKED if isinstance(use.node, ast.Call):
            _vote_check(use.node.args[1], use.detail, votes)
        case UseKind.RAISED:
            votes["exception"] += 3
        case UseKind.ENTERED:
            votes["context"] += 3
        case _:
            pass


def _argument_kinds(callee: str, maker: "Maker") -> list[str]:
    """The kinds that a well-known callee takes, by its name as written, by its dotted name, or as a method."""
    calls = table("kinds.toml", "calls")
    head, _, rest = callee.partition(".")
    found = maker.home.imports.get(head)
    full = ".".join(filter(None, (found.module, found.name, rest))) if found is not None else ""
    method = "." + callee.rpartition(".")[2] if "." in callee else ""
    kinds: list[str] = calls.get(callee) or calls.get(full) or calls.get(method) or []
    return kinds


def matches_bytes(use: Use, maker: "Maker") -> bool:
    """Whether it is handed to a pattern that the file compiles from bytes."""
    pattern = maker.home.assigned.get(use.detail.partition(".")[0])
    if not isinstance(pattern, ast.Call) or not pattern.args or "." not in use.detail:
        return False
    first = pattern.args[0]
    return isinstance(first, ast.Constant) and isinstance(first.value, bytes)


def _vote_index(use: Use, votes: "Counter[str]") -> None:
    if not isinstance(use.node, ast.Subscript):
        return
    match use.node.slice:
        case ast.Slice():
            votes["str"] += 1
            votes["list"] += 1
        case ast.Constant(value=str()):
            votes["dict"] += 4
        case ast.Constant(value=int()) | ast.UnaryOp():
            votes["list"] += 3
        case _:
            votes["dict"] += 1
            votes["list"] += 1


def _vote_comparison(use: Use, votes: "Counter[str]") -> None:
    if not isinstance(use.node, ast.Compare):
        return
    for side in (use.node.left, *use.node.comparators):
        items = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
        for item in items:
            if isinstance(item, ast.Constant) and item.value is not None:
                votes[kind_of(item.value)] += 3
                return
            if isinstance(item, ast.UnaryOp) and isinstance(item.operand, ast.Constant):
                votes["int"] += 3
                return
    if any(isinstance(operator, ast.Lt | ast.Gt | ast.LtE | ast.GtE) for operator in use.node.ops):
        votes["number"] += 2


def _vote_operation(use: Use, votes: "Counter[str]") -> None:
    match use.node:
        case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str())):
            votes["str"] += 1
        case (
            ast.BinOp(op=ast.Add(), left=left, right=right)
            | ast.AugAssign(op=ast.Add(), target=left, value=right)
        ):
            for side in (left, right):
                if isinstance(side, ast.Constant):
                    votes[kind_of(side.value)] += 3
                elif isinstance(side, ast.JoinedStr):
                    votes["str"] += 3
                elif isinstance(side, ast.List | ast.ListComp):
                    votes["list"] += 3
                elif isinstance(side, ast.Tuple):
                    votes["tuple"] += 3
            votes["number"] += 2 if isinstance(use.node, ast.AugAssign) else 1
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.LShift() | ast.RShift() | ast.BitXor()):
            votes["int"] += 3
        case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=str())):
            votes["int"] += 3
        case ast.BinOp(op=ast.Mult(), left=ast.List()):
            votes["int"] += 3
        case ast.BinOp() | ast.UnaryOp() | ast.AugAssign():
            votes["number"] += 3
        case _:
            pass


def _vote_check(node: ast.expr, how: str, votes: "Counter[str]") -> None:
    first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node
    if isinstance(first, ast.Name):
        kind = table("types.toml", "types").get(first.id)
        if how == "issubclass":
            votes["class"] += 2
        elif kind is not None and not kind.startswith("="):
            votes[kind] += 2


def kind_of(value: object) -> str:
    """The kind of a constant."""
    return {"str": "str", "bytes": "bytes", "int": "int", "float": "float", "bool": "bool"}.get(
        type(value).__name__, "object"
    )


_LOOSE: Final = frozenset(
    {
        "len",
        "list",
        "tuple",
        "set",
        "any",
        "all",
        "iter",
        "sorted",
        "getattr",
        "setattr",
        "str",
        "bytes",
    }
)
