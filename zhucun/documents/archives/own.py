"""What documents themselves put into archives: papers that were made, and files that were brought."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, Looked, offer_entries
from zhucun.documents.models import ArchiveFile, Paper
from zhucun.documents.queries import papers
from zhucun.documents.services import WORD
from zhucun.kernel.place_codes import within
from zhucun.policy.pack.archive_model import Entry, Filled

SEE = "documents.see"


def offer_all() -> None:
    offer_entries("documents.papers", SEE, made, papers_there)
    offer_entries("documents.files", SEE, brought, files_there)


def made(asked: Asked) -> Sequence[Held]:
    """Word papers about the village that the reader may see; those edited and brought back are papers too."""
    rows = papers(asked.scope, asked.whole).filter(
        place_code=asked.village,
        media_type=WORD,
        made_at__date__gte=asked.first,
        made_at__date__lte=asked.last,
    )
    return [
        Held(
            entry=Entry(Filled.PAPERS, row.kind),
            title=row.title,
            day=row.made_at.date(),
            path=reverse("documents:about", args=[asked.whole.county, row.id]),
            who=row.made_by.name,
            digest=row.digest,
            file_name=row.file_name,
        )
        for row in rows
    ]


def papers_there(looked: Looked) -> Iterator[tuple[str, Entry]]:
    rows = Paper.objects.in_county(looked.county).filter(
        within("place_code", looked.village or looked.county),
        media_type=WORD,
        made_at__date__gte=looked.first,
        made_at__date__lte=looked.last,
    )
    for village, kind in rows.values_list("place_code", "kind").distinct():
        yield village, Entry(Filled.PAPERS, kind)


def files_there(looked: Looked) -> Iterator[tuple[str, Entry]]:
    rows = ArchiveFile.objects.in_county(looked.county).filter(
        within("village_code", looked.village or looked.county), year=looked.first.year, voided=False
    )
    for village, item in rows.values_list("village_code", "item").distinct():
        yield village, Entry(brought=item)


def brought(asked: Asked) -> Sequence[Held]:
    rows = ArchiveFile.objects.for_scope(asked.scope).filter(
        village_code=asked.village, year=asked.first.year, voided=False
    )
    return [
        Held(
            entry=Entry(brought=row.item),
            title=row.name,
            day=row.added_at.date(),
            path=reverse("documents:archive_file", args=[asked.whole.county, row.id]),
            who=row.added_by.name,
            digest=row.digest,
            file_name=row.name,
        )
        for row in rows.select_related("added_by").order_by("added_at", "id")
    ]
