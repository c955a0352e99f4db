"""From the way code uses a value to a value that it can use."""

import ast
from collections import Counter
from typing import TYPE_CHECKING, Final

from blockguide.writers.offline.example.data import kind_value, name_kinds, table
from blockguide.writers.offline.example.frameworks import framework_name
from blockguide.writers.offline.example.home import Function
from blockguide.writers.offline.example.kinds import has_attributes
from blockguide.writers.offline.example.lambdas import called_function
from blockguide.writers.offline.example.lineage import lineage_of
from blockguide.writers.offline.example.neighbours import resolve
from blockguide.writers.offline.example.standins import stand_in
from blockguide.writers.offline.example.uses import BYTES, Use, UseKind, Uses, read_uses
from blockguide.writers.offline.example.value import Certainty, Value, joined, literal, template
from blockguide.writers.offline.example.wish import Wish

if TYPE_CHECKING:
    from blockguide.writers.offline.example.maker import Maker


def used_value(wish: Wish, maker: "Maker") -> Value:
    """A value that fits the uses of the wish's path; by its name where these say nothing."""
    if wish.exhausted:
        return stand_in(wish, maker)
    framework = framework_name(wish.name, maker.home.package)
    uses = wish.uses.get(wish.path, [])
    if framework is not None and not _constant(uses):
        return framework
    votes: Counter[str] = Counter()
    for use in uses:
        _vote(use, votes, maker)
        if use.kind is UseKind.PASSED and _matches_bytes(use, maker):
            votes["bytes"] += 4
    for kind in tuple(votes):
        if not has_attributes(kind, (use.detail for use in uses if use.kind is UseKind.ATTRIBUTE)):
            del votes[kind]
    direct = votes.most_common(1)
    if direct and direct[0][1] >= 3:
        return _of_kind(direct[0][0], wish, maker).at(Certainty.USE)
    passed = _passed_on(uses, wish, maker)
    if passed is not None and passed.certainty >= Certainty.USE:
        return passed.at(Certainty.USE)
    suggested = tuple(kind for kind in name_kinds(wish.name) if _suits(kind, wish, uses, maker))
    for kind in suggested:
        votes[kind] += 2 if not votes or kind in votes else 0
    if votes:
        kind, weight = votes.most_common(1)[0]
        if weight > 0:
            value = _of_kind(kind, wish, maker)
            return value.at(
                Certainty.NAME if kind in suggested else min(value.certainty, Certainty.USE)
            )
    own = stand_in(wish, maker)
    return passed if passed is not None and "MagicMock" not in own.code else own


def class_uses(owner: ast.ClassDef, maker: "Maker") -> Uses:
    """How the methods of a class, all together, use the attributes of `self`."""
    key = ("class uses", owner)
    found = maker.home.memory.get(key)
    if not isinstance(found, dict):
        found = {}
        for method in owner.body:
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                for path, uses in function_uses(method, maker).items():
                    if path.startswith("self."):
                        found.setdefault(path, []).extend(uses)
        maker.home.memory[key] = found
    return found


def function_uses(function: Function, maker: "Maker") -> Uses:
    """How the body of a function uses names."""
    key = ("uses", function)
    found = maker.home.memory.get(key)
    if not isinstance(found, dict):
        found = read_uses(function.body)
        maker.home.memory[key] = found
    return found


def _vote(use: Use, votes: "Counter[str]", maker: "Maker") -> None:  # noqa: C901, PLR0912 - one arm for each kind of use
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


def _matches_bytes(use: Use, maker: "Maker") -> bool:
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
                votes[_kind_of(item.value)] += 3
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
                    votes[_kind_of(side.value)] += 3
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


def _kind_of(value: object) -> str:
    return {"str": "str", "bytes": "bytes", "int": "int", "float": "float", "bool": "bool"}.get(
        type(value).__name__, "object"
    )


