"""Where something stands in a file that people edit."""

import attrs


@attrs.frozen
class Spot:
    """A place in a file. Lines and columns count from 1, a column in characters; the end is not part of it.

    `name` is what a person calls the place where a line does not say it: a cell (`Sheet1!C7`), a message's key, the
    attribute of a tag. None: the file has no lines, or the whole file is meant.
    """

    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    name: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place} ({self.name})" if self.name else place


@attrs.frozen
class Unread:
    """A file, or a part of one, that could not be read or judged; `message` says why and what to do."""

    spot: Spot
    message: str


@attrs.frozen
class Remark:
    """Something that was read otherwise than it is written, and how."""

    spot: Spot
    message: str
