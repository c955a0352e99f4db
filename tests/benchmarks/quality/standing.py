"""What the names of an example stand for: its modules are imported for real."""

import ast
import importlib
import importlib.util
import inspect
import io
import re
import sys
import types
from collections import Counter
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

UNKNOWN = object()


class Instance:
    """Some object of a class."""

    def __init__(self, cls: type) -> None:
        self.cls = cls


class Names:
    """What the example's names stand for, as far as imports and constructor calls tell."""

    def __init__(self, tree: ast.Module, package: str) -> None:
        self._package = package
        self.tree = tree
        self._faults: list[tuple[int, str]] = []
        self.local_classes = {
            node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        }
        self.known: dict[str, Any] = {}
        self._given = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        bindings = Counter(_bindings(tree))
        self._once = {name for name, times in bindings.items() if times == 1}
        self.local_functions = {
            node.name: node
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in self._once
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self._import(node)
        guarded = _guarded_lines(tree)
        self.import_faults = [fault for line, fault in self._faults if line not in guarded]
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as value) if (
                    name in self._once
                ):
                    self.known[name] = self.value(value)

    def value(self, node: ast.expr) -> Any:
        """What an expression stands for: an object, an `Instance`, or unknown."""
        match node:
            case ast.Name(id=name):
                return self.known.get(name, UNKNOWN)
            case ast.Attribute(value=inner, attr=name):
                owner = self.value(inner)
                if owner is UNKNOWN:
                    return UNKNOWN
                member = self.member(owner, name)
                return UNKNOWN if member is None or is_a(owner, Instance) else member[0]
            case ast.Call(func=function):
                return self._result(self.value(function))
        return UNKNOWN

    def member(self, owner: Any, name: str) -> tuple[Any] | None:
        """The member in a tuple, which holds unknown where only its existence is known; None if there is none."""
        if name in self._given:  # the example itself sets it
            return (UNKNOWN,)
        if not is_a(owner, Instance):
            try:
                return (getattr(owner, name),)
            except AttributeError:
                if is_a(owner, types.ModuleType) and _is_module(f"{owner.__name__}.{name}"):
                    return (UNKNOWN,)
                return (UNKNOWN,) if is_a(owner, type) and name in _annotated(owner) else None
            except Exception:  # noqa: BLE001 - a property that fails exists
                return (UNKNOWN,)
        cls = owner.cls
        static = inspect.getattr_static(cls, name, None)
        if static is not None or hasattr(cls, name):
            return (static,)
        if any(
            hook in vars(base)
            for base in cls.__mro__[:-1]
            for hook in ("__getattr__", "__getattribute__")
        ):
            return (UNKNOWN,)
        return (UNKNOWN,) if name in _annotated(cls) or _is_set_somewhere(cls, name) else None

    def _result(self, called: Any) -> Any:
        if is_a(called, type):
            made = getattr(called, "__new__", None)
            own = made is object.__new__ or not isinstance(made, types.FunctionType)
            plain_meta = "__call__" not in vars(type(called)) or type(called) is type
            return Instance(called) if own and plain_meta else UNKNOWN
        if is_a(called, types.FunctionType) and called.__annotations__:
            returned = called.__annotations__.get("return")
            if is_a(returned, type) and not inspect.iscoroutinefunction(called):
                return (
                    Instance(returned)
                    if not inspect.isabstract(returned) and returned is not object
                    else UNKNOWN
                )
        return UNKNOWN

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.ImportFrom):
            if node.level:
                self._faults.append((node.lineno, f"line {node.lineno}: a relative import"))
                return
            for alias in node.names:
                self._bind(alias.asname or alias.name, self._from(node, alias.name))
            return
        for alias in node.names:
            module = self._module(node, alias.name)
            if alias.asname is None and module is not UNKNOWN:
                module = sys.modules.get(alias.name.partition(".")[0], UNKNOWN)
            self._bind(alias.asname or alias.name.partition(".")[0], module)

    def _bind(self, name: str, value: Any) -> None:
        if name in self._once or is_a(value, types.ModuleType):
            self.known[name] = value

    def _from(self, node: ast.ImportFrom, name: str) -> Any:
        module = self._module(node, node.module or "")
        if module is UNKNOWN:
            if not self._faults and not _is_written(node.module or "", name):
                self._faults.append(
                    (node.lineno, f"line {node.lineno}: {node.module} has no {name}")
                )
            return UNKNOWN
        try:
            return getattr(module, name)
        except AttributeError:
            inner = f"{node.module}.{name}"
            if _is_module(inner):
                return self._module(node, inner)
            elsewhere = _is_of_another_platform(node.module or "", name)
            if not elsewhere and not _is_optional(node.module or "", name):
                self._faults.append(
                    (node.lineno, f"line {node.lineno}: {node.module} has no {name}")
                )
        except Exception:  # noqa: BLE001 - it is there, though it cannot be made here
            pass
        return UNKNOWN

    def _module(self, node: ast.stmt, name: str) -> Any:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            missing = error.name or ""
            top = missing.partition(".")[0]
            own = name == missing or name.startswith(f"{missing}.")
            absent = sys.stdlib_module_names | _declared(self._package)
            if own and not (missing == top and top in absent):
                self._faults.append((node.lineno, f"line {node.lineno}: no module {name}"))
        except BaseException:  # noqa: BLE001 - it is there, though it cannot be imported here
            pass
        return UNKNOWN


