"""Handing out a stored paper."""

from io import BytesIO

from django.http import FileResponse

from zhucun.documents import store
from zhucun.documents.models import Paper


def as_download(paper: Paper) -> FileResponse:
    """A stored paper as a file to save; a browser never opens it inside the page."""
    return FileResponse(
        BytesIO(store.read(paper.digest)),
        as_attachment=True,
        filename=paper.file_name,
        content_type=paper.media_type,
    )
