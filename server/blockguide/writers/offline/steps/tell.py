"""A run of actions as steps, in order, what belongs together folded."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from blockguide.code.facts.values import Action, ActionKind
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.morphology import base_form, capital, listed, lower_first
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.branches import Inner, branch_draft, match_draft
from blockguide.writers.offline.steps.fold import folded
from blockguide.writers.offline.steps.guarded import try_draft, with_draft
from blockguide.writers.offline.steps.inline import clause_of
from blockguide.writers.offline.steps.loops import loop_draft
from blockguide.writers.offline.steps.simple import simple_deed
from blockguide.writers.offline.steps.values import Draft

_DEFAULT: Final = 24
_SHOWN: Final = (ast.Constant, ast.Name, ast.Attribute, ast.UnaryOp, ast.Tuple)
_INTENT_TITLE: Final = 60
_INTENT_TEXT: Final = 220
_REFERENCES: Final = re.compile(
    r"(?:\b(?:GH|gh|bpo|BPO|issue|Issue|bug|Bug|PR|SF|see|See)[ -]*#?\d+\b|#\d{2,})[.,:;]?"
)
_CONNECTIVE: Final = re.compile(
    r"^(?:(?:However|But|And|So|Now|Then|Also|Otherwise|First|Next|Finally|Again)\b,?|\d+[.)]) +(?=\w)"
)
_CODE_LIKE: Final = re.compile(
    r"[`=<>{}\[\]|\\]|--|\*\*|https?:|\b(?:TODO|FIXME|XXX|HACK|NOQA|noqa|type:)\b"
)


def tell(wording: Wording, actions: Sequence[Action], fewest: int = 1) -> tuple[Draft, ...]:
    """The actions as steps, folded to not fewer than `fewest`; a docstring counts only if it is all."""
    drafts = []
    for action in actions:
        if len(actions) > 1 and (action.kind is ActionKind.DOCSTRING or _is_note(action)):
            continue
        drafts.append(with_intent(_draft(wording, action), action.intent))
    return folded(drafts, fewest)


def _is_note(action: Action) -> bool:
    """Whether the statement is a string that documents the one before it."""
    match action.node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False


def with_intent(draft: Draft, intent: str | None) -> Draft:
    """The draft with the comment above it: as its title where that is an instruction, else in its text."""
    if not intent:
        return draft
    comment = " ".join(intent.split()).strip()
    comment = _CONNECTIVE.sub("", comment)
    sentence = comment.rstrip(".:")
    sentence = _REFERENCES.sub("", sentence).strip(" ,;:")
    comment = _REFERENCES.sub("", comment).strip(" ,;:")
    if (
        sentence.lower() in draft.text.lower()
        or _CODE_LIKE.search(comment)
        or not comment.isprintable()
    ):
        return draft
    titles = draft.titles
    head = sentence.split(" ", 1)[0]
    base = base_form(head.lower())
    is_title = (
        base == head.lower()
        and len(sentence) <= _INTENT_TITLE
        and ". " not in sentence
        and "," not in sentence
    )
    text = draft.text
    if is_title and len(sentence.split()) > 1:
        titles = (plain(lower_first(sentence)), *titles)
    elif len(comment) <= _INTENT_TEXT and len(sentence.split()) > 1:
        text = _remarked(draft.text, plain(sentence))
    else:
        return draft
    return replace(draft, titles=titles, text=text, deed=None, marked=True)


def _remarked(text: str, sentence: str) -> str:
    if sentence[:1].isupper():
        return (
            f"{capital(sentence)}. {text}" if text.endswith(":") else f"{text} {capital(sentence)}."
        )
    if text.endswith(":"):
        return f"{text[:-1]} ({sentence}):"
    return f"{text[:-1]} ({sentence})."


def _draft(wording: Wording, action: Action) -> Draft:  # noqa: PLR0911 - one answer for each kind of action
    match action.kind:
        case ActionKind.BRANCH if action.arms:
            return branch_draft(wording, action, tell)
        case ActionKind.MATCH:
            return match_draft(wording, action, tell)
        case ActionKind.LOOP if action.arms:
            return loop_draft(wording, action, tell)
        case ActionKind.WITH if action.arms:
            return with_draft(wording, action, tell)
        case ActionKind.TRY if action.arms:
            return try_draft(wording, action, tell)
        case ActionKind.DOCSTRING:
            return Draft(
                ("leave the body empty",),
                "Holds nothing but its docstring.",
                action.lines,
                kind="docstring",
            )
        case ActionKind.DEFINE_FUNCTION | ActionKind.DEFINE_CLASS:
            return _definition(wording, action, tell)
        case _:
            return _simple(wording, action)


def _simple(wording: Wording, action: Action) -> Draft:
    deed = simple_deed(wording, action)
    if deed is None:
        return Draft(("run the statement",), "Runs the statement as it stands.", action.lines)
    return Draft(deed.titles, deed.sentence, action.lines, (), deed, action.kind.value)


def _definition(wording: Wording, action: Action, inner: Inner) -> Draft:
    node = action.node
    body = [one for arm in action.arms for one in arm.actions]
    if isinstance(node, ast.ClassDef):
        bases = listed([atom(wording, base) for base in node.bases])
        head = f"Defines the class `{node.name}`{f' on top of {bases}' if bases else ''}"
    else:
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        word = "coroutine" if isinstance(node, ast.AsyncFunctionDef) else "function"
        head = f"Defines the {word} `{node.name}({listed_parameters(node.args)})`"
    if node.decorator_list:
        head += f", decorated with {listed([atom(wording, one) for one in node.decorator_list])}"
    titles = (f"define `{node.name}`", f"define the inner `{node.name}`")
    told = clause_of(wording, body) if not isinstance(node, ast.ClassDef) else None
    if told is not None and not any(one.intent for one in body):
        return Draft(titles, f"{head}, which {told}.", action.lines, kind="define")
    children = inner(wording, body)
    if len(children) == 1 and not children[0].children:
        only = children[0]
        if only.kind in {"pass", "docstring"}:
            return Draft(titles, f"{head} with an empty body.", action.lines, kind="define")
    return Draft(
        titles, f"{head}:", action.lines, children, kind="define", setting=f"in `{node.name}`"
    )


def listed_parameters(arguments: ast.arguments) -> str:
    """The parameters as they stand in a signature, with their defaults and without annotations."""
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    named = [
        _with_default(argument.arg, default)
        for argument, default in zip(positional, [*defaults, *arguments.defaults], strict=True)
    ]
    said = named[: len(arguments.posonlyargs)]
    if arguments.posonlyargs:
        said.append("/")
    said += named[len(arguments.posonlyargs) :]
    if arguments.vararg is not None:
        said.append(f"*{arguments.vararg.arg}")
    elif arguments.kwonlyargs:
        said.append("*")
    said += [
        _with_default(argument.arg, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg is not None:
        said.append(f"**{arguments.kwarg.arg}")
    return ", ".join(said)


def _with_default(name: str, default: ast.expr | None) -> str:
    if default is None:
        return name
    text = ast.unparse(default) if isinstance(default, _SHOWN) else ""
    return f"{name}={text}" if 0 < len(text) <= _DEFAULT and "`" not in text else f"{name}=..."
