"""Builds as a user makes them: outputs, determinism, and earlier outputs kept."""

from __future__ import annotations

import json
import os
import random
import re
import time
from pathlib import Path

import pytest

from sacroreport.pipeline.state.store import read_state
from tests.conftest import Study, copy_shipped

FILES = [f"_output/manuscript/abstract.{ending}" for ending in ("pdf", "html", "docx")]


def numbers(study: Study, file: str) -> dict[str, tuple[str, str]]:
    """Occurrence → id and text, as the state has them of the document of a file."""
    state = read_state(study.root / "_output/state.json")
    assert state is not None
    document = state.documents[file.removeprefix("_output/").rpartition(".")[0] + ".qmd"]
    return {one.occurrence: (one.id, one.text) for one in document.occurrences}


def test_the_shipped_abstract_builds_and_is_proved(shipped: Study) -> None:
    outcome = shipped.run("build", "abstract", "--strict")
    assert outcome.code == 0, outcome.out + outcome.err
    assert outcome.out.splitlines()[-1] == "96 numbers in 3 files agree with the data"
    assert [line for line in outcome.out.splitlines() if line.startswith("_output")] == FILES
    assert (shipped.root / FILES[0]).read_bytes().startswith(b"%PDF")
    assert "8.9 ± 1.0" in (shipped.root / FILES[1]).read_text(encoding="utf-8")
    assert (shipped.root / "_variables.yml").is_file()
    assert shipped.run("check", "--strict").code == 0


def test_results_have_the_fields_and_ids_that_others_rely_on(shipped: Study) -> None:
    rows = {row["id"]: row for row in shipped.run("results", "--json").json}
    fields = "id value exact text unit n missing method analysis variables where reason".split()
    assert all(field in row for row in rows.values() for field in fields)
    assert rows["participants.n"]["value"] == 28
    assert rows["age.mean"]["text"] == "68.7"
    assert rows["vas.before.mean_sd"]["text"] == "8.9 ± 1.0"
    assert rows["vas.after.mean_sd"]["text"] == "2.2 ± 2.0"
    assert rows["vas.test.p"]["text"] == "p < 0.0001"
    assert rows["complete_relief.count_percent"]["text"] == "7 (25%)"
    assert rows["complete_relief.percent"]["exact"] == "25"
    assert rows["gauge.g11.count"]["value"] is not None
    assert rows["safety.any.high"]["value"] == pytest.approx(12.344, abs=1e-3)
    assert rows["safety.any.upper_one_sided"]["value"] == pytest.approx(10.15, abs=0.01)
    assert rows["women_age.n"]["where"] == "sex == 'female'"
    assert rows["vas.before.mean"]["exact"] == "249/28"
    assert shipped.run("results", "nothing.*").code == 2


def test_one_changed_cell_changes_what_depends_on_it_and_nothing_else(shipped: Study) -> None:
    assert shipped.run("build").code == 0
    before = [numbers(shipped, file) for file in FILES]
    values = {row["id"]: row["value"] for row in shipped.run("results", "--json").json}
    line = (shipped.root / "data/sacroplasty.csv").read_text(encoding="utf-8").splitlines()[1]
    cells = line.split(",")
    assert (cells[13], cells[14]) == ("9", "2")  # vas_pre, vas_post of the first participant
    cells[14] = "8"
    shipped.edit("data/sacroplasty.csv", line, ",".join(cells))
    outcome = shipped.run("build")
    assert outcome.code == 0, outcome.out
    assert "vas.after.mean no longer agrees with what is in print" in outcome.out
    assert "2.39286 in the data; expected = 2.2" in outcome.out
    assert "vas.before" not in outcome.out
    assert shipped.run("build", "--strict").code == 1
    changed = {
        row["id"]
        for row in shipped.run("results", "--json").json
        if row["value"] != values[row["id"]]
    }
    assert changed
    assert all(
        re.match(
            r"vas\.(after|change|improvement|test|companion|shift|effect|responders)\.|vas_post\.|vas_fall\.|influence\.vas\.|vas_falls\.|subgroups\.|cells\.",
            one,
        )
        for one in changed
    )
    for file, old in zip(FILES, before, strict=True):
        new = numbers(shipped, file)
        moved = {new[key][0] for key in new if new[key] != old[key]}
        assert moved == {"vas.after.mean_sd", "vas.improvement.mean", "vas.improvement.ci"}
    assert shipped.run("verify").code == 0


