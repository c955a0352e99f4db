"""Options and fixtures that every room's tests share."""

import signal

import pytest
from hypothesis import HealthCheck, settings

# A shell starts what runs in its background with the interrupt ignored, and so would all that is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no fault of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the stories' pages anew")
