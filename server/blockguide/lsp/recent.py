"""The pages that were written last: one that was not kept can still be shown, while the server lives."""

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from blockguide.lsp.jobs import Job, Jobs

MOST: Final = 64


class RecentPages:
    """The newest pages by the key of their guide."""

    def __init__(self, jobs: "Jobs") -> None:
        self._pages: OrderedDict[str, str] = OrderedDict()
        jobs.when_ended(self._take)

    def page(self, key: str) -> str | None:
        """The page of a guide, as it was written."""
        return self._pages.get(key)

    def forget(self, key: str) -> None:
        """Removes a page."""
        self._pages.pop(key, None)

    def clear(self) -> None:
        """Removes all pages."""
        self._pages.clear()

    def _take(self, job: "Job") -> None:
        if job.finished is None:
            return
        self._pages[job.key] = job.finished.page
        self._pages.move_to_end(job.key)
        if len(self._pages) > MOST:
            self._pages.popitem(last=False)
