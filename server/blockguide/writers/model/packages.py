"""The packages that only a model needs, which may be missing: an editor's extension does not bring them."""

from collections.abc import Iterator
from contextlib import contextmanager

from blockguide.writers.model.values import EndpointFault, FaultKind


@contextmanager
def needing_packages() -> Iterator[None]:
    """Imports what a model needs.

    Raises:
        EndpointFault: PACKAGES where an import inside fails.
    """
    try:
        yield
    except ImportError as error:
        missing = (error.name or "openai").partition(".")[0]
        raise EndpointFault(
            FaultKind.PACKAGES,
            f"The packages that talk to a model are not installed: there is no `{missing}`.",
            "Install them for the Python that runs BlockGuide: `pip install openai tenacity detect-secrets`.",
        ) from error
