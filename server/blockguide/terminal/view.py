"""Shows a page on a terminal that has colours and a width."""

from rich.console import Console
from rich.markdown import Markdown


def view_page(page: str) -> None:
    """Prints a page, its Markdown rendered."""
    Console(highlight=False).print(Markdown(page, code_theme="ansi_dark"))
