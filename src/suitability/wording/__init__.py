"""Find what the words of a text say, and where."""
