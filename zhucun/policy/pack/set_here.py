"""What a county set in the interface, as files: read from texts by the same shapes as files from a folder.

No key and no file may be possible here that a clerk could not have written by hand.
"""

from collections.abc import Mapping

from pydantic import BaseModel

from zhucun.policy.pack.checks import checked
from zhucun.policy.pack.files import SET_HERE, LayerFiles, Read
from zhucun.policy.pack.problems import PackError, Problem
from zhucun.policy.pack.shapes.duty import DutyChange
from zhucun.policy.pack.shapes.files import PackFile, SourcesFile, ValuesFile
from zhucun.policy.pack.yaml12 import parse

SHAPES: dict[str, type[BaseModel]] = {
    "pack.yaml": PackFile,
    "sources.yaml": SourcesFile,
    "values.yaml": ValuesFile,
}


def read_set_here(county: str, texts: Mapping[str, str]) -> tuple[LayerFiles, list[Problem]]:
    """The layer of file names and their YAML, and what is wrong with it."""
    layer, problems = LayerFiles(county, set_here=True), list[Problem]()
    for within, text in sorted(texts.items()):
        try:
            document = parse(text, f"{SET_HERE}/{county}/{within}")
        except PackError as error:
            problems += error.problems
            continue
        shape, found = checked(document, SHAPES.get(within, DutyChange))
        problems += found
        if shape is not None:
            layer.files.append(Read(shape, document))
    return layer, problems
