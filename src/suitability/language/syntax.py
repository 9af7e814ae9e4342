"""From the text of an expression to Python's syntax tree, with places in characters of the text."""

from __future__ import annotations

import ast
import re

from suitability.language.errors import ExpressionError, ExpressionErrors

LONGEST_TEXT = 2000
DEEPEST_NESTING = 30

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
# 1e5, 0x10, 1_000 and 1or 2, of which Python reads some as numbers and warns of others.
_ODD_NUMBER = re.compile(r"(?<![\w])[0-9][0-9.]*[A-Za-z_]")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_FULL_WIDTH = "（）＝，、；：＜＞｛｝“”‘’！＋－＊　"
_STRANGE = {
    "~": "~",
    "\\": "a backslash",
    "#": "a comment",
    "\0": "a null character",
    "\r": "a carriage return",
    "\f": "a form feed",
}
_EQUAL = re.compile(r"(?<![=<>!])=(?!=)")
_BY = re.compile(r",\s*by\s*=(?!=)")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")


class Source:
    """An expression's text and its syntax tree; `tree` is the body of the expression.

    Raises ExpressionErrors where the text is not an expression of Python.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._refuse_strange_text()
        # In brackets the text may run over several lines; the first line then stands one column to the right.
        wrapped = f"({self._orders_marked()}\n)"
        self._lines = [line.encode() for line in wrapped.split("\n")]
        self._starts = [-1]
        for line in wrapped.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        try:
            self.tree = ast.parse(wrapped, mode="eval").body
        except SyntaxError as error:
            row, column = error.lineno or 1, error.offset or 1
            offset = self._starts[min(row, len(self._lines)) - 1] + column - 1
            raise ExpressionErrors([self._syntax_error(min(max(offset, 0), len(text)), error.msg)]) from None
        except (ValueError, MemoryError, RecursionError):
            raise ExpressionErrors([ExpressionError(0, "this is too large or too deep to be an expression")]) from None
        self._refuse_depth()

    def _orders_marked(self) -> str:
        # Python wants brackets around a generator that another argument follows. An order, `, by=KEY`, becomes a last
        # condition ` if ~KEY` of the same length, so that every place stays where it is; ~ is not in the language.
        def mark(found: re.Match[str]) -> str:
            blank = "".join(character if character == "\n" else " " for character in found.group()[3:-1])
            return f" if{blank}~"

        strings = [found.span() for found in _STRING.finditer(self.text)]
        return _BY.sub(
            lambda found: found.group() if any(a < found.start() < b for a, b in strings) else mark(found), self.text
        )

    def _refuse_strange_text(self) -> None:
        text = self.text
        outside = _STRING.sub(lambda found: " " * len(found.group()), text)
        errors = [
            ExpressionError(
                offset,
                f"full-width {character!r} is not part of the language",
                "write expressions with ASCII punctuation",
            )
            for offset, character in enumerate(outside)
            if character in _FULL_WIDTH
        ]
        errors += [
            ExpressionError(odd.start(), "numbers are written in plain decimal digits", "0.2, 1000000")
            for odd in _ODD_NUMBER.finditer(outside)
        ]
        depth = 0
        for offset, character in enumerate(outside if ")" in outside else ""):
            depth += (character == "(") - (character == ")")
            if depth < 0:
                errors.append(ExpressionError(offset, "a bracket is closed that was not opened"))
                break
        if not text.strip():
            errors.append(ExpressionError(0, "the expression is empty"))
        for character, name in _STRANGE.items():
            if character in outside:
                errors.append(ExpressionError(outside.index(character), f"{name} is not part of the language"))
            elif character in text and character not in "#~":
                errors.append(ExpressionError(text.index(character), f"{name} may not stand in a text"))
        if len(text) > LONGEST_TEXT:
            errors.append(
                ExpressionError(
                    LONGEST_TEXT,
                    f"longer than {LONGEST_TEXT} characters",
                    "give parts of it a name as terms of the pack",
                )
            )
        if not errors and not (outside.isascii() and text.isprintable()):
            errors += [
                ExpressionError(offset, f"{character!r} is not part of the language")
                for offset, character in enumerate(text)
                if character not in "\n\t" and not (character.isprintable() and outside[offset].isascii())
            ]
        if errors:
            raise ExpressionErrors(errors)

    def _syntax_error(self, offset: int, message: str | None) -> ExpressionError:
        equal = _EQUAL.search(_STRING.sub(lambda found: " " * len(found.group()), self.text))
        if equal is not None and "instead of '='" in (message or ""):
            return ExpressionError(equal.start(), "this is not an expression", "equality is written ==")
        return ExpressionError(offset, f"this is not an expression: {message}")

    def _refuse_depth(self) -> None:
        if len(_TOKEN.findall(self.text)) <= DEEPEST_NESTING:
            return
        level = [self.tree]
        for _ in range(DEEPEST_NESTING):
            level = [child for node in level for child in ast.iter_child_nodes(node)]  # type: ignore[misc]
            if not level:
                return
        raise ExpressionErrors(
            [ExpressionError(self.offset(level[0]), "nested too deep", "give parts of it a name as terms of the pack")]
        )

    def _position(self, line: int, byte_column: int) -> int:
        column = len(self._lines[line - 1][:byte_column].decode(errors="ignore"))
        return max(self._starts[line - 1] + column, 0)

    def offset(self, node: ast.AST) -> int:
        """Give the character of the text at which a node begins."""
        return self._position(getattr(node, "lineno", 1), getattr(node, "col_offset", 1))

    def segment(self, node: ast.expr) -> str:
        """Give the text of a node."""
        return self.text[self.offset(node) : self._position(node.end_lineno or 1, node.end_col_offset or 0)]

    def digits(self, node: ast.expr) -> str | None:
        """Give the digits of a number as they stand in the text; nothing where they are not plain decimal."""
        segment = self.segment(node)
        return segment if _NUMBER.fullmatch(segment) else None

    def is_one_string(self, node: ast.expr) -> bool:
        """Say whether a string constant is one literal; Python joins two that stand side by side."""
        return _STRING.fullmatch(self.segment(node)) is not None
