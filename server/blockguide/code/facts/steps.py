"""The tree of steps: one action for every statement, with its lines and the comment that speaks of it."""

import ast
from bisect import bisect_right
from collections.abc import Sequence

from blockguide.code.facts.file import File
from blockguide.code.facts.intents import comment_above
from blockguide.code.facts.nodes import COMPOUND, DEFINITIONS
from blockguide.code.facts.places import lines_of
from blockguide.code.facts.values import Action, ActionKind, Arm
from blockguide.code.tree import Hole
from blockguide.text import Lines

_ArmHead = ast.expr | ast.ExceptHandler | ast.match_case | None


class Steps:
    """Reads actions from one file; the body of a definition is read once and then shared."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._lines = file.source.lines
        self._comments = file.tree.comments
        self._strange = bool(file.tree.holes or file.tree.magics)
        self._bodies: dict[int, tuple[Action, ...]] = {}

    def of_body(
        self, owner: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> tuple[Action, ...]:
        """The actions of the body of a definition or module."""
        known = self._bodies.get(id(owner))
        if known is None:
            above = owner.lineno if isinstance(owner, ast.stmt) else 0
            known = self.of_run(owner.body, above, docstring_node(owner))
            self._bodies[id(owner)] = known
        return known

    def of_run(
        self, body: Sequence[ast.stmt], above: int, docstring: ast.stmt | None = None
    ) -> tuple[Action, ...]:
        """The actions of a run of statements; no comment on or before the line `above` is theirs."""
        actions: list[Action] = []
        for statement in body:
            actions.append(self._action(statement, above, docstring))
            above = statement.end_lineno or statement.lineno
        return tuple(actions)

    def _action(self, statement: ast.stmt, above: int, docstring: ast.stmt | None) -> Action:
        lines = lines_of(statement)
        intent = None
        if lines.first - 1 > above and lines.first - 1 in self._comments:
            top, intent = comment_above(self._comments, self._lines, lines.first, above)
            lines = Lines(top, lines.last)
        kind = ActionKind.DOCSTRING if statement is docstring else kind_of(statement)
        if self._strange and (stand_in := self._stand_in(statement)):
            kind, text = stand_in
            return Action(kind, statement, lines, intent, self._arms(statement), text)
        return Action(kind, statement, lines, intent, self._arms(statement), "")

    def _arms(self, statement: ast.stmt) -> tuple[Arm, ...]:
        if isinstance(statement, DEFINITIONS):
            actions = self.of_body(statement)
            return (
                Arm("body", None, Lines(actions[0].lines.first, actions[-1].lines.last), actions),
            )
        return tuple(self._ways(statement)) if type(statement) in COMPOUND else ()

    def _ways(self, statement: ast.stmt) -> list[Arm]:
        match statement:
            case ast.If():
                return self._if(statement)
            case ast.For() | ast.AsyncFor() | ast.While():
                return self._loop(statement)
            case ast.With() | ast.AsyncWith():
                return [self._arm("body", None, statement.lineno, statement.body)]
            case ast.Try() | ast.TryStar():
                return self._try(statement)
            case ast.Match():
                return [
                    self._arm("case", case, case.pattern.lineno, case.body)
                    for case in statement.cases
                ]
        return []

    def _if(self, statement: ast.If) -> list[Arm]:
        arms = [self._arm("if", statement.test, statement.lineno, statement.body)]
        rest = statement.orelse
        while len(rest) == 1 and isinstance(rest[0], ast.If) and self._is_elif(rest[0]):
            branch = rest[0]
            arms.append(self._arm("elif", branch.test, branch.lineno, branch.body))
            rest = branch.orelse
        return arms + self._last("else", rest, arms[-1].lines.last)

    def _is_elif(self, statement: ast.If) -> bool:
        line = self._lines[statement.lineno - 1] if statement.lineno <= len(self._lines) else ""
        return line.lstrip().startswith("elif")

    def _loop(self, statement: ast.For | ast.AsyncFor | ast.While) -> list[Arm]:
        head = statement.test if isinstance(statement, ast.While) else statement.iter
        body = self._arm("body", head, statement.lineno, statement.body)
        return [body, *self._last("else", statement.orelse, body.lines.last)]

    def _try(self, statement: ast.Try | ast.TryStar) -> list[Arm]:
        arms = [self._arm("body", None, statement.lineno, statement.body)]
        arms += [
            self._arm("except", handler, handler.lineno, handler.body)
            for handler in statement.handlers
        ]
        arms += self._last("else", statement.orelse, arms[-1].lines.last)
        return arms + self._last("finally", statement.finalbody, arms[-1].lines.last)

    def _arm(self, role: str, head: _ArmHead, first: int, body: Sequence[ast.stmt]) -> Arm:
        actions = self.of_run(body, self._end_of_head(head, first))
        return Arm(role, head, Lines(first, actions[-1].lines.last), actions)

    def _end_of_head(self, head: _ArmHead, first: int) -> int:
        if isinstance(head, ast.expr):
            return max(first, head.end_lineno or first)
        if isinstance(head, ast.match_case):
            return head.pattern.end_lineno or first
        return first

    def _last(self, role: str, body: Sequence[ast.stmt], above: int) -> list[Arm]:
        """The arm of an `else` or `finally`, whose own line the tree does not know; none for an empty suite."""
        if not body:
            return []
        first = lines_of(body[0]).first
        for number in range(first, above, -1):
            if self._lines[number - 1].lstrip().startswith(role):
                return [self._arm(role, None, number, body)]
        return [self._arm(role, None, first, body)]

    def _stand_in(self, statement: ast.stmt) -> tuple[ActionKind, str] | None:
        """What a statement that replaces a hole or a magic stands for."""
        line = statement.lineno
        magic = self._file.tree.magics.get(line)
        if magic is not None and isinstance(
            statement, ast.Pass | ast.Assign | ast.AnnAssign | ast.Expr
        ):
            return ActionKind.MAGIC, magic
        if not isinstance(statement, ast.Pass | ast.If):
            return None
        hole = _hole_at(self._file.tree.holes, line)
        if hole is None:
            return None
        last = hole.lines.last if isinstance(statement, ast.Pass) else line
        return ActionKind.HOLE, "".join(self._lines[line - 1 : last]).strip()


def docstring_node(owner: ast.AST) -> ast.Expr | None:
    """The statement that is the docstring of a definition or module."""
    body = getattr(owner, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return first
    return None


def kind_of(statement: ast.stmt) -> ActionKind:
    """The kind of a statement; a docstring, a hole or a magic cannot be told by the statement alone."""
    if isinstance(statement, ast.Expr):
        return _kind_of_expression(statement.value)
    if isinstance(statement, ast.AnnAssign) and statement.value is None:
        return ActionKind.DECLARE
    return _KINDS.get(type(statement), ActionKind.BIND)


def _kind_of_expression(value: ast.expr) -> ActionKind:
    if isinstance(value, ast.Yield | ast.YieldFrom):
        return ActionKind.YIELD
    if isinstance(value, ast.Call) or (
        isinstance(value, ast.Await) and isinstance(value.value, ast.Call)
    ):
        return ActionKind.CALL
    if isinstance(value, ast.Constant) and value.value is ...:
        return ActionKind.PASS
    return ActionKind.EXPRESSION


def _hole_at(holes: Sequence[Hole], line: int) -> Hole | None:
    index = bisect_right(holes, line, key=lambda hole: hole.lines.first) - 1
    return holes[index] if index >= 0 and line <= holes[index].lines.last else None


_KINDS = {
    ast.Assign: ActionKind.BIND,
    ast.AnnAssign: ActionKind.BIND,
    ast.AugAssign: ActionKind.UPDATE,
    ast.Return: ActionKind.RETURN,
    ast.Raise: ActionKind.RAISE,
    ast.Assert: ActionKind.ASSERT,
    ast.If: ActionKind.BRANCH,
    ast.Match: ActionKind.MATCH,
    ast.For: ActionKind.LOOP,
    ast.AsyncFor: ActionKind.LOOP,
    ast.While: ActionKind.LOOP,
    ast.With: ActionKind.WITH,
    ast.AsyncWith: ActionKind.WITH,
    ast.Try: ActionKind.TRY,
    ast.TryStar: ActionKind.TRY,
    ast.Import: ActionKind.IMPORT,
    ast.ImportFrom: ActionKind.IMPORT,
    ast.FunctionDef: ActionKind.DEFINE_FUNCTION,
    ast.AsyncFunctionDef: ActionKind.DEFINE_FUNCTION,
    ast.ClassDef: ActionKind.DEFINE_CLASS,
    ast.Delete: ActionKind.DELETE,
    ast.Global: ActionKind.DECLARE,
    ast.Nonlocal: ActionKind.DECLARE,
    ast.Break: ActionKind.JUMP,
    ast.Continue: ActionKind.JUMP,
    ast.Pass: ActionKind.PASS,
}
