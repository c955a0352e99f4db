"""Our own commands, requests and notifications: the one file that says their names and what they carry.

Parameters are named tuples, not dataclasses: those take nine times as long to make, in every server's start.
"""

from typing import Final, Literal, NamedTuple, NotRequired, TypedDict

from blockguide.workshop.values import Reuse

COMMAND_DOCUMENT: Final = "blockguide.document"
COMMAND_SHOW: Final = "blockguide.show"
COMMAND_CANCEL: Final = "blockguide.cancel"
COMMAND_FORGET: Final = "blockguide.forget"
COMMAND_CLEAR_CACHE: Final = "blockguide.clearCache"
COMMAND_SHOW_SENT: Final = "blockguide.showSent"
REQUEST_DOCUMENT: Final = "blockguide/document"
REQUEST_GUIDES: Final = "blockguide/guides"
REQUEST_SENT: Final = "blockguide/sent"
NOTIFY_SET_KEY: Final = "blockguide/setKey"
NOTIFY_BEGIN: Final = "blockguide/begin"
NOTIFY_DELTA: Final = "blockguide/delta"
NOTIFY_END: Final = "blockguide/end"
NOTIFY_GUIDES_CHANGED: Final = "blockguide/guidesChanged"

LINK_COPY: Final = "blockguide.copyKept"
"""A command of the client's own: to copy the page of a kept guide, which `ShowParams` name."""

PAGE_SCHEME: Final = "blockguide"
"""The scheme of the pages that `workspace/textDocumentContent` gives."""


class Position(NamedTuple):
    """A place in a document: 0-based, `character` in the negotiated encoding's units.

    Attributes:
        line: 0-based line.
        character: 0-based column.
    """

    line: int
    character: int


class Range(NamedTuple):
    """A selection as the editor marked it, or a cursor where both ends are one.

    Attributes:
        start: one end.
        end: the other end; the two may stand in any order, and past the end of the text.
    """

    start: Position
    end: Position


class DocumentParams(NamedTuple):
    """What is to be documented.

    Attributes:
        uri: the document.
        range: the selection or cursor.
        version: the document's version that `range` speaks of; an old one is answered ContentModified.
        fresh: `true` writes the guide anew even where a kept one holds.
        partialResultToken: the request only: the token of the streamed sections; without it, it is
            `blockguide/document/` and the request's id.
        workDoneToken: the request only: the token of the progress.
    """

    uri: str
    range: Range
    version: int | None = None
    fresh: bool = False
    partialResultToken: str | int | None = None  # noqa: N815 - LSP's own names
    workDoneToken: str | int | None = None  # noqa: N815

    @property
    def reuse(self) -> Reuse:
        """Whether a kept guide will do."""
        return Reuse.ANEW if self.fresh else Reuse.KEPT


class GuideParams(NamedTuple):
    """One kept guide.

    Attributes:
        key: the guide's key, as actions and `blockguide/end` carry it.
    """

    key: str


class ShowParams(NamedTuple):
    """A kept guide, and what its page is called.

    Attributes:
        key: the guide's key, as actions and `blockguide/end` carry it.
        uri: the document that it was written for.
        name: what a person calls the block.
    """

    key: str
    uri: str = ""
    name: str = ""


class JobParams(NamedTuple):
    """One piece of work.

    Attributes:
        job: its name, as `blockguide.document` answered it.
    """

    job: str


class JobAnswer(TypedDict):
    """The work has begun, and the page will come by itself.

    Attributes:
        job: names the work for `blockguide.cancel`.
    """

    job: str


class CancelAnswer(TypedDict):
    """Whether there was something to cancel.

    Attributes:
        cancelled: `false` where the work had already ended, or never was.
    """

    cancelled: bool


class ClearAnswer(TypedDict):
    """What `blockguide.clearCache` removed.

    Attributes:
        removed: how many guides.
    """

    removed: int


class Finding(TypedDict):
    """What a check saw and could not mend.

    Attributes:
        code: the check, as docs/checks.md lists it.
        section: `description`, `steps` or `example`.
        severity: `error` or `warning`.
        message: one sentence.
        place: where in the section, or empty.
    """

    code: str
    section: str
    severity: str
    message: str
    place: str


class Checks(TypedDict):
    """What the checks say of a guide.

    Attributes:
        findings: what they saw and could not mend.
        passed: the codes of those that saw nothing.
    """

    findings: list[Finding]
    passed: list[str]


