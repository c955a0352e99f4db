"""Makes objects of classes whose source is at hand."""

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.class_kinds import first_member, is_metaclass
from blockguide.writers.offline.example.data import table
from blockguide.writers.offline.example.fields import (
    RECORD_DECORATORS,
    fields_of,
    named_tuple_fields,
)
from blockguide.writers.offline.example.frameworks import framework_type
from blockguide.writers.offline.example.home import Function, Home
from blockguide.writers.offline.example.inference import used_value
from blockguide.writers.offline.example.initialisers import (
    constructor_arguments,
    constructor_of,
)
from blockguide.writers.offline.example.lacking import attribute_value, concrete_subclass, lacking
from blockguide.writers.offline.example.lineage import (
    Lineage,
    abstract_methods,
    last_name,
    lineage_of,
    own_method,
)
from blockguide.writers.offline.example.shape import failure_of
from blockguide.writers.offline.example.signatures import Argument, call_code
from blockguide.writers.offline.example.uses import class_uses
from blockguide.writers.offline.example.value import Certainty, Import, Value, joined, template
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def object_of(  # noqa: PLR0911 - one return for each kind
    node: ast.ClassDef, wish: Wish, maker: "Maker"
) -> Value:
    """An object of the class: a member of an enumeration, else the call that makes one."""
    made = maker.home.memory["objects"] = maker.home.memory.get("objects", 0) + 1
    if wish.exhausted or made > _MOST:
        return Value("None", certainty=Certainty.STAND_IN)
    lineage = lineage_of(node, maker.home)
    reference = maker.class_reference(node)
    known = _known_object(node, maker)
    if known is not None:
        return known
    if is_metaclass(lineage):
        code = f"class Example(metaclass={reference.code}):\n    pass"
        return replace(reference, code="Example", definitions=(*reference.definitions, code))
    member = first_member(lineage)
    if member:
        return reference.coded(f"{reference.code}.{member}")
    missing = tuple(abstract_methods(lineage))
    protocol = any(last_name(base) == "Protocol" for base in node.bases)
    if (missing or protocol) and wish.depth > 1:
        concrete = concrete_subclass(node, None, maker)
        if concrete is not None:
            return object_of(concrete, wish.deeper(), maker)
    if protocol and not missing and wish.depth > 1:
        return Value(
            "MagicMock()",
            frozenset({Import("unittest.mock", "MagicMock")}),
            certainty=Certainty.STAND_IN,
        )
    if len(missing) > _MANY and wish.depth > 1:
        return Value(
            "MagicMock()",
            frozenset({Import("unittest.mock", "MagicMock")}),
            certainty=Certainty.STAND_IN,
        )
    if missing or protocol or _refuses_itself(lineage):
        reference = subclass_of(node, missing, reference, maker, wish.depth)
    return constructed(lineage, reference, wish, maker)


def _known_object(node: ast.ClassDef, maker: "Maker") -> Value | None:
    """The object that the data files give for exactly this class."""
    full = f"{maker.home.module}.{node.name}"
    text = table("types.toml", "types").get(full, "")
    value = template(text[1:]) if text.startswith("=") else framework_type(full)
    if value is None or node.name not in {item.name for item in value.imports}:
        return None
    return value


def object_for(
    node: ast.ClassDef, function: Function, maker: "Maker"
) -> tuple[Value, tuple[tuple[str, Value], ...]]:
    """An object on which the method can run, and the attributes that must be set on it before."""
    lineage = lineage_of(node, maker.home)
    known = framework_type(f"{maker.home.module}.{node.name}")
    if known is not None and not failure_of(function):
        return known, ()
    missing = lacking(lineage, function, maker)
    if not missing.anything:
        return object_of(node, Wish(), maker), ()
    concrete = concrete_subclass(node, function, maker)
    if concrete is not None:
        return object_of(concrete, Wish(), maker), ()
    reference = maker.class_reference(node)
    if missing.methods:
        reference = subclass_of(node, missing.methods, reference, maker)
        value = constructed(lineage, reference, Wish(), maker)
    else:
        value = object_of(node, Wish(), maker)
    names = missing.attributes if len(missing.attributes) <= _MANY + 1 else ()
    return value, tuple((name, attribute_value(name, lineage, maker)) for name in names)


def constructed(lineage: Lineage, reference: Value, wish: Wish, maker: "Maker") -> Value:
    """The call of the class, or of the subclass that `reference` names, with fitting arguments."""
    if RECORD_BASES & lineage.outer_names and own_method(lineage.classes[0], "__init__") is None:
        return call_code(reference, fields_of(lineage, wish, maker))
    for owner, home in zip(lineage.classes, lineage.homes, strict=True):
        if constructor_of(owner) is not None:
            arguments = constructor_arguments(lineage, wish, maker)
            return (
                call_code(reference, arguments)
                if arguments
                else _inherited(lineage, reference, maker)
            )
        record = lineage_of(owner, home)
        if record.decorated(RECORD_DECORATORS):
            return call_code(reference, fields_of(record, wish, maker.at(home)))
    return _inherited(lineage, reference, maker)


