"""A run of actions as steps, in order, what belongs together folded."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from blockguide.code.facts.values import Action, ActionKind
from blockguide.text import Lines
from blockguide.writers.offline.docstrings.clean import sentences
from blockguide.writers.offline.phrases.atoms import atom
from blockguide.writers.offline.phrases.decorations import decoration
from blockguide.writers.offline.phrases.frames import say
from blockguide.writers.offline.phrases.morphology import base_form, capital, listed, lower_first
from blockguide.writers.offline.phrases.vague import plain
from blockguide.writers.offline.phrases.wording import Wording
from blockguide.writers.offline.steps.branches import Inner, branch_draft, match_draft
from blockguide.writers.offline.steps.fields import is_note
from blockguide.writers.offline.steps.fold import folded, grouping
from blockguide.writers.offline.steps.guarded import try_draft, with_draft
from blockguide.writers.offline.steps.imports import Import
from blockguide.writers.offline.steps.inline import clause_of
from blockguide.writers.offline.steps.loops import loop_draft
from blockguide.writers.offline.steps.paragraphs import paragraphs
from blockguide.writers.offline.steps.simple import simple_deed
from blockguide.writers.offline.steps.values import Draft

_DEFAULT: Final = 110
_INTENT_TITLE: Final = 60
_INTENT_TEXT: Final = 220
_REFERENCES: Final = re.compile(
    r"(?: *\(#\d+\)|\b(?:[Ss]ee +)?(?:GH|gh|bpo|BPO|issue|Issue|bug|Bug|PR|SF|see|See)[ -]*#?\d+\b"
    r"|#\d{2,})[.,:;]?"
)
_CONNECTIVE: Final = re.compile(
    r"^(?:(?:However|But|And|So|Now|Then|Also|Otherwise|First|Next|Finally|Again)\b,?|\d+[.)]) +(?=\w)"
)
_STATED: Final = re.compile(
    r"(?:(?!(?:if|that|whether|when|what|which|who|where|how|until|unless|so)\b)\S+ )+?"
    r"(?:is|are|was|were|does|do|has|have|can|will|should|must|may|doesn't|isn't)\b"
)
"""A comment that states a fact although its first word could be a verb: "select module is missing"."""

_PERSONAL: Final = re.compile(r"\b(?:I|I'm|I've|[Ww]e|[Oo]ur|us|[Ll]et's|my|me)\b")
"""A comment in which its author speaks: it is quoted."""

_SUBORDINATE: Final = re.compile(
    r"(?:While|When|If|Unless|Because|Since|For|To|In case|So that|Only|Until|As|But|Not|No)\b"
)
"""A comment that is no sentence of its own begins with one of these."""

_CODE: Final = (ast.Call, ast.Attribute, ast.Subscript, ast.BinOp)
_CHOOSING: Final = frozenset({"choose", "decide", "determine", "select", "pick", "check"})
_CODE_LIKE: Final = re.compile(
    r"[`=<>{}\[\]|\\]|--|\*\*|https?:|\b(?:TODO|FIXME|XXX|HACK|NOQA|noqa|type:)\b"
)


def tell(wording: Wording, actions: Sequence[Action], fewest: int = 1) -> tuple[Draft, ...]:
    """The actions as steps, folded to not fewer than `fewest`; a docstring counts only if it is all."""
    drafts: list[Draft] = []
    ends = paragraphs(actions, len(actions) - fewest)
    inside = 0
    for position, action in enumerate(actions):
        if position < inside or (len(actions) > 1 and action.kind is ActionKind.DOCSTRING):
            continue
        if position in ends and is_instruction(action.intent or ""):
            inside = ends[position]
            members = folded([_draft(wording, one) for one in actions[position:inside]])
            whole = grouping(members) if len(members) > 1 else members[0]
            drafts.append(with_intent(whole, _whole_intent(wording, action)))
        elif drafts and is_note(action):
            drafts[-1] = with_note(drafts[-1], action)
        else:
            remark = _remark_on_choice if _is_choice(action) else with_intent
            drafts.append(remark(_draft(wording, action), _whole_intent(wording, action)))
    return folded(drafts, fewest)


def _whole_intent(wording: Wording, action: Action) -> str | None:
    """The comment above an action; None where only the end of its sentence was kept."""
    intent = action.intent
    if not intent or not intent[:1].islower():
        return intent
    lines = wording.source.lines[action.lines.first - 1 : action.lines.first]
    above = lines[0].strip() if lines else ""
    is_cut = above.startswith("#") and " ".join(intent.split()[:3]) not in " ".join(above.split())
    return None if is_cut else intent


def with_note(draft: Draft, note: Action) -> Draft:
    """The draft with the string that documents it, which stands below it."""
    return replace(draft, lines=Lines(draft.lines.first, note.lines.last))


def with_intent(draft: Draft, intent: str | None) -> Draft:
    """The draft with the comment above it: as its title where that is an instruction, else in its text."""
    if not intent:
        return draft
    written = " ".join(intent.split())
    comment = _CONNECTIVE.sub("", written)
    comment = _REFERENCES.sub("", comment).replace(" ()", "").strip(" ,;:")
    sentence = comment.rstrip(".: ")
    is_told = sentence.lower() in draft.text.lower()
    if is_told or _CODE_LIKE.search(comment) or not comment.isprintable() or _is_code(comment):
        return draft
    return _with_comment(draft, comment, sentence, written)


def _with_comment(draft: Draft, comment: str, sentence: str, written: str) -> Draft:
    """The draft with a comment in words; `sentence` is it without its full stop, `written` as it stands."""
    is_title = is_instruction(sentence) and not sentence.startswith("I ")
    if comment.endswith("?") or (_PERSONAL.search(comment) and not is_title):
        return _commented(draft, written)
    first, *others = sentences(comment)
    if others and is_instruction(first.rstrip(".:")):
        titled = with_intent(draft, first)
        return with_intent(titled, " ".join(others)) if titled is not draft else draft
    if is_title:
        titles = (plain(lower_first(sentence)), *draft.titles)
        return replace(draft, titles=titles, deed=None, marked=True)
    head = sentence.partition(" ")[0].lower()
    if base_form(head) == head or (_SUBORDINATE.match(sentence) and "," in sentence):
        return _commented(draft, written)
    if len(comment) > _INTENT_TEXT or len(sentence.split()) < 2:
        return draft
    text = _remarked(draft.text, plain(sentence))
    return replace(draft, text=text, deed=None, marked=True)


def is_instruction(sentence: str) -> bool:
    """Whether a comment's sentence can be a title: short, and a verb in its base form first."""
    head = sentence.split(" ", 1)[0].lower()
    return (
        base_form(head) == head
        and len(sentence.split()) > 1
        and len(sentence) <= _INTENT_TITLE
        and ". " not in sentence
        and "," not in sentence
        and not _STATED.match(sentence)
    )


