"""The digest of a pack: what it says, not how it is laid out.

Comments, the order of keys and the examples beside a rule may change without changing the digest; a
number, a date, a word on screen may not.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.shapes.archive import ArchiveCasesFile
from zhucun.policy.pack.shapes.cases import CasesFile, ValuesCasesFile
from zhucun.policy.pack.shapes.document import PaperCasesFile
from zhucun.policy.pack.shapes.flow import FlowCasesFile
from zhucun.policy.pack.shapes.retention import RetentionCasesFile
from zhucun.policy.pack.shapes.warning import WarningCasesFile

EXAMPLES = (
    CasesFile
    | FlowCasesFile
    | ValuesCasesFile
    | WarningCasesFile
    | RetentionCasesFile
    | PaperCasesFile
    | ArchiveCasesFile
)


def digest_of(layers: Iterable[LayerFiles]) -> str:
    content = {
        read.document.file: _plain(read.document.data)
        for layer in layers
        for read in layer.files
        if not isinstance(read.shape, EXAMPLES)
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
