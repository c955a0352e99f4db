"""Mends what can be mended in one certain way; all else stays a finding."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches

from blockguide.checks.candidates import import_lines
from blockguide.checks.edits import Edit, edit_of, edited
from blockguide.checks.examined import Examined, examine
from blockguide.checks.example import undefined_names
from blockguide.checks.reading import Example, read_example
from blockguide.code.context.values import ReachKind
from blockguide.code.fitting.imports import problem_of
from blockguide.code.fitting.misfits import misfit_calls
from blockguide.code.fitting.symbols import Imported, imports_of
from blockguide.code.subject import Subject
from blockguide.guide.entry import Verdict
from blockguide.guide.headings import HEADINGS
from blockguide.guide.labels import is_only_a_heading
from blockguide.guide.page import TITLE_RULE
from blockguide.guide.values import Guide, make_guide

_LIKENESS = 0.7


def mend(guide: Guide, subject: Subject, verdict: Verdict) -> Guide:
    """`guide` with all mended that has one certain remedy; the same guide where nothing has.

    Mended are texts out of form, echoed headings, a missing import with one candidate, a wrong import
    path of the block, and a wrong keyword with one near candidate. An example that would no longer
    compile is left as it was.
    """
    codes = {finding.code for finding in verdict.findings}
    if codes & {"BG102", "BG107"}:
        guide = _in_form(guide)
    if codes & {"BG302", "BG303", "BG304"}:
        with suppress(RecursionError):
            guide = replace(guide, example=_mended_example(guide, subject))
    return guide


def without_echo(page: str) -> str:
    """`page` without what stands before its title, such as a model's greeting."""
    for headings in HEADINGS.values():
        title = re.search(rf"^(?:# +)?{re.escape(headings.title)}\n=+\n", page, re.MULTILINE)
        if title:
            return f"{headings.title}\n{TITLE_RULE}\n{page[title.end() :]}"
    return page


def _in_form(guide: Guide) -> Guide:
    formed = make_guide(guide.description, guide.steps, guide.example, guide.language)
    paragraphs = formed.description.split("\n\n")
    kept = [each for each in paragraphs if not is_only_a_heading(each)]
    return replace(formed, description="\n\n".join(kept))


def _mended_example(guide: Guide, subject: Subject) -> str:
    """The example, mended where it compiles before and after; one mended fault can uncover another."""
    text = _if_sound(guide.example, edited(guide.example, _right_paths(examine(guide, subject))))
    text = _if_sound(text, _with_imports(read_example(text), subject))
    again = examine(replace(guide, example=text), subject)
    return _if_sound(text, edited(text, _right_keywords(again)))


def _if_sound(before: str, after: str) -> str:
    return before if after == before or read_example(after).tree is None else after


def _right_paths(examined: Examined) -> Iterator[Edit]:
    """Replaces the module of an import of the block that does not resolve by the one that does."""
    subject, project = examined.subject, examined.project
    reach = subject.context.reach
    if reach.kind is not ReachKind.IMPORT or not reach.names:
        return
    for imported in imports_of(examined.example.nodes):
        node = imported.node
        if (
            isinstance(node, ast.ImportFrom)
            and imported.name == reach.names[0]
            and problem_of(imported, subject, project)
            and not any(
                problem_of(Imported(reach.module, alias.name, "", node), subject, project)
                for alias in node.names
            )
        ):
            names = ", ".join(ast.unparse(alias) for alias in node.names)
            yield edit_of(examined.example.text, node, f"from {reach.module} import {names}")


def _right_keywords(examined: Examined) -> Iterator[Edit]:
    """Renames a keyword that a call does not take, where exactly one free parameter is near."""
    for found in misfit_calls(examined.program):
        wrong = next(
            (each for each in found.call.keywords if each.arg == found.misfit.keyword), None
        )
        if wrong is None or not wrong.arg:
            continue
        taken = {each.arg for each in found.call.keywords}
        taken |= set(found.signature.positional[: len(found.call.args)])
        free = [name for name in found.signature.keywords if name not in taken]
        near = get_close_matches(wrong.arg, free, n=2, cutoff=_LIKENESS)
        if len(near) == 1:
            value = ast.get_source_segment(examined.example.text, wrong.value)
            yield edit_of(examined.example.text, wrong, f"{near[0]}={value}")


def _with_imports(example: Example, subject: Subject) -> str:
    """The example with an import for each unbound name that has exactly one source."""
    names = dict.fromkeys(name for name, _ in undefined_names(example, subject))
    lines = [lines[0] for name in names if len(lines := import_lines(name, subject)) == 1]
    if not lines or example.tree is None:
        return example.text
    rows = example.text.split("\n")
    at = _first_code_row(example.tree)
    return "\n".join([*rows[:at], *dict.fromkeys(lines), *_gap(rows, at), *rows[at:]])


def _first_code_row(tree: ast.Module) -> int:
    """How many rows stand before the first statement that is no docstring and no `__future__` import."""
    for node in tree.body:
        is_docstring = (
            node is tree.body[0]
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )
        is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if not is_docstring and not is_future:
            return node.lineno - 1
    return 0


def _gap(rows: list[str], at: int) -> list[str]:
    return [] if rows[at].startswith(("import ", "from ")) else [""]
