"""Corruptions of the data: what hands, exports and spreadsheets do to a table."""

from __future__ import annotations

import re
from random import Random

from tests.harness.copies import Copy
from tests.harness.in_sources import off_by_one
from tests.harness.kinds import Part, Promise, kind

CHECK = Promise.CHECK
NUMBER = re.compile(r"-?\d+(\.\d+)?")
CODE = re.compile(r"[A-Za-z]\w*")


def columns(rows: list[list[str]], *, numbers: bool) -> list[int]:
    """Return the columns of numbers, or of codes, identifiers left out."""
    like = NUMBER if numbers else CODE
    return [
        at for at in range(1, len(rows[0]))
        if all(like.fullmatch(row[at]) or row[at] in ("", "NA") for row in rows[1:])
    ]  # fmt: skip


def cell(random: Random, rows: list[list[str]], *, numbers: bool) -> tuple[int, int]:
    """Return row and column of a recorded value."""
    found = [
        (line, at) for at in columns(rows, numbers=numbers) for line in range(1, len(rows))
        if rows[line][at] not in ("", "NA")
    ]  # fmt: skip
    return random.choice(found)


def put(copy: Copy, rows: list[list[str]], line: int, at: int, new: str) -> str:
    """Write a cell and say so."""
    old, rows[line][at] = rows[line][at], new
    copy.write_rows(rows)
    return f"{rows[line][0]}, {rows[0][at]}: {old} is now {new or 'empty'}"


@kind(Part.DATA, "a number replaced by its neighbour in the last digit")
def neighbouring_value(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=True)
    return put(copy, rows, line, at, off_by_one(random, rows[line][at]))


@kind(Part.DATA, "a cell replaced by that of another participant")
def changed_cell(random: Random, copy: Copy) -> str | None:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=random.random() < 0.5)
    others = sorted({row[at] for row in rows[1:]} - {rows[line][at]})
    return put(copy, rows, line, at, random.choice(others)) if others else None


@kind(Part.DATA, "a number out of its range", CHECK)
def value_out_of_range(random: Random, copy: Copy) -> str | None:
    rows = copy.rows()
    names = {"age", "vas_pre", "vas_post", "needles", "cement_ml", "stiff_pre", "stiff_post"}
    line, at = (
        random.randrange(1, len(rows)),
        random.choice([i for i, one in enumerate(rows[0]) if one in names]),
    )
    return put(copy, rows, line, at, random.choice(["140", "999", "-9", "1e3"]))


@kind(Part.DATA, "something that is no number among numbers", CHECK)
def no_number(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=True)
    old = rows[line][at]
    return put(
        copy,
        rows,
        line,
        at,
        random.choice([f"{old}o", f">{old}", "unknown", f"{old}/10", f"{old} mm", "#REF!"]),
    )


@kind(Part.DATA, "a minus before a number", CHECK)
def negative_value(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=True)
    while float(rows[line][at]) == 0:
        line, at = cell(random, rows, numbers=True)
    return put(copy, rows, line, at, f"-{rows[line][at]}")


@kind(Part.DATA, "a decimal comma, or a decimal point lost", CHECK)
def decimal_mark(random: Random, copy: Copy) -> str | None:
    rows = copy.rows()
    found = [
        (line, at) for at in columns(rows, numbers=True) for line in range(1, len(rows))
        if re.fullmatch(r"[1-9]\.\d", rows[line][at]) and "cement" not in rows[0][at]
    ]  # fmt: skip
    if not found:
        return None
    line, at = random.choice(found)
    return put(copy, rows, line, at, rows[line][at].replace(".", random.choice([",", ""])))


