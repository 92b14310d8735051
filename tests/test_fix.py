"""``check --fix``: what was typed becomes the id that prints the same."""

from __future__ import annotations

import dataclasses
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sacroreport.document.document import read_document
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place
from sacroreport.guards.fix import Fixed, write_fixes
from sacroreport.guards.literals import check_literals
from sacroreport.guards.prose import masked, passages
from sacroreport.guards.typed import one_line
from tests.conftest import Outcome, Study
from tests.prose import STUDY, TABLE, Lab

REPORT = "manuscript/report.qmd"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return Lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture
def study(small: Study) -> Study:
    small.write("data/study.yml", STUDY)
    small.write("data/table.csv", TABLE)
    return small


def text_of(study: Study, name: str = REPORT) -> str:
    return (study.root / name).read_bytes().decode()


def fixed(outcome: Outcome) -> list[str]:
    return [line for line in outcome.out.splitlines() if line.startswith("fixed: ")]


def test_an_id_is_written_where_exactly_one_fits(study: Study) -> None:
    study.document("Relief was seen in 7 of 28 (25%). There were 28. The VAS before was 8.9.")
    outcome = study.run("check", "--fix")
    assert len(fixed(outcome)) == 3
    # Any number of 28 may be meant, and nothing beside it says which; the mean of one column
    # has two ids, which always say the same.
    assert re.fullmatch(
        r"in \{\{< var relief.count_of_n >\}\} \(\{\{< var relief.percent >\}\}\). There were 28. "
        r"The VAS before was \{\{< var (vas.before|vas_pre).mean >\}\}.\n",
        text_of(study).split("Relief was seen ")[1],
    )
    assert outcome.code == 1
    assert "28 " in outcome.out


def test_after_a_fix_the_check_is_clean_and_a_second_fix_writes_nothing(study: Study) -> None:
    study.document("Relief was seen in 7 of 28 and fever in 1 (4%).")
    study.run("check", "--fix")
    after = text_of(study)
    again = study.run("check", "--fix")
    assert (again.code, fixed(again)) == (0, []), again.out
    assert text_of(study) == after
    built = study.run("build", "--format", "html")
    assert built.code == 0, built.err
    (page,) = (study.root / "_output").rglob("report.html")
    html = page.read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", "", html[html.index("<body") :])
    assert "Relief was seen in 7 of 28 and fever in 1 (4%)." in " ".join(words.split())


