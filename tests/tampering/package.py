"""Finding and changing places of a built DOCX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from tests.harness.in_files import WORD, packed, unpacked
from tests.tampering.kinds import NotHereError

BOOKMARKED = re.compile(
    r'(<w:bookmarkStart w:id="(?P<number>\d+)" w:name="(?P<name>n-\d+)"/>)'
    r'(?P<run><w:r><w:rPr><w:rStyle w:val="Statistic"/></w:rPr><w:t[^>]*>(?P<text>[^<]*)</w:t></w:r>)'
    r'(<w:bookmarkEnd w:id="(?P=number)"/>)'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Package:
    """The parts of a DOCX, the main one as text."""

    def __init__(self, content: bytes) -> None:
        self.parts = unpacked(content)
        self.text = self.parts[WORD].decode()

    @property
    def content(self) -> bytes:
        return packed(self.all_parts)

    @property
    def all_parts(self) -> dict[str, bytes]:
        """Its parts with the changed main one."""
        return {**self.parts, WORD: self.text.encode()}

    def number(self, form: re.Pattern[str], random: Random) -> re.Match[str]:
        """Choose one of the numbers in the body that have a form."""
        found = [
            one
            for one in BOOKMARKED.finditer(self.text)
            if form.fullmatch(one["text"]) and not self._in_title(one.start())
        ]
        if not found:
            raise NotHereError(form.pattern)
        return random.choice(found)

    def _in_title(self, at: int) -> bool:
        return '"Title"' in self.text[self.text.rfind("<w:p>", 0, at) : at]

    def put(self, match: re.Match[str], new: str, group: int | str = 0) -> Package:
        """Replace a place."""
        self.text = self.text[: match.start(group)] + new + self.text[match.end(group) :]
        return self

    def replace(
        self,
        pattern: str,
        new: str | Callable[[re.Match[str]], str],
        part: str = WORD,
        count: int = 1,
    ) -> Package:
        """Replace what matches a pattern in a part, which must be there."""
        text = self.text if part == WORD else self.parts[part].decode()
        changed, number = re.subn(pattern, new, text, count=count, flags=re.S)
        if not number:
            raise NotHereError(f"{pattern} in {part}")
        if part == WORD:
            self.text = changed
        else:
            self.parts[part] = changed.encode()
        return self

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        """Relate the main part to another, and return the id of the relationship."""
        number = len(re.findall("<Relationship ", self.parts[RELATIONS].decode()))
        kind = kind if "://" in kind else f"{OFFICE}/relationships/{kind}"
        mode = ' TargetMode="External"' if external else ""
        self.replace(
            "</Relationships>",
            lambda match: (
                f'<Relationship Id="rIdT{number}" Type="{kind}" Target="{target}"{mode}/>{match[0]}'
            ),
            RELATIONS,
        )
        return f"rIdT{number}"

    def declare(self, name: str, content: str | bytes, type_: str) -> Package:
        """Add a part with its content type."""
        self.parts[name] = content.encode() if isinstance(content, str) else content
        if type_:
            self.replace(
                "</Types>",
                lambda match: f'<Override PartName="/{name}" ContentType="{type_}"/>{match[0]}',
                TYPES,
            )
        return self

    def add(self, name: str, content: str | bytes, kind: str, type_: str = "") -> str:
        """Add a part below ``word/`` that the main one relates to."""
        type_ = (
            type_ or f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        )
        self.declare(f"word/{name}", content, type_)
        return self.relate(kind, name)

    def before_end(self, markup: str) -> Package:
        """Put something at the end of the text."""
        at = self.text.rindex("<w:sectPr")
        self.text = self.text[:at] + markup + self.text[at:]
        return self

    def in_body(self, at: int) -> tuple[int, int]:
        """Return where the paragraph around an offset begins and ends."""
        begin = max(self.text.rfind("<w:p>", 0, at), self.text.rfind("<w:p ", 0, at))
        return begin, self.text.index("</w:p>", at) + len("</w:p>")

    def picture(self, content: bytes, width: int, height: int, *, name: str = "note") -> str:
        """Return a run that shows a picture; lengths in points."""
        if b'Extension="png"' not in self.parts[TYPES]:
            self.replace(
                "<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', TYPES
            )
        self.parts[f"word/media/{name}.png"] = content
        number = self.relate("image", f"media/{name}.png")
        size = f'cx="{width * 12700}" cy="{height * 12700}"'
        return (
            f"<w:r {NAMES}><w:drawing><wp:inline><wp:extent {size}/>"
            f'<wp:docPr id="970" name="{name}" descr=""/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="970" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    kept = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{kept}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f"<w:p>{run(text)}</w:p>"


def field(code: str, shown: str, *, is_dirty: bool = False) -> str:
    """Return a field with the result that it had when it was updated last."""
    dirty = ' w:dirty="true"' if is_dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def floating(content: str, *, width: int, height: int, x: int, y: int, fill: str = "") -> str:
    """Return a run with a shape that holds text and stands off the line; lengths in points."""
    size = f'cx="{width * 12700}" cy="{height * 12700}"'
    color = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    return (
        f'<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="character"><wp:posOffset>{x * 12700}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="line"><wp:posOffset>{y * 12700}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="971" name="Shape"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{color}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def zipped(
    parts: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED, year: int = 1980
) -> bytes:
    """Return an archive of parts, of which some may have the same name."""
    import warnings

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0))
            entry.compress_type = method
            archive.writestr(entry, content)
    return made.getvalue()
