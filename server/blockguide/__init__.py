"""BlockGuide writes a guide, "How to Use This Code Block", for any block of Python code."""

from typing import Final

__version__: Final = "0.1.0"
