"""What documents themselves put into archives: papers that were made, and files that were brought."""

from collections.abc import Sequence

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, offer_entries
from zhucun.documents.models import ArchiveFile
from zhucun.documents.queries import papers
from zhucun.documents.services import WORD
from zhucun.policy.pack.archive_model import Entry, Filled

SEE = "documents.see"


def offer_all() -> None:
    offer_entries("documents.papers", SEE, made)
    offer_entries("documents.files", SEE, brought)


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
