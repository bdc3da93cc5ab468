"""Streams of chance: each part of a county has its own, so that one part can change without the others."""

from random import Random


def stream(*parts: object) -> Random:
    """The same parts give the same stream, in every process and on every machine."""
    return Random("/".join(map(str, parts)))
