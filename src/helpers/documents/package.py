"""The parts of a Word or OpenDocument file: a zip archive of xml, unpacked with a limit and read without entities."""

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from helpers.documents.limits import MEGABYTE, Watch

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""The names of "Strict Open XML", which Word can save too, and the usual ones."""


class Package:
    """The archive's parts by name; a part that is not there is an empty element.

    Raises PlanError for a file that is no such archive, is encrypted, or unpacks to more than the limit.
    """

    def __init__(self, data: bytes, watch: Watch) -> None:
        self.watch = watch
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile:
            raise watch.fault(
                "en fil som inte går att öppna som dokument",
                "Öppna den i programmet som den gjordes i och spara om den.",
            ) from None
        self.names = set(self.archive.namelist())
        self._left = watch.limits.unpacked
        if any(info.flag_bits & 1 for info in self.archive.infolist()):
            raise locked(watch)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises PlanError where all parts read come to more than the limit."""
        with self.archive.open(name) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise self.watch.fault(
                f"ett dokument som packas upp till mer än {self.watch.limits.unpacked // MEGABYTE} MB",
                "Spara om det utan bilder, eller bara de sidor som behövs.",
            )
        return data

    def parse(self, name: str) -> Element:
        """The root of a part's xml. Raises PlanError where it is broken or declares a document type or entities."""
        if name not in self.names:
            return Element("none")
        try:
            data = self.read(name)
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, UnicodeError, LookupError) as error:
            raise self.watch.fault(
                f"en skadad del ({name}: {type(error).__name__})",
                "Öppna dokumentet i programmet som det gjordes i och spara om det.",
            ) from None
        self.watch.check_time()
        return root


def locked(watch: Watch) -> Exception:
    """The error of a file that a password protects."""
    return watch.fault("ett dokument som är låst med lösenord", "Spara det utan lösenord och försök igen.")