def test_no_byte_depends_on_order_time_or_folder(tmp_path: Path, shipped: Study) -> None:
    assert shipped.run("build").code == 0
    first = [(shipped.root / file).read_bytes() for file in FILES]
    time.sleep(1.1)  # archives keep time to the second
    assert shipped.run("build").code == 0
    assert [(shipped.root / file).read_bytes() for file in FILES] == first
    elsewhere = Study(copy_shipped(tmp_path / "an other é folder"), shipped.call)
    lines = (elsewhere.root / "data/sacroplasty.csv").read_text(encoding="utf-8").splitlines()
    body = lines[1:]
    random.Random(7).shuffle(body)
    elsewhere.write("data/sacroplasty.csv", "\n".join([lines[0], *body]) + "\n")
    assert elsewhere.run("build").code == 0
    assert [(elsewhere.root / file).read_bytes() for file in FILES] == first
    assert (elsewhere.root / "_variables.yml").read_bytes() == (
        shipped.root / "_variables.yml"
    ).read_bytes()


def test_built_files_hold_no_path_and_no_clock(shipped: Study) -> None:
    assert shipped.run("build").code == 0
    for file in [*FILES, "_output/state.json", "_output/manifest.json"]:
        content = (shipped.root / file).read_bytes()
        for word in (str(shipped.root), "sacroreport-", os.environ.get("HOME", "/nowhere")):
            assert word.encode() not in content, (file, word)
    html = (shipped.root / FILES[1]).read_text(encoding="utf-8")
    assert not re.search(r'(src|href)="https?://(?!doi)', html)
    assert "<script" not in html


