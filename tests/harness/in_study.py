"""Corruptions of ``study.yml``: what the numbers mean, and what is computed."""

from __future__ import annotations

import re
from random import Random

from tests.harness.copies import Copy
from tests.harness.kinds import Part, Promise, kind

CHECK = Promise.CHECK
FILE = "data/study.yml"


def edit(random: Random, copy: Copy, *edits: tuple[str, str]) -> str | None:
    """Make one of some edits, a pattern and what takes its place, at one of the places it fits."""
    text = copy.text(FILE)
    fits = [
        (match, new)
        for pattern, new in edits
        for match in re.finditer(pattern, text, re.M)
        if match.expand(new) != match[0]
    ]
    if not fits:
        return None
    match, new = random.choice(fits)
    made = match.expand(new)
    copy.write(FILE, text[: match.start()] + made + text[match.end() :])
    line = text.count("\n", 0, match.start()) + 1
    return f"line {line}: {' '.join(match[0].split())} is now {' '.join(made.split()) or 'gone'}"


def swap(random: Random, copy: Copy, pattern: str) -> str | None:
    """Swap the first two groups of a pattern."""
    return edit(random, copy, (pattern, r"\g<a>\g<3>\g<b>\g<2>\g<c>"))


@kind(Part.STUDY, "the label of a level renamed")
def renamed_label(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"\b(f|m|female|male|one|cyst|bilateral|ct): ([A-Z][\w ]+)", r"\1: \2 type"),
                (r"(female|male|pack|usual|one|a): \{label: (\w+)", r"\1: {label: \2 other"))  # fmt: skip


@kind(Part.STUDY, "the labels of two levels swapped")
def swapped_labels(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"f: Female, m: Male", "f: Male, m: Female"),
        (r"female: \{label: Female, text: women\}, male: \{label: Male, text: men\}",
         "female: {label: Male, text: men}, male: {label: Female, text: women}"),
        (r"one: Stage I, two: Stage II", "one: Stage II, two: Stage I"),
        (r"bilateral: Bilateral, unilateral: Unilateral", "bilateral: Unilateral, unilateral: Bilateral"),
        (r"inpatient: Inpatient, outpatient: Outpatient", "inpatient: Outpatient, outpatient: Inpatient"),
        (r"myeloma: Multiple myeloma\n(\s+)metastasis: Metastatic disease",
         r"myeloma: Metastatic disease\n\1metastasis: Multiple myeloma"),
        (r"label: Warm pack, text: warm packs\}, usual: \{label: Usual care, text: usual care",
         "label: Usual care, text: usual care}, usual: {label: Warm pack, text: warm packs"),
    )  # fmt: skip


@kind(Part.STUDY, "the code of a level misspelt", CHECK)
def misspelt_code(random: Random, copy: Copy) -> str | None:
    return edit(
        random,
        copy,
        (r"\b(female|male|myeloma|cyst|inpatient|f|m|one|usual|bilateral|mri)(: [A-Z{])", r"\1x\2"),
    )


@kind(Part.STUDY, "yes and no of a flag swapped")
def swapped_yes_and_no(random: Random, copy: Copy) -> str | None:
    return edit(
        random,
        copy,
        (r"(\{label: [^}{\n]*, type: flag)(?![^}\n]*derive)", r'\1, "yes": ["no"], "no": ["yes"]'),
    )


@kind(Part.STUDY, "a range narrowed below the data", CHECK)
def narrowed_range(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"range: \[(0|18|1), \d+\]", r"range: [\1, 2]"))


@kind(Part.STUDY, "a range widened")
def widened_range(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"range: \[\d+, (\d+)\]", r"range: [0, \g<1>0]"))


@kind(Part.STUDY, "a derived variable computed otherwise")
def changed_derive(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r'derive: "(\w+) - (\w+)"', r'derive: "\2 - \1"'), (r'derive: "(\w+) - (\w+)"', r'derive: "\1 + \2"'),
        (r'derive: "(\w+) - (\w+)"', r'derive: "\1 - \2 / 2"'),
        (r", 'leukemia'\]", "]"), (r"\['myeloma', ", "["), (r"'leukemia'\]", "'leukemia', 'cyst']"),
        (r'derive: "not malignant"', 'derive: "malignant"'), (r"diagnosis in", "diagnosis not in"),
    )  # fmt: skip


