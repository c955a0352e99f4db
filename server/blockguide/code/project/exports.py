"""Which names a module offers, followed through its imports by syntax alone."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from blockguide.code.project.interface import Interface, Passed, Star
from blockguide.code.project.layout import Project
from blockguide.code.project.modules import (
    Module,
    ModuleKind,
    absolute_name,
    builtin_names,
    find_module,
    module_name,
)
from blockguide.code.project.view import READABLE, View


def provides(project: Project, dotted: str, name: str) -> bool | None:
    """Tell whether `from dotted import name` holds, without importing anything.

    Returns:
        True or False where the syntax of the files says so; None where it cannot be told (compiled
        modules, `__getattr__`, names made at run time). A module that is not found provides
        nothing.
    """
    module = find_module(project, dotted)
    if module is None:
        return False
    if name in _IMPLICIT or (module.is_package and find_module(project, f"{dotted}.{name}")):
        return True
    names = _names(View(project), module, 0)
    if name in names.known:
        return True
    return False if names.complete else None


def module_exports(path: Path, project: Project) -> frozenset[str] | None:
    """Return every name that a module's file binds at its top level, star imports included.

    Returns:
        The names; None where more may exist than the syntax shows, or the file is broken.
    """
    name = module_name(path, project) or path.stem
    is_package = path.stem == "__init__"
    names = _names(View(project), Module(name, ModuleKind.SOURCE, (path,), is_package), 0)
    return names.known if names.complete else None


def offers(view: View, module: Module, name: str) -> bool:
    """Tell whether a module that binds a name means others to take it from there.

    It does unless it has an `__all__` without the name, or marks what it means so by `import name as
    name` and the name is not so marked; `import name as name` always says yes.
    """
    interface = view.interface(module)
    if interface is None:
        return False
    _, passed = interface.bindings.get(name, (0, None))
    if passed is not None and (passed.explicit or interface.marks_exports):
        return passed.explicit
    if interface.listed is None:
        return True
    return _lists(view, module, interface, name, 0)


def names_plainly(view: View, module: Module, name: str) -> bool:
    """Tell whether a module surely passes a name on: listed, by a star, or `import x as x`."""
    interface = view.interface(module)
    if interface is None:
        return False
    _, passed = interface.bindings.get(name, (0, None))
    return (interface.listed is not None or passed is None or passed.explicit) and offers(
        view, module, name
    )


def origin_of(view: View, dotted: str, name: str) -> tuple[str, str] | None:
    """Follow a module's name to the file that defines it.

    Returns:
        The file's path and the name there; None where the trail ends at no definition.
    """
    return _origin(view, dotted, name, frozenset())


_IMPLICIT: Final = frozenset(
    {
        "__name__",
        "__doc__",
        "__file__",
        "__spec__",
        "__loader__",
        "__package__",
        "__dict__",
        "__path__",
    }
)
_DEEPEST: Final = 24


def _package_of(module: Module) -> str:
    """Return the dotted package that a module's relative imports count from."""
    return module.name if module.is_package else module.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names that surely exist, and whether there can be no others."""

    known: frozenset[str]
    complete: bool


def _names(view: View, module: Module, depth: int) -> _Names:
    if module.kind is ModuleKind.BUILTIN:
        return _Names(builtin_names(module.name), complete=True)
    if module.kind is ModuleKind.NAMESPACE:
        return _Names(frozenset(), complete=True)
    interface = view.interface(module)
    if interface is None or depth > _DEEPEST:
        return _Names(frozenset(), complete=False)
    known = set(interface.bindings)
    complete = not interface.dynamic
    for star in interface.stars:
        source = _source(view, module, star)
        if source is None:
            complete = complete and not star.certain
            continue
        taken = _public(view, source, depth + 1)
        known |= taken.known
        complete = complete and taken.complete
    return _Names(frozenset(known), complete)


def _source(view: View, module: Module, passed: Star | Passed) -> Module | None:
    """Return the module that an import statement of another one takes from."""
    name = absolute_name(passed.module, level=passed.level, package=_package_of(module))
    return view.module(name) if name else None


def _public(view: View, module: Module, depth: int) -> _Names:
    """Return what `from module import *` takes: `__all__`, or the names without an underscore."""
    interface = view.interface(module)
    if interface is not None and (interface.listed is not None or interface.guessed):
        listed = _listed(view, module, interface, depth)
        return _Names(listed or frozenset(), complete=listed is not None)
    names = _names(view, module, depth)
    known = frozenset(name for name in names.known if not name.startswith("_"))
    return _Names(known, names.complete)


def _listed(view: View, module: Module, interface: Interface, depth: int) -> frozenset[str] | None:
    """Return the names of `__all__`; None where there is none, or it is computed at run time."""
    if interface.listed is None or interface.guessed or depth > _DEEPEST:
        return None
    names: set[str] = set()
    for part in interface.listed:
        if isinstance(part, str):
            names.add(part)
            continue
        source = _listing_module(view, module, interface, part)
        found = view.interface(source) if source else None
        deeper = _listed(view, source, found, depth + 1) if source and found else None
        if deeper is None:
            return None
        names |= deeper
    return frozenset(names) - interface.removed


def _lists(view: View, module: Module, interface: Interface, name: str, depth: int) -> bool:
    """Tell whether `__all__` holds a name; what is computed at run time is taken to hold it."""
    if interface.listed is None or interface.guessed or depth > _DEEPEST:
        return True
    if name in interface.removed or name in interface.listed:
        return name not in interface.removed
    for part in interface.listed:
        if isinstance(part, str):
            continue
        source = _listing_module(view, module, interface, part)
        if source is None:
            return True
        if not _may_offer(view, source, name):
            continue
        found = view.interface(source)
        if found is None or _lists(view, source, found, name, depth + 1):
            return True
    return False


def _listing_module(
    view: View, module: Module, interface: Interface, part: tuple[str, str]
) -> Module | None:
    """Return the module whose `__all__` another `__all__` is built from."""
    owner, alias = part
    _, passed = interface.bindings.get(owner or alias, (0, None))
    if passed is None:
        return view.module(f"{_package_of(module)}.{owner}") if owner else None
    source = _source(view, module, passed)
    if source is None or not owner or not passed.name:
        return source
    return view.module(f"{source.name}.{passed.name}")


def _origin(
    view: View, dotted: str, name: str, seen: frozenset[tuple[str, str]]
) -> tuple[str, str] | None:
    module = view.module(dotted)
    if (
        module is None
        or (dotted, name) in seen
        or len(seen) > _DEEPEST
        or not _may_hold(view, module, name)
    ):
        return None
    place = str(module.paths[0]), name
    if view.edited is not None and place == (view.edited.path, view.edited.name):
        return place
    interface = view.interface(module)
    if interface is None or name in interface.elsewhere:
        return None
    order, passed = interface.bindings.get(name, (0, None))
    seen |= {(dotted, name)}
    for star in reversed(interface.stars):
        if star.order < order:
            break
        source = _source(view, module, star)
        if source is not None and _stars_over(view, source, name):
            through = _origin(view, source.name, name, seen)
            if through is not None:
                return through
    if passed is None:
        return place if order else None
    source = _source(view, module, passed) if passed.name else None
    return _origin(view, source.name, passed.name, seen) if source else None


def _stars_over(view: View, source: Module, name: str) -> bool:
    """Tell whether a star import from a module may take the name."""
    if not _may_offer(view, source, name):
        return False
    interface = view.interface(source)
    if interface is None:
        return False
    if interface.listed is not None:
        return _lists(view, source, interface, name, 0)
    return not name.startswith("_")


def _may_hold(view: View, module: Module, name: str) -> bool:
    """Tell by the text alone whether a module could bind a name; most need no parsing then."""
    if module.kind not in READABLE:
        return False
    path = str(module.paths[0])
    if view.edited is not None and path == view.edited.path:
        return True
    text = view.text(path)
    return name.encode() in text or b"import *" in text


def _may_offer(view: View, module: Module, name: str) -> bool:
    """Tell by the text alone whether a star import or another `__all__` could take a name."""
    if not _may_hold(view, module, name):
        return False
    path = str(module.paths[0])
    if view.edited is not None and path == view.edited.path:
        return True
    text = view.text(path)
    mentioned = text.count(b"__all__")
    return mentioned != 1 or f'"{name}"'.encode() in text or f"'{name}'".encode() in text
