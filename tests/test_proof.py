"""The proof: whatever is done to a built file, it does not pass for the data."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sacroreport.pipeline.state.store import read_state
from sacroreport.proof.align import align
from sacroreport.proof.expected import Expected
from sacroreport.proof.pdf import HYPHEN, Glyph, is_separated
from sacroreport.proof.stream import Stream, squeeze
from tests.conftest import REPOSITORY, Outcome, Study

HTML = "_output/manuscript/abstract.html"
DOCX = "_output/manuscript/abstract.docx"
PDF = "_output/manuscript/abstract.pdf"


@pytest.fixture
def built(shipped_once: Path, tmp_path: Path, call: Callable[..., Outcome]) -> Study:
    shutil.copytree(shipped_once, tmp_path / "shipped")
    return Study(tmp_path / "shipped", call)


def caught(study: Study, file: str) -> str:
    outcome = study.run("verify", str(study.root / file))
    assert outcome.code == 1, f"{file}: nothing was found"
    assert "[proof]" in outcome.out
    return outcome.out


def edit_html(study: Study, change: Callable[[str], str]) -> None:
    path = study.root / HTML
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def edit_docx(study: Study, change: Callable[[str], str]) -> None:
    path = study.root / DOCX
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts["word/document.xml"].decode()
    after = change(before)
    assert after != before
    parts["word/document.xml"] = after.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def edit_pdf(study: Study, change: Callable[[bytes], bytes]) -> None:
    """Rewrite the page's content stream in place, as an editor would."""
    path = study.root / PDF
    content = path.read_bytes()
    for match in re.finditer(rb"/Length (\d+)[^>]*?>>\s*stream\r?\n", content):
        raw = content[match.end() : match.end() + int(match[1])]
        try:
            stream = zlib.decompress(raw)
        except zlib.error:
            continue
        if b"BT" not in stream:
            continue
        packed = zlib.compress(change(stream), 9)
        packed += b" " * (len(raw) - len(packed))  # the file's offsets stay as they are
        assert len(packed) == len(raw)
        path.write_bytes(content[: match.end()] + packed + content[match.end() + len(raw) :])
        return
    raise AssertionError("the page has no content stream")