@kind(Part.DATA, "before and after swapped in one participant")
def swapped_before_and_after(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    pairs = [
        (i, rows[0].index(one.replace("_pre", "_post")))
        for i, one in enumerate(rows[0])
        if one.endswith("_pre")
    ]
    before, after = random.choice(pairs)
    line = random.choice([i for i in range(1, len(rows)) if rows[i][before] != rows[i][after]])
    row = rows[line]
    row[before], row[after] = row[after], row[before]
    copy.write_rows(rows)
    return f"{row[0]}: {rows[0][before]} and {rows[0][after]}"


@kind(Part.DATA, "two participants' values swapped in one column")
def swapped_cells(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=random.random() < 0.7)
    other = random.choice([i for i in range(1, len(rows)) if i != line])
    rows[line][at], rows[other][at] = rows[other][at], rows[line][at]
    copy.write_rows(rows)
    return f"{rows[0][at]} of {rows[line][0]} and {rows[other][0]}"


@kind(Part.DATA, "the headers of two columns swapped")
def swapped_headers(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    first, second = random.sample(range(1, len(rows[0])), 2)
    rows[0][first], rows[0][second] = rows[0][second], rows[0][first]
    copy.write_rows(rows)
    return f"{rows[0][second]} and {rows[0][first]}"


@kind(Part.DATA, "a participant dropped")
def dropped_participant(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    gone = rows.pop(random.randrange(1, len(rows)))
    copy.write_rows(rows)
    return gone[0]


@kind(Part.DATA, "the end of the table lost")
def truncated_table(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    kept = random.randrange(2, len(rows) - 1)
    copy.write_rows(rows[:kept])
    return f"{len(rows) - kept} participants lost"


@kind(Part.DATA, "a participant twice", CHECK)
def duplicated_participant(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line = random.randrange(1, len(rows))
    rows.insert(random.randrange(1, len(rows)), list(rows[line]))
    copy.write_rows(rows)
    return rows[line][0]


@kind(Part.DATA, "a participant twice, under another name")
def duplicated_under_another_name(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    row = list(random.choice(rows[1:]))
    rows.append(["X99", *row[1:]])
    copy.write_rows(rows)
    return f"{row[0]} again as X99"


@kind(Part.DATA, "a level renamed in all rows", CHECK)
def renamed_level(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=False)
    old = rows[line][at]
    new = random.choice([old + "s", old.capitalize() + "?", old[:-1] + "_x"])
    for row in rows[1:]:
        row[at] = new if row[at] == old else row[at]
    copy.write_rows(rows)
    return f"{rows[0][at]}: {old} is now {new}"


@kind(Part.DATA, "a level misspelt in one row", CHECK)
def misspelt_level(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=False)
    old = rows[line][at]
    return put(copy, rows, line, at, random.choice([old[:-1] + "e1", old + old[-1], f"{old}."]))


@kind(Part.DATA, "a cell blanked")
def blanked_cell(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=random.random() < 0.5)
    return put(copy, rows, line, at, random.choice(["", "NA"]))


@kind(Part.DATA, "yes and no turned round in one participant")
def flipped_flag(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    found = [
        (line, at) for at in columns(rows, numbers=False) for line in range(1, len(rows))
        if rows[line][at] in ("yes", "no")
    ]  # fmt: skip
    line, at = random.choice(found)
    return put(copy, rows, line, at, "no" if rows[line][at] == "yes" else "yes")


@kind(Part.DATA, "a participant's identifier changed")
def renamed_participant(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line = random.randrange(1, len(rows))
    return put(copy, rows, line, 0, f"{rows[line][0]}b")


@kind(Part.DATA, "rows in another order")
def shuffled_rows(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    body = rows[1:]
    random.shuffle(body)
    copy.write_rows([rows[0], *body])
    return f"{body[0][0]} is first"


@kind(Part.DATA, "columns in another order")
def shuffled_columns(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    order = list(range(len(rows[0])))
    random.shuffle(order)
    copy.write_rows([[row[at] for at in order] for row in rows])
    return f"{rows[0][order[0]]} is first"


@kind(Part.DATA, "the same number written otherwise: 8.90, 08, +8")
def rewritten_number(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = cell(random, rows, numbers=True)
    old = rows[line][at]
    forms = [f"{old}0" if "." in old else f"{old}.0", f"0{old}", f" {old}", f"+{old}", f"{old} "]
    return put(copy, rows, line, at, random.choice(forms))


@kind(Part.DATA, "a column renamed or dropped", CHECK)
def lost_column(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    at = random.randrange(len(rows[0]))
    name = rows[0][at]
    if random.random() < 0.5:
        rows[0][at] = f"{name}_2"
    else:
        rows = [row[:at] + row[at + 1 :] for row in rows]
    copy.write_rows(rows)
    return name


@kind(Part.DATA, "a row with a cell too many or too few", CHECK)
def shifted_row(random: Random, copy: Copy) -> str:
    rows = copy.rows()
    line, at = random.randrange(1, len(rows)), random.randrange(1, len(rows[0]))
    if random.random() < 0.5:
        rows[line].insert(at, rows[line][at])
    else:
        del rows[line][at]
    copy.write_rows(rows)
    return rows[line][0]
