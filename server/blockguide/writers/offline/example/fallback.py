"""The example of a block that no program can reach: its text, parsed."""

from blockguide.code.block import Block
from blockguide.writers.offline.example.value import quoted


def last_resort(block: Block) -> str:
    """Parses the block's file and prints its first statements, or what keeps it from being parsed."""
    path = quoted(str(block.source.path))
    return (
        "import ast\n"
        "from pathlib import Path\n\n"
        f"source = Path({path}).read_text()\n"
        "try:\n"
        "    print(ast.dump(ast.parse(source).body[0]))\n"
        "except SyntaxError as error:\n"
        "    print(error)\n"
    )
