"""Decorators: functions that take one and return another one in its place."""

import ast

from blockguide.code.facts.values import FunctionFacts


def wrapper_of(function: FunctionFacts) -> tuple[str, str] | None:
    """For a decorator the function that it takes, and the one defined in it that it returns instead."""
    own = [parameter.name for parameter in function.parameters]
    inner = {
        node.name: node
        for node in function.node.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    if len(own) != 1 or not inner:
        return None
    returned = [one.value for one in function.flow.returns]
    if len(returned) != 1 or not isinstance(returned[0], ast.Name) or returned[0].id not in inner:
        return None
    wrapper = inner[returned[0].id]
    return (
        (own[0], wrapper.name) if any(_uses(node, own[0]) for node in ast.walk(wrapper)) else None
    )


def _uses(node: ast.AST, name: str) -> bool:
    """Whether a node calls the function of this name, or copies its name and docstring by `wraps`."""
    match node:
        case ast.Call(func=ast.Name(id=called)) if called == name:
            return True
        case ast.Call(
            func=ast.Name(id="wraps") | ast.Attribute(attr="wraps"), args=[ast.Name(id=wrapped), *_]
        ):
            return wrapped == name
        case _:
            return False
