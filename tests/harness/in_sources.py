"""Corruptions of documents: what hands do to a text."""

from __future__ import annotations

import re
from random import Random

from tests.harness.copies import Copy, Spot
from tests.harness.kinds import Part, Promise, kind

PROSE = ("prose", "cited")
CHECK = Promise.CHECK


def pick(
    random: Random, copy: Copy, *contexts: str, like: str = "", unlike: str = "claims|methods"
) -> Spot | None:
    """Return a shortcode whose text is like a pattern and whose id is not."""
    fits = [
        one for one in copy.spots(*contexts)
        if re.search(like, copy.said(one)) and not re.match(unlike, one.id)
    ]  # fmt: skip
    return random.choice(fits) if fits else None


def typed(random: Random, copy: Copy, *contexts: str, like: str = r"\d") -> str | None:
    """Type what a shortcode prints."""
    spot = pick(random, copy, *contexts, like=like, unlike="claims|methods|constants")
    if spot is None:
        return None
    copy.replace(spot, copy.said(spot))
    return f"{spot.file}: {spot.id} typed as {copy.said(spot)}"


@kind(Part.SOURCES, "a number typed in place of its variable, in prose", CHECK)
def typed_in_prose(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "prose")


@kind(Part.SOURCES, "the same in a footnote", CHECK)
def typed_in_a_footnote(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "footnote")


@kind(Part.SOURCES, "the same in a cell of a table", CHECK)
def typed_in_a_cell(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "cell")


@kind(Part.SOURCES, "the same in a caption", CHECK)
def typed_in_a_caption(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "caption")


@kind(Part.SOURCES, "the same in an alternative text", CHECK)
def typed_in_an_alternative_text(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "alt")


@kind(Part.SOURCES, "the same in a title", CHECK)
def typed_in_a_title(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "title")


@kind(Part.SOURCES, "the same in a heading or a list, where digits may number things")
def typed_in_a_heading_or_list(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "heading", "list")


@kind(Part.SOURCES, "a number word typed in place of its variable", CHECK)
def typed_as_a_word(random: Random, copy: Copy) -> str | None:
    return typed(random, copy, "prose", like=r"^[A-Za-z-]+$")


@kind(Part.SOURCES, "a typed number that is off by one in its last digit", CHECK)
def typed_neighbour(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, "prose", like=r"\d", unlike="claims|methods|constants")
    if spot is None:
        return None
    new = off_by_one(random, copy.said(spot))
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} is {copy.said(spot)}, typed as {new}"


@kind(Part.SOURCES, "a typed number with a minus too many or too few", CHECK)
def typed_with_another_sign(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, "prose", like=r"^−?\d[\d.]*$")
    if spot is None:
        return None
    said = copy.said(spot)
    new = said[1:] if said.startswith("−") else random.choice("-−") + said
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} is {said}, typed as {new}"


@kind(Part.SOURCES, "a typed number with another decimal mark", CHECK)
def typed_with_another_decimal_mark(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, "prose", like=r"\d\.\d")
    if spot is None:
        return None
    mark = random.choice(",·")
    new = re.sub(r"(?<=\d)\.(?=\d)", mark, copy.said(spot))
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} is {copy.said(spot)}, typed as {new}"


@kind(Part.SOURCES, "a typed percentage without its sign, or a count with one", CHECK)
def typed_with_another_percent_sign(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, "prose", like=r"^\d+%?$")
    if spot is None:
        return None
    said = copy.said(spot)
    new = said[:-1] if said.endswith("%") else f"{said}%"
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} is {said}, typed as {new}"


@kind(Part.SOURCES, "a numerator or denominator that is typed beside the other's variable", CHECK)
def typed_denominator(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy, "prose", like=r"^\d+ of \d+$")
    if spot is None:
        return None
    first, last = copy.said(spot).split(" of ")
    new = f"{{{{< var {spot.id.replace('count_of_n', 'count')} >}}}} of {int(last) - 1}"
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} is {first} of {last}, typed as {new}"