HTML_EDITS = {
    "a digit": lambda text: text.replace("8.9 ± 1.0</span>", "8.8 ± 1.0</span>"),
    "a literal": lambda text: text.replace("2010;20:179-186", "2010;20:179-187"),
    "a word": lambda text: text.replace("no procedure-related", "some procedure-related"),
    "a number beside its span": lambda text: text.replace(">25%</span>", ">25%</span>5"),
    "a lost number": lambda text: re.sub(r'<span id="n-0025".*?</span>', "", text, flags=re.S),
    "a lost span": lambda text: re.sub(r'<span id="n-0025"[^>]*>(.*?)</span>', r"\1", text, flags=re.S),
    "a swap": lambda text: text.replace("8.9 ± 1.0", "@").replace("2.2 ± 2.0", "8.9 ± 1.0").replace("@", "2.2 ± 2.0"),
    "a minus": lambda text: text.replace(">6.7</span>", ">−6.7</span>"),
    "a glued reference": lambda text: text.replace("<sup>1,2</sup>", "1,2"),
    "a new sentence": lambda text: text.replace("</main>", "<p>P = .04</p></main>"),
    "truncated": lambda text: text[: len(text) // 2],
}  # fmt: skip


@pytest.mark.parametrize("name", HTML_EDITS)
def test_an_edited_html_is_caught(built: Study, name: str) -> None:
    edit_html(built, HTML_EDITS[name])
    caught(built, HTML)


DOCX_EDITS = {
    "a digit": lambda text: text.replace(">8.9 ± 1.0<", ">8.8 ± 1.0<"),
    "a literal": lambda text: text.replace("179-186", "179-187"),
    "a lost number": lambda text: text.replace(">25%<", "><"),
    "a swap": lambda text: text.replace("8.9 ± 1.0", "@").replace("2.2 ± 2.0", "8.9 ± 1.0").replace("@", "2.2 ± 2.0"),
    "a lost bookmark": lambda text: text.replace('w:name="n-0025"', 'w:name="other"'),
    "a deleted run": lambda text: re.sub(r"(<w:r><w:rPr><w:rStyle w:val=\"Statistic\"/></w:rPr><w:t[^>]*>25%</w:t></w:r>)", r'<w:del w:id="900">\1</w:del>', text),
    "a raised number on the line": lambda text: text.replace('<w:vertAlign w:val="superscript"/>', ""),
    "a new paragraph": lambda text: text.replace("<w:sectPr", "<w:p><w:r><w:t>P = .04</w:t></w:r></w:p><w:sectPr", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCX_EDITS)
def test_an_edited_docx_is_caught(built: Study, name: str) -> None:
    edit_docx(built, DOCX_EDITS[name])
    caught(built, DOCX)


def page_text(study: Study) -> str:
    """The text of the PDF as another program reads it, without white space."""
    document = pdfium.PdfDocument(study.root / PDF)
    text = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    document.close()
    return "".join(text.split())


def test_a_text_edited_in_the_pdf_is_caught(built: Study) -> None:
    """Stretches of text lose a glyph in turn: what another reader sees change is caught."""
    original = (built.root / PDF).read_bytes()
    before = page_text(built)
    shown: list[bytes] = []
    edit_pdf(
        built, lambda stream: shown.extend(re.findall(rb"\[\(.*?\)\]TJ", stream, re.S)) or stream
    )
    assert len(shown) > 60
    edited = 0
    for text in shown[:: len(shown) // 25]:
        shorter = b"[(" + text[4:] if text[2:3] != b"\\" else b"[(" + text[10:]
        (built.root / PDF).write_bytes(original)
        edit_pdf(built, lambda stream, old=text, new=shorter: stream.replace(old, new, 1))
        if page_text(built) != before:
            edited += 1
            caught(built, PDF)
    assert edited > 10


def test_two_numbers_swapped_on_the_page_are_caught(built: Study) -> None:
    """The texts keep their order in the file, and stand in each other's place."""
    matrices: list[bytes] = []
    edit_pdf(
        built,
        lambda stream: (
            matrices.extend(re.findall(rb"q 1 0 0 -1 ([\d.]+ [\d.]+) cm", stream)) or stream
        ),
    )
    counts = {len(one): [two for two in matrices if len(two) == len(one)] for one in matrices}
    first, *_, last = max(counts.values(), key=len)
    edit_pdf(
        built, lambda stream: stream.replace(first, b"@").replace(last, first).replace(b"@", last)
    )
    assert page_text(built)
    caught(built, PDF)


def test_a_number_moved_on_the_page_is_caught(built: Study) -> None:
    """Nothing but the place of one number changes: four points to the right."""
    record = json.loads((built.root / "_output/manifest.json").read_text(encoding="utf-8"))
    points = record["outputs"]["manuscript/abstract.pdf"]["points"]
    state = read_state(built.root / "_output/state.json")
    assert state is not None
    _, number = next(state.printed("vas.before.mean_sd"))
    x = points[number.occurrence]["start"][1]

    def move(stream: bytes) -> bytes:
        found = next(
            match
            for match in re.finditer(rb"q 1 0 0 -1 ([\d.]+) ", stream)
            if abs(float(match[1]) - x) < 0.1
        )
        new = f"{float(found[1]) + 4:.6f}"[: len(found[1])].encode()
        return stream[: found.start(1)] + new + stream[found.end(1) :]

    edit_pdf(built, move)
    assert "vas.before.mean_sd is not in its place on page 1" in caught(built, PDF)


def test_a_file_that_is_none_is_caught(built: Study) -> None:
    for file in (HTML, DOCX, PDF):
        for content in (b"nothing", b"", b" "):
            (built.root / file).write_bytes(content)
            caught(built, file)


def test_a_file_of_other_data_is_caught(built: Study) -> None:
    """Data corrected after the build: the old files no longer agree."""
    line = (built.root / "data/sacroplasty.csv").read_text(encoding="utf-8").splitlines()[3]
    cells = line.split(",")
    cells[14] = str((int(cells[14]) + 5) % 8)
    built.edit("data/sacroplasty.csv", line, ",".join(cells))
    for file in (HTML, DOCX, PDF):
        out = caught(built, file)
        assert "vas.after.mean_sd" in out
        assert "_abstract/results.qmd:" in out


def test_a_file_in_the_style_of_before_is_caught(small: Study) -> None:
    """Its numbers agree; the study, or the document, has them written in another style now."""
    assert small.run("build", "--format", "html").code == 0
    small.edit("data/study.yml", "title: A study\n", "title: A study\nstyle: lancet\n")
    outcome = small.run("verify")
    assert outcome.code == 1
    assert 'report.html: the file is in the number style of before; found "plain"' in outcome.out
    assert small.run("build", "--format", "html").code == 0
    assert small.run("verify").code == 0
    small.edit("manuscript/report.qmd", "---\n", "---\nstyle: ama\n")
    assert 'found "lancet"; expected "ama"' in small.run("verify").out


def test_a_file_in_a_style_that_was_asked_for_agrees(small: Study) -> None:
    assert small.run("build", "--format", "html", "--style", "ama").code == 0
    outcome = small.run("verify")
    assert outcome.code == 0
    assert (
        "notice: manuscript/report.qmd: _output/manuscript/report.html: the file is in the "
        in outcome.out
    )
    assert 'style that `--style` asked for; found "ama"; expected "plain"' in outcome.out
    assert small.run("build", "--format", "html,docx").code == 0
    assert "notice" not in small.run("verify").out
    assert small.run("build", "--format", "html", "--style", "plain").code == 0  # the same file
    small.edit("data/study.yml", "title: A study\n", "title: A study\nstyle: ama\n")
    outcome = small.run("verify")
    assert "report.docx: the file is in the number style of before" in outcome.out
    assert "report.html: the file is in the number style that `--style` asked for" in outcome.out


def test_only_built_files_can_be_verified(built: Study) -> None:
    outcome = built.run("verify", str(built.root / "data/sacroplasty.csv"))
    assert outcome.code == 2
    assert "was not built here" in outcome.err


def test_a_build_whose_proof_fails_changes_nothing(
    built: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formatter that lies to one format is found before anything is written."""
    earlier = built.outputs()
    real = zipfile.ZipFile.read

    def lying(self: zipfile.ZipFile, name: str) -> bytes:
        return real(self, name).replace(b"8.9 \xc2\xb1 1.0", b"8.9 \xc2\xb1 1.1")

    monkeypatch.setattr(zipfile.ZipFile, "read", lying)
    outcome = built.run("build", "--force")
    assert outcome.code == 1
    assert (
        'vas.before.mean_sd does not say what the data say; found "8.9 ± 1.1"; expected "8.9 ± 1.0"'
        in outcome.out
    )
    assert built.outputs() == earlier


# The alignment of pages, on made-up pages.


def page(text: str, number: int = 1) -> list[Glyph]:
    glyphs, separated, line = [], True, 0
    for character in text:
        if character in " \n":
            separated = True
            line += character == "\n"
            continue
        glyphs.append(
            Glyph(character, number, 0, 0, 100, 100 + 12 * line, separated, separated and line > 0)
        )
        separated = False
    return glyphs


def stream(text: str) -> Stream:
    made = Stream()
    made.add(text)
    return made


def test_hyphens_at_line_ends() -> None:
    expected = Expected(stream("a well-known internationalisation"))
    made = align(expected, [page(f"a well{HYPHEN}\nknown interna{HYPHEN}\ntionalisation")])
    assert made.mismatch is None


def test_footnotes_come_at_the_foot_of_any_page() -> None:
    expected = Expected(stream("one 1 two 2 three four"), [stream("1 first"), stream("2 second")])
    assert (
        align(
            expected, [page("one 1 two 1 first"), page("2 three 2 second", 2), page("four", 3)]
        ).mismatch
        is None
    )
    wrong = align(expected, [page("one 1 two 1 frist"), page("2 three 2 second four", 2)])
    assert wrong.mismatch is not None
    assert wrong.mismatch.page == 1


def test_a_table_header_comes_again() -> None:
    body = stream("Name n Ann 3 Bob 4")
    body.headers.append((0, 5, len(body.characters)))
    expected = Expected(body)
    assert align(expected, [page("Name n Ann 3"), page("Name n Bob 4", 2)]).mismatch is None
    assert align(expected, [page("Name n Ann 3"), page("Name m Bob 4", 2)]).mismatch is not None


def test_a_number_lost_at_a_page_break() -> None:
    expected = Expected(stream("from 8.9 to 2.2 points"))
    made = align(expected, [page("from 8.9 to"), page("points", 2)])
    assert made.mismatch is not None
    assert made.mismatch.expected == "from 8.9 to 2.2 points"


def test_math_is_passed_over_and_what_follows_is_not() -> None:
    body = stream("where ")
    body.gap()
    body.add(" holds 3")
    assert align(Expected(body), [page("where 𝑥2 + 1 holds 3")]).mismatch is None
    assert align(Expected(body), [page("where 𝑥2 + 1 holds 4")]).mismatch is not None


def test_a_raised_digit_stands_apart() -> None:
    on_line = Glyph("0", 1, 0, 5, 100.0, 100.0, False, False)
    small = Glyph("1", 1, 5, 8, 96.0, 96.0, False, False)
    font_raised = Glyph("1", 1, 5, 8, 96.0, 100.0, False, False)
    beside = Glyph("1", 1, 5, 8, 100.0, 100.0, False, False)
    assert is_separated(on_line, small)
    assert is_separated(on_line, font_raised)
    assert is_separated(on_line, beside) is False


def test_white_space_is_no_difference() -> None:
    assert squeeze("8.9 ± 1.0") == squeeze(" 8.9  ±\n1.0 ")
    assert squeeze("ﬁve") == "five"


def test_the_whole_subset_builds_and_is_proved(shipped: Study) -> None:
    """One long document with everything that the engine promises, in three formats."""
    shipped.lenient()
    shutil.copytree(
        REPOSITORY / "tests/fixtures/subset", shipped.root / "manuscript", dirs_exist_ok=True
    )
    outcome = shipped.run("build", "full")
    assert outcome.code == 0, outcome.out + outcome.err
    assert outcome.out.splitlines()[-1] == "1174 numbers in 3 files agree with the data"


EDGES = {
    "a number begins and ends a paragraph": "{{< var age.n >}} at the start\n\nat the end {{< var age.n >}}",
    "in a list": "- {{< var age.n >}}\n- x {{< var age.n >}}\n    - {{< var age.mean >}}\n      - {{< var age.n >}}",
    "in a heading": "## With {{< var age.n >}}\n\nText.\n\n### {{< var age.n >}}\n\nText.",
    "in a table": "| a | {{< var age.n >}} |\n|---|--:|\n| {{< var age.mean_sd >}} | x {{< var age.n >}} |\n\n: Of {{< var age.n >}} {#tbl-a}",
    "in notes": "A^[note {{< var age.n >}}] and b.[^1]\n\n[^1]: Second {{< var age.mean >}}, *end*.",
    "in a quotation": "> {{< var age.n >}}\n\n::: {.callout-note}\n## Of {{< var age.n >}}\n{{< var age.n >}}\n:::",
    "raised digits": "Value {{< var age.mean >}}^1^, 1^st^, 10^−6^, H~2~O, 8.9^12^ and 10² mm.",
    "by format": "::: {.content-visible when-format=\"html\"}\n{{< var age.n >}}\n:::\n\n::: {.content-hidden when-format=\"html\"}\n{{< var age.mean >}}\n:::\n\nAll {{< var age.sd >}}.",
    "joined": "({{< var age.mean >}}/{{< var age.sd >}}), {{< var age.n >}}-fold, {{< var age.n >}}–{{< var age.n >}}; {{< var relief.change.mean >}}.",
    "quotes": 'He said "{{< var age.n >}} \'and\' more" -- or... 5--7.',
    "math": "Let $x_1 = 3$ be {{< var age.n >}} and $$y = 4$$ {#eq-a}\n\nas in @eq-a.".replace(" and $$", ".\n\n$$"),
    "accents": "Palussie\u0300re, na\u00efve, \ufb01ve, soft\u00adhyphen, word\u200bjoin, \u03b1\u03b2, 5\u00a0mg.",
    "fractions": "About 2½ of them, ½ ⅓ and {{< var age.n >}}, ¾; 1/2 and 10² too.",
    "strike and code": "~~{{< var age.n >}}~~ **{{< var age.n >}}** `x = 1` and 3 < 4 & 5.",
}  # fmt: skip


@pytest.mark.parametrize("name", EDGES)
def test_numbers_are_proved_wherever_they_stand(small: Study, name: str) -> None:
    small.document(EDGES[name])
    outcome = small.run("build")
    assert outcome.code == 0, outcome.out


@pytest.mark.parametrize(
    ("lang", "words"),
    [("de-DE", ["„", "Abbildung", "Hinweis"]), ("fr-FR", ["«", "Figure", "Note"])],
)
def test_generated_words_follow_the_language(small: Study, lang: str, words: list[str]) -> None:
    shutil.copytree(REPOSITORY / "tests/fixtures/subset/img", small.root / "manuscript/img")
    small.document(
        'Siehe @fig-a: "{{< var age.n >}}".\n\n![Bild](img/plot.png){#fig-a}\n\n::: {.callout-note}\nx\n:::',
        front=f"title: A\nlang: {lang}",
    )
    outcome = small.run("build")
    assert outcome.code == 0, outcome.out
    text = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert all(word in text for word in words)


def test_what_agrees_and_was_changed_all_the_same_is_caught(built: Study) -> None:
    """Nothing that the text shows: a script, a hidden word, a property of the file."""
    path = built.root / HTML
    before = path.read_text(encoding="utf-8")
    for old, new in (("</head>", "<script>x</script></head>"), ("<main>", "<main hidden>")):
        path.write_text(before.replace(old, new), encoding="utf-8")
        outcome = built.run("verify", str(path))
        assert outcome.code == 1
        assert (
            "the text agrees with the data, but the file is not what a build makes" in outcome.out
        )


def test_a_part_for_one_format_excuses_no_other_number(small: Study) -> None:
    small.document(
        '::: {.content-visible when-format="html"}\n{{< var age.n >}}\n:::\n\nA\n\n    {{< var age.mean >}}\n'
    )
    outcome = small.run("build")
    assert outcome.code == 1
    assert "the number age.mean is not in the file" in outcome.out


def test_alternative_texts_are_compared_whole(small: Study) -> None:
    shutil.copytree(REPOSITORY / "tests/fixtures/subset/img", small.root / "manuscript/img")
    small.document(
        '![C](img/plot.png){#fig-a fig-alt="A plot of 15 bars, {{< var age.n >}} people"}'
    )
    outcome = small.run("build")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "2 numbers in 3 files agree with the data"
    path = small.root / "_output/manuscript/report.html"
    text = path.read_text(encoding="utf-8")
    assert "15 bars, 5 people" in text
    path.write_text(text.replace("15 bars, 5 people", "15 bars, 4 people"), encoding="utf-8")
    outcome = small.run("verify", str(path))
    assert outcome.code == 1
    assert "an image has another alternative text" in outcome.out


@pytest.mark.parametrize("left", ["?var:age", "nan"])
def test_a_hole_in_an_alternative_text_stops_the_build(small: Study, left: str) -> None:
    shutil.copytree(REPOSITORY / "tests/fixtures/subset/img", small.root / "manuscript/img")
    small.document(f'![C](img/plot.png){{fig-alt="A plot of {left} people"}}')
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 1
    assert f"report.html: holds {left.split(':')[0]}" in outcome.out


def test_a_number_smuggled_into_a_navigation_is_caught(small: Study) -> None:
    """The contents of the embedded engine are proved, so nothing of a page is passed over."""
    assert small.run("build", "--format", "html").code == 0
    path = small.root / "_output/manuscript/report.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</main>", "<nav>99 patients died</nav></main>"), encoding="utf-8")
    outcome = small.run("verify", str(path))
    assert outcome.code == 1
    assert "the text differs from its source" in outcome.out