class DocumentAnswer(TypedDict):
    """The finished guide: the answer of `blockguide document --format json`, its key and its job.

    Attributes:
        guide: title, description, steps and example.
        page: the whole page; where it differs from what streamed, it counts.
        key: names the guide for `blockguide.show` and `blockguide.forget`, until the server ends where it could
            not be kept.
        job: the work that wrote it.
        writer: `offline`, or `model`.
        model: the model's name, or empty.
        cached: whether it was kept from earlier.
        stale: why an earlier guide of the same place no longer held, one sentence each.
        checks: what the checks say of it.
        outdated: whether the block was edited while the guide was written, which speaks of the text as it was.
    """

    guide: dict[str, object]
    page: str
    key: str
    job: str
    writer: str
    model: str
    cached: bool
    stale: list[str]
    checks: Checks
    outdated: bool


class GuidesParams(NamedTuple):
    """A document whose guides are wanted.

    Attributes:
        uri: the document.
    """

    uri: str


Standing = Literal["holds", "stale", "untold", "edited"]


class KeptGuide(TypedDict):
    """A kept guide as it stands in a document.

    Attributes:
        key: names the guide.
        name: a definition's dotted name, or empty.
        kind: `module`, `class`, `function`, `statements`, `expression` or `fragment`.
        lines: the block's first and last line now, 1-based.
        standing: `holds`; `stale`: something that it rests on is another, and `reasons` say what; `untold`: the
            block is as it was, what it rests on is being looked at; `edited`: the block itself is another.
        reasons: one sentence each.
        findings: what the checks saw and could not mend, one sentence each.
        writer: `offline`, or `model`.
        model: the model's name, or empty.
    """

    key: str
    name: str
    kind: str
    lines: list[int]
    standing: Standing
    reasons: list[str]
    findings: list[str]
    writer: str
    model: str


class GuidesAnswer(TypedDict):
    """The kept guides of a document, from memory.

    Attributes:
        version: the document's version that the lines speak of.
        guides: in the order of their lines.
    """

    version: NotRequired[int]
    guides: list[KeptGuide]


class GuidesChanged(TypedDict):
    """The guides of a document are others than before, but for what an edit of it changed.

    Attributes:
        uri: the document.
    """

    uri: str


class SentMessage(TypedDict):
    """One message to a model.

    Attributes:
        role: `system`, `user` or `assistant`.
        text: secrets replaced, as they would be sent.
    """

    role: str
    text: str


class SentAnswer(TypedDict):
    """What would leave the machine to document a block, and nothing else would.

    Attributes:
        messages: in their order; where no model is chosen, what any would be sent.
        tokens: an estimate of their length.
        dropped: what of the context is left out, one phrase each, with the reason.
        secrets: how many were replaced by placeholders.
        model: the model that they would be sent to, or empty.
    """

    messages: list[SentMessage]
    tokens: int
    dropped: list[str]
    secrets: int
    model: str


class KeyParams(NamedTuple):
    """The key of a model's endpoint, as the editor's secret store has it.

    Attributes:
        key: it is kept in memory alone and logged nowhere; empty: there is none any more.
    """

    key: str


class BlockKnown(TypedDict):
    """A value of `$/progress`: the block that will be documented.

    Attributes:
        job: names the work for `blockguide.cancel`.
        name: a definition's dotted name, or empty.
        kind: `module`, `class`, `function`, `statements`, `expression` or `fragment`.
        lines: its first and last line, 1-based.
    """

    job: str
    name: str
    kind: str
    lines: list[int]


class SectionGrown(TypedDict):
    """A value of `$/progress`: text to append to a section, as it stands in the page.

    Attributes:
        section: `description`, `steps` or `example`.
        text: Markdown.
    """

    section: str
    text: str


class SectionRevised(TypedDict):
    """A value of `$/progress`: the checks mended a section; this replaces all of it.

    Attributes:
        section: `description`, `steps` or `example`.
        body: the section's whole Markdown.
    """

    section: str
    body: str


class Notice(TypedDict):
    """A value of `$/progress`: one plain sentence for the reader.

    Attributes:
        notice: why one waits, what was left out, why a model did not write.
        code: the stable name of why it did not: `packages` where those that talk to a model are not installed.
    """

    notice: str
    code: NotRequired[str]


