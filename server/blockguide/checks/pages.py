"""The checks' documentation, from the checks themselves."""

import re

from blockguide.checks.frame import CHECKS

_GROUPS = {
    "BG1": "Form",
    "BG2": "Prose and steps",
    "BG3": "Usage example",
    "BG4": "Grounding",
}

_INTRODUCTION = """\
# The checks

Every guide, whoever wrote it, is held against the code by these checks. An error makes a guide wrong, a
warning makes it worse. What can be mended in one certain way is mended; all else is reported in the
guide's findings.

This page is made from the checks' own docstrings by `python -m blockguide.checks > docs/checks.md`.
"""


def checks_page() -> str:
    """The page of all checks, in Markdown."""
    parts = [_INTRODUCTION, "| code | name | severity |\n|---|---|---|\n" + _rows()]
    group = ""
    for check in CHECKS:
        if (prefix := check.code[:3]) != group:
            group = prefix
            parts.append(f"## {_GROUPS[group]}\n")
        text = re.sub(r"^(Why|Mend):", r"**\1**:", check.documentation, flags=re.MULTILINE)
        heading = f"### {check.code}: {check.name}"
        parts.append(f"{heading}\n\n*{check.severity.value}*\n\n{text}\n")
    return "\n".join(parts)


def _rows() -> str:
    return "".join(
        f"| [{check.code}](#{check.code.lower()}-{check.name}) | {check.name} "
        f"| {check.severity.value} |\n"
        for check in CHECKS
    )
