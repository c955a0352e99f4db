"""Imports the example's modules for real, and holds its imports, calls and attributes to what is there.

It runs as a process of its own: examples as JSON lines in, faults as JSON lines out. Each example has a child of
its own, so that no import can end or hang the others; what the package needs is imported once, before the children.
"""

import abc
import ast
import contextlib
import copy
import importlib
import inspect
import json
import os
import signal
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The examples' imports are not to find the benchmark's own modules.
sys.path.insert(0, str(Path(__file__).parent))
from standing import UNKNOWN, Instance, Names, is_a

sys.path.pop(0)

_SECONDS = 20


def main() -> None:
    """Answers each line `{"example", "package"}` by a line `{"imports", "calls"}`."""
    out = os.fdopen(os.dup(1), "w")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    warnings.simplefilter("ignore")
    warm = ""
    for line in sys.stdin:
        request = json.loads(line)
        if request["package"] != warm:
            warm = request["package"]
            _quietly_import(warm)
        out.write(json.dumps(_in_child(request)) + "\n")
        out.flush()


def _quietly_import(name: str) -> None:
    with contextlib.suppress(BaseException):  # whatever it is, the child will see it again
        importlib.import_module(name)


def _in_child(request: dict[str, str]) -> dict[str, list[str]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(_SECONDS)
        try:
            answer = judge(request["example"], request["package"])
        except BaseException as error:  # noqa: BLE001 - told, not swallowed
            answer = {"imports": [], "calls": [], "failed": [repr(error)]}
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return (
        json.loads(told)
        if told
        else {"imports": ["an import ended or hung the process"], "calls": []}
    )


def judge(example: str, package: str) -> dict[str, list[str]]:
    """The faults of the imports, calls and attributes of an example from a package."""
    tree = ast.parse(example)
    names = Names(tree, package)
    calls = dict.fromkeys(_call_faults(names))
    return {"imports": names.import_faults, "calls": list(calls)}


def _call_faults(names: Names) -> Iterator[str]:
    for node in ast.walk(names.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            owner = names.value(node.value)
            if owner is not UNKNOWN and names.member(owner, node.attr) is None:
                yield f"line {node.lineno}: {ast.unparse(node.value)[:60]} has no attribute {node.attr}"
        elif isinstance(node, ast.Call):
            yield from _misfits(names, node)
        elif isinstance(node, ast.ClassDef):
            yield from _bad_bases(names, node)


def _misfits(names: Names, node: ast.Call) -> Iterator[str]:
    called, offset = _called(names, node.func)
    if called is UNKNOWN:
        return
    if is_a(called, type) and inspect.isabstract(called):
        yield f"line {node.lineno}: {called.__name__} is abstract: {', '.join(sorted(called.__abstractmethods__))}"
        return
    if is_a(called, types.ModuleType):
        yield f"line {node.lineno}: the module {called.__name__} is called"
        return
    if not is_a(called, Instance) and not callable(called):
        yield f"line {node.lineno}: {ast.unparse(node.func)[:60]} is not callable"
        return
    if called is inspect.Parameter:  # its own empty defaults read as none
        return
    if _hides_parameters(called):
        return
    try:
        signature = inspect.signature(called)
    except (ValueError, TypeError):
        return
    positional, open_ended = [None] * offset, False
    for argument in node.args:
        open_ended = open_ended or isinstance(argument, ast.Starred)
        positional += [] if open_ended else [None]
    named = {keyword.arg: None for keyword in node.keywords if keyword.arg}
    open_ended = open_ended or any(keyword.arg is None for keyword in node.keywords)
    try:
        (signature.bind_partial if open_ended else signature.bind)(*positional, **named)
    except TypeError as error:
        yield f"line {node.lineno}: {ast.unparse(node)[:80]}: {error} in {str(signature)[:120]}"


def _hides_parameters(called: Any) -> bool:
    """Whether it is an exception that mypyc compiled: it says that it takes nothing, and takes anything."""
    return (
        is_a(called, type)
        and issubclass(called, BaseException)
        and "__mypyc_attrs__" in vars(called)
        and getattr(called, "__text_signature__", None) == "()"
    )


def _called(names: Names, function: ast.expr) -> tuple[Any, int]:
    """What a call calls, and how many arguments stand before the written ones."""
    if isinstance(function, ast.Name) and function.id in names.local_functions:
        return _stand_in(names.local_functions[function.id]), 0
    if isinstance(function, ast.Name) and function.id in names.local_classes:
        return _constructor(names, names.local_classes[function.id])
    if isinstance(function, ast.Attribute) and is_a(owner := names.value(function.value), Instance):
        member = names.member(owner, function.attr)
        static = member[0] if member else UNKNOWN
        match static:
            case types.FunctionType():
                return static, 1
            case staticmethod():
                return static.__func__, 0
            case classmethod():
                return static.__func__, 1
        return UNKNOWN, 0
    return names.value(function), 0


def _constructor(names: Names, node: ast.ClassDef) -> tuple[Any, int]:
    """What makes an object of a class of the example's own, and how many arguments stand before the written ones."""
    own = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    if node.decorator_list or node.keywords or "__new__" in own:
        return UNKNOWN, 0
    if "__init__" in own:
        metas = (type(names.value(base)) for base in node.bases)
        plain = all(meta in (type, abc.ABCMeta) for meta in metas)
        return (_stand_in(own["__init__"]), 1) if plain else (UNKNOWN, 0)
    if len(node.bases) != 1 or any(isinstance(one, ast.AnnAssign) for one in node.body):
        return UNKNOWN, 0
    base = names.value(node.bases[0])
    return (base if is_a(base, type) and not inspect.isabstract(base) else UNKNOWN), 0


def _stand_in(node: ast.FunctionDef) -> Any:
    """A function that takes what a function of the example takes; unknown for a decorated one."""
    if node.decorator_list:
        return UNKNOWN
    given = copy.deepcopy(node.args)
    given.defaults = [ast.Constant(None) for _ in given.defaults]
    given.kw_defaults = [one and ast.Constant(None) for one in given.kw_defaults]
    for one in ast.walk(given):
        if isinstance(one, ast.arg):
            one.annotation = None
    taking = ast.fix_missing_locations(ast.Expression(ast.Lambda(given, ast.Constant(None))))
    return eval(compile(taking, "<taking>", "eval"))


def _bad_bases(names: Names, node: ast.ClassDef) -> Iterator[str]:
    """Abstract methods that a subclass leaves out although it is made an object of."""
    made = any(
        isinstance(one, ast.Call) and _id(one.func) == node.name for one in ast.walk(names.tree)
    )
    own = {one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    own |= {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    for base in node.bases:
        value = names.value(base)
        if value is not UNKNOWN and is_a(value, types.ModuleType, Instance):
            yield f"line {node.lineno}: {ast.unparse(base)} is no class"
        left = set(getattr(value, "__abstractmethods__", ())) - own if is_a(value, type) else set()
        others = [names.value(one) for one in node.bases if one is not base]
        left = {name for name in left if not any(hasattr(other, name) for other in others)}
        if made and left:
            yield f"line {node.lineno}: {node.name} is made without {', '.join(sorted(left))}"


def _id(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


if __name__ == "__main__":
    main()