def is_a(value: Any, *classes: type) -> bool:
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


def _guarded_lines(tree: ast.Module) -> set[int]:
    """The lines whose imports may fail, because the example says what happens then."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Try)
        for handler in node.handlers
        if handler.type is None
        or re.search("ImportError|ModuleNotFound", ast.unparse(handler.type))
        for statement in node.body
        for line in range(statement.lineno, statement.end_lineno + 1)
    }


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except Exception:  # noqa: BLE001 - it imports the packages above, which may fail in any way
        return _file_of(name) is not None


def _is_written(module: str, name: str) -> bool:
    """Whether a module that cannot be imported binds a name, by its text; of a compiled one all is taken to be."""
    file = _file_of(module)
    if file is None:
        return module.partition(".")[0] in sys.stdlib_module_names
    if file.suffix != ".py" or _file_of(f"{module}.{name}") is not None:
        return True
    try:
        with io.open_code(str(file)) as text:
            return name in set(_bindings(ast.parse(text.read())))
    except (OSError, SyntaxError, ValueError):
        return False


def _file_of(module: str) -> Path | None:
    """The file of a module, found without an import of the packages above it; None where it has none."""
    places = [Path(one or ".") for one in sys.path]
    found = None
    for part in module.split("."):
        found = next((file for place in places for file in _files_in(place, part)), None)
        if found is None:
            return None
        places = [found.parent] if found.stem == "__init__" else []
    return found


def _files_in(place: Path, name: str) -> Iterator[Path]:
    for pattern in (f"{name}/__init__.py", f"{name}.py", f"{name}.*.so", f"{name}.pyd"):
        yield from place.glob(pattern)


def _is_of_another_platform(module: str, name: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names and _is_written(module, name)


def _is_optional(module: str, name: str) -> bool:
    """Whether a module imports a name only where another module is installed, which is not."""
    try:
        with io.open_code(importlib.util.find_spec(module).origin) as file:
            tree = ast.parse(file.read())
    except Exception:  # noqa: BLE001 - no such text
        return False
    return any(
        isinstance(node, ast.Import | ast.ImportFrom)
        and name in set(_bindings(node))
        and not any(_is_module(one) for one in _modules_of(node))
        for attempt in ast.walk(tree)
        if isinstance(attempt, ast.Try)
        for node in attempt.body
    )


def _modules_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules that are imported, by their top names; a package's own are there."""
    if isinstance(node, ast.ImportFrom):
        return ["sys"] if node.level else [(node.module or "").partition(".")[0]]
    return [alias.name.partition(".")[0] for alias in node.names]


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
