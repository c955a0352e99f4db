"""From an annotation to a value of the type that it names."""

import ast
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.data import kind_value, several_of, table
from blockguide.writers.offline.example.frameworks import framework_type
from blockguide.writers.offline.example.lambdas import function_of
from blockguide.writers.offline.example.neighbours import resolve
from blockguide.writers.offline.example.value import (
    Certainty,
    Value,
    joined,
    literal,
    template,
)
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def typed_value(  # noqa: PLR0911 - one return for each kind
    node: ast.expr, wish: Wish, maker: "Maker"
) -> Value | None:
    """A value of the annotated type, or None where the annotation says nothing that helps."""
    if wish.exhausted:
        return None
    match node:
        case ast.Constant(value=None):
            return Value("None")
        case ast.Constant(value=str(text)):
            parsed = _parsed(text)
            return typed_value(parsed, wish.deeper(), maker) if parsed is not None else None
        case ast.BinOp(op=ast.BitOr()):
            return _union(_members(node), wish, maker)
        case ast.Subscript(value=base, slice=inside):
            arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return _generic(maker.home.full_name(base), arguments, wish, maker)
        case ast.Name() | ast.Attribute():
            return _plain(maker.home.full_name(node), wish, maker)
        case _:
            return None


def _plain(  # noqa: PLR0911 - one return for each kind
    full: str, wish: Wish, maker: "Maker"
) -> Value | None:
    home = maker.home
    name = home.local(full)
    last = full.rpartition(".")[2]
    framework = framework_type(full) if wish.depth > 1 else None
    if framework is not None:
        return framework
    if name in home.classes and name not in home.hidden:
        return maker.object(home.classes[name], Wish(wish.name, depth=wish.depth))
    if name in home.assigned:
        return _alias(home.assigned[name], wish, maker)
    if last == "Self" and wish.owner is not None:
        return maker.object(wish.owner, wish)
    if full in _CALLABLES:
        return function_of(None, wish, maker)
    if full in table("types.toml", "containers"):
        return _container(table("types.toml", "containers")[full], [], wish, maker)
    kind = table("types.toml", "types").get(full)
    if kind == "any":
        return None
    if kind is not None:
        return template(kind[1:]) if kind.startswith("=") else kind_value(kind, wish.name)
    found = framework_type(full)
    if found is not None:
        return found
    return _elsewhere(full, wish, maker)


def _elsewhere(full: str, wish: Wish, maker: "Maker") -> Value | None:
    """A value of a type that another file defines."""
    found = resolve(full, maker.home)
    if found is None:
        return None
    home, definition = found
    its_maker = maker.at(home)
    if isinstance(definition, ast.ClassDef):
        return its_maker.object(definition, Wish(wish.name, depth=wish.depth))
    if isinstance(definition, ast.expr):
        return _alias(definition, wish, its_maker)
    return None


def _generic(  # noqa: PLR0911 - one return for each kind
    full: str, arguments: list[ast.expr], wish: Wish, maker: "Maker"
) -> Value | None:
    last = full.rpartition(".")[2]
    if last == "Optional":
        return _union([*arguments, ast.Constant(None)], wish, maker)
    if last == "Union":
        return _union(arguments, wish, maker)
    if last == "Literal":
        return _literal(arguments[0])
    if last in _TRANSPARENT:
        return typed_value(arguments[0], wish, maker)
    if full in _CALLABLES:
        return function_of(arguments, wish, maker)
    if full in ("type", "typing.Type"):
        return _class(arguments[0], maker)
    of_bytes = table("types.toml", "bytes").get(full)
    if of_bytes is not None and maker.home.full_name(arguments[0]) == "bytes":
        return kind_value(of_bytes, wish.name)
    shape = table("types.toml", "containers").get(full)
    if shape is not None:
        return _container(shape, arguments, wish, maker)
    return _plain(full, wish, maker)


def _union(members: list[ast.expr], wish: Wish, maker: "Maker") -> Value | None:
    """The first member that is simple to make; None is taken only where nothing else can be."""
    best: Value | None = None
    for member in members:
        if isinstance(member, ast.Constant) and member.value is None:
            continue
        value = typed_value(member, wish.deeper(), maker)
        if value is not None and (best is None or value.certainty > best.certainty):
            best = value
            if best.certainty >= Certainty.TYPE:
                return best
    nothing = any(isinstance(member, ast.Constant) and member.value is None for member in members)
    if nothing and (best is None or best.certainty is Certainty.STAND_IN):
        return Value("None")
    return best


