"""Whether a reader who has only Description and Steps can write a function again: `python tests/reader pages|judge DIR`."""

import argparse
import sys
from pathlib import Path

from described import write_pages
from rewriting import judge_directory


def main() -> int:
    """Writes the pages, or judges what was written from them; 1 where a rewriting fails or is missing."""
    parser = argparse.ArgumentParser(prog="reader", description=__doc__)
    parser.add_argument("what", choices=("pages", "judge"))
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--faults", action="store_true", help="tell each case that differs")
    options = parser.parse_args()
    if options.what == "pages":
        write_pages(options.folder)
        return 0
    verdicts = judge_directory(options.folder)
    for name, judged in verdicts.items():
        if judged is None:
            print(f"missing  {name}")
            continue
        print(
            f"{'passed' if judged.passed else 'FAILED'}   {name}: {judged.right} of {judged.total}"
        )
        if options.faults:
            print("".join(f"  {fault}\n" for fault in judged.faults), end="")
    passed = sum(judged is not None and judged.passed for judged in verdicts.values())
    print(f"{passed} of {len(verdicts)} passed")
    return int(passed < len(verdicts))


sys.exit(main())