@kind(
    Part.SOURCES,
    "the words of a claim typed in place of its variable, or their opposite",
    CHECK,
)
def typed_claim(random: Random, copy: Copy) -> str | None:
    spots = [one for one in copy.spots() if one.id.startswith("claims.")]
    if not spots:
        return None
    spot = random.choice(spots)
    said = copy.said(spot)
    new = random.choice(
        [said, said.replace("decreased", "increased").replace("fell", "rose"), f"never {said}"]
    )
    copy.replace(spot, new)
    return f"{spot.file}: {spot.id} typed as {new}"


@kind(Part.SOURCES, "a sentence with a statistic that nobody computed", CHECK)
def added_statistic(random: Random, copy: Copy) -> str | None:
    name = random.choice([one for one in sorted(copy.files) if one.endswith(".qmd")])
    new = random.choice(
        ["The difference was clear (P = .04).", "This was so in 31% of them.", "The mean was 4.4 ± 1.2.",
         "Of 17 participants, 3 were lost.", "The hazard ratio was 1.32 (95% CI, 1.04 to 1.67)."]
    )  # fmt: skip
    copy.write(name, f"{copy.text(name)}\n{new}\n")
    return f"{name}: {new}"


@kind(Part.SOURCES, "a word of judgement that no claim bears out", CHECK)
def added_judgement(random: Random, copy: Copy) -> str | None:
    name = random.choice([one for one in sorted(copy.files) if one.endswith(".qmd")])
    new = random.choice(
        ["The treatment is effective.", "It proved to be superior to any other.", "The procedure is safe.",
         "It is an effective procedure.", "This proves the point."]
    )  # fmt: skip
    copy.write(name, f"{copy.text(name)}\n{new}\n")
    return f"{name}: {new}"


@kind(Part.SOURCES, "a claim of significance that nobody computed", CHECK)
def added_significance(random: Random, copy: Copy) -> str | None:
    name = random.choice([one for one in sorted(copy.files) if one.endswith(".qmd")])
    new = random.choice(
        [
            "This was significantly better.",
            "There was a significant difference.",
            "The fall was not significant.",
        ]
    )
    copy.write(name, f"{copy.text(name)}\n{new}\n")
    return f"{name}: {new}"


@kind(Part.SOURCES, "a constant typed in place of its variable, which is allowed")
def typed_constant(random: Random, copy: Copy) -> str | None:
    spots = [one for one in copy.spots() if one.id.startswith("constants.")]
    if not spots:
        return None
    spot = random.choice(spots)
    copy.replace(spot, copy.said(spot))
    return f"{spot.file}: {spot.id} typed as {copy.said(spot)}"


@kind(Part.SOURCES, "an id replaced by its neighbour: another statistic, another visit")
def neighbouring_id(random: Random, copy: Copy) -> str | None:
    spot = pick(random, copy)
    if spot is None:
        return None
    stem = spot.id.rpartition(".")[0]
    known = sorted(next(iter(copy.texts.values())).items())
    near = [
        id_ for id_, text in known
        if id_ != spot.id and text and text != copy.said(spot) and id_.rpartition(".")[0] == stem
    ]  # fmt: skip
    if not near:
        return None
    new = random.choice(near)
    copy.replace(spot, f"{{{{< var {new} >}}}}")
    return f"{spot.file}: {spot.id} is now {new}"


@kind(Part.SOURCES, "two ids swapped")
def swapped_ids(random: Random, copy: Copy) -> str | None:
    first = pick(random, copy, *PROSE)
    if first is None:
        return None
    others = [
        one for one in copy.spots(*PROSE)
        if one.file == first.file and copy.said(one) != copy.said(first)
    ]  # fmt: skip
    if not others:
        return None
    second = random.choice(others)
    text = copy.text(first.file)
    for one, id_ in sorted(((first, second.id), (second, first.id)), key=lambda two: -two[0].start):
        text = f"{text[: one.start]}{{{{< var {id_} >}}}}{text[one.end :]}"
    copy.write(first.file, text)
    return f"{first.file}: {first.id} and {second.id}"


