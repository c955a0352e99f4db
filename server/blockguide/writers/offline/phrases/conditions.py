"""Conditions as clauses: "`path` does not exist", "`line` is empty or starts with `"#"`"."""

import ast
import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.comparisons import ORDER, Clause, between, comparison
from blockguide.writers.offline.phrases.morphology import article, listed
from blockguide.writers.offline.phrases.names import is_question, raw_words
from blockguide.writers.offline.phrases.shapes import SIZED, Shape
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import LAST_QUOTE, LONG_QUOTE, Wording, dotted

_DEPTH: Final = 3
_BOTH: Final = 2
_ANSWERS: Final = frozenset({"isinstance", "issubclass", "callable", "hasattr", "any", "all"})
_TYPES: Final = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))


def when(wording: Wording, test: ast.expr, *, holds: bool) -> str:
    """A subordinate clause: "when `path` does not exist", "unless `retries` is positive"."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=ast.Compare(ops=[op]) as inner) if (
            holds and type(op) in ORDER
        ):
            return f"unless {condition(wording, inner, holds=True)}"
        case _:
            return f"when {condition(wording, test, holds=holds)}"


def condition(wording: Wording, test: ast.expr, *, holds: bool) -> str:
    """The clause that says that `test` holds, or that it does not."""
    return _sentence(wording, test, holds=holds, depth=0)


def conjunction(wording: Wording, tests: Sequence[tuple[ast.expr, bool]]) -> str:
    """The clause that says that every test holds, or fails, as its flag says."""
    clauses: list[Clause] = []
    for test, holds in tests:
        clauses.extend(_parts(wording, test, holds=holds, depth=1, joiner="and"))
    return _join(clauses, "and")


def disjunction(wording: Wording, tests: Sequence[ast.expr]) -> str:
    """The clause that says that at least one of the tests holds."""
    clauses: list[Clause] = []
    for test in tests:
        clauses.extend(_parts(wording, test, holds=True, depth=1, joiner="or"))
    return _join(clauses, "or")


def answer(wording: Wording, call: ast.Call) -> str | None:
    """What a call that is always true or false answers, as "whether ..."; None for other calls."""
    if not (isinstance(call.func, ast.Name) and call.func.id in _ANSWERS):
        return None
    if call.keywords or not wording.is_builtin(call.func.id):
        return None
    clause = _builtin_call(wording, call, holds=True)
    if clause is None and (pair := _predicate(wording, call)) is not None:
        clause = Clause(*pair[0])
    return f"whether {clause}" if clause is not None else None


def _sentence(wording: Wording, test: ast.expr, *, holds: bool, depth: int) -> str:
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, holds = test.operand, not holds
    if not isinstance(test, ast.BoolOp):
        return str(_clause(wording, test, holds=holds))
    joiner = _joiner(test, holds=holds)
    return _join(_parts(wording, test, holds=holds, depth=depth, joiner=joiner), joiner)


def _joiner(test: ast.BoolOp, *, holds: bool) -> str:
    return "and" if isinstance(test.op, ast.And) == holds else "or"


def _parts(
    wording: Wording, test: ast.expr, *, holds: bool, depth: int, joiner: str
) -> list[Clause]:
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, holds = test.operand, not holds
    if not isinstance(test, ast.BoolOp):
        return [_clause(wording, test, holds=holds)]
    if _joiner(test, holds=holds) == joiner:
        found: list[Clause] = []
        for value in test.values:
            found.extend(_parts(wording, value, holds=holds, depth=depth + 1, joiner=joiner))
        return found
    if depth >= _DEPTH:
        return [_quoted(wording, test, holds=holds)]
    if joiner == "or" and len(test.values) > _BOTH and wording.code(test, LONG_QUOTE):
        return [_quoted(wording, test, holds=holds)]
    inner = _sentence(wording, test, holds=holds, depth=depth + 1)
    return [_Group(inner, "", "either" if joiner == "and" else "both")]


@dataclass(frozen=True, slots=True)
class _Group(Clause):
    """A nested group of the other connective, with the word that opens it."""

    opening: str = ""

    def __str__(self) -> str:
        return f"{self.opening} {self.subject}"


def _join(clauses: Sequence[Clause], joiner: str) -> str:
    said: list[str] = []
    nested = any(isinstance(clause, _Group) for clause in clauses)
    position = 0
    while position < len(clauses):
        clause = clauses[position]
        predicates = [clause.predicate]
        position += 1
        while (
            position < len(clauses)
            and not isinstance(clause, _Group)
            and clauses[position].subject == clause.subject
            and not isinstance(clauses[position], _Group)
        ):
            predicates.append(clauses[position].predicate)
            position += 1
        if isinstance(clause, _Group):
            said.append(str(clause))
        else:
            said.append(f"{clause.subject} {listed(predicates, joiner)}")
    if nested and len(said) > 1:
        return f", {joiner} ".join([", ".join(said[:-1]), said[-1]])
    return listed(said, joiner)


def _clause(wording: Wording, test: ast.expr, *, holds: bool) -> Clause:  # noqa: PLR0911 - one answer for each kind of node
    match test:
        case ast.Constant(value=value):
            return Clause(f"`{value!r}`", "holds" if holds else "does not hold")
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return comparison(wording, left, op, right, holds=holds)
        case ast.Compare():
            return between(wording, test, holds=holds) or _quoted(wording, test, holds=holds)
        case ast.Call():
            return _call(wording, test, holds=holds)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return _truth(wording, test, holds=holds)
        case ast.NamedExpr(target=target, value=value):
            inner = _clause(wording, value, holds=holds)
            return Clause(f"{inner.subject} (kept as `{target.id}`)", inner.predicate)
        case _:
            return _quoted(wording, test, holds=holds)


def _quoted(wording: Wording, test: ast.expr, *, holds: bool) -> Clause:
    code = wording.code(test, LAST_QUOTE)
    if code is None:
        return Clause(f"the condition on {place(test)}", "holds" if holds else "does not hold")
    if isinstance(test, ast.Compare | ast.BoolOp):
        return Clause(code, "holds" if holds else "does not hold")
    return Clause(code, "is truthy" if holds else "is falsy")


def _truth(wording: Wording, node: ast.expr, *, holds: bool) -> Clause:
    shape = wording.shape(node)
    subject = atom(wording, node)
    if dotted(node).rpartition(".")[2] == "TYPE_CHECKING":
        reader = "a type checker" if holds else "no type checker"
        return Clause(reader, f"reads the file ({subject})")
    if shape in SIZED:
        return Clause(subject, "is not empty" if holds else "is empty")
    if shape is Shape.NUMBER:
        return Clause(subject, "is not zero" if holds else "is zero")
    if shape is Shape.FLAG:
        return Clause(subject, "is true" if holds else "is false")
    return Clause(subject, "is truthy" if holds else "is falsy")


def _call(wording: Wording, call: ast.Call, *, holds: bool) -> Clause:
    special = _builtin_call(wording, call, holds=holds)
    if special is not None:
        return special
    pair = _predicate(wording, call)
    if pair is not None:
        return Clause(*pair[0 if holds else 1])
    code = wording.code(call, LONG_QUOTE)
    if code is None:
        return Clause(atom(wording, call), "is truthy" if holds else "is falsy")
    name = call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)
    if is_question(name) or raw_words(name)[:1] == ("is",):
        return Clause(code, "holds" if holds else "does not hold")
    return Clause(code, "is truthy" if holds else "is falsy")


def _predicate(wording: Wording, call: ast.Call) -> tuple[tuple[str, str], tuple[str, str]] | None:
    if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    known = vocabulary()
    name = dotted(call.func)
    pair = None
    receiver = ""
    if name and (("." in name) or wording.is_builtin(name)):
        pair = known.predicate_functions.get(f"{name}/{len(call.args)}")
    if pair is None and isinstance(call.func, ast.Attribute):
        pair = known.predicates.get(f"{call.func.attr}/{len(call.args)}")
        receiver = atom(wording, call.func.value) if pair else ""
    if pair is None:
        return None
    values = [_alternatives(wording, argument) for argument in call.args]
    return _split(pair[0], receiver, values), _split(pair[1], receiver, values)


def _split(template: str, receiver: str, values: Sequence[str]) -> tuple[str, str]:
    subject, _, predicate = template.partition(" ")
    return subject.format(*values, self=receiver), predicate.format(*values, self=receiver)


def _alternatives(wording: Wording, node: ast.expr) -> str:
    if isinstance(node, ast.Tuple) and 1 < len(node.elts) <= 6:
        return listed([atom(wording, element) for element in node.elts], "or")
    return atom(wording, node)


def _builtin_call(wording: Wording, call: ast.Call, *, holds: bool) -> Clause | None:
    match call:
        case ast.Call(func=ast.Name(id="isinstance"), args=[value, kind], keywords=[]):
            subject = atom(wording, value)
            kinds = kind.elts if isinstance(kind, ast.Tuple) else _union(kind)
            if len(kinds) == 1 and not _is_class_name(kind):
                word = f"an instance of {atom(wording, kinds[0])}"
            else:
                names = [article(atom(wording, one)) for one in kinds]
                word = listed(names, "or")
                if len(names) > 1 and not holds:
                    return Clause(subject, f"is neither {listed(names, 'nor')}")
            return Clause(subject, f"is {word}" if holds else f"is not {word}")
        case ast.Call(
            func=ast.Name(id="any" | "all" as name),
            args=[ast.GeneratorExp(elt=element, generators=[generator])],
            keywords=[],
        ):
            return _quantified(wording, name, element, generator, holds=holds)
        case ast.Call(func=ast.Name(id="any"), args=[value], keywords=[]):
            subject = f"{'any' if holds else 'no'} item of {atom(wording, value)}"
            return Clause(subject, "is truthy")
        case ast.Call(func=ast.Name(id="all"), args=[value], keywords=[]):
            subject = f"{'every' if holds else 'not every'} item of {atom(wording, value)}"
            return Clause(subject, "is truthy")
        case _:
            return None


def _is_class_name(kind: ast.expr) -> bool:
    name = dotted(kind).rpartition(".")[2]
    return name.lstrip("_")[:1].isupper() or name in _TYPES


def _union(kind: ast.expr) -> list[ast.expr]:
    if isinstance(kind, ast.BinOp) and isinstance(kind.op, ast.BitOr):
        return [*_union(kind.left), *_union(kind.right)]
    return [kind]


def _quantified(
    wording: Wording, name: str, element: ast.expr, generator: ast.comprehension, *, holds: bool
) -> Clause:
    # Not every one is as said: some one is not as said.
    truth = holds or name == "any"
    count = {
        ("any", True): "any",
        ("any", False): "no",
        ("all", True): "every",
        ("all", False): "some",
    }[name, holds]
    while isinstance(element, ast.UnaryOp) and isinstance(element.op, ast.Not):
        element, truth = element.operand, not truth
    if isinstance(element, ast.BoolOp):
        opening = "both" if _joiner(element, holds=truth) == "and" else "either"
        said = _sentence(wording, element, holds=truth, depth=1)
        inner = Clause(f"{opening} {said}" if len(element.values) == _BOTH else said, "")
    else:
        inner = _clause(wording, element, holds=truth)
    among = f"for {count} {atom(wording, generator.target)} in {atom(wording, generator.iter)}"
    if generator.ifs:
        among = f"{among} where {conjunction(wording, [(test, True) for test in generator.ifs])}"
    return Clause(inner.subject, f"{inner.predicate} {among}".strip())
