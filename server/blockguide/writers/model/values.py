"""What passes between the parts of the model writer."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from blockguide.guide.entry import Usage
from blockguide.settings import Detail


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server and how it is spoken to.

    Attributes:
        base_url: such as `https://api.openai.com/v1`, never empty.
        model: the model's name as the endpoint knows it, never empty.
        key: the secret; None for a server that wants none. It is in no `repr`.
        api_version: Azure's; empty for the others.
        connect_seconds: for the connection.
        first_token_seconds: from the request to the first token.
        silence_seconds: between two tokens.
        whole_seconds: for the whole answer, so that a dripping stream ends.
        retries: how often a failed request is made again before anything of its answer was read.
        context_tokens: the model's window; the prompt is fitted to it.
        answer_tokens: the most that an answer may have.
    """

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    api_version: str = ""
    connect_seconds: float = 5.0
    first_token_seconds: float = 60.0
    silence_seconds: float = 30.0
    whole_seconds: float = 300.0
    retries: int = 2
    context_tokens: int = 8_192
    answer_tokens: int = 2_048


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt: its role (`system`, `user`, `assistant`) and its text."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """All that is sent.

    Attributes:
        messages: in their order, the part that stays the same for every block first.
        dropped: what of the context is not told, one phrase each, with the reason.
        placeholders: what stands for each secret that was found: placeholder -> secret; in no `repr`.
        tokens: an estimate of the messages' length.
        version: changes when the instructions' words change; part of the recipe.
        cramped: what of it did not fit, one phrase each.
    """

    messages: tuple[Message, ...]
    dropped: tuple[str, ...]
    placeholders: tuple[tuple[str, str], ...] = field(repr=False)
    tokens: int
    version: str
    cramped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some more of an answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request failed and is made again: why, in one plain sentence, and in how many seconds."""

    sentence: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The answer is over.

    Attributes:
        usage: its tokens, and those of the tries before it.
        cut: why it is not whole; empty when it is. What the endpoint tells: `length`, `filter`; what we hung up
            on: `time` past `Endpoint.whole_seconds`, `size` past `heard.MOST`; `stream` where it just ended.
    """

    usage: Usage
    cut: str


Answer = Piece | Waiting | Ended


class FaultKind(StrEnum):
    """What stood in an endpoint's way."""

    REFUSED = "refused"
    NAME = "name"
    TLS = "tls"
    PROXY = "proxy"
    KEY = "key"
    FORBIDDEN = "forbidden"
    MODEL = "model"
    LIMIT = "limit"
    TOO_LONG = "too-long"
    SERVER = "server"
    SLOW = "slow"
    BROKEN = "broken"
    ADDRESS = "address"
    UNSAFE = "unsafe"
    MISSING = "missing"
    BUDGET = "budget"
    PACKAGES = "packages"


class EndpointFault(Exception):  # noqa: N818 - an expected state of the world
    """A request that brought no answer.

    Attributes:
        kind: what stood in the way.
        sentence: what is wrong, in one plain sentence, without the key and without code.
        advice: what a person can do, in one sentence.
        retry_after: seconds after which another try is worth it; None when none is.
        usage: the tokens that it took nevertheless; None where the endpoint had read nothing yet.
    """

    def __init__(
        self, kind: FaultKind, sentence: str, advice: str, retry_after: float | None = None
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.advice = advice
        self.retry_after = retry_after
        self.usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """How a guide is to be written.

    Attributes:
        language: of the prose, a BCP 47 tag.
        detail: how much it says.
        template: the person's own instructions, or None for ours.
    """

    language: str = "en"
    detail: Detail = Detail.STANDARD
    template: Path | None = None
