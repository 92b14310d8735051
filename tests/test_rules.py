"""Rules: each is explained, some can be adjusted, and findings are shown where they are."""

from __future__ import annotations

import importlib.util
import itertools
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from sacroreport.cli.annotations import github, sarif
from sacroreport.cli.quote import WIDTH, grouped, marked
from sacroreport.findings import Finding, Place, Severity
from sacroreport.guards.policy import settle
from sacroreport.kinds.load import load_study
from sacroreport.project.root import find_project
from sacroreport.rules import registry
from sacroreport.rules.registry import PLACES, all_rules, guards, rule_name, rule_of
from tests.conftest import ANALYSES, DOCUMENT, HEAD, REPOSITORY, VARIABLES, Study

ADJUSTABLE = {
    "claim-switched", "companion-alone", "different-n", "does-not-close", "does-not-sum", "doubled-text", "fragile-claim",
    "glued-text", "loaded-word", "negated-claim", "outside-classes", "p-and-interval", "p-rounding", "too-few-digits", "two-roundings",
    "typed-claim", "typed-number", "typed-quantifier", "typed-result", "typed-share", "typed-significance", "typed-statistic", "unreported",
    "words-against-numbers",
}  # fmt: skip
"""Those on which the agreement of the numbers with the data does not rest, some yet to come."""


@pytest.fixture
def small(small: Study) -> Study:
    """The small study with no rule adjusted; `rules:` and `acknowledge:` come after line 14."""
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES)
    return small


def test_every_rule_is_one_file_and_one_line() -> None:
    for folder in ("rules", "guards/rules"):
        package = f"sacroreport.{folder.replace('/', '.')}"
        files = {
            path.stem.replace("_", "-")
            for path in (REPOSITORY / "sacroreport" / folder).glob("*.py")
            if path.stem not in ("__init__", "registry", "rule")
        }
        assert files == {name for name, place in PLACES.items() if place == package}
    for name in PLACES:
        assert rule_of(name).name == name


def test_a_rule_that_is_run_is_a_guard_and_every_guard_is_run() -> None:
    for name, rule in all_rules().items():
        assert bool(rule.run or rule.run_all) == (rule in guards()), name


def test_filters_name_rules_that_there_are() -> None:
    """They are told in Lua, where no type checker looks."""
    named = set()
    for path in (REPOSITORY / "templates").rglob("*.lua"):
        for match in re.finditer(
            r"(?<!function )\bproblems\.add\s*\(\s*([^,]*),", path.read_text(encoding="utf-8")
        ):
            name = re.fullmatch(r"""["']([a-z-]+)["']""", match[1].strip())
            assert name is not None, f"{path.name}: {match[1]}"
            named.add(name[1])
            assert Severity.ERROR in rule_of(rule_name(name[1])).severity
    assert len(named) > 5


def test_a_finding_is_of_a_rule_and_weighs_what_the_rule_says() -> None:
    with pytest.raises(ValueError, match='there is no rule "typo"'):
        rule_name("typo")
    with pytest.raises(ValueError, match="a finding of unknown-id is no warning"):
        Finding(rule="unknown-id", message="m", severity=Severity.WARNING)
    with pytest.raises(ValueError, match="a finding of loaded-word is no error"):
        Finding(rule="loaded-word", message="m", severity=Severity.ERROR)
    with pytest.raises(ValueError, match="a finding of unknown-id is no warning"):
        Finding(rule="unknown-id", message="m", severity=Severity.WARNING, adjusted=True)
    adjusted = Finding(rule="loaded-word", message="m", severity=Severity.ERROR, adjusted=True)
    assert Finding.from_dict(adjusted.as_dict()) == adjusted
    assert "adjusted" not in adjusted.as_dict()
    with pytest.raises(ValueError, match="a finding of unknown-id is no warning"):
        Finding.from_dict(
            Finding(rule="unknown-id", message="m").as_dict() | {"severity": "warning"}
        )


