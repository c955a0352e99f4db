"""Takes the secrets out of all that a model could be told of a block, before a word of it is chosen."""

from collections.abc import Iterator
from dataclasses import replace

from blockguide.code.block import Block, Selection
from blockguide.code.context.values import CallSite, Definition
from blockguide.code.facts.read import read_facts
from blockguide.code.select import block_at
from blockguide.code.source import Source, source_from_text
from blockguide.code.subject import Subject
from blockguide.code.tree import parse
from blockguide.text import Point, Span
from blockguide.writers.model.redaction import Secrets, names_of, secrets_in, secrets_of_tree
from blockguide.writers.model.secret_shapes import shaped_secrets, told_secrets


def concealed(subject: Subject, beside: str = "") -> tuple[Subject, Secrets]:
    """The subject as it may be told, and its secrets. The lines stay the same.

    Args:
        subject: what is told.
        beside: what is told of it in other words, such as a guide; its secrets are among those that are given.

    Raises:
        EndpointFault: PACKAGES where detect-secrets is not installed.
    """
    block, context = subject.block, subject.context
    codes = [parse(source_from_text(block.source.path, code)) for code in _other_code(subject)]
    found = [secret for tree in (block.tree, *codes) for secret in secrets_of_tree(tree)]
    sent = "\n".join((*_texts(subject), beside))
    for definition in context.definitions:
        found += told_secrets(_first_line(definition))
    found += shaped_secrets(sent)
    names = frozenset().union(*(names_of(tree.module) for tree in (block.tree, *codes)))
    secrets = secrets_in(sent, found, names)
    if not secrets.placeholders:
        return subject, secrets
    safe = _block(block, secrets)
    told = replace(
        context,
        definitions=tuple(_definition(each, secrets) for each in context.definitions),
        call_sites=tuple(_site(each, secrets) for each in context.call_sites),
    )
    return Subject(safe, read_facts(safe), told), secrets


def _texts(subject: Subject) -> Iterator[str]:
    block = subject.block
    lines = block.source.lines
    yield "".join(lines[block.lines.first - 1 : block.lines.last])
    for scope in block.scopes:
        yield lines[scope.node.lineno - 1]
    for definition in subject.context.definitions:
        yield f"{definition.signature}\n{definition.type}\n{_first_line(definition)}"
    for site in subject.context.call_sites:
        yield site.statement


def _first_line(definition: Definition) -> str:
    return definition.docstring.strip().partition("\n")[0]


def _other_code(subject: Subject) -> Iterator[str]:
    for definition in subject.context.definitions:
        if definition.signature.startswith("("):
            yield f"def {definition.name.rpartition('.')[2]}{definition.signature}: ..."
        else:
            yield f"{definition.signature}\n{definition.type}"
    for site in subject.context.call_sites:
        yield site.statement


def _block(block: Block, secrets: Secrets) -> Block:
    source = block.source
    safe = source_from_text(source.path, secrets.hidden(source.text), source.version)
    span = Span(_moved(block.span.start, source, secrets), _moved(block.span.end, source, secrets))
    return block_at(Selection(safe, span))


def _moved(point: Point, source: Source, secrets: Secrets) -> Point:
    """Where a point is when what stands before it on its line is replaced."""
    if point.line >= len(source.lines):
        return point
    before = secrets.hidden(source.lines[point.line][: point.column])
    return Point(point.line, len(before))


def _definition(definition: Definition, secrets: Secrets) -> Definition:
    return replace(
        definition,
        signature=secrets.hidden(definition.signature),
        type=secrets.hidden(definition.type),
        docstring=secrets.hidden(definition.docstring),
    )


def _site(site: CallSite, secrets: Secrets) -> CallSite:
    return replace(site, call=secrets.hidden(site.call), statement=secrets.hidden(site.statement))