@kind(Part.STUDY, "a denominator changed: a `where` added, turned round or taken out")
def changed_where(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"where: \"sex == '(f|female)'\"", r"""where: "sex != '\1'\""""), (r", where: \"[^\"]*\"", ""),
        (r"(?<=after: vas_post\n)", "    where: \"sex == 'male'\"\n"),
        (r"(label: Complications\n)", "\\1    where: \"setting == 'inpatient'\"\n"),
        (r"(kind: (?:paired|compare|events|correlate),)", r'\1 where: "age >= 50",'),
        (r"(after: vas_post\n)", '\\1    where: "age > 60"\n'),
    )  # fmt: skip


@kind(Part.STUDY, "`better:` turned round")
def turned_direction(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy, (r"better: lower", "better: higher"), (r"better: higher", "better: lower")
    )


@kind(Part.STUDY, "before and after of a pair swapped")
def swapped_pair(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"before: (\w+)(, |\n +)after: (\w+)", r"before: \3\2after: \1"))


@kind(Part.STUDY, "another test, or another group to compare with")
def changed_test(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"test: t\b", "test: wilcoxon"), (r"reference: usual", "reference: pack"),
        (r"(variable: fall, by: arm)", r"\1, test: mann_whitney"), (r"(variable: fall, by: arm)", r"\1, test: student"),
        (r"method: spearman", "method: pearson"),
    )  # fmt: skip


@kind(Part.STUDY, "another number style: a format that is stale")
def changed_style(random: Random, copy: Copy) -> str | None:
    names = ["lancet", "nejm", "radiology", "apa", "bmj", "ajnr", "ama", "plain"]
    return edit(random, copy, (r"^style: \w+", f"style: {random.choice(names)}"))


@kind(Part.STUDY, "another method or coverage of intervals")
def changed_interval(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"^(style: \w+)$", r"\1\ninterval: wilson"), (r"(kind: (?:paired|compare|events|correlate),)", r"\1 level: 90,"),
        (r"(after: vas_post\n)", r"\1    level: 99\n"), (r"(label: Complications\n)", r"\1    level: 90\n"),
    )  # fmt: skip


@kind(Part.STUDY, "the condition of a claim weakened, or made one that does not hold")
def changed_condition(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"p < 0\.05", "p < 0.5"), (r" and \w+\.improvement\.mean > 0", ""), (r"mean > 0", "mean < 0"),
        (r"mean > 0", "mean > 100"), (r"p < 0\.05", "p > 0.05"), (r"mean > 0", "mean >= 0"),
    )  # fmt: skip


@kind(Part.STUDY, "the words of a claim changed")
def changed_claim(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"says: decreased significantly", "says: vanished"), (r"says: decreased", "says: increased"),
        (r"says: fell significantly", "says: rose significantly"), (r"says: differed significantly", "says: hardly differed"),
        (r"otherwise: did not differ", "otherwise: differed a little, not"),
    )  # fmt: skip


@kind(Part.STUDY, "a constant changed")
def changed_constant(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"value: 2 points", "value: 3 points"), (r"value: 6 packs", "value: 8 packs"),
                (r"value: (\d) (\w+)", r"value: \1\1 \2"))  # fmt: skip


@kind(Part.STUDY, "what counts as missing changed")
def changed_missing(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy, (r'missing: \["", "NA"\]', 'missing: [""]'), (r'missing: \["", "NA"\]', 'missing: ["", "NA", "0"]'),
        (r'missing: \["", "NA"\]', 'missing: ["NA"]'), (r'missing: \["", "NA"\]', 'missing: ["", "NA", "no"]'),
        (r'missing: \["", "NA"\]', 'missing: ["", "NA", "2", "3"]'),
    )  # fmt: skip


