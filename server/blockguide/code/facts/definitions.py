"""Functions as facts: signature, decorators, docstring and what the body does."""

import ast
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from blockguide.code.facts.decorators import decorators_of
from blockguide.code.facts.file import File
from blockguide.code.facts.flow import EMPTY_FLOW, flow_of, yields_itself
from blockguide.code.facts.nodes import FUNCTIONS, Function, statements
from blockguide.code.facts.places import lines_of, text_of
from blockguide.code.facts.steps import Steps, docstring_node
from blockguide.code.facts.values import FunctionFacts, Parameter, ParameterKind
from blockguide.code.source import Source


def function_facts(
    file: File, steps: Steps, function: Function, qualname: str, around: Sequence[Function]
) -> FunctionFacts:
    """All about a function that stands in the functions `around`, outermost first."""
    inside = [*around, function]
    flow = flow_of(file, function.body, steps.of_body(function), inside)
    nested = tuple(
        function_facts(file, steps, statement, f"{qualname}.{statement.name}", inside)
        for statement in statements(function.body)
        if isinstance(statement, FUNCTIONS)
    )
    outline = _outline(file, function, qualname)
    return replace(outline, is_generator=bool(flow.yields), flow=flow, functions=nested)


def function_head(file: File, function: Function, qualname: str) -> FunctionFacts:
    """The signature of a function, its decorators and its docstring; its flow is empty."""
    written = file.source.lines[function.lineno - 1 : function.end_lineno]
    is_generator = any("yield" in line for line in written) and yields_itself(function)
    return replace(_outline(file, function, qualname), is_generator=is_generator)


def docstring_of(owner: ast.AST) -> str | None:
    """The docstring of a definition or module, cleaned as `inspect.cleandoc` does."""
    node = docstring_node(owner)
    if node is None or not isinstance(node.value, ast.Constant):
        return None
    return inspect.cleandoc(str(node.value.value))


def _outline(file: File, function: Function, qualname: str) -> FunctionFacts:
    source = file.source
    return FunctionFacts(
        name=function.name,
        qualname=qualname,
        node=function,
        lines=lines_of(function),
        decorators=decorators_of(source, function),
        parameters=tuple(_parameters(source, function.args)),
        returns=text_of(source, function.returns) if function.returns is not None else None,
        docstring=docstring_of(function),
        is_async=isinstance(function, ast.AsyncFunctionDef),
        is_generator=False,
        flow=EMPTY_FLOW,
    )


def _parameters(source: Source, arguments: ast.arguments) -> Iterator[Parameter]:
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        default = arguments.defaults[index - without] if index >= without else None
        first = index < len(arguments.posonlyargs)
        kind = ParameterKind.POSITIONAL_ONLY if first else ParameterKind.POSITIONAL
        yield _parameter(source, argument, kind, default)
    if arguments.vararg is not None:
        yield _parameter(source, arguments.vararg, ParameterKind.VAR_POSITIONAL, None)
    for argument, keyword_default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(source, argument, ParameterKind.KEYWORD_ONLY, keyword_default)
    if arguments.kwarg is not None:
        yield _parameter(source, arguments.kwarg, ParameterKind.VAR_KEYWORD, None)


def _parameter(
    source: Source, argument: ast.arg, kind: ParameterKind, default: ast.expr | None
) -> Parameter:
    return Parameter(
        name=argument.arg,
        kind=kind,
        annotation=None if argument.annotation is None else text_of(source, argument.annotation),
        default=None if default is None else text_of(source, default),
    )