ProgressValue = BlockKnown | SectionGrown | SectionRevised | Notice


class PageBegins(TypedDict):
    """A page begins to be written: open a place for it.

    Attributes:
        job: names the page in what follows.
        title: what a person calls it; it can stand in a file's name.
        uri: the document that it speaks of, where one is known.
        name: the block's dotted name, or empty; with `kind` and `lines`, where its place is known.
        kind: as in [BlockKnown](#blockknown).
        lines: the block's first and last line now, 1-based.
    """

    job: str
    title: str
    uri: NotRequired[str]
    name: NotRequired[str]
    kind: NotRequired[str]
    lines: NotRequired[list[int]]


class PageGrows(TypedDict):
    r"""From `line` on, the page's lines are those of `text`; the lines before it stand.

    Attributes:
        job: the page.
        line: 0-based, in the page split at `\n`, which is empty at first.
        text: the lines from there to the page's end, joined by `\n`.
    """

    job: str
    line: int
    text: str


Outcome = Literal["whole", "cancelled", "replaced", "failed"]


class PageEnds(TypedDict):
    """Nothing more comes of a page.

    Attributes:
        job: the page.
        outcome: `whole`, or why it is not: `cancelled`, `replaced` (by a newer request for the block) or
            `failed`; then its last line says so.
        key: the kept guide, where it is whole.
    """

    job: str
    outcome: Outcome
    key: NotRequired[str]


class ErrorData(TypedDict):
    """What an error's `data` holds.

    Attributes:
        code: the failure's stable name, such as `empty-selection`.
        advice: one sentence that says what to do about it.
    """

    code: str
    advice: str


class Method(NamedTuple):
    """One command, request or notification.

    Attributes:
        name: on the wire.
        kind: `command`, `request`, `notification` (to the client) or `word` (a notification to the server).
        says: one sentence.
        carries: its parameters (a command's one argument), or None.
        answers: its result; None answers null.
        streams: the `$/progress` values that come before the answer.
    """

    name: str
    kind: Literal["command", "request", "notification", "word"]
    says: str
    carries: type | None
    answers: type | None = None
    streams: tuple[type, ...] = ()


METHODS: Final = (
    Method(
        COMMAND_DOCUMENT,
        "command",
        "Documents a block. It answers at once; the page comes by the way that the editor can take.",
        DocumentParams,
        JobAnswer,
    ),
    Method(COMMAND_SHOW, "command", "Shows a kept guide.", ShowParams),
    Method(
        COMMAND_CANCEL, "command", "Stops work, for all who wait for it.", JobParams, CancelAnswer
    ),
    Method(COMMAND_FORGET, "command", "Removes a kept guide.", GuideParams),
    Method(COMMAND_CLEAR_CACHE, "command", "Removes all kept guides.", None, ClearAnswer),
    Method(
        COMMAND_SHOW_SENT,
        "command",
        "Shows, as a page, what would be sent to a model for a block. Nothing is sent.",
        DocumentParams,
    ),
    Method(
        REQUEST_DOCUMENT,
        "request",
        "Documents a block for an editor that shows the page itself: the sections stream, the answer is the "
        "finished guide. `$/cancelRequest` stops it.",
        DocumentParams,
        DocumentAnswer,
        (BlockKnown, SectionGrown, SectionRevised, Notice),
    ),
    Method(
        REQUEST_GUIDES,
        "request",
        "The kept guides of an open document, from memory: it never waits. From then on they are kept up with "
        "the document's edits. Of one that is not open yet they are told when it is.",
        GuidesParams,
        GuidesAnswer,
    ),
    Method(
        REQUEST_SENT,
        "request",
        "What would be sent to a model for a block. Nothing is sent.",
        DocumentParams,
        SentAnswer,
    ),
    Method(
        NOTIFY_SET_KEY,
        "word",
        "Tells the key of the model's endpoint; it holds for what is asked from then on, before any other.",
        KeyParams,
    ),
    Method(NOTIFY_BEGIN, "notification", "A page begins.", PageBegins),
    Method(NOTIFY_DELTA, "notification", "A page grows, or changes.", PageGrows),
    Method(NOTIFY_END, "notification", "A page ends.", PageEnds),
    Method(
        NOTIFY_GUIDES_CHANGED,
        "notification",
        "The kept guides of an open document are others: code lenses are to be asked for again.",
        GuidesChanged,
    ),
)