def test_a_rule_of_a_study_is_loaded_alone() -> None:
    """A study that adjusts a rule pays for no others; a misspelt one is looked for in all."""
    code = """
import sys
from sacroreport.findings import Finding
from sacroreport.project.positions import read_yaml
from sacroreport.study.head import Acknowledgement
from sacroreport.study.reporter import Reporter
from sacroreport.study.rules import check_rules

class Head:
    rules = {"p-rounding": None}
    acknowledge = [Acknowledgement(rule="outside-classes", reason="r")]

check_rules(Reporter(read_yaml("a: 1", "study.yml")), Head())
print(*sorted(name for name in sys.modules if name.startswith("sacroreport.rules.")))
"""
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert [name.removeprefix("sacroreport.rules.") for name in out.split()] == [
        "outside_classes", "p_rounding", "registry", "rule",
    ]  # fmt: skip


def test_every_rule_is_written_somewhere() -> None:
    """Nothing is explained that nothing finds, and no weight promised where none is written."""
    texts = [
        path.read_text(encoding="utf-8")
        for folder, ending in (("sacroreport", "*.py"), ("templates", "*.lua"))
        for path in (REPOSITORY / folder).rglob(ending)
        if "rules" not in path.parts
    ]
    for name, rule in all_rules().items():
        naming = [text for text in texts if f'"{name}"' in text]
        assert naming, name
        for severity in {*rule.severity} - {Severity.ERROR}:  # that is the default
            assert any(f"Severity.{severity.name}" in text for text in naming), (name, severity)


MADE_UP = """
from sacroreport.findings import Finding, Severity
from sacroreport.rules.rule import WARNING, Rule


def no_shouting(scope):
    for passage in scope.prose:
        at = passage.text.find("!")
        if at >= 0:
            yield Finding(
                rule="shouting", severity=Severity.WARNING, place=passage.place(at),
                message="an exclamation mark", length=1,
            )


RULE = Rule(
    name="shouting", severity=(WARNING,), adjustable=True, about="An exclamation mark.",
    why="Papers do not shout.", cure="Write a full stop.", run=(no_shouting,),
)
"""


