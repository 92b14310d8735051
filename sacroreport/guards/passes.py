"""One pass over a document or a study each; the rules say which pass finds them."""

from __future__ import annotations

from collections.abc import Iterator

from sacroreport.findings import Finding
from sacroreport.guards.agreement import check_agreement
from sacroreport.guards.claims import check_claims
from sacroreport.guards.glue import check_glue
from sacroreport.guards.literals import check_literals, check_study_texts
from sacroreport.guards.loaded import check_loaded, check_loaded_texts
from sacroreport.guards.printed import check_printed
from sacroreport.guards.scope import DocumentScope, StudyScope
from sacroreport.guards.siblings import check_siblings
from sacroreport.guards.unreported import check_reported
from sacroreport.guards.wording import check_wording, check_wording_texts


def typed(scope: DocumentScope) -> Iterator[Finding]:
    """Find numbers that were typed into a document."""
    return check_literals(scope.document, scope.prose, scope.study, scope.numbers)


def typed_in_study(scope: StudyScope) -> Iterator[Finding]:
    """Find numbers that were typed into the study's printed texts."""
    return check_study_texts(scope.study, scope.numbers)


def loaded(scope: DocumentScope) -> Iterator[Finding]:
    """Find words such as "effective" in a document."""
    return check_loaded(scope.document, scope.prose, scope.study)


def loaded_in_study(scope: StudyScope) -> Iterator[Finding]:
    """Find such words in the study's printed texts."""
    return check_loaded_texts(scope.study)


def wording(scope: DocumentScope) -> Iterator[Finding]:
    """Find typed words of a document that the data decide about."""
    return check_wording(scope.document, scope.prose, scope.study, scope.values, scope.results)


def wording_in_study(scope: StudyScope) -> Iterator[Finding]:
    """Find such words in the study's printed texts."""
    return check_wording_texts(scope.study, scope.values, scope.results)


def glue(scope: DocumentScope) -> Iterator[Finding]:
    """Find numbers that what stands beside them changes."""
    return check_glue(scope.document, scope.prose, scope.study, scope.values)


def siblings(scope: DocumentScope) -> Iterator[Finding]:
    """Find numbers beside words that only a sibling of theirs bears."""
    return check_siblings(scope.document, scope.prose, scope.study)


def agreement(scope: DocumentScope) -> Iterator[Finding]:
    """Find numbers of a document that contradict or need each other."""
    if scope.results is not None:
        yield from check_agreement(scope.document, scope.study, scope.results)


def reported(scope: StudyScope) -> Iterator[Finding]:
    """Find what should be reported and is not; that can be told of all documents only."""
    if scope.is_whole:
        yield from check_reported(scope.documents, scope.study)


def claims(scope: StudyScope) -> Iterator[Finding]:
    """Find claims that the data do not bear out."""
    if scope.results is not None and scope.frame is not None:
        yield from check_claims(
            scope.documents, scope.study, scope.results, scope.values_of, scope.frame,
            whole=scope.is_whole,
        )  # fmt: skip


def printed(scope: StudyScope) -> Iterator[Finding]:
    """Find numbers that are at odds as they are printed."""
    if scope.results is not None:
        yield from check_printed(scope.documents, scope.values_of, scope.study, scope.results)