def _suits(kind: str, wish: Wish, uses: list[Use], maker: "Maker") -> bool:
    """Whether the kind that a name suggests agrees with the file's imports and the attributes read."""
    if not has_attributes(kind, (use.detail for use in uses if use.kind is UseKind.ATTRIBUTE)):
        return False
    value = kind_value(kind, wish.name)
    if value is None or kind in _COMMON:
        return True
    tops = {item.module.partition(".")[0] for item in maker.home.imports.values()}
    return all(item.module.partition(".")[0] in tops for item in value.imports)


def _constant(uses: list[Use]) -> bool:
    return any(
        use.kind is UseKind.COMPARED
        and isinstance(use.node, ast.Compare)
        and any(isinstance(item, ast.Constant) for item in use.node.comparators)
        for use in uses
    )


def _of_kind(kind: str, wish: Wish, maker: "Maker") -> Value:
    if kind == "textio" and (BYTES in wish.uses or _imports_bytes(maker)):
        kind = "binaryio"
    match kind:
        case "callable":
            return called_function(wish)
        case "list" | "strings":
            return _list(kind, wish, maker)
        case "tuple":
            return _tuple(wish, maker)
        case "dict":
            return _dict(wish, maker)
        case "context":
            return template("{contextlib.nullcontext}()")
        case _:
            constant = _compared_constant(kind, wish)
            return constant or kind_value(kind, wish.name) or stand_in(wish, maker)


def _imports_bytes(maker: "Maker") -> bool:
    """Whether the file works on bytes, by what it imports."""
    return not _BYTES_MODULES.isdisjoint(item.module for item in maker.home.imports.values())


def _compared_constant(kind: str, wish: Wish) -> Value | None:
    """The first constant that the code compares the value with for equality."""
    if kind not in ("str", "bytes", "int"):
        return None
    for use in wish.uses.get(wish.path, ()):
        if use.kind is UseKind.COMPARED and isinstance(use.node, ast.Compare):
            if not isinstance(use.node.ops[0], ast.Eq | ast.In):
                continue
            right = use.node.comparators[0]
            options = right.elts if isinstance(right, ast.Tuple | ast.List | ast.Set) else [right]
            for option in options:
                if (
                    isinstance(option, ast.Constant)
                    and _kind_of(option.value) == kind
                    and option.value
                ):
                    return Value(literal(option.value), certainty=Certainty.USE)
    return None


def _list(kind: str, wish: Wish, maker: "Maker") -> Value:
    named = kind_value("list", wish.name) if "list" in name_kinds(wish.name) else None
    element_path = f"{wish.path}[]"
    element = wish.part("[]", _singular(wish.name))
    if any(path.startswith(f"{element_path}[") for path in wish.uses) or _unpacks(wish):
        value = _tuple(element, maker)
        return joined(f"[{value.code}]", (value,))
    if wish.uses.get(element_path):
        value = used_value(element, maker)
        if value.certainty >= Certainty.USE or (named is None and "MagicMock" in value.code):
            return joined(f"[{_several(value.code)}]", (value,))
    return named or kind_value(kind, wish.name) or Value("[]")


def _unpacks(wish: Wish) -> bool:
    return any(
        use.kind is UseKind.ITERATED and isinstance(use.node, ast.Tuple)
        for use in wish.uses.get(wish.path, ())
    ) or any(use.kind is UseKind.UNPACKED for use in wish.uses.get(f"{wish.path}[]", ()))


def _tuple(wish: Wish, maker: "Maker") -> Value:
    width = 2
    for use in (*wish.uses.get(wish.path, ()), *wish.uses.get(wish.path.removesuffix("[]"), ())):
        if use.kind in (UseKind.UNPACKED, UseKind.ITERATED) and isinstance(use.node, ast.Tuple):
            width = len(use.node.elts)
            break
    parts = tuple(used_value(wish.part(f"[{place}]", ""), maker) for place in range(width))
    parts = tuple(
        part if part.certainty > Certainty.STAND_IN else Value(str(place + 1))
        for place, part in enumerate(parts)
    )
    inside = ", ".join(part.code for part in parts)
    return joined(f"({inside},)" if len(parts) == 1 else f"({inside})", parts)


