"""Claims in documents: what does not hold any more, what was reworded, what nearly turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sacroreport.data.source import Frame
from sacroreport.document.document import Document
from sacroreport.document.items import Shortcode
from sacroreport.document.sentences import sentence_read
from sacroreport.document.tokens import SHORTCODE_PATTERN
from sacroreport.findings import Finding, Place, Severity
from sacroreport.kinds.influence import MOST_RUNS, Known, runs, turning
from sacroreport.kinds.results import Results
from sacroreport.project.positions import Path
from sacroreport.rules.registry import RuleName
from sacroreport.study.study import ClaimOf, Study
from sacroreport.writing.claims import Standing, standing
from sacroreport.writing.values import Values


@dataclass(frozen=True, slots=True)
class Printed:
    """A place where a claim is printed, and the sentence there with its values."""

    place: Place
    sentence: str


def check_claims(
    documents: Sequence[Document],
    study: Study,
    results: Results,
    values: Mapping[str, Values],
    frame: Frame,
    *,
    whole: bool = True,
) -> Iterator[Finding]:
    """Find claims that the data do not bear out, at every place where one is printed.

    Parameters
    ----------
    documents
        Those that were read.
    values
        Document name → its values.
    frame
        The data, to leave participants out.
    whole
        Whether these are all documents: only then is a claim printed nowhere.
    """
    trial = _Trial(study, results, frame)
    for name, claim in study.claims.items():
        found = standing(claim, results)
        place = study.source.key_place(("claims", name))
        printed = printed_at(f"claims.{name}", claim, found, documents, (study, values))
        if found.holds is None or not found.words:
            if printed or whole:
                yield from _not_borne_out(name, claim, found, printed, place)
            continue
        if not found.holds:
            yield from _switched(name, claim, found, printed)
        if printed:
            yield from _fragile(name, claim, found, place, trial)


def printed_at(
    id_: str,
    claim: ClaimOf,
    found: Standing,
    documents: Sequence[Document],
    source: tuple[Study, Mapping[str, Values]],
) -> list[Printed]:
    """Return every place where a claim is printed, each once, in the order of documents.

    Parameters
    ----------
    source
        The study, and the values of each document by its name.
    """
    study, values = source
    made: dict[Place, Printed] = {}
    for document in documents:
        texts = values[document.name]
        for shown, text, offset in _occurrences(document, id_):
            place = written_at(shown, text, offset, study)
            if place in made:  # an included file may be part of several documents
                continue

            def read(one: str, texts: Values = texts) -> str | None:
                if one == id_:
                    return found.words or claim.options.says
                value = texts.get(one)
                return value.plain if value is not None and value.text is not None else None

            made[place] = Printed(place, sentence_read(text, offset, read))
    return list(made.values())


def written_at(place: Place, text: str, offset: int, study: Study) -> Place:
    """Return where an author wrote what stands at a place: a made file repeats ``study.yml``.

    Parameters
    ----------
    text, offset
        The text around the place, and where it is in that.
    """
    match = SHORTCODE_PATTERN.match(text, offset)
    stem = place.file.rpartition("/")[2].removesuffix(".md")
    made = {one.label: ("tables", name) for name, one in study.tables.items()}
    made |= {one.label: ("figures", name) for name, one in study.figures.items()}
    if match is None or "/_generated/" not in place.file or stem not in made:
        return place
    start = made[stem]
    texts = {
        found: value
        for path, found in study.source.places.items()
        if path[:2] == start
        and isinstance(value := _at(study.source.data, path), str)
        and match.group() in value
    }
    for found, value in texts.items():
        if (begin := text.find(value)) >= 0 and begin <= offset < begin + len(value):
            return found
    return next(iter(texts), place)  # where it was escaped, the first that names it


def _at(data: object, path: Path) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _occurrences(document: Document, id_: str) -> Iterator[tuple[Place, str, int]]:
    """Yield where an id is printed: its place, the text around it, and the offset in that."""
    for one in document.metadata.shortcodes:
        if one.name == "var" and one.argument == id_:
            text = str(_at(document.metadata.document.data, one.path))
            offset = [*SHORTCODE_PATTERN.finditer(text)][one.index].start()
            yield one.place, text, offset
    for item in document.items:
        if isinstance(item, Shortcode) and item.name == "var" and item.argument == id_:
            yield document.body.place(item.start), document.body.text, item.start


def _not_borne_out(
    name: str, claim: ClaimOf, found: Standing, printed: Sequence[Printed], place: Place
) -> Iterator[Finding]:
    unknown = found.holds is None
    rule: RuleName = "claim-unknown" if unknown else "claim-fails"
    message = f'the claim "{name}" {found.state}'
    way_out = "correct the text" if not unknown else "take the claim out of the text"
    way_out += ", or give the claim `otherwise:` words" if not unknown else ", or mend its numbers"
    for one in printed:
        yield Finding(
            rule=rule,
            place=one.place,
            message=f"{message}: “{one.sentence}”",
            found=found.shown,
            expected=claim.holds.text,
            way_out=way_out,
        )
    if not printed:
        yield Finding(
            rule=rule,
            severity=Severity.NOTICE,
            place=place,
            message=f"{message}; no document prints it",
            found=found.shown,
            expected=claim.holds.text,
            way_out="correct the claim, or remove it",
        )


def _switched(
    name: str, claim: ClaimOf, found: Standing, printed: Sequence[Printed]
) -> Iterator[Finding]:
    options = claim.options
    for one in printed:
        yield Finding(
            rule="claim-switched",
            severity=Severity.NOTICE,
            place=one.place,
            message=f'the claim "{name}" does not hold: “{options.otherwise}” is printed in place '
            f"of “{options.says}”: “{one.sentence}”",
            found=found.shown,
            expected=claim.holds.text,
            way_out="see that the sentence is right with these words",
        )


class _Trial:
    """Leaves participants out, for claims that nobody asked about as long as it is quick."""

    def __init__(self, study: Study, results: Results, frame: Frame) -> None:
        self.study, self.results, self.frame = study, results, frame
        self.known: Known = {}
        self.left = MOST_RUNS

    def count(self, name: str, claim: ClaimOf) -> int:
        """Return the participants without any one of whom a claim would turn; 0 if not tried."""
        asked = self.results.get(f"influence.claims.{name}.count")
        if asked is not None:
            return int(float(asked.value or 0))
        needed = None if claim.is_about_influence else runs(self.frame, self.study, claim)
        if needed is None or needed > self.left:
            return 0
        self.left -= needed
        numbers = {id_: row.value for id_, row in self.results.items()}
        return turning(self.frame, self.study, claim, numbers, self.known) or 0


def _fragile(
    name: str, claim: ClaimOf, found: Standing, place: Place, trial: _Trial
) -> Iterator[Finding]:
    if count := trial.count(name, claim):
        yield Finding(
            rule="fragile-claim",
            severity=Severity.NOTICE,
            place=place,
            message=f'the claim "{name}" {"holds" if found.holds else "does not hold"}, but '
            f"{fragility(count, trial.frame.n)}",
            found=found.shown,
            expected=claim.holds.text,
            way_out="weigh whether the text may rest on it",
        )


def fragility(count: int, n: int) -> str:
    """Say how many single participants a claim depends on; never who.

    Examples
    --------
    >>> fragility(3, 28)
    'leaving out any single one of 3 participants (of 28) would turn it'
    >>> fragility(1, 28)
    'leaving out one certain participant (of 28) would turn it'
    >>> fragility(0, 28)
    'it stays as it is whichever single one of 28 participants is left out'
    """
    if not count:
        return f"it stays as it is whichever single one of {n} participants is left out"
    if count == 1:
        return f"leaving out one certain participant (of {n}) would turn it"
    return f"leaving out any single one of {count} participants (of {n}) would turn it"
