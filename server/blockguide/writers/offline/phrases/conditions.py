"""Conditions as clauses: "`path` does not exist", "`line` is empty or starts with `"#"`"."""

import ast
import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blockguide.writers.offline.phrases.atoms import atom, place
from blockguide.writers.offline.phrases.comparisons import ORDER, Clause, between, comparison
from blockguide.writers.offline.phrases.frames import framed, say
from blockguide.writers.offline.phrases.morphology import Joiner, article, listed
from blockguide.writers.offline.phrases.names import is_question, raw_words
from blockguide.writers.offline.phrases.shapes import SIZED, Shape
from blockguide.writers.offline.phrases.vocabulary import vocabulary
from blockguide.writers.offline.phrases.wording import LAST_QUOTE, LONG_QUOTE, Wording, dotted

_DEPTH: Final = 3
_BOTH: Final = 2
_ANSWERS: Final = frozenset({"isinstance", "issubclass", "callable", "hasattr", "any", "all"})
_TYPES: Final = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
_AMONG: Final = {
    ("any", True): framed("for any {} in {}"),
    ("any", False): framed("for no {} in {}"),
    ("all", True): framed("for every {} in {}"),
    ("all", False): framed("for some {} in {}"),
}


def when(wording: Wording, test: ast.expr, *, holds: bool) -> str:
    """A subordinate clause: "when `path` does not exist", "unless `retries` is positive"."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=ast.Compare(ops=[op]) as inner) if (
            holds and type(op) in ORDER
        ):
            return say("unless {}", condition(wording, inner, holds=True))
        case _:
            return say("when {}", condition(wording, test, holds=holds))


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
    return say("whether {}", clause) if clause is not None else None


def _sentence(wording: Wording, test: ast.expr, *, holds: bool, depth: int) -> str:
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, holds = test.operand, not holds
    if not isinstance(test, ast.BoolOp):
        return str(_clause(wording, test, holds=holds))
    joiner = _joiner(test, holds=holds)
    return _join(_parts(wording, test, holds=holds, depth=depth, joiner=joiner), joiner)


def _joiner(test: ast.BoolOp, *, holds: bool) -> Joiner:
    return "and" if isinstance(test.op, ast.And) == holds else "or"


def _parts(
    wording: Wording, test: ast.expr, *, holds: bool, depth: int, joiner: Joiner
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
    return [_Group(say("either {}", inner) if joiner == "and" else say("both {}", inner), "")]


@dataclass(frozen=True, slots=True)
class _Group(Clause):
    """A nested group of the other connective, opened by its word, as the subject of no predicate."""

    def __str__(self) -> str:
        return self.subject


def _join(clauses: Sequence[Clause], joiner: Joiner) -> str:
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
        frame = framed("{}, and {}") if joiner == "and" else framed("{}, or {}")
        return say(frame, ", ".join(said[:-1]), said[-1])
    return listed(said, joiner)


def _clause(wording: Wording, test: ast.expr, *, holds: bool) -> Clause:  # noqa: PLR0911 - one answer for each kind of node
    match test:
        case ast.Constant(value=value):
            return _holding(f"`{value!r}`", holds=holds)
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
            return Clause(say("{} (kept as `{}`)", inner.subject, target.id), inner.predicate)
        case _:
            return _quoted(wording, test, holds=holds)


def _quoted(wording: Wording, test: ast.expr, *, holds: bool) -> Clause:
    code = wording.code(test, LAST_QUOTE)
    if code is None:
        return _holding(say("the condition on {}", place(test)), holds=holds)
    if isinstance(test, ast.Compare | ast.BoolOp):
        return _holding(code, holds=holds)
    return _truthy(code, holds=holds)


def _holding(subject: str, *, holds: bool) -> Clause:
    return Clause(subject, say("holds") if holds else say("does not hold"))


def _truthy(subject: str, *, holds: bool) -> Clause:
    return Clause(subject, say("is truthy") if holds else say("is falsy"))


def _truth(wording: Wording, node: ast.expr, *, holds: bool) -> Clause:
    shape = wording.shape(node)
    subject = atom(wording, node)
    if dotted(node).rpartition(".")[2] == "TYPE_CHECKING":
        reader = say("a type checker") if holds else say("no type checker")
        return Clause(reader, say("reads the file ({})", subject))
    if shape in SIZED:
        return Clause(subject, say("is not empty") if holds else say("is empty"))
    if shape is Shape.NUMBER:
        return Clause(subject, say("is not zero") if holds else say("is zero"))
    if shape is Shape.FLAG:
        return Clause(subject, say("is true") if holds else say("is false"))
    return _truthy(subject, holds=holds)


def _call(wording: Wording, call: ast.Call, *, holds: bool) -> Clause:
    special = _builtin_call(wording, call, holds=holds)
    if special is not None:
        return special
    pair = _predicate(wording, call)
    if pair is not None:
        return Clause(*pair[0 if holds else 1])
    code = wording.code(call, LONG_QUOTE)
    if code is None:
        return _truthy(atom(wording, call), holds=holds)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)
    if is_question(name) or raw_words(name)[:1] == ("is",):
        return _holding(code, holds=holds)
    return _truthy(code, holds=holds)


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
                word = say("an instance of {}", atom(wording, kinds[0]))
            else:
                names = [article(atom(wording, one)) for one in kinds]
                word = listed(names, "or")
                if len(names) > 1 and not holds:
                    return Clause(subject, say("is neither {}", listed(names, "nor")))
            return Clause(subject, say("is {}", word) if holds else say("is not {}", word))
        case ast.Call(
            func=ast.Name(id="any" | "all" as name),
            args=[ast.GeneratorExp(elt=element, generators=[generator])],
            keywords=[],
        ):
            return _quantified(wording, name, element, generator, holds=holds)
        case ast.Call(func=ast.Name(id="any"), args=[value], keywords=[]):
            frame = framed("any item of {}") if holds else framed("no item of {}")
            return _truthy(say(frame, atom(wording, value)), holds=True)
        case ast.Call(func=ast.Name(id="all"), args=[value], keywords=[]):
            frame = framed("every item of {}") if holds else framed("not every item of {}")
            return _truthy(say(frame, atom(wording, value)), holds=True)
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
    while isinstance(element, ast.UnaryOp) and isinstance(element.op, ast.Not):
        element, truth = element.operand, not truth
    if isinstance(element, ast.BoolOp):
        said = _sentence(wording, element, holds=truth, depth=1)
        if len(element.values) == _BOTH:
            is_and = _joiner(element, holds=truth) == "and"
            said = say("both {}", said) if is_and else say("either {}", said)
        inner = Clause(said, "")
    else:
        inner = _clause(wording, element, holds=truth)
    among = say(_AMONG[name, holds], atom(wording, generator.target), atom(wording, generator.iter))
    if generator.ifs:
        among = say(
            "{} where {}", among, conjunction(wording, [(test, True) for test in generator.ifs])
        )
    return Clause(inner.subject, f"{inner.predicate} {among}".strip())
