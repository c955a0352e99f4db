"""The failures that a person can do something about, each one sentence and one advice."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable names of the failures, as they stand in JSON answers."""

    NO_SUCH_FILE = "no-such-file"
    IS_A_DIRECTORY = "is-a-directory"
    BINARY_FILE = "binary-file"
    UNREADABLE_FILE = "unreadable-file"
    UNDECODABLE_BYTES = "undecodable-bytes"
    EMPTY_SELECTION = "empty-selection"
    PAST_THE_END = "past-the-end"
    UNKNOWN_SYMBOL = "unknown-symbol"
    BAD_TARGET = "bad-target"
    BAD_SELECTION_LINE = "bad-selection-line"
    CANNOT_WRITE = "cannot-write"
    BAD_TEMPLATE = "bad-template"
    NO_ANSWER = "no-answer"
    NO_PACKAGES = "no-packages"
    TOO_SLOW = "too-slow"
    INTERNAL = "internal"


class BlockGuideError(Exception):
    """An expected failure.

    Attributes:
        code: the stable name of the failure.
        message: one sentence that says what is wrong.
        advice: one sentence that says what to do about it.
    """

    def __init__(self, code: ErrorCode, message: str, advice: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.advice = advice
