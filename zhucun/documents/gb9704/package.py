"""A .docx that depends on its contents alone: no template's leftovers, no clock, no machine's name.

The same paper gives the same bytes, so a stored digest shows whether a file was touched.
"""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package as WordPackage

from zhucun.documents.characters import visible
from zhucun.documents.gb9704.xml import Element, el

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zip format knows no day before it
_LONGEST_PROPERTY = 255
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"


class Package:
    """One document and the parts beside it."""

    def __init__(self) -> None:
        self.body = el("w:body")
        self._package = WordPackage()
        self._document = self._part("document", "document.main", el("w:document", self.body))
        self._package.relate_to(self._document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)

    def add(self, name: str, kind: str, content: Element) -> str:
        """Put a part beside the document; the answer is the id by which the document refers to it."""
        return self._document.relate_to(self._part(name, kind, content), _RELATION.format(kind))

    def address(self, url: str) -> str:
        """The id of an address that a run opens."""
        return self._document.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def describe(self, *, title: str, author: str, on: date) -> None:
        element = CT_CoreProperties.new()
        properties = CoreProperties(element)
        properties.title = visible(title)[:_LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = visible(author)[:_LONGEST_PROPERTY]
        properties.created = properties.modified = datetime.combine(on, time(), tzinfo=UTC)
        part = XmlPart(
            PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, element, self._package
        )
        self._package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)

    def to_bytes(self) -> bytes:
        written = BytesIO()
        self._package.save(written)
        return _dateless(written)

    def _part(self, name: str, kind: str, content: Element) -> XmlPart:
        return XmlPart(PackURI(f"/word/{name}.xml"), _WORDPROCESSING.format(kind), content, self._package)


def _dateless(written: BytesIO) -> bytes:
    """The same entries in the same order, with no time of writing in them."""
    result = BytesIO()
    with ZipFile(written) as source, ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return result.getvalue()
