"""What documents themselves put into archives: papers that were made, and files that were brought."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.urls import reverse

from zhucun.documents.archives.entries import Asked, Held, Looked, Lying, Source, offer_entries
from zhucun.documents.models import ArchiveFile, Paper
from zhucun.documents.queries import papers
from zhucun.documents.services import WORD
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import within
from zhucun.policy.pack.archive_model import Entry, Filled

SEE = "documents.see"


PAPERS, FILES = "documents.papers", "documents.files"


def offer_all() -> None:
    offer_entries(PAPERS, Source(SEE, papers_lying, read_papers, papers_there))
    offer_entries(FILES, Source(SEE, files_lying, read_files, files_there))


def papers_lying(asked: Asked) -> Iterator[Lying]:
    for row in _papers(asked).select_related(None).only("id", "made_at", "kind"):
        yield Lying(PAPERS, row.id, clock.date_of(row.made_at), Entry(Filled.PAPERS, row.kind))


def read_papers(asked: Asked, ids: Collection[UUID]) -> Iterator[Held]:
    for row in _papers(asked).filter(id__in=ids):
        yield Held(
            id=row.id,
            title=row.title,
            day=clock.date_of(row.made_at),
            path=reverse("documents:about", args=[asked.whole.county, row.id]),
            who=row.made_by.name,
            digest=row.digest,
            file_name=row.file_name,
        )


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


def files_lying(asked: Asked) -> Iterator[Lying]:
    for id, at, item in _files(asked).values_list("id", "added_at", "item"):
        yield Lying(FILES, id, clock.date_of(at), Entry(brought=item))


def read_files(asked: Asked, ids: Collection[UUID]) -> Iterator[Held]:
    for row in _files(asked).filter(id__in=ids).select_related("added_by"):
        yield Held(
            id=row.id,
            title=row.name,
            day=clock.date_of(row.added_at),
            path=reverse("documents:archive_file", args=[asked.whole.county, row.id]),
            who=row.added_by.name,
            digest=row.digest,
            file_name=row.name,
            brought=True,
        )


def _papers(asked: Asked) -> CountyQuerySet[Paper]:
    """Word papers about the village that the reader may see; those edited and brought back are papers too."""
    return papers(asked.scope, asked.whole).filter(
        place_code=asked.village,
        media_type=WORD,
        made_at__date__gte=asked.first,
        made_at__date__lte=asked.last,
    )


def _files(asked: Asked) -> CountyQuerySet[ArchiveFile]:
    return ArchiveFile.objects.for_scope(asked.scope).filter(
        village_code=asked.village, year=asked.first.year, voided=False
    )
