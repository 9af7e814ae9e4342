"""Patterns of files, as settings and waivers write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.engine.files import fits

NAMES = st.lists(st.text("ab.*产", min_size=1, max_size=4).filter(lambda name: name.strip(".")), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("pattern", "name", "fitting"),
    [
        ("a.md", "a.md", True),
        ("a.md", "posts/2026/a.md", True),
        ("*.md", "posts/a.md", True),
        ("*.md", "posts/a.html", False),
        ("/a.md", "posts/a.md", False),
        ("./a.md", "a.md", True),
        ("posts", "posts/2026/a.md", True),
        ("posts/", "marketing/posts/a.md", True),
        ("posts/*.md", "posts/a.md", True),
        ("posts/*.md", "marketing/posts/a.md", False),
        ("posts/*.md", "posts/2026/a.md", False),
        ("posts/**/*.md", "posts/a.md", True),
        ("posts/**/*.md", "posts/2026/11/a.md", True),
        ("**/draft/**", "a/b/draft/c/d.md", True),
        ("文案/第?期.md", "文案/第一期.md", True),
        ("posts/[ab].md", "posts/c.md", False),
        ("A.md", "a.md", False),
    ],
)
def test_a_pattern_fits_a_file_or_the_folder_it_is_in(pattern: str, name: str, fitting: bool) -> None:
    assert fits(pattern, name) is fitting


@given(NAMES)
def test_everything_is_fitted_by_two_stars(names: list[str]) -> None:
    assert fits("**/*", "/".join(names))


@given(NAMES.filter(lambda names: not any("*" in name for name in names)))
def test_a_name_fits_itself_and_each_folder_above_it(names: list[str]) -> None:
    for depth in range(1, len(names) + 1):
        assert fits("/" + "/".join(names[:depth]), "/".join(names))


def test_a_pattern_of_many_stars_does_not_take_long() -> None:
    before = time.perf_counter()
    assert not fits("/".join(["**", "*a*a*a*a*a*b"] * 30), "/".join(["a" * 40] * 60))
    assert time.perf_counter() - before < 1
