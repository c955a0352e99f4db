"""Prints the settings' documentation, or with `--schema` their JSON schema."""

import json
import sys

from blockguide.settings.page import settings_page
from blockguide.settings.schema import settings_schema

if sys.argv[1:] == ["--schema"]:
    sys.stdout.write(json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n")
else:
    sys.stdout.write(settings_page())