@kind(Part.SOURCES, "an id misspelt", CHECK)
def misspelt_id(random: Random, copy: Copy) -> str | None:
    spot = random.choice(copy.spots())
    at = random.randrange(len(spot.id))
    new = spot.id[:at] + spot.id[at + 1 :]
    copy.replace(spot, f"{{{{< var {new} >}}}}")
    return f"{spot.file}: {spot.id} written {new}"


@kind(Part.SOURCES, "a shortcode deleted")
def deleted_shortcode(random: Random, copy: Copy) -> str | None:
    spot = random.choice(copy.spots())
    copy.replace(spot, "")
    return f"{spot.file}: {spot.id}"


@kind(Part.SOURCES, "a malformed shortcode", CHECK)
def malformed_shortcode(random: Random, copy: Copy) -> str | None:
    spot = random.choice(copy.spots())
    new = random.choice(
        [f"{{{{< var {spot.id} > }}}}", f"{{{{<var {spot.id}>}}}}", f"{{{{< vra {spot.id} >}}}}",
         f"{{{{ var {spot.id} }}}}", f"{{{{< var {spot.id}", f"{{< var {spot.id} >}}", f"{{{{< var >}}}} {spot.id}"]
    )  # fmt: skip
    copy.replace(spot, new)
    return f"{spot.file}: {new}"


@kind(Part.SOURCES, "an included file that is gone", CHECK)
def lost_include(random: Random, copy: Copy) -> str | None:
    parts = [one for one in sorted(copy.files) if re.search(r"/_[\w/]*\.qmd$", one)]
    name = random.choice(parts)
    copy.delete(name)
    return name


@kind(Part.SOURCES, "an include that is taken out, or a citation or reference misspelt")
def changed_reference(random: Random, copy: Copy) -> str | None:
    found = [
        (name, match)
        for name in sorted(copy.files)
        if name.endswith(".qmd")
        for match in re.finditer(r"\{\{< include \S+ >\}\}|(?<!\w)@[\w-]+", copy.text(name))
    ]
    name, match = random.choice(found)
    new = "" if match[0].startswith("{") else match[0][:-1]
    text = copy.text(name)
    copy.write(name, text[: match.start()] + new + text[match.end() :])
    return f"{name}: {match[0]} is now {new or 'gone'}"


@kind(Part.SOURCES, "a word outside the numbers turned into its opposite, or taken out")
def changed_word(random: Random, copy: Copy) -> str | None:
    opposite = {"before": "after", "malignant": "benign", "women": "men", "bilateral": "unilateral",
                "usual": "special", "burn": "rash", "mean": "median", "no": "all", "fall": "rise"}  # fmt: skip
    found = [
        (name, match)
        for name in sorted(copy.files)
        if name.endswith(".qmd")
        for match in re.finditer(r"(?<=[ \n])([a-z]+)(?=[ ,.;\n])", copy.text(name))
        if match[0] in opposite
        and "< var" not in copy.text(name)[match.start() - 6 : match.start()]
    ]
    name, match = random.choice(found)
    text = copy.text(name)
    new = random.choice([opposite[match[0]], ""])
    copy.write(name, text[: match.start()] + new + text[match.end() :])
    return f"{name}: {match[0]} is now {new or 'gone'}"


@kind(Part.SOURCES, "another number style in the front matter")
def another_style(random: Random, copy: Copy) -> str | None:
    path = random.choice(copy.documents)
    name = copy.project.name(path)
    style = random.choice(["lancet", "nejm", "radiology", "apa"])
    text = re.sub(r"(?m)^style: \w+\n", "", copy.text(name))
    copy.write(name, text.replace("---\n", f"---\nstyle: {style}\n", 1))
    return f"{name}: style: {style}"


def off_by_one(random: Random, text: str) -> str:
    """Return a text whose number has another last digit."""
    at = [match.end() - 1 for match in re.finditer(r"\d+(?:\.\d+)?", text)]
    last = random.choice(at)
    digit = (int(text[last]) + random.choice([1, 9])) % 10
    return f"{text[:last]}{digit}{text[last + 1 :]}"