def _literal(node: ast.expr) -> Value | None:
    return (
        Value(literal(node.value), certainty=Certainty.GIVEN)
        if isinstance(node, ast.Constant)
        else None
    )


def _class(node: ast.expr, maker: "Maker") -> Value | None:
    full = maker.home.full_name(node)
    name = maker.home.local(full)
    if name in maker.home.classes and name not in maker.home.hidden:
        return maker.home.reference(name)
    if full in ("BaseException", "Exception"):
        return Value("ValueError")
    plain = kind_value("class")
    return Value(full) if full in _BUILTIN_CLASSES or plain is None else plain.at(Certainty.NAME)


def _container(  # noqa: PLR0911 - one return for each kind
    shape: str, arguments: list[ast.expr], wish: Wish, maker: "Maker"
) -> Value | None:
    if not arguments:
        return (
            maker.used(wish)
            if wish.path
            else kind_value({"async": "iterator"}.get(shape, shape), wish.name)
        )
    if shape == "tuple":
        return _tuple(arguments, wish, maker)
    parts = [typed_value(item, wish.part("[]", _singular(wish.name)), maker) for item in arguments]
    if shape == "dict":
        key, value = (*parts, None, None)[:2]
        if key is None or value is None:
            return kind_value("dict", wish.name)
        return joined(f"{{{key.code}: {value.code}}}", (key, value))
    element = parts[0]
    if element is None:
        element = maker.used(wish.part("[]", _singular(wish.name)))
    if element.certainty is Certainty.STAND_IN and _says_nothing(arguments[0], maker):
        element = Value("3", certainty=Certainty.NAME)
    if element.certainty is Certainty.STAND_IN:
        return Value("[]" if shape == "list" else "set()" if shape == "set" else "iter([])")
    several = several_of(element.code)
    if shape == "set":
        return joined(f"{{{several}}}", (element,))
    if shape == "iterator":
        return joined(f"iter([{several}])", (element,))
    if shape == "async":
        define = f"async def produce():\n    for item in [{several}]:\n        yield item"
        return Value("produce()", element.imports, (*element.definitions, define), element.setup)
    return joined(f"[{several}]", (element,))


def _says_nothing(node: ast.expr, maker: "Maker") -> bool:
    """Whether any element will do: the annotation is `Any`, `object` or an unbound type variable."""
    full = maker.home.full_name(node)
    if full in ("typing.Any", "object", "builtins.object"):
        return True
    name = maker.home.local(full)
    match maker.home.assigned.get(name):
        case ast.Call(args=[_], keywords=keywords):
            return "bound" not in {item.arg for item in keywords}
        case _:
            return not name and len(full.rpartition(".")[2].strip("_")) <= 2


def _tuple(arguments: list[ast.expr], wish: Wish, maker: "Maker") -> Value | None:
    endless = (
        len(arguments) == 2 and isinstance(arguments[1], ast.Constant) and arguments[1].value is ...
    )
    wanted = arguments[:1] if endless else arguments
    parts = [typed_value(item, wish.part("[]"), maker) for item in wanted]
    known = tuple(part for part in parts if part is not None)
    if len(known) != len(wanted):
        return kind_value("tuple", wish.name)
    if endless:
        return joined(
            f"({several_of(known[0].code)},)"
            if len(several_of(known[0].code)) == len(known[0].code)
            else f"({several_of(known[0].code)})",
            known,
        )
    inside = ", ".join(part.code for part in known)
    return joined(f"({inside},)" if len(known) == 1 else f"({inside})", known)


def _alias(node: ast.expr, wish: Wish, maker: "Maker") -> Value | None:
    """A value of a type alias, a NewType or a TypeVar."""
    if isinstance(node, ast.Call):
        maker_name = maker.home.full_name(node.func).rpartition(".")[2]
        if maker_name == "NewType" and len(node.args) == 2:
            return typed_value(node.args[1], wish.deeper(), maker)
        if maker_name == "TypeVar":
            bound = next((item.value for item in node.keywords if item.arg == "bound"), None)
            options = [bound] if bound is not None else node.args[1:2]
            return typed_value(options[0], wish.deeper(), maker) if options else None
        return None
    return typed_value(node, wish.deeper(), maker)


def _members(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_members(node.left), *_members(node.right)]
    return [node]


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else ""


_CALLABLES: Final = frozenset({"typing.Callable", "collections.abc.Callable"})
_TRANSPARENT: Final = frozenset(
    {"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Mapped"}
)
_BUILTIN_CLASSES: Final = frozenset(
    {"int", "str", "bytes", "float", "list", "dict", "set", "tuple", "bool", "object"}
)
