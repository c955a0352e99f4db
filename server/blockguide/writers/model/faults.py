"""Every way in which an endpoint fails, told in one plain sentence and one advice."""

from collections.abc import Iterator

from blockguide.writers.model.fault_cause import fault_of_cause
from blockguide.writers.model.fault_status import fault_of_status
from blockguide.writers.model.fault_words import broken, host_of
from blockguide.writers.model.values import Endpoint, EndpointFault, FaultKind


def fault_of(error: BaseException, endpoint: Endpoint) -> EndpointFault:
    """What `error`, raised by a request to `endpoint`, means for a person.

    The sentence carries no key, no code and nothing that the endpoint sent.
    """
    own = next((cause for cause in _causes(error) if isinstance(cause, EndpointFault)), None)
    if own is not None:
        return own
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return fault_of_status(status, error, endpoint)
    for cause in _causes(error):
        fault = fault_of_cause(cause, endpoint)
        if fault is not None:
            return fault
    # An event of the stream that tells an error has no status; its type is the library's own base class.
    if type(error).__name__ == "APIError":
        return EndpointFault(
            FaultKind.BROKEN,
            f"{host_of(endpoint)} broke off with an error of its own.",
            "Try again, or look at the server's own log.",
            retry_after=0.0,
        )
    return broken(endpoint, "broke the connection off")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, the deepest first: it knows best."""
    chain = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return reversed(chain)
