"""Formats: one module and one line of the registry make one, and nothing else knows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sacroreport.formats.format import Format
from sacroreport.formats.registry import REGISTRY, all_formats
from sacroreport.proof.reader import Contents, Reader, reader_of
from sacroreport.proof.stream import Stream
from sacroreport.render.writer import Writer, writer_of
from tests.conftest import REPOSITORY, Study

FORMAT = Format(
    name="text", label="text", ending=".txt", quarto="markdown", writer=__name__, reader=__name__
)


class TextWriter(Writer):
    """Plain text in which a number keeps its mark: ``[8.9]{#n-0001 …}``."""

    pandoc = "markdown-smart-yaml_metadata_block-pandoc_title_block"


class TextReader(Reader):
    def stream(self, file: Path, contents: Contents = "all") -> Stream:
        text = re.sub(r"(?m)^#+ |^:::.*|\\(?=\W)", "", file.read_text(encoding="utf-8"))
        stream = Stream()
        words, *numbers = re.split(r"\[([^\]]+)\]\{#(n-\d+)[^}]*\}", text)
        stream.add(words)
        for number, occurrence, after in zip(*(numbers[i::3] for i in range(3)), strict=True):
            stream.add(number, occurrence)
            stream.add(after)
        return stream


WRITER, READER = TextWriter(), TextReader()


@pytest.fixture
def text(small: Study, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A study that can be made as text too."""
    monkeypatch.setitem(REGISTRY, FORMAT.name, __name__)
    return small


def test_a_format_of_ones_own_is_built_and_proved(text: Study) -> None:
    done = text.run("build", "--json")
    assert done.code == 0, done.out + done.err
    files = {file["file"]: file for file in done.json["files"]}
    assert {Path(name).suffix for name in files} == {".pdf", ".html", ".docx", ".txt"}
    ours, page = files["_output/manuscript/report.txt"], files["_output/manuscript/report.html"]
    assert ours["proved"] is True
    assert ours["numbers"] == page["numbers"] > 0
    assert text.run("build", "--format", "text").code == 0
    assert text.run("verify").code == 0


def test_a_number_changed_in_it_is_caught(text: Study) -> None:
    assert text.run("build", "--format", "text").code == 0
    path = text.root / "_output/manuscript/report.txt"
    before = path.read_text(encoding="utf-8")
    number = re.search(r"\[(\d)([^\]]*\]\{#n-\d+)", before)
    assert number is not None
    path.write_text(before.replace(number[0], f"[9{number[1]}{number[2]}", 1), encoding="utf-8")
    done = text.run("verify", str(path))
    assert done.code == 1
    assert "does not say what the data say" in done.out
    path.write_text(f"{before}\nOne more sentence.\n", encoding="utf-8")
    assert "the text differs from its source" in text.run("verify", str(path)).out


def test_parts_of_a_document_are_for_it_alone(text: Study) -> None:
    text.document(
        "Seen by all.\n\n::: {.content-visible when-format=text}\nFor readers of text.\n:::\n\n"
        "::: {.content-hidden when-format=text}\nFor all the others.\n:::\n"
    )
    assert text.run("build", "--format", "text,html").code == 0
    for ending, own in ((".txt", "For readers of text"), (".html", "For all the others")):
        content = (text.root / f"_output/manuscript/report{ending}").read_text(encoding="utf-8")
        assert [own in content, content.count("For ")] == [True, 1]


def test_what_it_does_not_say_of_itself_is_not_taken_for_granted(text: Study) -> None:
    """Nobody knows what a reader sees of a copy, so none is read."""
    assert text.run("build", "--format", "text").code == 0
    done = text.run("verify", "--edited", str(text.root / "_output/manuscript/report.txt"))
    assert done.code == 2
    assert "a copy is a .docx, .html or .pdf file" in done.err
    assert 'there is no format "rtf"' in text.run("build", "--format", "rtf").err


def test_every_format_is_whole() -> None:
    for known in all_formats():
        assert REGISTRY[known.name].rpartition(".")[2] == known.name
        assert writer_of(known).pandoc
        assert reader_of(known).typography(exact=True)
    for name in ("name", "ending", "quarto"):
        values = [getattr(known, name) for known in all_formats()]
        assert len({*values}) == len(values)


def test_no_room_asks_for_a_format_by_its_name() -> None:
    """What differs between formats is a fact of theirs, or in their own modules."""
    name = re.compile(r"""(?:[!=]=|\bcase|\bin) *\(?["']\.?(?:pdf|html|docx)["']""")
    for path in (REPOSITORY / "sacroreport").rglob("*.py"):
        assert not name.search(path.read_text(encoding="utf-8")), path
