"""``check --fix`` writes an id where the sentence names it, and never another one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sacroreport.guards.literals import check_literals
from sacroreport.guards.prose import passages
from sacroreport.pipeline.analyse import analyse
from sacroreport.pipeline.styles import Styles
from sacroreport.project.documents import all_documents
from sacroreport.project.root import find_project
from tests.conftest import REPOSITORY, Study
from tests.prose import Lab

TRIAL = """\
title: A trial
data: table.csv
participant: id
date: 2020-05-17
variables:
  age: {label: Age, type: number, unit: y, range: [18, 110]}
  sex: {label: Sex, type: category, levels: {f: {label: Female, text: women}, m: {label: Male, text: men}}}
  arm: {label: Arm, type: category, levels: {active: Active, placebo: Placebo}}
  setting: {label: Setting, type: category, levels: {inp: {label: Inpatient}, out: {label: Outpatient}}}
  vas_pre: {label: VAS before treatment, type: number, range: [0, 10], better: lower}
  vas_post: {label: VAS after treatment, type: number, range: [0, 10], better: lower}
  relief: {label: Reported complete pain relief, type: flag}
  guidance: {label: Image guidance, type: category, levels: {ct: CT, both: CT and fluoroscopy}}
analyses:
  vas: {kind: paired, before: vas_pre, after: vas_post, test: t}