def test_lines_that_end_as_in_windows_and_a_mark_at_the_start_stay(study: Study) -> None:
    path = study.write(
        REPORT,
        b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nRelief was seen in 7 of\r\n28 and not in all.\r\n",
    )
    path.chmod(0o640)
    outcome = study.run("check", "--fix")
    assert len(fixed(outcome)) == 1
    assert path.read_bytes() == (
        b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\n"
        b"Relief was seen in {{< var relief.count_of_n >}}\r\nand not in all.\r\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_span_over_two_lines_leaves_as_many_lines(study: Study) -> None:
    study.document("Relief was seen in 7 of\n28 and not in all.\n\nRelief: 7 of\n28 -\n")
    study.run("check", "--fix")
    assert text_of(study).split("\n---\n\n")[1] == (
        "Relief was seen in {{< var relief.count_of_n >}}\nand not in all.\n\n"
        "Relief: {{< var relief.count_of_n >}}\n-\n\n"
    )


def test_an_included_file_is_mended_once_for_all_documents(study: Study) -> None:
    study.write("manuscript/_part.qmd", "Relief was seen in 7 of 28.\n")
    for name in ("report", "other"):
        study.document("{{< include _part.qmd >}}", name)
    outcome = study.run("check", "--fix")
    assert len(fixed(outcome)) == 1
    assert text_of(study, "manuscript/_part.qmd") == (
        "Relief was seen in {{< var relief.count_of_n >}}.\n"
    )
    assert outcome.code == 0, outcome.out


def test_an_id_that_two_documents_print_differently_is_not_written(study: Study) -> None:
    part = "The VAS before was 8.9 ± 1.0 there.\n"
    name = "manuscript/_part.qmd"
    study.write(name, part)
    study.document("{{< include _part.qmd >}}", "report")
    study.run("check", "--fix")
    assert re.search(r"was \{\{< var \S+\.mean_sd >\}\} there", text_of(study, name))
    study.write(name, part)
    study.document("{{< include _part.qmd >}}", "other", "title: B\nstyle: ama")  # 8.9 (1.0)
    study.run("check", "--fix")
    assert "mean_sd" not in text_of(study, name)
    assert " ± " in text_of(study, name)


def test_a_link_to_the_source_stays_a_link(study: Study) -> None:
    real = study.write("manuscript/texts/real.md", "---\ntitle: A\n---\n\nRelief in 7 of 28.\n")
    link = study.root / REPORT
    link.unlink()
    link.symlink_to("texts/real.md")
    study.run("check", "--fix")
    assert link.is_symlink()
    assert os.readlink(link) == "texts/real.md"
    assert "{{< var relief.count_of_n >}}" in real.read_text()


def findings_of(lab: Lab, *names: str, style: str = "plain") -> list[Finding]:
    found: list[Finding] = []
    for name in names:
        document = read_document(lab.project, lab.root / name)
        found += check_literals(
            document, passages(document), lab.analysis.study, lambda: lab.numbers(style)
        )
    return found


def test_a_file_that_changed_since_the_check_stops_everything(lab: Lab) -> None:
    first, second = "manuscript/a.qmd", "manuscript/b.qmd"
    for name in (first, second):
        lab.write(name, "Relief was seen in 7 of 28.\n")
    lab.project.seen.clear()
    found = findings_of(lab, first, second)
    lab.write(second, "Relief was not seen in 7 of 28.\n")
    before = [(lab.root / name).read_bytes() for name in (first, second)]
    with pytest.raises(DefectError) as stop:
        write_fixes(lab.project, found)
    assert [one.rule for one in stop.value.findings] == ["changed-file"]
    assert second in str(stop.value.findings[0])
    assert [(lab.root / name).read_bytes() for name in (first, second)] == before


def test_a_file_that_went_stops_everything(lab: Lab) -> None:
    name = "manuscript/gone.qmd"
    lab.write(name, "Relief was seen in 7 of 28.\n")
    lab.project.seen.clear()
    found = findings_of(lab, name)
    (lab.root / name).unlink()
    with pytest.raises(DefectError):
        write_fixes(lab.project, found)
    assert not (lab.root / name).exists()


def test_two_spots_of_a_line_are_both_written(lab: Lab) -> None:
    name = "manuscript/two.qmd"
    lab.write(name, "Relief: 25%, relief: 7 of 28, relief: 25%.\n")
    lab.project.seen.clear()
    (one,) = write_fixes(lab.project, findings_of(lab, name))
    assert isinstance(one, Fixed)
    assert (lab.root / name).read_text() == (
        "Relief: {{< var relief.percent >}}, relief: {{< var relief.count_of_n >}}, "
        "relief: {{< var relief.percent >}}.\n"
    )


COINCIDENCE = """
Seven percent had relief.
A fragment of over 25% of the canal was excluded.
The cost of a visit was 8.9 euros.
The mean cost before treatment was 8.9 euros.
A VAS of more than 8.9 was an alarm.
A VAS of 8.9 was assumed.
The VAS of the previous series was 8.9.
Stenosis was mild (4%–25%).
| VAS before | 7 to 10 |
In those with relief, 4% was seen.
Hypertension was present in 7 (25%).
Diabetes was present in 7 of 28.
The mean VAS was 1.0.
""".strip().splitlines()
"""What equals a result by chance, or is another one: it is told, and nothing is written."""


@pytest.mark.parametrize("body", COINCIDENCE)
def test_no_id_is_written_that_the_sentence_does_not_name(study: Study, body: str) -> None:
    study.document(f"{body}\n")
    assert fixed(study.run("check", "--fix")) == []


def test_those_who_have_a_value_are_written_behind_of_only(study: Study) -> None:
    old = '  old: {kind: describe, variable: fever, where: "age > 55"}\n'
    study.write("data/study.yml", STUDY + old)
    n = next(line.split()[1] for line in study.run("results", "old.n").out.splitlines()[1:])
    study.document(f"Fever was seen in {n} cases. Fever was seen in 1 of {n} with fever data.")
    study.run("check", "--fix")
    assert text_of(study).split("---\n\n")[1] == (
        f"Fever was seen in {n} cases. Fever was seen in {{{{< var old.count_of_n >}}}} with fever data.\n"
    )


def test_one_number_of_two_labels_near_it_is_left_to_the_author(study: Study) -> None:
    cough = '  cough: {label: Cough, type: flag, derive: "vas_post == 2"}\nanalyses:'
    study.write("data/study.yml", STUDY.replace("analyses:", cough))
    study.document("Relief was seen in 7 (25%), fever in 1 (4%), and cough in 7 (25%).")
    study.run("check", "--fix")
    assert text_of(study).split("---\n\n")[1] == (
        "Relief was seen in 7 (25%), fever in {{< var fever.count_percent >}}, and cough in "
        "{{< var cough.count_percent >}}.\n"
    )


WORDS = st.lists(
    st.sampled_from(
        "the of and relief fever score VAS before after age cement seen in was fell patients "
        "**mean** *P* (all) [one](a.html) `code` <!--x--> n = ± – 7 28 25% 8.9 1.0".split()
    ),
    max_size=6,
)
BREAKS = st.sampled_from([" ", "\n", "\u00a0", "&nbsp;"])


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), before=WORDS, after=WORDS, gap=BREAKS)
def test_a_fix_never_changes_what_is_read(
    lab: Lab, data: st.DataObject, before: list[str], after: list[str], gap: str
) -> None:
    style = data.draw(st.sampled_from(["plain", "ama", "lancet"]))
    values = lab.numbers(style).values
    ids = sorted(id_ for id_, value in values.items() if re.search(r"\d", value.plain))
    id_ = data.draw(st.sampled_from(ids))
    typed = values[id_].plain.replace(" ", gap if data.draw(st.booleans()) else " ")
    body = "Here " + " ".join(before) + f" {typed} " + " ".join(after) + ".\n"
    path = lab.write("manuscript/random.qmd", body)
    lab.project.seen.clear()
    document = read_document(lab.project, path)
    found = list(
        check_literals(document, passages(document), lab.analysis.study, lambda: lab.numbers(style))
    )
    write_fixes(lab.project, found)
    mended = path.read_text(encoding="utf-8")

    def printed(text: str) -> str:
        text = re.sub(r"\{\{< var (\S+) >\}\}", lambda match: values[match[1]].plain, text)
        return " ".join(one_line(text, 0, len(text)).text.split())

    assert printed(mended) == printed(body)
    assert masked(mended).count("\n") <= body.count("\n")
    if re.search("[a-z]{3}", values[id_].plain):
        return  # with a list, words go that told what stands beside it
    lab.project.seen.clear()
    again = findings_of(lab, "manuscript/random.qmd", style=style)
    assert not write_fixes(lab.project, again)


