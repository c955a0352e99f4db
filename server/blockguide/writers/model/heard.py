"""What was heard of an answer so far: how long it is, how it ended, and what it took."""

from typing import Any, Final

from blockguide.guide.entry import Usage
from blockguide.writers.model.budget import tokens_in
from blockguide.writers.model.values import Prompt

MOST: Final = 1_000_000
"""Code points of an answer after which it is cut, whatever `Endpoint.answer_tokens` allows."""

_CUTS: Final = {"": "stream", "length": "length", "content_filter": "filter"}


class Heard:
    """One answer as it streams in; only `take` and `expire` change it."""

    def __init__(self, prompt: Prompt) -> None:
        self._prompt: Final = prompt
        self._texts: list[str] = []
        self._length = 0
        self._finish = ""
        self._counted: Any = None
        self._heard = False
        self._expired = False

    def take(self, chunk: Any) -> str:  # noqa: ANN401 - openai is not imported here
        """The text in the next chunk; servers leave out what they like."""
        self._heard = True
        self._counted = getattr(chunk, "usage", None) or self._counted
        text, reason = _text_of(chunk)
        self._finish = reason or self._finish
        if text:
            self._length += len(text)
            self._texts.append(text)
        return text

    def expire(self) -> None:
        """Its time is up: nothing more is taken."""
        self._expired = True

    @property
    def is_silent(self) -> bool:
        """Whether nothing came yet."""
        return not self._heard

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a word nor a reason why there is none."""
        return not self._length and not self._finish

    @property
    def is_too_long(self) -> bool:
        """Whether it is to be cut here."""
        return self._length > MOST

    @property
    def cut(self) -> str:
        """Why it is not whole, as in `Ended`."""
        if self.is_too_long:
            return "size"
        return "time" if self._expired and not self._finish else _CUTS.get(self._finish, "")

    @property
    def usage(self) -> Usage | None:
        """Its tokens, estimated where the endpoint did not count them; None where nothing came."""
        if self.is_silent:
            return None
        asked, answered = (
            getattr(self._counted, name, None) for name in ("prompt_tokens", "completion_tokens")
        )
        if isinstance(asked, int) and isinstance(answered, int):
            return Usage(asked, answered, estimated=False)
        told = tokens_in("".join(self._texts)) if self._texts else 0
        return Usage(self._prompt.tokens, told, estimated=True)


def _text_of(chunk: Any) -> tuple[str, str]:  # noqa: ANN401
    """The text and the finish reason in a chunk."""
    choices = getattr(chunk, "choices", None) or ()
    if not choices:
        return "", ""
    text = getattr(getattr(choices[0], "delta", None), "content", None)
    reason = getattr(choices[0], "finish_reason", None)
    return text if isinstance(text, str) else "", reason if isinstance(reason, str) else ""