@pytest.fixture
def shouting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of one file, with its line in the registry."""
    package = tmp_path / "own_rules"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "shouting.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(registry.PLACES, "shouting", "own_rules")


@pytest.mark.usefixtures("shouting")
def test_a_rule_of_ones_own_is_one_file_and_one_line(small: Study) -> None:
    say(small, "It helped!")
    outcome = small.run("check", "--json")
    assert [one["rule"] for one in outcome.json["findings"]] == ["shouting"]
    assert "Papers do not shout." in small.run("rule", "shouting").out
    path = REPOSITORY / "docs/make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference_of_shouting", path)
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    row = "| `shouting` | warning | yes | An exclamation mark. | Write a full stop. |"
    assert row in reference.page().splitlines()
    adjust(small, "rules: {shouting: {severity: error, reason: we mean it}}\n")
    assert small.run("check").code == 1
    say(small, "It helped.")
    adjust(small, "acknowledge: [{rule: shouting, reason: none is left}]\n")
    (finding,) = small.run("check", "--json").json["findings"]
    assert finding["rule"] == "stale-acknowledgement"


def test_entries_are_complete() -> None:
    for name, rule in all_rules().items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        for text in (rule.about, rule.why, rule.cure):
            assert text == " ".join(text.split()), (name, text)
            assert text.endswith("."), (name, text)
        assert len(rule.about) <= 120, (name, len(rule.about))
        assert len({rule.about, rule.why, rule.cure}) == 3, name
        weights = {str(one) for one in rule.severity}
        assert len(weights) == len(rule.severity), name
        assert rule.adjustable == (name in ADJUSTABLE), name


def test_no_two_rules_are_explained_alike() -> None:
    abouts = [rule.about for rule in all_rules().values()]
    assert len({*abouts}) == len(abouts)


def test_what_stands_in_backquotes_is_there(small: Study) -> None:
    """Commands and their options that an explanation names exist."""
    helps: dict[str, str] = {}
    for name, rule in all_rules().items():
        for command, rest in re.findall(r"`sacroreport (\w+)([^`]*)`", f"{rule.why} {rule.cure}"):
            helps.setdefault(command, small.run(command, "--help").out)
            for option in re.findall(r"--[a-z]+", rest):
                assert option in helps[command], (name, option)
    assert {"rule", "results", "check", "build"} <= {*helps}
    assert all("Usage" in text for text in helps.values())


# sacroreport rule


def test_a_rule_is_told(small: Study) -> None:
    outcome = small.run("rule", "unknown-id")
    rule = all_rules()["unknown-id"]
    assert outcome.code == 0
    assert outcome.out.startswith("unknown-id: error; it cannot be adjusted\n")
    words = " ".join(outcome.out.split())
    assert all(text in words for text in (rule.about, rule.why, rule.cure))
    assert max(map(len, outcome.out.splitlines())) <= 88
    assert "may adjust it" in small.run("rule", "[loaded-word]").out  # as a finding ends


def test_a_rule_is_told_as_json(small: Study) -> None:
    (rule,) = small.run("rule", "typed-result", "--json").json
    assert rule["rule"] == "typed-result"
    assert rule["severity"] == ["error", "warning"]
    assert rule["adjustable"] is True
    assert {"about", "why", "cure"} <= {*rule}


def test_an_unknown_rule_is_wrong_usage(small: Study) -> None:
    outcome = small.run("rule", "loaded-wrod")
    assert outcome.code == 2
    assert outcome.out == ""
    assert 'there is no rule "loaded-wrod"; did you mean "loaded-word"?' in outcome.err
    outcome = small.run("rule", "qqqqqq")
    assert outcome.code == 2
    assert "`sacroreport rule` lists every rule" in outcome.err


def test_without_a_name_every_rule_is_listed(small: Study) -> None:
    outcome = small.run("rule")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == [*all_rules()]
    assert [one["rule"] for one in small.run("rule", "--json").json] == [*all_rules()]


def test_rules_are_told_where_there_is_no_study(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("rule", "yaml").code == 0


# rules: and acknowledge:


def adjust(study: Study, text: str) -> None:
    path = study.root / "data/study.yml"
    study.write("data/study.yml", path.read_text(encoding="utf-8") + textwrap.dedent(text))


def say(study: Study, words: str, name: str = "report") -> None:
    """Put words into a document that has no other findings."""
    study.write(f"manuscript/{name}.qmd", f"{DOCUMENT}\n{words}\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rules:\n  typed-numbr: {severity: notice, reason: r}\n", r'study\.yml:16:3: there is no rule "typed-numbr"\. Did you mean "typed-number"[^[]*\? \[unknown-rule\]'),
        ("rules:\n  qqqqq: {severity: notice, reason: r}\n", r'study\.yml:16:3: there is no rule "qqqqq"\. `sacroreport rule` lists every rule \[unknown-rule\]'),
        ("acknowledge:\n  - {rule: loaded-wort, reason: r}\n", r'study\.yml:16:12: there is no rule "loaded-wort"\. Did you mean "loaded-word"\? \[unknown-rule\]'),
        ("rules:\n  unknown-id: {severity: notice, reason: r}\n", r'study\.yml:16:3: the rule "unknown-id" cannot be adjusted; expected one of [^[]*companion-alone, [^[]*\[fixed-rule\]'),
        ("acknowledge:\n  - {reason: r, rule: identifier}\n", r'study\.yml:16:23: the rule "identifier" cannot be adjusted[^[]*\[fixed-rule\]'),
        ("rules:\n  typed-number: {severity: notice}\n", r'study\.yml:16:17: the key "reason" is missing[^[]*\[missing-key\]'),
        ("rules:\n  typed-number: {severity: notice, reason: \"\"}\n", r'study\.yml:16:44: "reason": it is empty[^[]*\[bad-value\]'),
        ("acknowledge:\n  - {rule: loaded-word}\n", r'study\.yml:16:5: the key "reason" is missing[^[]*\[missing-key\]'),
        ("rules:\n  typed-number: {severity: off, reason: r}\n", r"study\.yml:16:28: [^[]*found 'off'[^[]*\[bad-value\]"),
        ("rules:\n  typed-number: {severity: notice, reason: r, why: x}\n", r'study\.yml:16:47: unknown key "why"; expected one of reason, severity \[unknown-key\]'),
        ("acknowledge:\n  - {rule: loaded-word, reason: r, txt: x}\n", r'study\.yml:16:36: unknown key "txt"[^[]*Did you mean "text"\? \[unknown-key\]'),
    ],
)  # fmt: skip
def test_what_adjusts_nothing_is_a_defect(small: Study, text: str, says: str) -> None:
    adjust(small, text)
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(says, outcome.out), outcome.out
    assert "1 error" in outcome.out.splitlines()[-1]


@pytest.mark.parametrize("severity", ["error", "warning", "notice"])
def test_a_rule_weighs_as_the_study_says(small: Study, severity: str) -> None:
    say(small, "It took 17 minutes.")
    assert "warning: manuscript/report.qmd:10:9: the typed 17" in small.run("check").out
    adjust(small, f"rules:\n  typed-number: {{severity: {severity}, reason: doses}}\n")
    outcome = small.run("check")
    assert outcome.code == (severity == "error")
    assert f"{severity}: manuscript/report.qmd:10:9: the typed 17" in outcome.out
    assert f"adjusted: [typed-number] weighs as {severity}: doses" in outcome.out
    assert small.run("check", "--strict").code == (severity != "notice")
    made = small.run("check", "--json").json
    assert made["rules"] == {"typed-number": {"severity": severity, "reason": "doses"}}
    assert [one["severity"] for one in made["findings"]] == [severity]


def test_an_adjusted_error_stops_a_build_and_a_notice_does_not(small: Study) -> None:
    say(small, "It took 17 minutes.")
    study = (small.root / "data/study.yml").read_text(encoding="utf-8")
    small.write(
        "data/study.yml", f"{study}rules:\n  typed-number: {{severity: error, reason: r}}\n"
    )
    assert small.run("build", "--format", "html").code == 1
    small.write(
        "data/study.yml", f"{study}rules:\n  typed-number: {{severity: notice, reason: r}}\n"
    )
    assert small.run("build", "--format", "html", "--strict").code == 0


def test_an_acknowledged_finding_is_told_and_does_not_count(small: Study) -> None:
    say(small, "It was kept at a safe remedy, and is safe.")
    assert small.run("check", "--strict").code == 1
    adjust(small, "acknowledge:\n  - {rule: loaded-word, text: a safe remedy, reason: no claim}\n")
    outcome = small.run("check")
    assert outcome.out.count("[loaded-word]") == 2
    assert (
        'acknowledged: manuscript/report.qmd:10:18: [loaded-word] "safe": no claim' in outcome.out
    )
    assert "warning: manuscript/report.qmd:10:38:" in outcome.out  # the other is not
    assert small.run("check", "--strict").code == 1
    made = small.run("check", "--json").json
    (known,) = made["acknowledged"]
    assert (known["rule"], known["line"], known["column"]) == ("loaded-word", 10, 18)
    assert known["reason"] == "no claim"
    assert [one["column"] for one in made["findings"]] == [38]


def test_acknowledgements_hold_in_a_strict_build(small: Study) -> None:
    say(small, "It was kept at a safe remedy.")
    assert small.run("build", "--format", "html", "--strict").code == 1
    adjust(small, "acknowledge:\n  - {rule: loaded-word, text: a safe remedy, reason: no claim}\n")
    outcome = small.run("build", "--format", "html", "--strict")
    assert outcome.code == 0, outcome.out
    assert "loaded-word" not in outcome.out


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("It was kept at a\nsafe remedy.", "kept at a safe remedy"),
        ("It was kept at a *safe*\n\tremedy.", "A Safe Remedy"),
        ("It was kept at a **safe** remedy.", "a **safe** remedy"),
        ("Größe, Maß und Fuß. Straße: at a safe", "at a safe"),
        ("İ ẞ ŉ at a safe", "AT A SAFE"),
        ("It was kept at a safe remedy.", "safe"),
    ],
)
def test_acknowledged_words_are_found_as_they_are_read(small: Study, words: str, text: str) -> None:
    small.document(words)
    assert "[loaded-word]" in small.run("check").out
    adjust(small, f'acknowledge:\n  - {{rule: loaded-word, text: "{text}", reason: r}}\n')
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert outcome.out.count("acknowledged:") == 1


@pytest.mark.parametrize(
    "text",
    [
        "distance was short",
        "a safe home",
        "safer",
        "It was kept",
        "  ",
        "**",
        "f",
        "saf",
        "afe place",
    ],
)
def test_words_elsewhere_acknowledge_nothing(small: Study, text: str) -> None:
    say(small, "It was kept at a safe place. The distance was short.")
    adjust(small, f'acknowledge:\n  - {{rule: loaded-word, text: "{text}", reason: r}}\n')
    outcome = small.run("check")
    assert "acknowledged:" not in outcome.out
    assert "[loaded-word]" in outcome.out
    assert re.search(r"study\.yml:16:5: there is no finding of the rule \"loaded-word\" about", outcome.out), outcome.out  # fmt: skip
    assert "[stale-acknowledgement]" in outcome.out


@pytest.mark.parametrize(
    ("words", "text", "is_known"),
    [
        ("It was 35%.", "5%", False),
        ("It was 35%.", "35", True),
        ("It was 35%.", "%", False),
        ("It was 1.5%.", "5%", False),
        ("It was 1.5%.", "1", False),
        ("It was 1,500%.", "500%", False),
        ("It fell by −6.5%.", "6.5%", False),
        ("It fell by −6.5%.", "−6.5%", True),
        ("It was 35% (n = 7).", "n = 7", True),
        ("It was in twenty-two patients.", "two", False),
        ("It was in twenty-two patients.", "twenty-two", True),
        ("It was in 3-17% there.", "17%", True),
    ],
)
def test_acknowledged_numbers_are_whole(
    small: Study, words: str, text: str, is_known: bool
) -> None:
    say(small, words)
    adjust(
        small,
        "acknowledge:\n"
        + "".join(
            f'  - {{rule: {rule}, text: "{text}", reason: r}}\n'
            for rule in ("typed-statistic", "typed-number", "typed-result")
        ),
    )
    assert ("acknowledged:" in small.run("check").out) is is_known


def test_an_acknowledgement_says_that_only_its_document_is_wrong(small: Study) -> None:
    say(small, "It is safe.")
    adjust(
        small, "acknowledge:\n  - {rule: loaded-word, text: safe, document: abstract, reason: r}\n"
    )
    out = small.run("check").out
    assert (
        'study.yml:16:5: there is a finding of the rule "loaded-word" about "safe", but in '
        '"manuscript/report.qmd" and not in "abstract". Correct `document:`' in out
    ), out
    assert "[stale-acknowledgement]" in out


def test_an_acknowledgement_says_that_an_earlier_one_is_about_the_same(small: Study) -> None:
    say(small, "It is safe.")
    adjust(
        small,
        """\
        acknowledge:
          - {rule: loaded-word, reason: r}
          - {rule: loaded-word, text: safe, reason: r}
        """,
    )
    out = small.run("check").out
    assert (
        'study.yml:17:5: every finding of the rule "loaded-word" about "safe" is acknowledged by '
        "the entry in line 16 already. Remove one of the two" in out
    ), out


def test_without_words_every_finding_of_the_rule_is_acknowledged(small: Study) -> None:
    say(small, "It is safe and effective.")
    adjust(small, "acknowledge:\n  - {rule: loaded-word, reason: r}\n")
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert outcome.out.count("acknowledged:") == 2


def test_a_finding_of_a_whole_line_is_acknowledged_by_its_words(small: Study) -> None:
    small.edit("data/study.yml", "after: pain_after}", "after: pain_after, primary: true, test: t}")
    small.document("There were {{< var participants.n >}} participants.")
    assert "[unreported]" in small.run("check").out
    adjust(small, 'acknowledge:\n  - {rule: unreported, text: "relief:", reason: elsewhere}\n')
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert "acknowledged: data/study.yml:" in outcome.out


@pytest.mark.parametrize("document", ["other", "other.qmd", "manuscript/other.qmd"])
def test_an_acknowledgement_of_one_document(small: Study, document: str) -> None:
    say(small, "It is safe.")
    say(small, "It is safe.", "other")
    adjust(
        small,
        f"acknowledge:\n  - {{rule: loaded-word, text: safe, document: {document}, reason: r}}\n",
    )
    outcome = small.run("check")
    assert "acknowledged: manuscript/other.qmd:10:7:" in outcome.out
    assert "warning: manuscript/report.qmd:10:7:" in outcome.out
    assert "stale" not in outcome.out


def test_a_stale_acknowledgement_is_a_warning(small: Study) -> None:
    adjust(small, "acknowledge:\n  - {rule: loaded-word, text: safe, reason: r}\n")
    outcome = small.run("check")
    assert outcome.code == 0
    assert re.search(
        r'warning: data/study\.yml:16:5: there is no finding of the rule "loaded-word" about "safe" '
        r"any more\. Remove .* \[stale-acknowledgement\]",
        outcome.out,
    ), outcome.out
    assert small.run("check", "--strict").code == 1


def test_one_document_makes_no_acknowledgement_stale(small: Study) -> None:
    say(small, "It is safe.", "other")
    adjust(
        small,
        """\
        acknowledge:
          - {rule: loaded-word, text: safe, reason: r}
        """,
    )
    outcome = small.run("build", "report", "--format", "html", "--strict")
    assert outcome.code == 0, outcome.out
    assert small.run("build", "--format", "html", "--strict").code == 0
    say(small, "It is well.", "other")
    assert "stale-acknowledgement" in small.run("build", "--format", "html", "--strict").out


def test_what_could_not_be_looked_for_makes_no_acknowledgement_stale(small: Study) -> None:
    adjust(small, "acknowledge:\n  - {rule: does-not-close, reason: r}\n")
    assert "stale-acknowledgement" in small.run("check").out
    # a number style of this run alone, in which other numbers may not close
    assert (
        "stale-acknowledgement" not in small.run("build", "--style", "ama", "--format", "html").out
    )
    table = (small.root / "data/table.csv").read_text(encoding="utf-8")
    small.write("data/table.csv", table.replace(",f,", ",x,", 1))  # no results
    outcome = small.run("check")
    assert (outcome.code, "stale-acknowledgement" in outcome.out) == (1, False), outcome.out
    small.write("data/table.csv", table)
    small.write("manuscript/other.qmd", b"\xff")  # what it says is unknown
    outcome = small.run("check")
    assert (outcome.code, "stale-acknowledgement" in outcome.out) == (1, False), outcome.out


def test_of_findings_at_one_place_the_one_that_weighs_most_is_told(small: Study) -> None:
    project = find_project(small.root)
    study = load_study(project)
    place = Place("manuscript/_both.qmd", 1, 3)
    told = [
        Finding(rule="typed-claim", message=message, severity=severity, adjusted=True,
                place=place, found="7", length=1, fix=fix)
        for message, severity, fix in (
            ("light", Severity.NOTICE, "a"), ("heavy", Severity.ERROR, "b"),
            ("between", Severity.WARNING, "b"),
        )
    ]  # fmt: skip
    for some in itertools.permutations(told):
        (one,), _ = settle(some, study, project, whole=True)
        assert (one.message, one.severity, one.fix) == ("heavy", "error", "")
    (one,), _ = settle(told[1:], study, project, whole=True)
    assert one.fix == "b"


def test_an_included_finding_is_told_and_acknowledged_once(small: Study) -> None:
    small.write("manuscript/_both.qmd", "It is safe.\n")
    say(small, "{{< include _both.qmd >}}")
    say(small, "{{< include _both.qmd >}}", "other")
    assert small.run("check").out.count("[loaded-word]") == 1
    adjust(
        small,
        "acknowledge:\n  - {rule: loaded-word, document: manuscript/_both.qmd, reason: r}\n",
    )
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert outcome.out.count("acknowledged:") == 1


# The line of a finding


def test_a_finding_is_quoted_with_its_place(small: Study) -> None:
    small.document("A {{< var ags.mean >}}.")
    out = small.run("check").out.splitlines()
    assert out[1:3] == ["    | A {{< var ags.mean >}}.", "    |   ^"]


def test_lines_of_the_data_are_not_quoted(small: Study) -> None:
    small.edit("data/table.csv", "P1,50,", "P1,many,")
    out = small.run("check").out
    assert "data/table.csv:2, participant P1" in out
    assert "    | " not in out


@pytest.mark.parametrize(
    ("line", "column", "length", "under"),
    [
        ("The mean was 8.9 points.", 14, 3, "8.9"),
        ("\tindented 8.9", 11, 3, "8.9"),
        ("no length", 4, 0, "l"),
        ("to the end 8.9", 12, 3, "8.9"),
        ("over the end 8.9", 14, 30, "8.9"),
    ],
)
def test_the_mark_stands_below_its_part(line: str, column: int, length: int, under: str) -> None:
    shown, marks = marked(line, column, length)
    assert len(shown) == len(line)
    assert {*marks} <= {" ", "^"}
    start = marks.index("^")
    assert shown[start : len(marks)] == under


def test_a_line_without_a_column_has_no_mark() -> None:
    assert marked("age: 1", 0, 3) == ["age: 1"]


def test_a_mark_beyond_the_end_stands_after_it() -> None:
    assert marked("short", 40, 3) == ["short", "     ^"]
    assert marked("", 1, 0) == ["", "^"]


def test_wide_and_combining_characters_take_the_columns_that_they_take() -> None:
    assert marked("平均 8.9", 4, 3)[1] == " " * 5 + "^^^"
    assert marked("平均は8", 1, 2)[1] == "^^^^"
    assert marked("cafe\u0301 8", 7, 1)[1] == "     ^"  # an accent of its own
    assert marked("✔\ufe0f 8", 4, 1)[1] == "  ^"  # a sign that only chooses a look


@pytest.mark.parametrize("column", [1, 30, 58, 59, 60, 88, 89, 100, 150, 198, 199])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(200))
    shown, marks = marked(line, column, 2)
    assert len(shown) <= WIDTH
    assert shown[marks.index("^") : len(marks)] == line[column - 1 : column + 1]
    assert shown.strip("…") in line


def test_a_long_part_is_marked_as_far_as_it_is_shown() -> None:
    shown, marks = marked("x" * 300, 1, 250)
    assert len(shown) == WIDTH
    assert marks == "^" * WIDTH


def test_a_line_cannot_command_a_terminal() -> None:
    shown, marks = marked("a \x1b[31m 8.9\u202e", 9, 3)
    assert shown.isprintable()
    assert shown[marks.index("^") : len(marks)] == "8.9"


def test_findings_come_by_file_and_line() -> None:
    findings = [
        Finding(rule="unknown-id", message=message, place=place)
        for message, place in [
            ("b9", Place("b", 9)), ("a2", Place("a", 2, 7)), ("b1", Place("b", 1)),
            ("none", Place()), ("a2 before", Place("a", 2, 3)),
        ]
    ]  # fmt: skip
    assert [(file, [one.message for one in some]) for file, some in grouped(findings)] == [
        ("b", ["b1", "b9"]), ("a", ["a2 before", "a2"]), ("", ["none"]),
    ]  # fmt: skip


# SARIF, and annotations of GitHub


def assert_sarif(log: dict[str, Any]) -> list[dict[str, Any]]:
    """Check what SARIF 2.1.0 requires of the parts that are used, and return the results."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "sacroreport"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len({*ids}) == len(ids)
    for rule in driver["rules"]:
        for key in {"shortDescription", "fullDescription", "help"} & {*rule}:
            assert rule[key]["text"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for result in run["results"]:
        assert result["ruleId"] in ids
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        places = [one["physicalLocation"] for one in result.get("locations", ())]
        regions = [place["region"] for place in places if "region" in place]
        for fix in result.get("fixes", ()):
            for change in fix["artifactChanges"]:
                places.append(change)
                regions += [one["deletedRegion"] for one in change["replacements"]]
                assert all(one["insertedContent"]["text"] for one in change["replacements"])
        for place in places:
            uri = place["artifactLocation"]["uri"]
            assert re.fullmatch(r"[\w.~!$&'()*+,;=@%/-]+", uri, re.ASCII), uri
            assert not uri.startswith("/")
        for region in regions:
            assert all(type(value) is int and value >= 1 for value in region.values())
            assert "startLine" in region
            if region.get("endLine", region["startLine"]) == region["startLine"]:
                assert region.get("endColumn", 10**6) > region.get("startColumn", 1)
            else:
                assert region["endLine"] > region["startLine"]
    results: list[dict[str, Any]] = run["results"]
    return results


def test_findings_as_sarif(small: Study) -> None:
    say(small, "There were 5 of\n5 participants, in 17 weeks. A {{< var ags.mean >}}.")
    small.write("manuscript/übrig geblieben.qmd", DOCUMENT + "\nIt is safe.\n")
    outcome = small.run("check", "--report", "sarif")
    assert outcome.code == 1
    results = assert_sarif(outcome.json)
    found = small.run("check", "--json").json["findings"]
    assert [one["ruleId"] for one in results] == [one["rule"] for one in found]
    regions = {}
    for one in results:
        place = one["locations"][0]["physicalLocation"]
        regions[one["ruleId"], place["artifactLocation"]["uri"]] = place["region"]
    assert regions["typed-number", "manuscript/report.qmd"] == {
        "startLine": 11, "startColumn": 20, "endColumn": 22,
    }  # fmt: skip
    assert regions["unknown-id", "manuscript/report.qmd"] == {"startLine": 11, "startColumn": 32}
    assert ("loaded-word", "manuscript/%C3%BCbrig%20geblieben.qmd") in regions


def test_a_finding_over_two_lines_ends_on_the_second() -> None:
    finding = Finding(
        rule="typed-result", message="m", place=Place("a.qmd", 1, 5), found="7 of 28", length=7, fix="x"
    )  # fmt: skip
    (result,) = assert_sarif(sarif([finding], lambda name: ["was 7 of", "28 women"]))
    wanted = {"startLine": 1, "startColumn": 5, "endLine": 2, "endColumn": 3}
    assert result["locations"][0]["physicalLocation"]["region"] == wanted
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"] == wanted


@pytest.mark.parametrize("lines", [[], ["was 8 of 28"], ["was 7"]])
def test_no_end_is_told_and_nothing_deleted_where_the_words_do_not_stand(lines: list[str]) -> None:
    finding = Finding(
        rule="typed-result", message="m", place=Place("a.qmd", 1, 5), found="7 of 28", length=7, fix="x"
    )  # fmt: skip
    (result,) = assert_sarif(sarif([finding], lambda name: lines))
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1, "startColumn": 5,
    }  # fmt: skip
    assert "fixes" not in result


