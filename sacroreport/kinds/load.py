"""``study.yml`` read with the kinds of analyses that there are."""

from __future__ import annotations

from sacroreport.kinds.registry import KINDS
from sacroreport.project.root import Project
from sacroreport.study import load
from sacroreport.study.study import Study


def load_study(project: Project) -> Study:
    """Read and check the study of a project; see :func:`sacroreport.study.load.load_study`."""
    return load.load_study(project, KINDS)


def parse_study(text: str, file: str = "data/study.yml") -> Study:
    """Parse a study description; see :func:`sacroreport.study.load.parse_study`."""
    return load.parse_study(text, KINDS, file)
