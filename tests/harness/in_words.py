"""Corruptions of what stands beside numbers: words that are numbers, and signs that touch them."""

from __future__ import annotations

import re
from random import Random

from sacroreport.kinds.load import load_study
from tests.harness.copies import Copy
from tests.harness.in_sources import PROSE, pick
from tests.harness.kinds import Part, Promise, kind

CHECK = Promise.CHECK


def add(random: Random, copy: Copy, *sentences: str, lines: str = "") -> str | None:
    """Put one of some sentences at the end of a source."""
    if not sentences:
        return None
    name = random.choice([one for one in sorted(copy.files) if one.endswith(".qmd")])
    new = random.choice(sentences)
    copy.write(name, f"{copy.text(name)}\n{lines}{new}\n")
    return f"{name}: {new}"


def events(copy: Copy) -> list[tuple[str, int]]:
    """Return the events of a study: what each is called, and how many had it."""
    study = load_study(copy.project)
    texts = next(iter(copy.texts.values()))
    return [
        (one.label.casefold(), int(texts[f"{name}.count"]))
        for name, one in study.variables.items()
        if one.options.type == "flag" and one.options.role == "safety"
    ]


@kind(Part.SOURCES, "no event, or one, said by hand of what the study records", CHECK)
def said_none_or_one(random: Random, copy: Copy) -> str | None:
    return add(
        random, copy,
        *(f"No {label} was seen." for label, _ in events(copy)),
        *(f"There was no {label} at all." for label, _ in events(copy)),
        *(f"No participant had a {label}." for label, _ in events(copy)),
        *(f"One participant had a {label}." for label, count in events(copy) if count == 1),
        *(f"They stayed without {label}." for label, _ in events(copy)),
    )  # fmt: skip


@kind(Part.SOURCES, "a share said by hand", CHECK)
def said_share(random: Random, copy: Copy) -> str | None:
    return add(
        random, copy, "Half of the participants were content.", "Two-thirds of our patients came again.",
        "Most participants were content.", "The majority of patients slept.", "None of the patients fell.",
        "Less than half slept.", "All but one were content.", "This was twice as common in women.",
    )  # fmt: skip


@kind(Part.SOURCES, "a comparison said by hand", CHECK)
def said_alike(random: Random, copy: Copy) -> str | None:
    return add(
        random, copy, "The groups did not differ.", "There was no difference between women and men.",
        "Age was similar in both groups.", "It was comparable between the two groups.",
    )  # fmt: skip


@kind(Part.SOURCES, "a direction that the numbers beside it do not have", CHECK)
def said_direction(random: Random, copy: Copy) -> str | None:
    pairs = {
        "shipped": "vas", "two arms": "stiffness",
    }  # fmt: skip
    name = pairs[copy.name]
    before, after = f"{{{{< var {name}.before.mean >}}}}", f"{{{{< var {name}.after.mean >}}}}"
    change, fall = (f"{{{{< var {name}.{one}.mean >}}}}" for one in ("change", "improvement"))
    return add(
        random, copy, f"The score increased from {before} to {after}.",
        f"The score worsened from {before} to {after}.", f"The score rose by {change}.",
        f"The score fell by {change}.", f"A fall of {change} was seen.",
        f"The score went from {before} to {after}, which is higher.",
        f"It was {before} and fell, by {fall}, from {after} to {before}.",
    )  # fmt: skip


@kind(Part.SOURCES, "digits, a sign or a word that makes another number of a printed one", CHECK)
def glued(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, *PROSE, like=r"^\d[\d.]*$")
    if spot is None:
        return None
    var = f"{{{{< var {spot.id} >}}}}"
    new = random.choice(
        [f"{var},000", f"{var}0", f"1{var}", f"{var}{var}", f"**{var}**{var}", f"-{var}", f"−{var}",
         f"{var}.{var}", f"{var}½", f"{var}²", f"{var}e3", f"{var} hundred", f"{var} thousand", f"{var}%"]
    )  # fmt: skip
    copy.replace(spot, new)
    return f"{spot.file}: {new}"


@kind(Part.SOURCES, "what a printed text says already, typed beside it", CHECK)
def doubled(random: Random, copy: Copy) -> str | None:
    made = [("^[pP] [<=]", "P = {}"), ("^95% CI", "95% CI {}"), (r"\d%$", "{}%"),
            (" participants?$", "{} participants")]  # fmt: skip
    like, new = random.choice(made)
    spot = pick(random, copy, *PROSE, like=like)
    if spot is None:
        return None
    made_text = new.format(f"{{{{< var {spot.id} >}}}}")
    copy.replace(spot, made_text)
    return f"{spot.file}: {made_text}"


@kind(Part.SOURCES, "a claim behind a word that turns it round", CHECK)
def negated(random: Random, copy: Copy) -> str | None:
    spots = [one for one in copy.spots() if one.id.startswith("claims.")]
    spot = random.choice(spots)
    new = f"{random.choice(['not', 'never', 'hardly'])} {{{{< var {spot.id} >}}}}"
    copy.replace(spot, new)
    return f"{spot.file}: {new}"


@kind(Part.SOURCES, "the id of another level, or of the other time, beside words of its own", CHECK)
def sibling(random: Random, copy: Copy) -> str | None:
    if copy.name == "shipped":
        sentences = [
            "There were {{< var sex.female.count >}} men.", "Of all, {{< var sex.male.percent >}} were women.",
            "VAS after treatment was {{< var vas.before.mean >}}.", "The median age was {{< var age.mean >}}.",
            "There were {{< var setting.inpatient.count >}} outpatients.",
        ]  # fmt: skip
    else:
        sentences = [
            "There were {{< var sex.f.count >}} men.", "Of all, {{< var sex.m.percent >}} were women.",
            "Stiffness after treatment was {{< var stiffness.before.mean >}}.",
            "The median age was {{< var age.mean >}}.",
        ]  # fmt: skip
    return add(random, copy, *sentences)


@kind(Part.SOURCES, "a result typed in an item of a list that is a sentence", CHECK)
def typed_in_an_item(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, *PROSE, like=r"^\d+%$|^\d+\.\d$|^\d+ of \d+$|^\d+ \(\d+%\)$")
    if spot is None:
        return None
    return add(random, copy, f"This was seen, in the end, in {copy.said(spot)}.", lines="- ")


@kind(Part.SOURCES, "a number in the description or the keywords of a document", CHECK)
def typed_in_the_description(random: Random, copy: Copy) -> str | None:
    path = random.choice(copy.documents)
    name = copy.project.name(path)
    count = next(iter(copy.texts.values()))["participants.n"]
    line = random.choice(
        [f"description: A study of {count} participants", f"keywords: [pain, {count} participants]"]
    )
    copy.write(name, copy.text(name).replace("---\n", f"---\n{line}\n", 1))
    return f"{name}: {line}"


@kind(Part.STUDY, "a statistic typed into a label", CHECK)
def typed_in_a_label(random: Random, copy: Copy) -> str | None:
    text = copy.text("data/study.yml")
    count = next(iter(copy.texts.values()))["participants.n"]
    label = random.choice([*re.finditer(r"label: ([A-Z][a-z]+)(?=[,}])", text)])
    new = random.choice([f"(n = {count})", f"({count} participants)", f"(7 of {count})"])
    made = f'label: "{label[1]} {new}"'
    copy.write("data/study.yml", text[: label.start()] + made + text[label.end() :])
    return made
