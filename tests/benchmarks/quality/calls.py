"""Imports the example's modules for real, and holds its imports, calls and attributes to what is there.

It runs as a process of its own: examples as JSON lines in, faults as JSON lines out. Each example has a child of
its own, so that no import can end or hang the others; what the package needs is imported once, before the children.
"""

import ast
import contextlib
import importlib
import importlib.util
import inspect
import io
import json
import os
import re
import signal
import sys
import types
import warnings
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from typing import Any

_SECONDS = 20
_UNKNOWN = object()


class Instance:
    """Some object of a class."""

    def __init__(self, cls: type) -> None:
        self.cls = cls


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
    names = _Names(tree, package)
    calls = dict.fromkeys(names.call_faults())
    return {"imports": names.import_faults, "calls": list(calls)}


class _Names:
    """What the example's names stand for, as far as imports and constructor calls tell."""

    def __init__(self, tree: ast.Module, package: str) -> None:
        self._declared = _declared(package)
        self.tree = tree
        self.import_faults: list[str] = []
        self.local_classes = {
            node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        }
        self.known: dict[str, Any] = {}
        bindings = Counter(_bindings(tree))
        self._once = {name for name, times in bindings.items() if times == 1}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self._import(node)
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as value) if (
                    name in self._once
                ):
                    self.known[name] = self.value(value)

    def call_faults(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                owner = self.value(node.value)
                if owner is not _UNKNOWN and self._member(owner, node.attr) is None:
                    yield f"line {node.lineno}: {ast.unparse(node.value)[:60]} has no attribute {node.attr}"
            elif isinstance(node, ast.Call):
                yield from self._misfits(node)
            elif isinstance(node, ast.ClassDef):
                yield from self._bad_bases(node)

    def value(self, node: ast.expr) -> Any:
        """What an expression stands for: an object, an `Instance`, or unknown."""
        match node:
            case ast.Name(id=name):
                return self.known.get(name, _UNKNOWN)
            case ast.Attribute(value=inner, attr=name):
                owner = self.value(inner)
                if owner is _UNKNOWN:
                    return _UNKNOWN
                member = self._member(owner, name)
                return _UNKNOWN if member is None or _is(owner, Instance) else member[0]
            case ast.Call(func=function):
                return self._result(self.value(function))
        return _UNKNOWN

    def _result(self, called: Any) -> Any:
        if _is(called, type):
            made = getattr(called, "__new__", None)
            own = made is object.__new__ or not isinstance(made, types.FunctionType)
            plain_meta = "__call__" not in vars(type(called)) or type(called) is type
            return Instance(called) if own and plain_meta else _UNKNOWN
        if _is(called, types.FunctionType) and called.__annotations__:
            returned = called.__annotations__.get("return")
            if _is(returned, type) and not inspect.iscoroutinefunction(called):
                return (
                    Instance(returned)
                    if not inspect.isabstract(returned) and returned is not object
                    else _UNKNOWN
                )
        return _UNKNOWN

    def _member(self, owner: Any, name: str) -> tuple[Any] | None:
        """The member in a tuple, which holds unknown where only its existence is known; None if there is none."""
        if not _is(owner, Instance):
            try:
                return (getattr(owner, name),)
            except AttributeError:
                if _is(owner, types.ModuleType) and _is_module(f"{owner.__name__}.{name}"):
                    return (_UNKNOWN,)
                return (_UNKNOWN,) if _is(owner, type) and name in _annotated(owner) else None
            except Exception:  # noqa: BLE001 - a property that fails exists
                return (_UNKNOWN,)
        cls = owner.cls
        static = inspect.getattr_static(cls, name, None)
        if static is not None or hasattr(cls, name):
            return (static,)
        if any(
            hook in vars(base)
            for base in cls.__mro__[:-1]
            for hook in ("__getattr__", "__getattribute__")
        ):
            return (_UNKNOWN,)
        return (_UNKNOWN,) if name in _annotated(cls) or _is_set_somewhere(cls, name) else None

    def _misfits(self, node: ast.Call) -> Iterator[str]:
        called, offset = self._called(node.func)
        if called is _UNKNOWN:
            return
        if _is(called, type) and inspect.isabstract(called):
            yield f"line {node.lineno}: {called.__name__} is abstract: {', '.join(sorted(called.__abstractmethods__))}"
            return
        if _is(called, types.ModuleType):
            yield f"line {node.lineno}: the module {called.__name__} is called"
            return
        if not _is(called, Instance) and not callable(called):
            yield f"line {node.lineno}: {ast.unparse(node.func)[:60]} is not callable"
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

    def _called(self, function: ast.expr) -> tuple[Any, int]:
        """What a call calls, and how many arguments stand before the written ones."""
        if isinstance(function, ast.Name) and function.id in self.local_classes:
            return self._inherited_constructor(self.local_classes[function.id]), 0
        if isinstance(function, ast.Attribute) and _is(
            owner := self.value(function.value), Instance
        ):
            member = self._member(owner, function.attr)
            static = member[0] if member else _UNKNOWN
            match static:
                case types.FunctionType():
                    return static, 1
                case staticmethod():
                    return static.__func__, 0
                case classmethod():
                    return static.__func__, 1
            return _UNKNOWN, 0
        return self.value(function), 0

    def _inherited_constructor(self, node: ast.ClassDef) -> Any:
        own = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
        if (
            own & {"__init__", "__new__"}
            or node.decorator_list
            or node.keywords
            or len(node.bases) != 1
        ):
            return _UNKNOWN
        if any(isinstance(one, ast.AnnAssign) for one in node.body):
            return _UNKNOWN
        base = self.value(node.bases[0])
        return base if _is(base, type) and not inspect.isabstract(base) else _UNKNOWN

    def _bad_bases(self, node: ast.ClassDef) -> Iterator[str]:
        """Abstract methods that a subclass leaves out although it is made an object of."""
        made = any(
            isinstance(one, ast.Call) and _id(one.func) == node.name for one in ast.walk(self.tree)
        )
        own = {
            one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        own |= {
            one.id
            for one in ast.walk(node)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
        for base in node.bases:
            value = self.value(base)
            if value is not _UNKNOWN and _is(value, types.ModuleType, Instance):
                yield f"line {node.lineno}: {ast.unparse(base)} is no class"
            left = (
                set(getattr(value, "__abstractmethods__", ())) - own if _is(value, type) else set()
            )
            others = [self.value(one) for one in node.bases if one is not base]
            left = {name for name in left if not any(hasattr(other, name) for other in others)}
            if made and left:
                yield f"line {node.lineno}: {node.name} is made without {', '.join(sorted(left))}"

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.ImportFrom):
            if node.level:
                self.import_faults.append(f"line {node.lineno}: a relative import")
                return
            for alias in node.names:
                self._bind(alias.asname or alias.name, self._from(node, alias.name))
            return
        for alias in node.names:
            module = self._module(node, alias.name)
            if alias.asname is None and module is not _UNKNOWN:
                module = sys.modules.get(alias.name.partition(".")[0], _UNKNOWN)
            self._bind(alias.asname or alias.name.partition(".")[0], module)

    def _bind(self, name: str, value: Any) -> None:
        if name in self._once or _is(value, types.ModuleType):
            self.known[name] = value

    def _from(self, node: ast.ImportFrom, name: str) -> Any:
        module = self._module(node, node.module or "")
        if module is _UNKNOWN:
            if not self.import_faults and not _is_written(node.module or "", name):
                self.import_faults.append(f"line {node.lineno}: {node.module} has no {name}")
            return _UNKNOWN
        try:
            return getattr(module, name)
        except AttributeError:
            inner = f"{node.module}.{name}"
            if _is_module(inner):
                return self._module(node, inner)
            if not _is_of_another_platform(node.module or "", name):
                self.import_faults.append(f"line {node.lineno}: {node.module} has no {name}")
        except Exception:  # noqa: BLE001 - it is there, though it cannot be made here
            pass
        return _UNKNOWN

    def _module(self, node: ast.stmt, name: str) -> Any:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            missing = error.name or ""
            top = missing.partition(".")[0]
            own = name == missing or name.startswith(f"{missing}.")
            if own and top not in sys.stdlib_module_names and top not in self._declared:
                self.import_faults.append(f"line {node.lineno}: no module {name}")
        except BaseException:  # noqa: BLE001 - it is there, though it cannot be imported here
            pass
        return _UNKNOWN


def _is(value: Any, *classes: type) -> bool:
    """What `isinstance` tells, without asking a lazy object, which would wake up and fail."""
    return issubclass(type(value), classes)


def _bindings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, AttributeError, ValueError):
        return False


def _is_written(module: str, name: str) -> bool:
    """Whether a module that cannot be imported binds a name, by its text."""
    try:
        spec = importlib.util.find_spec(module)
        with io.open_code(spec.origin) as file:
            tree = ast.parse(file.read())
    except Exception:  # noqa: BLE001 - no such text
        return _is_module(f"{module}.{name}") or module.partition(".")[0] in sys.stdlib_module_names
    return name in set(_bindings(tree))


def _is_of_another_platform(module: str, name: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names and _is_written(module, name)


def _declared(package: str) -> set[str]:
    """The import names of what a package's distributions require, extras included."""
    distributions = metadata.packages_distributions().get(package, ())
    required = (line for name in distributions for line in metadata.requires(name) or ())
    return {
        re.split(r"[^\w.-]", line, maxsplit=1)[0].replace("-", "_").lower() for line in required
    }


def _annotated(cls: type) -> set[str]:
    return {name for base in cls.__mro__ for name in vars(base).get("__annotations__", ())}


def _is_set_somewhere(cls: type, name: str) -> bool:
    """Whether a class's file sets `self.name`; classes without a file are taken to."""
    for base in cls.__mro__[:-1]:
        try:
            text = inspect.getsource(sys.modules[base.__module__])
        except (OSError, TypeError, KeyError):
            return True
        if (
            f".{name} = " in text
            or f".{name}: " in text
            or f".{name}, " in text
            or f"'{name}'" in text
            or f'"{name}"' in text
        ):
            return True
    return False


def _id(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


if __name__ == "__main__":
    main()
