"""Checks of what editors write: pure functions that say what a person should look at again."""