def _is_code(comment: str) -> bool:
    """Whether a comment is a statement that was put out of use."""
    if comment.startswith("print "):
        return True
    try:
        body = ast.parse(comment).body
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, _CODE) for statement in body for node in ast.walk(statement))


def _is_choice(action: Action) -> bool:
    return action.kind is ActionKind.BRANCH and len(action.arms) > 1


def _remark_on_choice(draft: Draft, intent: str | None) -> Draft:
    """The draft of a choice with the comment above it, which may speak of one branch alone."""
    verb = base_form(intent.split(" ", 1)[0].lower()) if intent else None
    if verb in _CHOOSING:
        return with_intent(draft, intent)
    comment = _REFERENCES.sub("", " ".join((intent or "").split())).strip(" ,;:")
    is_told = comment.isprintable() and not _CODE_LIKE.search(comment) and not _is_code(comment)
    return _commented(draft, comment) if comment and is_told else draft


def _commented(draft: Draft, comment: str) -> Draft:
    """The draft with the comment as its author's own words, not as a fact."""
    said = comment.rstrip(".:")
    if plain(said) != said:
        # What is quoted stands as it was written, or it is not quoted.
        text = f"{draft.text[:-1]} ({lower_first(plain(said))}){draft.text[-1]}"
        is_short = len(said) <= _INTENT_TEXT and " " in said and not _PERSONAL.search(said)
        return replace(draft, text=text, deed=None, marked=True) if is_short else draft
    if len(said) > _INTENT_TEXT or " " not in said or "“" in said or "”" in said:
        return draft
    text = f"{draft.text[:-1]} ({say('commented “{}”', said)}){draft.text[-1]}"
    return replace(draft, text=text, deed=None, marked=True)


def _remarked(text: str, sentence: str) -> str:
    if _SUBORDINATE.match(sentence) and "," not in sentence:
        sentence = lower_first(sentence)
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
                (say("leave the body empty"),),
                say("Holds nothing but its docstring."),
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
        text = say("Runs the statement as it stands.")
        return Draft((say("run the statement"),), text, action.lines)
    imports = (action.node,) if isinstance(action.node, Import) else ()
    return Draft(
        deed.titles, deed.sentence, action.lines, (), deed, action.kind.value, imports=imports
    )


def _definition(wording: Wording, action: Action, inner: Inner) -> Draft:
    node = action.node
    body = [one for arm in action.arms for one in arm.actions]
    if isinstance(node, ast.ClassDef):
        bases = listed([atom(wording, base) for base in node.bases])
        given = listed([f"`{ast.unparse(one)}`" for one in node.keywords])
        head = say("Defines the class `{}`", node.name)
        head += f" {say('on top of {}', bases)}" if bases else ""
        head += f" {say('with {}', given)}" if given else ""
    else:
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        shown = f"`{node.name}({listed_parameters(node.args)})`"
        is_coroutine = isinstance(node, ast.AsyncFunctionDef)
        head = (
            say("Defines the coroutine {}", shown)
            if is_coroutine
            else say("Defines the function {}", shown)
        )
    if node.decorator_list:
        decorators = listed([decoration(wording, one) for one in node.decorator_list])
        head += f", {say('decorated with {}', decorators)}"
    titles = (say("define `{}`", node.name), say("define the inner `{}`", node.name))
    told = clause_of(wording, body) if not isinstance(node, ast.ClassDef) else None
    if told is not None and not any(one.intent for one in body):
        return Draft(titles, say("{}, which {}.", head, told), action.lines, kind="define")
    children = inner(wording, body)
    if len(children) == 1 and not children[0].children:
        only = children[0]
        if only.kind in {"pass", "docstring"}:
            return Draft(titles, say("{} with an empty body.", head), action.lines, kind="define")
    return Draft(
        titles, f"{head}:", action.lines, children, kind="define", setting=say("in `{}`", node.name)
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
    text = ast.unparse(default)
    fits = len(text) <= _DEFAULT and "`" not in text and text.isprintable()
    return f"{name}={text}" if fits else f"{name}=..."
