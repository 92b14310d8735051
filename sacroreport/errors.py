"""The exception tree.

::

    SacroreportError        exit code 1
    ├── DefectError         1  defects in study, data or documents, or a failed proof
    ├── UsageError          2  wrong call: no study here, unknown document or id
    ├── ProgramError        3  a program is missing, too old, failed or timed out
    └── OutputError         4  the outputs could not be written

The library raises; only the command line catches, prints and exits.
"""

from __future__ import annotations

from collections.abc import Iterable

from sacroreport.findings import Finding


class SacroreportError(Exception):
    """Base of every error that is meant for the user."""

    exit_code = 1


class DefectError(SacroreportError):
    """One or more findings that stop the run, all of them at once.

    Examples
    --------
    >>> error = DefectError([Finding(rule="empty-data", message="the data file is empty")])
    >>> len(error.findings), error.exit_code
    (1, 1)
    """

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class UsageError(SacroreportError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class ProgramError(SacroreportError):
    """A program that the run needs is missing, failed or ran out of time."""

    exit_code = 3


class OutputError(SacroreportError):
    """The outputs could not be written; earlier outputs are untouched."""

    exit_code = 4