"""


def rows() -> str:
    """Forty participants: 31 women, 9 men; 22 on active drug; 7 with relief, 13 under both."""
    lines = ["id,age,sex,arm,setting,vas_pre,vas_post,relief,guidance"]
    for i in range(40):
        sex, arm = "f" if i < 31 else "m", "active" if i % 40 < 22 else "placebo"
        lines.append(
            f"P{i},{40 + i * 7 % 33},{sex},{arm},{'inp' if i % 4 else 'out'},{8 + (i % 8 == 3) + i % 3 // 2},{i % 5 + (i % 10 == 3)},"
            f"{'yes' if i % 6 == 1 else 'no'},{'both' if i % 3 == 1 else 'ct'}"
        )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return Lab(tmp_path_factory.mktemp("trial"), TRIAL, rows())


def printed(lab: Lab, text: str) -> str:
    """A text with ``<id>`` as the study prints it."""
    values = lab.numbers("plain").values
    for id_, value in values.items():
        text = text.replace(f"<{id_}>", value.plain)
    assert "<" not in text, text
    return text


def fixes(lab: Lab, text: str, front: str = "title: A") -> list[str]:
    body = "Text." if text.startswith("---") else printed(lab, text)
    front = printed(lab, text.removeprefix("---")) if text.startswith("---") else front
    return [one.fix for one in lab.typed(body, front) if one.fix]


NEVER = [
    # of a part of the participants
    "In women the mean age was <age.mean> years.",
    "In the active group the mean age was <age.mean> years.",
    "Placebo group: mean age <age.mean> years.",
    "Mean age in the active group was <age.mean>.",
    "The mean age of men (n = 9.5) was <age.mean> years.",
    "Mean age of responders was <age.mean> years.",
    "The mean age was <age.mean> years in women.",
    "After exclusion of one participant, mean age was <age.mean> years.",
    "Those with relief had a mean age of <age.mean> years.",
    "Nine men were inpatients.",
    "<relief.Words> women had complete pain relief.",
    "<sex.f.count> women and <sex.m.count> men were inpatients.",
    "There were <sex.f.count> more women than men.",
    "We approached <sex.f.count> women who declined.",
    "There were <sex.f.count> women in the control group.",
    "The sample size was <participants.n> participants per group.",
    # of the other label, or the other time
    "There were <sex.f.count> men.",
    "Men were <sex.f.count> (<sex.f.percent>) and women <sex.m.count> (<sex.m.percent>).",
    "VAS after treatment was <vas.before.mean>.",
    "VAS after treatment was <vas.before.mean_sd>.",
    "The VAS was <vas.before.mean_sd> after treatment.",
    "VAS was <vas.after.mean> before and <vas.before.mean> after.",
    "At 6 months the mean VAS before treatment was <vas.before.mean>.",
    # of something else
    "The mean age was <age.mean> months.",
    "Participants were seen <participants.n> times.",
    "Participants had <participants.n> visits.",
    "Pain fell by nearly <relief.words> points.",
    "Fever and <relief.count> patients.",
    "Complete relief took <relief.count> minutes of rest.",
    "Fluoroscopy took <guidance.both.count> minutes.",
    # a part of a number, or of a list of them
    "There were <sex.m.count> to 30 women.",
    "There were 20 to <sex.f.count> women.",
    "There were 20, <sex.f.count> or 40 women.",
    "Twenty <sex.m.words> women came.",
    "**<sex.f.count>**0 women came.",
    "2**<sex.m.count>** men came.",
    # where no id may stand
    "---title: A\nsubtitle: <sex.f.count> women",
    "![x](y.svg){fig-alt='<sex.f.count> women'}",
    '[women]{title="<sex.f.count> women"}',
    '[women](https://example.org "<sex.f.count> women")',
]  # fmt: skip


@pytest.mark.parametrize("text", NEVER)
def test_nothing_is_written_where_the_words_mean_something_else(trial: Lab, text: str) -> None:
    assert fixes(trial, text) == []


ALWAYS = [
    ("The mean age was <age.mean> years.", ["age.mean"]),
    ("Mean age, <age.mean> y.", ["age.mean"]),
    ("There were <sex.f.count> women.", ["sex.f.count"]),
    ("There were <sex.f.count> women and <sex.m.count> men.", ["sex.f.count", "sex.m.count"]),
    ("<sex.f.Words> women were treated.", ["sex.f.Words"]),
    ("Thirty one women were treated.", []),  # counted, but written in another way
    ("Women: <sex.f.percent>.", ["sex.f.percent"]),
    ("VAS before treatment was <vas.before.mean>.", ["vas.before.mean"]),
    ("VAS before treatment was <vas.before.mean_sd>.", ["vas.before.mean_sd"]),
    ("VAS was <vas.before.mean> before treatment and <vas.after.mean> after it.", ["vas.before.mean", "vas.after.mean"]),
    ("Complete pain relief was reported by <relief.count> (<relief.percent>).", ["relief.count_percent"]),
    ("Both CT and fluoroscopy were used in <guidance.both.count_of_n>.", ["guidance.both.count_of_n"]),
    ("We treated <participants.n> patients.", ["participants.n"]),
    ("The drug was placebo in <arm.placebo.count_of_n>.", ["arm.placebo.count_of_n"]),
    ('---title: A\nsubtitle: "<sex.f.count> women"', ["sex.f.count"]),
    ("---title: A\nsubtitle: In <sex.f.count> women", ["sex.f.count"]),
    ('![x](y.svg){fig-alt="<sex.f.count> women"}', ["sex.f.count"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids"), ALWAYS)
def test_what_the_words_name_is_written(trial: Lab, text: str, ids: list[str]) -> None:
    found = [fix.removeprefix("{{< var ").removesuffix(" >}}") for fix in fixes(trial, text)]
    found = [
        one.replace("vas_pre.", "vas.before.").replace("vas_post.", "vas.after.") for one in found
    ]
    assert found == ids


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    root: Path = tmp_path_factory.mktemp("series")
    (root / "data").mkdir()
    for name in ("sacroplasty.csv", "published.yml"):
        (root / "data" / name).write_bytes((REPOSITORY / "data" / name).read_bytes())
    return Lab(root, (REPOSITORY / "data/study.yml").read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    "text",
    [
        "There were 20 men and 8 women.",
        "Men were 20 (71%) and women 8 (29%).",
        "In women the mean age was 68.7 years.",
        "In men the mean VAS before treatment was 8.9.",
        "In the 13 gauge group the mean age was 68.7 years.",
        "Pain was worse: VAS after treatment 8.9.",
        "VAS was 2.2 before and 8.9 after.",
        "Benign in 26 and malignant in 2.",
        "Eight men were inpatients.",
        "Twenty eight women were treated.",
        "20 women and 8 men had MRI.",
        "Fever and 7 patients.",
        "Grade 2, 3, and 7 patients.",
    ],
)
def test_the_shipped_series(series: Lab, text: str) -> None:
    assert fixes(series, text) == []


VARIABLE = re.compile(r"\{\{< var (\S+) >\}\}")


def test_a_text_typed_in_the_place_of_its_variable(shipped: Study) -> None:
    """In the shipped documents, one after another: what is written says the same number."""
    project = find_project(shipped.root, exact=True)
    styles = Styles(project, analyse(project))
    study, values = styles.analysis.study, styles.values("plain")
    results = styles.analysis.results
    assert results is not None
    told, wrong, untold, written = 0, [], [], 0
    for path in sorted((shipped.root / "manuscript").rglob("*.qmd")):
        text = path.read_text(encoding="utf-8")
        for match in VARIABLE.finditer(text):
            id_ = match[1]
            if id_.startswith(("claims.", "methods.", "constants.")):
                continue
            plain = values[id_].plain
            path.write_text(text[: match.start()] + plain + text[match.end() :], encoding="utf-8")
            found = [
                finding
                for one in all_documents(project)
                for document in [styles.read(one, None).document]
                for finding in check_literals(
                    document, tuple(passages(document)), study, lambda: styles.numbers(values)
                )
            ]
            told += bool(found)
            if not found:
                untold.append(id_)
            for fix in {one.fix for one in found if one.fix}:
                other = fix.split()[2]
                written += 1
                # "28 participants" has an id of its own beside that of the number.
                same = results.get(other), results.get(id_)
                if values[other].plain != plain and None in same:
                    wrong.append((id_, other))
                elif None not in same and same[0].value != same[1].value:  # type: ignore[union-attr]
                    wrong.append((id_, other))
        path.write_text(text, encoding="utf-8")
    assert (wrong, untold) == ([], [])
    assert told >= 50
    assert written >= 30


@pytest.mark.parametrize(
    ("lang", "text", "is_written"),
    [
        ("en-US", "There were 5 patients.", True),
        ("de", "Es waren 5 Patienten.", True),
        ("de", "Geplant waren 5 Patienten.", False),  # in a study that is written in English
        ("fr", "Au moins 5 patients étaient nécessaires.", False),  # what that says is not known
        ("nl", "Er waren 5 patients gepland.", False),
    ],
)
def test_a_document_is_read_in_its_own_language(
    small: Study, lang: str, text: str, is_written: bool
) -> None:
    small.document(text, front=f"title: A\nlang: {lang}")
    small.run("check", "--fix")
    written = (small.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    assert ("{{< var participants.n >}}" in written) == is_written


def test_what_the_sentence_prints_already_goes_before_its_like(trial: Lab) -> None:
    """All who have a value, and the pairs: the same text, and other participants."""
    after = printed(trial, "<vas.after.mean>")
    text = f"VAS was {{{{< var vas.before.mean >}}}} before treatment and {after} after it."
    (one,) = trial.typed(text)
    assert one.fix in ("", "{{< var vas.after.mean >}}")
