"""Handing out a stored paper, or a file that was written for one reader and is not kept."""

from io import BytesIO
from typing import IO

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


def as_file(whole: IO[bytes], name: str, media_type: str) -> FileResponse:
    """A file on disk, from its beginning, read as it is sent; it is gone when it has been."""
    whole.seek(0)
    return FileResponse(whole, as_attachment=True, filename=name, content_type=media_type)