def test_the_property_is_not_empty(lab: Lab) -> None:
    """Most numbers that stand beside their label are written."""
    path: Path = lab.write("manuscript/sure.qmd", "")
    values = lab.numbers("plain").values
    written = 0
    for id_ in ("relief.count_of_n", "fever.count_percent", "vas.change.mean", "relief.percent"):
        label = {"relief": "Complete relief", "fever": "Fever", "vas": "VAS"}
        body = f"{label[id_.split('.')[0]]}: {values[id_].plain}.\n"
        path.write_text(body, encoding="utf-8")
        lab.project.seen.clear()
        found = findings_of(lab, "manuscript/sure.qmd")
        written += len(write_fixes(lab.project, found))
    assert written == 4


def proposed(name: str, text: str, start: int, end: int, fix: str) -> Finding:
    """Return a finding about a part of a text, whose lines end in one character."""
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    found = " ".join(text[start:end].split())
    return Finding(
        rule="typed-result",
        message="typed",
        place=Place(name, line, column),
        found=found,
        length=end - start,
        fix=fix,
    )


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    parts=st.lists(
        st.sampled_from(["7", "of 28", " ", "\n", "\t", "é", "e\u0301", "😀", "\u2028", "\x0c", "&nbsp;", "{{"]),
        min_size=1,
        max_size=30,
    ),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=6),
    mark=st.sampled_from(["", "\ufeff"]),
    ends=st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_what_is_written_stands_where_it_was_found_and_nowhere_else(
    lab: Lab, parts: list[str], spans: list[tuple[int, int]], mark: str, ends: str
) -> None:
    name, text = "manuscript/anything.qmd", "".join(parts)
    path = lab.write(name, f"{mark}{text}".replace("\n", ends))
    lab.project.seen.clear()
    assert lab.project.read_text(path) == text
    inside = {
        (start, start + length)
        for start, length in spans
        if text[start : start + length].strip()
        and start + length <= len(text)
        and "\n" not in text[start : start + length]
    }
    found = [proposed(name, text, *span, f"<{index}>") for index, span in enumerate(inside)]
    alone = [
        (span, one.fix)
        for span, one in zip(inside, found, strict=True)
        if not any(span != other and span[0] < other[1] and other[0] < span[1] for other in inside)
    ]
    write_fixes(lab.project, [*found, *found])
    expected = text
    for (start, end), fix in sorted(alone, reverse=True):
        expected = expected[:start] + fix + expected[end:]
    assert path.read_bytes().decode() == f"{mark}{expected}".replace("\n", ends)


