"""A story that had to begin again, told to someone who has heard a part of it already."""

from collections.abc import Iterator

from blockguide.guide.events import Noticed, Revised
from blockguide.guide.page import parse_page, render_section
from blockguide.guide.values import Section
from blockguide.workshop.values import Finished, News, Started, Wrote


class Retold:
    """Passes news on; after `begin_again` only what a listener has not heard, so that the page stays right."""

    def __init__(self) -> None:
        self._started: Started | None = None
        self._heard: dict[Section, str] = {}
        self._is_again = False

    def begin_again(self) -> None:
        """Says that the story begins anew, from its first word."""
        self._is_again = bool(self._heard)

    def told(self, news: News) -> Iterator[News]:
        """What is to be passed on of these news, in order."""
        match news:
            case Started():
                if news != self._started:
                    self._started = news
                    yield news
            case Wrote() if not self._is_again:
                self._heard[news.section] = self._heard.get(news.section, "") + news.text
                yield news
            case Revised() if not self._is_again:
                self._heard[news.section] = news.body
                yield news
            case Noticed():
                yield news
            case Finished():
                if self._is_again:
                    yield from self._mended(news)
                yield news

    def _mended(self, finished: Finished) -> Iterator[Revised]:
        """The sections of the whole page that a listener has heard otherwise."""
        guide = parse_page(finished.page)
        for section in Section:
            body = render_section(guide, section)
            if self._heard.get(section) != body:
                yield Revised(section, body)
