"""What somebody changed in a paper: its lines, and its figures against the records. Pure."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhucun.documents.word_in import WordText

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: as it was written, as it was handed in (None: taken out), as the records have it now (None: not known)."""

    link: str
    written: int
    handed_in: str | None
    now: int | None

    @property
    def changed(self) -> bool:
        return self.handed_in != str(self.written)

    @property
    def agrees(self) -> bool:
        """Whether what was handed in is what the records say; what was taken out disagrees with nothing."""
        return self.handed_in is None or self.now is None or self.handed_in == str(self.now)


@dataclass(frozen=True, slots=True)
class Change:
    """Lines in the place of lines; one side may be empty."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def figures(
    counted: Iterable[tuple[int, str]], handed_in: WordText, now: Mapping[str, Sequence[int]]
) -> list[Figure]:
    """Every figure of the paper in its order; the same address may count twice, and is then taken in order."""
    words: dict[str, deque[str]] = defaultdict(deque)
    for address, text in handed_in.links:
        words[address].append(text.strip())
    current = {link: deque(counts) for link, counts in now.items()}
    found = []
    for count, link in counted:
        stands, known = words.get(link), current.get(link)
        found.append(
            Figure(link, count, stands.popleft() if stands else None, known.popleft() if known else None)
        )
    return found


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """The lines that differ, in the order of the paper."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = [
        Change(tuple(before[a:b]), tuple(after[c:d]))
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    ]
    return found[:MOST_LINES]
