"""Corruptions of what is generated beside the files: values, tables, figures, the manifest."""

from __future__ import annotations

import json
import re
from random import Random

from tests.harness.copies import Copy
from tests.harness.in_sources import off_by_one
from tests.harness.kinds import Part, kind


@kind(Part.MADE, "`_variables.yml` edited by hand, of other data, or deleted")
def edited_variables(random: Random, copy: Copy) -> str:
    name = "_variables.yml"
    choice = random.randrange(4)
    if choice == 0:
        copy.delete(name)
        return "deleted"
    if choice == 1:
        copy.write(name, copy.built_of_other("data")[name])
        return "of other data"
    lines = copy.text(name).splitlines(keepends=True)
    at = random.choice(
        [i for i, line in enumerate(lines) if re.search(r'"[^"]*\d[^"]*"$', line.rstrip())]
    )
    old, lines[at] = lines[at], off_by_one(random, lines[at])
    copy.write(name, "".join(lines))
    return f"{old.strip()} is now {lines[at].strip()}"


@kind(Part.MADE, "a generated table or figure edited by hand, of other data, or deleted")
def edited_generated(random: Random, copy: Copy) -> str:
    name = random.choice([one for one in sorted(copy.files) if "/_generated/" in one])
    if random.random() < 0.3:
        copy.delete(name)
        return f"{name} deleted"
    other = copy.built_of_other("data").get(name)
    if other not in (None, copy.files[name]) and random.random() < 0.5:
        copy.write(name, other or b"")
        return f"{name} of other data"
    content = copy.files[name]
    copy.write(name, content.replace(b"1", b"7", 1) if name.endswith(".md") else content[:-30])
    return f"{name} edited"


@kind(Part.MADE, "the manifest edited, of other data, or deleted")
def edited_manifest(random: Random, copy: Copy) -> str:
    name = "_output/manifest.json"
    record = json.loads(copy.text(name))
    choice = random.choice(
        [
            "deleted",
            "other",
            "entry",
            "sha256",
            "key",
            "style",
            "numbers",
            "points",
            "inputs",
            "tools",
            "cut",
        ]
    )
    output = random.choice(sorted(record["outputs"]))
    if choice == "deleted":
        copy.delete(name)
        return choice
    if choice == "other":
        copy.write(name, copy.built_of_other("data")[name])
        return "of other data"
    if choice == "cut":
        copy.write(name, copy.files[name][: random.randrange(len(copy.files[name]))])
        return "cut off"
    entry = record["outputs"][output]
    if choice == "entry":
        del record["outputs"][output]
    elif choice == "inputs":
        record["inputs"] = dict.fromkeys(record["inputs"], "0" * 64)
    elif choice == "tools":
        record["tools"] = "0" * 64
    elif choice == "points":
        entry["points"] = {}
    else:
        entry[choice] = 1 if choice == "numbers" else "lancet" if choice == "style" else "0" * 64
    copy.write(name, json.dumps(record))
    return f"{choice} of {output}"
