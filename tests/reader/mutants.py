"""Slightly wrong variants of a definition: each differs in one place."""

import ast
import copy

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
}


def mutants(definition: ast.stmt, most: int) -> list[str]:
    """The texts of at most `most` variants, spread over the definition; errors and assertions stay as they are."""
    kept = {
        id(inner)
        for node in ast.walk(definition)
        if isinstance(node, ast.Raise | ast.Assert)
        for inner in ast.walk(node)
    }
    found = [
        (number, place)
        for number, node in enumerate(ast.walk(definition))
        if id(node) not in kept
        for place in range(_places(node))
    ]
    return [_variant(definition, *one) for one in found[:: len(found) // most + 1]]


def _variant(definition: ast.stmt, number: int, place: int) -> str:
    variant = copy.deepcopy(definition)
    _damage(next(one for at, one in enumerate(ast.walk(variant)) if at == number), place)
    return ast.unparse(ast.fix_missing_locations(variant))


def _places(node: ast.AST) -> int:
    """In how many ways a node can be damaged."""
    match node:
        case ast.Compare(ops=ops):
            return sum(type(one) in _SWAPS for one in ops)
        case ast.BoolOp() | ast.If() | ast.While() | ast.IfExp():
            return 1
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            return int(type(op) in _SWAPS)
        case ast.Return(value=None | ast.Constant(value=None)):
            return 0
        case ast.Return():
            return 1
        case ast.Assign(value=ast.Constant(value=int())):
            return 1
    return 0


def _damage(node: ast.AST, place: int) -> None:
    match node:
        case ast.Compare(ops=ops):
            at = [number for number, one in enumerate(ops) if type(one) in _SWAPS][place]
            ops[at] = _SWAPS[type(ops[at])]()
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op):
            node.op = _SWAPS[type(op)]()
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            node.test = ast.UnaryOp(ast.Not(), test)
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Assign(value=ast.Constant(value=value)):
            node.value = ast.Constant(value + 1)