BREAK = {
    "yaml": ("data/study.yml", "data: table.csv", "data: [table.csv", "this is not valid YAML"),
    "misspelt key": ("data/study.yml", "data: table.csv", "dta: table.csv", 'unknown key "dta"'),
    "two participants with one id": ("data/table.csv", "P2,61", "P1,61", "2 records have this participant"),
    "a score of 11": ("data/table.csv", "P1,50,f,8", "P1,50,f,11", 'found "11"; expected 0 to 10'),
    "8/10": ("data/table.csv", "P1,50,f,8", "P1,50,f,8/10", 'found "8/10"; expected a number'),
    "unknown level": ("data/table.csv", "P1,50,f", "P1,50,x", 'found "x"; expected one of'),
    "unknown column": ("data/study.yml", "{label: Fever, type: flag, role: safety}", '{label: F, type: flag, derive: "bleedin"}', 'there is no "bleedin" here'),
    "unknown id": ("manuscript/report.qmd", "var age.mean_sd", "var age.mean_ds", 'there is no number "age.mean_ds"'),
    "malformed": ("manuscript/report.qmd", "age.mean_sd >}}", "age.mean_sd > }}", "this is a malformed shortcode"),
    "include": ("manuscript/report.qmd", "# Results", "{{< include gone.qmd >}}", "there is no file manuscript/gone.qmd to include"),
    "code cell": ("manuscript/report.qmd", "# Results", "```{python}\n1\n```", "this is a code cell {python}"),
    "image outside": ("manuscript/report.qmd", "# Results", "![x](../../x.png)", "cannot reach outside the project"),
    "script": ("data/study.yml", "f: Female", "f: '<script>alert(1)</script>'", "markup in a text"),
    "typst": ("data/study.yml", "f: Female", "f: '#read(\"/etc/passwd\")'", "markup in a text"),
    "shortcode": ("data/study.yml", "f: Female", "f: '{{< include /etc/passwd >}}'", "markup in a text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAK)
def test_bad_input_keeps_the_earlier_outputs(small: Study, name: str) -> None:
    assert small.run("build").code == 0
    earlier = small.outputs()
    file, old, new, says = BREAK[name]
    small.edit(file, old, new)
    outcome = small.run("build")
    assert outcome.code == 1
    assert says in outcome.out
    assert small.outputs() == earlier
    as_json = small.run("build", "--json")
    assert as_json.code == 1
    assert any(says in str(one) or says.split(";")[0].strip() in json.dumps(one) or one["message"] in says
               or one["message"] for one in as_json.json["findings"])  # fmt: skip


def test_empty_data_keep_the_earlier_outputs(small: Study) -> None:
    assert small.run("build").code == 0
    earlier = small.outputs()
    for content in ("", "id,age,sex,pain,pain_after,bleeding,fever\n"):
        small.write("data/table.csv", content)
        outcome = small.run("build")
        assert outcome.code == 1
        assert "the data file" in outcome.out
    (small.root / "data/table.csv").unlink()
    outcome = small.run("build")
    assert outcome.code == 1
    assert "data/study.yml:2:7: there is no data file data/table.csv" in outcome.out
    assert small.outputs() == earlier


def test_one_participant_has_no_t_test_to_print(small: Study) -> None:
    table = (small.root / "data/table.csv").read_text(encoding="utf-8")
    small.write("data/table.csv", "\n".join(table.split()[:2]) + "\n")
    outcome = small.run("build")
    assert outcome.code == 1
    assert '"relief.test.p" has no value: needs 2 complete pairs, found 1' in outcome.out
    rows = {row["id"]: row for row in small.run("results", "--json").json}
    assert rows["relief.test.p"]["value"] is None
    assert rows["relief.test.p"]["text"] is None


def test_a_claim_that_does_not_hold_stops_the_build(small: Study) -> None:
    study = (small.root / "data/study.yml").read_text(encoding="utf-8")
    small.write(
        "data/study.yml", study + 'claims:\n  rose: {says: rose, holds: "relief.change.mean > 0"}\n'
    )
    assert small.run("check").code == 0  # a claim that nobody prints hurts nobody
    small.document("Pain {{< var claims.rose >}}.")
    outcome = small.run("build")
    assert outcome.code == 1
    assert (
        'report.qmd:5:6: the claim "rose" does not hold: “Pain rose.”; '
        "found relief.change.mean = -5.5; expected relief.change.mean > 0" in outcome.out
    )


def test_no_study_here_and_wrong_usage(tmp_path: Path, small: Study) -> None:
    outcome = small.call("--project", str(tmp_path), "build")
    assert outcome.code == 2
    assert f"no study here: there is no data/study.yml in {tmp_path}" in outcome.err
    assert small.call("--project", str(tmp_path / "gone"), "build").code == 2
    for words, says in (
        (("build", "reprot"), 'there is no document "reprot"; did you mean "report"?'),
        (("build", "--format", "pdf,dox"), 'there is no format "dox"; did you mean "docx"?'),
        (("build", "--style", "plan"), 'there is no number style "plan"'),
        (("build", "--engine", "latex"), 'there is no engine "latex"'),
        (("results", "pain.meen"), 'no id fits "pain.meen"; did you mean "pain.mean"'),
        (("verify",), "nothing was built yet"),
        (("bild",), "No such command"),
    ):
        outcome = small.run(*words)
        assert outcome.code == 2, words
        assert says in outcome.err, outcome.err
    assert small.run("build", "--engine", "quarto").code == 3


def test_a_subfolder_finds_its_study(small: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.root / "manuscript")
    assert small.call("build", "--format", "html").code == 0
    assert (small.root / "_output/manuscript/report.html").is_file()


def test_results_as_text_and_csv(small: Study) -> None:
    text = small.run("results", "age").out
    assert re.search(r"^age\.mean_sd +52\.8 ± 13\.8 +", text, re.M)
    table = small.run("results", "age.*", "--csv").out.splitlines()
    assert table[0].startswith("id,value,exact,text,unit,n,missing,method,analysis,variables,where")
    assert len(table) == 13


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "project: {output-dir: ../x}",
            "built files need a folder of their own inside the project",
        ),
        ("project: {output-dir: data}", "built files need a folder of their own"),
        ("bibliography: x.bib", r'_quarto.yml:1:1: the key "bibliography" is not honoured'),
        ("format: {html: {code-fold: true}}", 'the option "code-fold" is not honoured'),
        ("project: [", "this is not valid YAML"),
        ("projct: {}", 'Did you mean "project"?'),
    ],
)
def test_a_project_file_is_honoured_or_refused(small: Study, text: str, says: str) -> None:
    small.write("_quarto.yml", text + "\n")
    outcome = small.run("build")
    assert outcome.code == 1
    assert says in outcome.out


def test_published_numbers_must_have_known_ids(small: Study) -> None:
    small.write(
        "data/published.yml",
        'numbers:\n  - {id: age.meen, printed: "52.8"}\n  - {id: age.mean, printed: x}\n',
    )
    out = small.run("check").out
    assert 'data/published.yml:2:10: there is no number "age.meen". Did you mean "age.mean"' in out
    assert "data/published.yml:3:29: a printed number with a relation" in out


def test_numbers_beyond_all_measure(small: Study) -> None:
    small.edit("data/study.yml", "unit: y, range: [18, 110]", "unit: y")
    small.edit("data/table.csv", "P1,50,f,8", "P1,1e999,f,8")
    assert 'found "1e999"; expected a number' in small.run("check").out


def test_a_style_that_does_not_exist_has_a_place(small: Study) -> None:
    small.edit("data/study.yml", "data: table.csv", "data: table.csv\nstyle: plan")
    outcome = small.run("build")
    assert outcome.code == 1
    assert 'data/study.yml:3:8: there is no number style "plan"' in outcome.out
    assert 'Did you mean "plain"' in outcome.out
