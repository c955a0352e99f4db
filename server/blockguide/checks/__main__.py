"""Prints the checks' documentation: `python -m blockguide.checks > docs/checks.md`."""

import sys

from blockguide.checks.pages import checks_page

sys.stdout.write(checks_page())