def _refuses_itself(lineage: Lineage) -> bool:
    """Whether the initialiser raises for an object of exactly this class."""
    made = lineage.method("__init__") or lineage.method("__new__")
    if made is None:
        return False
    return any(
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and isinstance(node.test.ops[0], ast.Is | ast.Eq)
        and isinstance(node.test.comparators[0], ast.Name)
        and node.test.comparators[0].id == lineage.classes[0].name
        and isinstance(node.body[0], ast.Raise)
        for node in made[0].body
    )


def _inherited(lineage: Lineage, reference: Value, maker: "Maker") -> Value:
    """A call with what the outer bases are known to ask for."""
    names = named_tuple_fields(lineage)
    if names:
        parts = (Argument(name, used_value(Wish(name), maker), name) for name in names)
        return call_code(reference, tuple(parts))
    for base in lineage.outer:
        arguments = table("dunders.toml", "constructors").get(base)
        if arguments is not None:
            part = template(arguments)
            return joined(f"{reference.code}({part.code})", (reference, part))
    if all(base in _BARE or base.startswith(("typing.", "abc.")) for base in lineage.outer):
        return reference.coded(f"{reference.code}()")
    return reference.coded(f"{reference.code}()").at(Certainty.NAME)


def subclass_of(
    node: ast.ClassDef,
    missing: tuple[tuple[Function | str, Home], ...],
    reference: Value,
    maker: "Maker",
    depth: int = 0,
) -> Value:
    """The smallest subclass that defines what is missing."""
    name = f"Example{node.name.lstrip('_')}"
    lines = [f"class {name}({reference.code}):"]
    needs = [reference]
    for item, home in missing:
        header, result = _concrete(item, node, depth, maker.at(home))
        needs.append(result)
        lines += [f"    {line}" for line in header]
        lines += [f"        return {result.code}" if result.code else "        pass", ""]
    if not missing:
        lines.append("    pass")
    code = "\n".join(lines).rstrip()
    base = joined(name, tuple(needs), reference.certainty)
    return Value(
        name, base.imports, (*base.definitions, code), base.setup, base.folder, base.certainty
    )


def _concrete(
    item: Function | str, owner: ast.ClassDef, depth: int, maker: "Maker"
) -> tuple[list[str], Value]:
    if isinstance(item, str):
        known = table("dunders.toml", "bodies").get(item, ["self, *args", "None"])
        return [f"def {item}({known[0]}):"], Value(known[1])
    head = "async def" if isinstance(item, ast.AsyncFunctionDef) else "def"
    kinds = {last_name(decorator) for decorator in item.decorator_list}
    lines = [f"@{kind}" for kind in ("property", "classmethod", "staticmethod") if kind in kinds]
    if "abstractproperty" in kinds:
        lines = ["@property"]
    result = (
        maker.typed(item.returns, Wish(item.name, depth=depth + 1))
        if item.returns is not None
        else None
    )
    if item.returns is None and any("property" in kind for kind in kinds):
        uses = class_uses(owner, maker)
        result = used_value(Wish(item.name, f"self.{item.name}", uses, owner, depth + 1), maker)
    if result is None or result.folder or result.definitions or result.setup:
        result = Value("" if item.returns is None else "None")
    return [*lines, f"{head} {item.name}({_parameters(item.args)}):"], result


def _parameters(every: ast.arguments) -> str:
    """The same parameters without annotations, their defaults only where they are constants."""
    copy = ast.arguments(
        [ast.arg(item.arg) for item in every.posonlyargs],
        [ast.arg(item.arg) for item in every.args],
        ast.arg(every.vararg.arg) if every.vararg else None,
        [ast.arg(item.arg) for item in every.kwonlyargs],
        [_constant(item) if item is not None else None for item in every.kw_defaults],
        ast.arg(every.kwarg.arg) if every.kwarg else None,
        [_constant(item) for item in every.defaults],
    )
    return ast.unparse(copy).replace("'", '"')


def _constant(node: ast.expr) -> ast.expr:
    return node if isinstance(node, ast.Constant) else ast.Constant(None)


RECORD_BASES: Final = frozenset({"NamedTuple", "TypedDict", "BaseModel", "Struct"})
_MANY: Final = 3
_MOST: Final = 60
_BARE: Final = frozenset(
    {"object", "dict", "list", "set", "str", "int", "float", "tuple", "frozenset", "Exception"}
)