def test_defects_of_a_study_are_sarif_too(small: Study) -> None:
    small.edit("data/study.yml", "type: flag", "type: flg")
    outcome = small.run("check", "--report", "sarif")
    assert outcome.code == 1
    (result,) = assert_sarif(outcome.json)
    assert result["ruleId"] == "unknown-type"


def test_sarif_of_nothing_and_of_a_rule_without_a_place() -> None:
    assert assert_sarif(sarif([])) == []
    (result,) = assert_sarif(
        sarif(
            [
                Finding(
                    rule="not-proved", message="m", severity=Severity.NOTICE, way_out="build again"
                )
            ]
        )
    )
    assert result == {
        "ruleId": "not-proved",
        "level": "note",
        "message": {"text": "m. Build again"},
    }


def test_findings_as_commands_of_github(small: Study) -> None:
    say(small, "It took 17 minutes.\n\nA {{< var ags.mean >}}.")
    outcome = small.run("check", "--report", "github")
    assert outcome.code == 1
    error, warning = outcome.out.splitlines()
    assert warning.startswith(
        "::warning file=manuscript/report.qmd,line=10,col=9,title=typed-number::the typed 17 "
    )
    assert error.startswith("::error file=manuscript/report.qmd,line=12,col=3,title=unknown-id::")