@kind(Part.STUDY, "a threshold of response changed")
def changed_threshold(random: Random, copy: Copy) -> str | None:
    return edit(random, copy, (r"improvement >= 2\"", 'improvement >= 5"'), (r"improvement >= 2\"", 'improvement > 2"'),
                (r"0\.3 \* before", "0.9 * before"), (r"0\.5 \* before", "0.95 * before"))  # fmt: skip


@kind(Part.STUDY, "what a table shows changed: a row, a column, a label")
def changed_table(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"show: before\.mean_sd", "show: before.median_iqr"), (r"show: before\.mean_sd", "show: after.mean_sd"),
        (r"label: After,", "label: Before,"), (r"rows: \[age, sex", "rows: [sex"), (r"^      - setting\n", ""),
        (r"show: change\.mean", "show: improvement.mean"), (r"show: percent\}", "show: count}"), (r"^    by: arm\n", ""),
    )  # fmt: skip


@kind(Part.STUDY, "a number typed into a caption, a note or a claim", CHECK)
def typed_in_the_study(random: Random, copy: Copy) -> str | None:
    n = copy.texts[""]["participants.n"]
    return edit(
        random, copy,
        (r"\{\{< var participants\.n >\}\} participants", f"{n} participants"),
        (r"\{\{< var vas\.n >\}\} participants", f"{copy.texts[''].get('vas.n')} participants"),
        (r"says: (decreased|fell) significantly", r"says: \1 significantly (P < .001)"),
        (r"caption: (Pain|Stiffness) before and after( treatment)?$", rf"caption: \1 before and after\2 in {n} participants"),
        (r"caption: Procedure-related complications", f"caption: Complications of {n} participants"),
        (r"\{\{< var stiffness\.before\.mean >\}\} to", f"{copy.texts[''].get('stiffness.before.mean')} to"),
        (r"notes: \[The scale", f"notes: [Of {n} participants. The scale"),
    )  # fmt: skip


@kind(Part.STUDY, "an id, a variable or a key misspelt", CHECK)
def misspelt_name(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"(vas|stiffness)\.test\.p <", r"\1.tset.p <"), (r"(before|after|variable|of): (\w{3,})$", r"\1: \2x"),
        (r"^(analyses|claims|variables|tables):", r"\1x:"), (r"type: number", "type: numbr"), (r"kind: (\w+)", r"kind: \1x"),
        (r"(label): Age\b", r"lable: Age"), (r"data: (\w+)\.csv", r"data: \1x.csv"), (r"participant: \w+", "participant: nobody"),
    )  # fmt: skip


@kind(Part.STUDY, "a title, unit, label or noun changed")
def changed_words(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"^title: .*", "title: Another study"), (r"unit: y\b", "unit: mo"), (r"label: Age\b", "label: Years"),
        (r"\[participant, participants\]", "[patient, patients]"), (r"label: Bone cement", "label: Cement"),
        (r"VAS: visual analog scale", "VAS: verbal scale"), (r"label: Rash", "label: Itch"),
        (r"caption: (Participants and lesions|Procedure and follow-up|Stiffness before and after)$", r"caption: Other \1"),
    )  # fmt: skip


@kind(Part.STUDY, "another date, language or number of decimals")
def changed_head(random: Random, copy: Copy) -> str | None:
    return edit(
        random, copy,
        (r"^date: (\d{4})", "date: 2020"), (r"^lang: en-US", "lang: en-GB"), (r"^lang: en-US", "lang: de-DE"),
        (r"decimals: 1", "decimals: 2"), (r"decimals: 1", "decimals: 0"), (r"(type: number, )(unit|range)", r"\1decimals: 2, \2"),
    )  # fmt: skip


@kind(Part.STUDY, "a number in print that is not that of the data", CHECK)
def changed_published(random: Random, copy: Copy) -> str | None:
    name = "data/published.yml"
    if name not in copy.files:
        return None
    text = copy.text(name)
    match = random.choice(list(re.finditer(r'printed: "(\d+)"', text)))
    new = str(int(match[1]) + random.choice([1, 2]))
    copy.write(name, text[: match.start(1)] + new + text[match.end(1) :])
    return f"{match[0]} is now {new}"
