"""A study whose documents are written on the spot, to see what the guards find in them."""

from __future__ import annotations

from pathlib import Path

from sacroreport.document.document import read_document
from sacroreport.findings import Finding
from sacroreport.guards.language import language_of
from sacroreport.guards.literals import check_literals, check_study_texts
from sacroreport.guards.loaded import check_loaded
from sacroreport.guards.propose import Numbers
from sacroreport.guards.prose import passages
from sacroreport.pipeline.analyse import analyse
from sacroreport.project.root import find_project
from sacroreport.writing.values import write_values

STUDY = """\
title: A series
data: table.csv
participant: id
date: 2020-05-17
variables:
  age: {label: Age, type: number, unit: y, range: [18, 110]}
  cement: {label: Cement, type: number, unit: mL, range: [0, 30], decimals: 1}
  vas_pre: {label: VAS before, type: number, range: [0, 10], better: lower}
  vas_post: {label: VAS after, type: number, range: [0, 10], better: lower}
  relief: {label: Complete relief, type: flag}
  fever: {label: Fever, type: flag}
analyses:
  vas: {kind: paired, before: vas_pre, after: vas_post, test: t}
"""
BEFORE = [10] * 10 + [9] * 7 + [8] * 9 + [7] * 2  # 8.9, SD 1.0
AFTER = [0] * 4 + [1] * 6 + [2] * 7 + [4] * 6 + [5] * 5  # 2.5, SD 1.7
ROWS = "\n".join(
    f"P{i},{50 + i % 26},{3 + i % 7}.{i % 10},{before},{after},"
    f"{'yes' if i < 7 else 'no'},{'yes' if i == 9 else 'no'}"
    for i, (before, after) in enumerate(zip(BEFORE, AFTER, strict=True))
)
TABLE = f"id,age,cement,vas_pre,vas_post,relief,fever\n{ROWS}\n"

FLAGS = "\n".join(f"  f{i}: {{label: Finding {i}, type: flag}}" for i in range(101))
MEASURED = "".join(
    f"  {name}: {{label: {name}, type: number, unit: {unit}, range: [0, 10], decimals: 0}}\n"
    for name, unit in (("volume", "mL"), ("stay", "d"), ("time", "y"))
)
EVERY = (
    f"title: A\ndata: table.csv\nparticipant: id\ndate: 2020-05-17\nvariables:\n{FLAGS}\n{MEASURED}"
)
EVERY_TABLE = "\n".join(
    [
        ",".join(["id", *(f"f{i}" for i in range(101)), "volume,stay,time"]),
        *(
            ",".join([f"P{row}", *("yes" if row < i else "no" for i in range(101)), "1,1,1"])
            for row in range(100)
        ),
        "",
    ]
)
"""A hundred participants; the flag ``f7`` is set in seven of them, which is 7%."""


class Lab:
    """A study on disk, analysed once; documents come and go."""

    def __init__(self, root: Path, study: str = STUDY, table: str = TABLE) -> None:
        self.root = root
        self.write("data/study.yml", study)
        self.write("data/table.csv", table)
        self.project = find_project(root, exact=True)
        self.analysis = analyse(self.project)
        assert self.analysis.results is not None, self.analysis.findings
        self._numbers: dict[str, Numbers] = {}

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def numbers(self, style: str) -> Numbers:
        if style not in self._numbers:
            analysis = self.analysis
            assert analysis.results is not None
            values = write_values(analysis.study, analysis.results, style)
            language = language_of(analysis.study)
            self._numbers[style] = Numbers(analysis.study, values, analysis.results, language)
        return self._numbers[style]

    def typed(
        self, body: str, front: str = "title: A report", style: str = "plain", **files: str
    ) -> list[Finding]:
        """What ``check_literals`` finds in a document; ``files`` are included ones."""
        for name, text in files.items():
            self.write(f"manuscript/{name}.qmd", text)
        path = self.write("manuscript/report.qmd", f"---\n{front}\n---\n\n{body}\n")
        document = read_document(self.project, path)
        found = check_literals(
            document, passages(document), self.analysis.study, lambda: self.numbers(style)
        )
        return sorted(found, key=lambda one: one.place)

    def tokens(self, body: str, front: str = "title: A report", **files: str) -> list[str]:
        return [one.found for one in self.typed(body, front, **files)]

    def loaded(self, body: str, front: str = "title: A report") -> list[str]:
        path = self.write("manuscript/report.qmd", f"---\n{front}\n---\n\n{body}\n")
        document = read_document(self.project, path)
        return [
            one.found for one in check_loaded(document, passages(document), self.analysis.study)
        ]

    def in_study(self) -> list[Finding]:
        return list(check_study_texts(self.analysis.study, lambda: self.numbers("plain")))