def test_a_command_of_github_escapes_its_own_signs() -> None:
    place = Place("a,b:50%.qmd", 3)
    finding = Finding(
        rule="not-proved", message="100%: a, b\r\n::error::c", place=place, severity=Severity.NOTICE
    )
    assert github([finding]) == [
        "::notice file=a%2Cb%3A50%25.qmd,line=3,title=not-proved::100%25: a, b%0D%0A::error::c"
    ]
    assert github([Finding(rule="proof", message="m")]) == ["::error title=proof::m"]


def test_a_participant_and_what_was_expected_are_told() -> None:
    place = Place("a.csv", 2, participant="P1", variable="age")
    finding = Finding(
        rule="proof", message="no value", place=place, expected="a number", way_out="ask"
    )
    assert github([finding]) == [
        "::error file=a.csv,line=2,title=proof::participant P1: no value; expected a number. Ask"
    ]


def test_an_acknowledgement_of_an_error_names_its_words(small: Study) -> None:
    """Without them it would hide every typed number of the study."""
    adjust(small, "acknowledge:\n  - {rule: typed-result, reason: we know}\n")
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(r"study\.yml:\d+:5: an acknowledgement of .*needs a `text:`", outcome.out)
    small.edit("data/study.yml", "typed-result, reason", 'typed-result, text: "9", reason')
    assert "needs a `text:`" not in small.run("check").out