def test_fixes_that_exclude_each_other_are_left_to_the_author(lab: Lab) -> None:
    name, text = "manuscript/disputed.qmd", "Relief in 7 of 28 (25%), fever in 4%.\n"
    path = lab.write(name, text)
    lab.project.seen.clear()
    lab.project.read_text(path)
    found = [
        proposed(name, text, 10, 17, "{{< var relief.count_of_n >}}"),
        proposed(name, text, 15, 17, "{{< var relief.n >}}"),
        proposed(name, text, 34, 36, "{{< var fever.percent >}}"),
    ]
    (one,) = write_fixes(lab.project, found)
    assert one.findings == (found[2],)
    assert path.read_text() == "Relief in 7 of 28 (25%), fever in {{< var fever.percent >}}.\n"


def test_a_finding_beyond_the_end_stops_everything(lab: Lab) -> None:
    name, text = "manuscript/short.qmd", "Relief in 7.\n"
    path = lab.write(name, text)
    lab.project.seen.clear()
    lab.project.read_text(path)
    there = proposed(name, text, 10, 11, "{{< var relief.count >}}")
    for place in (Place(name, 9, 1), Place(name, 1, 99), Place(name, 1), Place(name)):
        with pytest.raises(DefectError, match=r"has changed since it was checked"):
            write_fixes(lab.project, [there, dataclasses.replace(there, place=place)])
    assert path.read_text() == text


def test_a_file_under_two_names_is_written_once(study: Study) -> None:
    study.document("Relief was seen in 7 of 28.")
    (study.root / "manuscript/other.qmd").symlink_to("report.qmd")
    outcome = study.run("check", "--fix")
    assert outcome.code == 0, outcome.err
    assert len(fixed(outcome)) == 1
    assert "seen in {{< var relief.count_of_n >}}." in text_of(study)


def test_a_file_that_nobody_may_write_stays(study: Study) -> None:
    path = study.document("Relief was seen in 7 of 28.")
    path.chmod(0o444)
    outcome = study.run("check", "--fix")
    assert (outcome.code, outcome.out) == (4, "")
    assert "manuscript/report.qmd is read-only: make it writable" in outcome.err
    assert "7 of 28" in text_of(study)
