"""``verify --edited``: what became of the numbers of a copy that somebody sent back."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from .conftest import Outcome, Study

BUILT = "_output/manuscript/report"
BODY = """\
# Results

There were {{< var participants.n >}} participants aged {{< var age.mean >}} years. Pain fell from
{{< var relief.before.mean_sd >}} to {{< var relief.after.mean_sd >}}.

| | Before | After |
|---|---|---|
| Pain | {{< var relief.before.mean >}} | {{< var relief.after.mean >}} |
"""


@pytest.fixture
def sent(small: Study, tmp_path: Path) -> Callable[..., Path]:
    """Build the study and return what makes a changed copy elsewhere."""
    small.document(BODY)
    assert small.run("build").code == 0

    def copy(
        ending: str, change: Callable[[bytes], bytes] = bytes, name: str = "report (JS)"
    ) -> Path:
        path = tmp_path / "mail" / f"{name}.{ending}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(change((small.root / f"{BUILT}.{ending}").read_bytes()))
        return path

    return copy


def told(study: Study, copy: Path) -> tuple[Outcome, Any]:
    before = study.outputs()
    outcome = study.run("verify", "--edited", str(copy), "--json")
    assert study.outputs() == before
    return outcome, outcome.json


def in_word(old: str, new: str, part: str = "word/document.xml") -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(out, "w") as made:
            for name in found.namelist():
                text = found.read(name)
                if name == part:
                    assert old.encode() in text
                    text = text.replace(old.encode(), new.encode(), 1)
                made.writestr(name, text)
        return out.getvalue()

    return change


def in_page(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def in_pdf(change: Callable[[pikepdf.Pdf], object]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as file:
            change(file)
            file.save(out)
        return out.getvalue()

    return changed


RUN = '<w:rPr><w:rStyle w:val="Statistic"/></w:rPr><w:t xml:space="preserve">52.8</w:t>'


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_copy_as_it_was_built_agrees(
    small: Study, sent: Callable[..., Path], ending: str
) -> None:
    outcome, data = told(small, sent(ending))
    assert outcome.code == 0, outcome
    assert data["ok"]
    assert data["document"] == "manuscript/report.qmd"
    assert [len(data[one]) for one in ("kept", "changed", "gone", "new")] == [6, 0, 0, 0]
    assert {one["id"] for one in data["kept"]} >= {"participants.n", "relief.after.mean_sd"}


def test_it_says_so_to_people(small: Study, sent: Callable[..., Path]) -> None:
    outcome = small.run("verify", "--edited", str(sent("docx", in_word(">52.8<", ">53.8<"))))
    assert outcome.code == 1
    assert "5 kept\n     1 changed\n       manuscript/report.qmd:7:" in outcome.out
    assert 'age.mean: "53.8" where the data say "52.8"' in outcome.out
    outcome = small.run("verify", "--edited", str(sent("docx")))
    assert "every number agrees with the data; the prose is not vouched for" in outcome.out


def test_data_that_changed_since(small: Study, sent: Callable[..., Path]) -> None:
    copy = sent("docx")
    small.edit("data/table.csv", "P1,50,", "P1,55,")
    outcome, data = told(small, copy)
    assert outcome.code == 1
    assert [(one["id"], one["found"], one["expected"]) for one in data["changed"]] == [
        ("age.mean", "52.8", "53.8")
    ]


CHANGES = {
    "a number typed over": (in_word(">52.8<", ">53.8<"), "changed"),
    "a digit put beside it": (in_word(RUN + "</w:r>", RUN + "</w:r><w:r><w:t>9</w:t></w:r>"), "changed"),
    "a number deleted": (in_word(f"<w:r>{RUN}</w:r>", ""), "gone"),
    "one more number": (in_word("participants aged", "participants (11 women) aged"), "new"),
    "hidden text": (in_word(RUN, RUN.replace("</w:rPr>", "<w:vanish/></w:rPr>")), "unseen"),
    "struck out": (in_word(RUN, RUN.replace("</w:rPr>", "<w:strike/></w:rPr>")), "unseen"),
    "white": (in_word(RUN, RUN.replace("</w:rPr>", '<w:color w:val="FFFFFF"/></w:rPr>')), "unseen"),
    "one point high": (in_word(RUN, RUN.replace("</w:rPr>", '<w:sz w:val="2"/></w:rPr>')), "unseen"),
    "raised": (in_word(RUN, RUN.replace("</w:rPr>", '<w:vertAlign w:val="superscript"/></w:rPr>')), "moved"),
    "turned": (in_word(">52.8<", ">\u202e8.25\u202c<"), "changed"),
    "behind a comment": (in_word(">52.8<", ">52.8<!---->9<"), "changed"),
    "a field": (in_word(f"<w:r>{RUN}</w:r>", f'<w:fldSimple w:instr="QUOTE 9.9"><w:r>{RUN}</w:r></w:fldSimple>'), "unseen"),
    "a style that hides": (in_word('<w:name w:val="Statistic" />', '<w:name w:val="Statistic" /><w:rPr><w:vanish/></w:rPr>', "word/styles.xml"), "unseen"),
    "deleted, and marked so": (in_word(f"<w:r>{RUN}</w:r>", f'<w:del w:id="1" w:author="A"><w:r>{RUN.replace("w:t", "w:delText")}</w:r></w:del>'.replace("w:delTextxml", "w:delText xml")), "gone"),
    "in a footer": (in_word("> PAGE <", "> QUOTE 7 <", "word/footer1.xml"), "new"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_word_shows(small: Study, sent: Callable[..., Path], name: str) -> None:
    change, state = CHANGES[name]
    outcome, data = told(small, sent("docx", change))
    assert outcome.code == 1, name
    assert data[state], (name, data)
    if state not in ("new",):
        assert "age.mean" not in {one["id"] for one in data["kept"]}


def test_changes_that_are_tracked_are_read_as_accepted(
    small: Study, sent: Callable[..., Path]
) -> None:
    copy = sent(
        "docx",
        in_word(
            "participants aged",
            '</w:t></w:r><w:ins w:id="9" w:author="A"><w:r><w:t>people</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> aged',
        ),
    )
    outcome, data = told(small, copy)
    assert outcome.code == 0, data
    assert data["notices"] == ["it has tracked changes: it is read as if all were accepted"]


def test_marks_that_were_lost(small: Study, sent: Callable[..., Path]) -> None:
    """Other programs write a file anew: its numbers are then found among its words."""
    import re

    def strip(content: bytes) -> bytes:
        return re.sub(rb' id="n-\d+"', b"", content)

    outcome, data = told(small, sent("html", strip))
    assert outcome.code == 0, data
    assert len(data["kept"]) == 6
    assert small.run("verify").code == 0
    (small.root / f"{BUILT}.html").write_bytes(strip((small.root / f"{BUILT}.html").read_bytes()))
    outcome = small.run("verify")
    assert outcome.code == 1
    assert outcome.out.index("was changed after it was built") < outcome.out.index(
        "[no-placements]"
    )


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (">52.8<", ' style="display:none">52.8<', "unseen"),
        (">52.8<", " hidden>52.8<", "unseen"),
        (">52.8<", "><s>52.8</s><", "unseen"),
        (">52.8<", ">52.8</span><span>9<", "changed"),
        ("</style>", ".stat::after { content: '9' }</style>", "doubts"),
        ("</body>", "<script>document.title = 9</script></body>", "doubts"),
        ("</body>", "<!--> 9.9 -->​</body>", "new"),
        ("</body>", '<ol start="99"><li></li></ol></body>', "doubts"),
    ],
)
def test_what_a_page_shows(
    small: Study, sent: Callable[..., Path], old: str, new: str, state: str
) -> None:
    outcome, data = told(small, sent("html", in_page(old, new)))
    assert outcome.code == 1
    assert data[state], data


def test_cells_that_changed_places(small: Study, sent: Callable[..., Path]) -> None:
    def swap(content: bytes) -> bytes:
        text = content.decode()
        row = next(
            line for line in text.split("<tr") if "relief.after.mean" in line and "<td" in line
        )
        cells = row.split("<td")
        swapped = "<td".join(
            [
                *cells[:-2],
                cells[-1].split("</td>")[0] + "</td>\n",
                cells[-2].split("</td>")[0] + "</td>" + cells[-1].split("</td>", 1)[1],
            ]
        )
        return text.replace(row, swapped).encode()

    outcome, data = told(small, sent("html", swap))
    assert outcome.code == 1
    assert data["moved"], data


def test_what_a_pdf_shows(small: Study, sent: Callable[..., Path]) -> None:
    """A white sheet over the page: the text is there, and nobody sees it."""
    cover = in_pdf(lambda file: file.pages[0].contents_add(b"q 1 g 0 0 700 900 re f Q"))
    outcome, data = told(small, sent("pdf", cover))
    assert outcome.code == 1
    assert len(data["unseen"]) == 6
    note = in_pdf(lambda file: file.docinfo.__setitem__("/Title", "A report of 9"))
    outcome, data = told(small, sent("pdf", note))
    assert outcome.code == 1
    assert [one["found"] for one in data["new"]] == ["9"]


@pytest.mark.debian
def test_a_copy_that_other_programs_wrote(
    small: Study, sent: Callable[..., Path], tmp_path: Path
) -> None:
    copy = sent("docx")
    folder = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "docx", "--outdir", str(folder), str(copy)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    outcome, data = told(small, folder / copy.name)
    assert outcome.code == 0, data
    drawn = folder / "report.pdf"
    subprocess.run(["pdftocairo", "-pdf", str(sent("pdf")), str(drawn)], check=True, timeout=60)
    _, data = told(small, drawn)
    assert {len(data[one]) for one in ("changed", "gone", "new")} == {0}


def test_which_document_it_is_of(small: Study, tmp_path: Path) -> None:
    """By its name, else by its words."""
    small.document(BODY)
    small.document("Fever in {{< var fever.count >}} of {{< var fever.n >}}.", name="letter")
    assert small.run("build", "--format", "docx").code == 0
    for name, document in (("final v3", "letter"), ("letter_JS", "letter"), ("x", "report")):
        copy = tmp_path / f"{name}.docx"
        shutil.copy(small.root / f"_output/manuscript/{document}.docx", copy)
        outcome, data = told(small, copy)
        assert outcome.code == 0, data
        assert data["document"] == f"manuscript/{document}.qmd"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.txt", b"", "cannot be read: a copy is"), ("nothing.docx", None, "there is no file")],
)
def test_what_is_no_copy(
    small: Study, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = small.run("verify", "--edited", str(tmp_path / name))
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe<\0p\0>\0", b"<p>" * 5000]
)
def test_a_broken_copy_is_said(
    small: Study, sent: Callable[..., Path], ending: str, content: bytes
) -> None:
    outcome, data = told(small, sent(ending, lambda _: content))
    assert outcome.code == 1
    assert not data["kept"]
    assert len(data["gone"]) + len(data["changed"]) == 6


def test_edited_stands_alone(small: Study, sent: Callable[..., Path]) -> None:
    outcome = small.run("verify", "--edited", str(sent("pdf")), str(small.root / f"{BUILT}.pdf"))
    assert outcome.code == 2
