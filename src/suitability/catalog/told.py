"""What is told of a piece of copy apart from its text: by a file beside it, by settings, by whoever asks."""

from __future__ import annotations

import datetime as dt

import attrs

from suitability.model.facts import NOT_TOLD, NotTold
from suitability.model.vocabulary import Audience, CopyChannel, Family, Genre
from suitability.spot import Spot


@attrs.frozen
class Told:
    """What is told of a piece of copy apart from its text.

    `products` are codes or names, each with its place; `published` the days on which it is first shown, `until` the
    last day on which it is.
    """

    products: tuple[tuple[str, Spot], ...] = ()
    channel: CopyChannel | NotTold = NOT_TOLD
    family: Family | NotTold | None = NOT_TOLD
    genre: Genre | NotTold = NOT_TOLD
    audience: Audience | NotTold = NOT_TOLD
    published: tuple[dt.date, ...] = ()
    until: dt.date | None = None

    def shown_on(self, day: dt.date) -> dt.date:
        """Give the day whose law is asked: that day where the copy is shown then, else the nearest on which it is."""
        if self.until is not None and day > self.until:
            return self.until
        first = min(self.published, default=day)
        return max(day, first)


UNTOLD = Told()