def _dict(wish: Wish, maker: "Maker") -> Value:
    keys: dict[str, None] = {}
    for use in wish.uses.get(wish.path, ()):
        if isinstance(use.node, ast.Subscript) and isinstance(use.node.slice, ast.Constant):
            keys[literal(use.node.slice.value)] = None
    if not keys:
        return kind_value("dict", wish.name) or Value("{}")
    value = used_value(wish.part("[]"), maker)
    if value.certainty is Certainty.STAND_IN:
        value = Value('"example"')
    return joined("{" + ", ".join(f"{key}: {value.code}" for key in keys) + "}", (value,))


def _passed_on(uses: list[Use], wish: Wish, maker: "Maker") -> Value | None:
    """The value that a function of the same file asks for, where this one is handed on to it."""
    for use in uses:
        if use.kind is UseKind.STORED and use.detail.startswith("self.") and wish.owner is not None:
            if wish.path == use.detail:
                continue
            stored = Wish(
                wish.name, use.detail, class_uses(wish.owner, maker), wish.owner, wish.depth + 1
            )
            return used_value(stored, maker)
        if use.kind is not UseKind.PASSED or not use.detail:
            continue
        callee = _callee(use.detail, wish, maker)
        if callee is not None:
            function, owner, its_maker = callee
            parameter = _parameter(
                function, use.place, int(owner is not None and not _is_static(function))
            )
            if parameter is not None:
                return parameter_value(parameter, function, owner, wish, its_maker)
    return None


def parameter_value(
    parameter: ast.arg, function: Function, owner: ast.ClassDef | None, wish: Wish, maker: "Maker"
) -> Value:
    """A value for a parameter, by its annotation, else by how the function uses it."""
    own = Wish(parameter.arg, parameter.arg, function_uses(function, maker), owner, wish.depth + 1)
    if parameter.annotation is not None:
        typed = maker.typed(parameter.annotation, own)
        if typed is not None:
            return typed
    return used_value(own, maker)


def _callee(
    name: str, wish: Wish, maker: "Maker"
) -> tuple[Function, ast.ClassDef | None, "Maker"] | None:
    """The function or method that a call's text means, its class, and the maker for its file."""
    home = maker.home
    if name.startswith("self."):
        if wish.owner is None or "." in name[5:]:
            return None
        found = lineage_of(wish.owner, home).method(name[5:])
        return (
            (*found, maker.at(lineage_of(wish.owner, home).home(found[1])))
            if found is not None
            else None
        )
    if name in home.functions:
        return home.functions[name], None, maker
    definition: object = home.classes.get(name)
    if definition is None and wish.depth < _FARTHEST and not name.startswith("."):
        node = ast.parse(name, mode="eval").body
        resolved = resolve(home.full_name(node), home) if "." in home.full_name(node) else None
        if resolved is not None:
            definition, maker = resolved[1], maker.at(resolved[0])
    if isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef):
        return definition, None, maker
    if isinstance(definition, ast.ClassDef):
        lineage = lineage_of(definition, maker.home)
        made = lineage.method("__init__")
        return (*made, maker.at(lineage.home(made[1]))) if made is not None else None
    return None


def _is_static(function: Function) -> bool:
    return any(
        isinstance(item, ast.Name) and item.id == "staticmethod" for item in function.decorator_list
    )


def _parameter(function: Function, place: str, skipped: int) -> ast.arg | None:
    every = [*function.args.posonlyargs, *function.args.args]
    if place.isdigit():
        index = int(place) + skipped
        return every[index] if index < len(every) else None
    return next((item for item in (*every, *function.args.kwonlyargs) if item.arg == place), None)


def _several(code: str) -> str:
    return {"3": "1, 2, 3", '"example"': '"red", "green", "blue"', "1.5": "0.5, 1.5"}.get(
        code, code
    )


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else ""


_BYTES_MODULES: Final = frozenset({"struct", "binascii", "zlib", "gzip", "bz2", "lzma"})
_FARTHEST: Final = 3
_COMMON: Final = frozenset({"textio", "binaryio", "class", "function", "file", "pathobject"})
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
