"""Lets `python -m blockguide` be the `blockguide` command."""

from blockguide.cli import main

raise SystemExit(main())
