"""Hypothesis strategies for subjects, for the facts told of them, and for expressions about them."""
