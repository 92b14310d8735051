"""What a run leaves undone: counted in modules loaded and patterns compiled, never in seconds."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

import pytest

from sacroreport.guards import exempt
from sacroreport.guards.exempt import lowered, needed_words
from sacroreport.guards.language import load_language
from sacroreport.project.templates import template
from tests import phrases, prose
from tests.conftest import Study

LANGUAGES = sorted({path.stem for path in template("guards").glob("*.toml")} - {"any"})
LOADED = """\
import sys
from sacroreport.cli import main
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print("loaded", *sys.modules)
"""


def loaded(study: Study, *words: str) -> set[str]:
    """Return the modules that a run of the command line loads."""
    code = [sys.executable, "-c", LOADED, "--project", str(study.root), *words]
    run = subprocess.run(code, check=True, capture_output=True, text=True, timeout=120)
    return {*run.stdout.splitlines()[-1].split()[1:]}


def test_a_check_loads_nothing_that_it_does_not_need(small: Study) -> None:
    modules = loaded(small, "check")
    assert "sacroreport.guards.literals" in modules
    needless = {"matplotlib", "pandas", "narwhals", "scipy.special", "scipy.stats", "num2words"}
    needless |= {"lxml", "typst", "pypdfium2", "pypandoc", "numpy.f2py"}
    assert needless & modules == set()


def test_a_build_without_figures_loads_no_matplotlib(small: Study) -> None:
    modules = loaded(small, "build", "--format", "html")
    assert {"matplotlib", "pandas", "scipy.special", "typst"} & modules == set()


def test_a_build_with_nothing_to_do_loads_what_compares_and_no_more(small: Study) -> None:
    assert small.run("build", "--format", "html").code == 0
    modules = loaded(small, "build", "--format", "html")
    assert "sacroreport.pipeline.manifest" in modules
    for room in ("statistics", "writing", "document", "guards", "proof", "data", "study"):
        assert not {name for name in modules if name.startswith(f"sacroreport.{room}.")}
    assert {"numpy", "sacroreport.pipeline.make"} & modules == set()


def test_only_patterns_that_may_fit_are_compiled() -> None:
    exempt._compiled.cache_clear()
    english = load_language("en")
    assert [*english.exempt("Nobody is in this sentence.")] == []
    without_words = exempt._compiled.cache_info().currsize
    assert without_words <= len(english.exemptions) / 2
    assert [*english.exempt("One fell 3 months after it.")] == [(9, 23)]
    assert exempt._compiled.cache_info().currsize > without_words


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_pattern_fits_has_one_of_its_words(code: str) -> None:
    texts = [*texts_of([phrases, prose])]
    assert len(texts) > 500
    for exemption in load_language(code).exemptions:
        assert not exempt.UNREAD.search(exemption.pattern)
        pattern = re.compile(exemption.pattern)
        for text in texts:
            for match in pattern.finditer(text):
                assert exemption.may_fit(lowered(match.group())), (exemption.pattern, text)


def texts_of(held: object) -> Iterator[str]:
    """Yield the lines of all texts in what a module of tests holds."""
    if isinstance(held, str):
        yield from filter(str.strip, held.split("\n"))
    elif isinstance(held, ModuleType):
        yield from texts_of([value for name, value in vars(held).items() if name.isupper()])
    elif isinstance(held, Mapping):
        yield from texts_of([*held, *held.values()])
    elif isinstance(held, Iterable):
        for value in held:
            yield from texts_of(value)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bsee\b", {"see"}),
        (r"sees? it", {"see"}),
        (r"months*", {"month"}),
        (r"months+", {"months"}),
        (r"(?:week|month)s", {"week", "month"}),
        (r"(?:week|month|\d)s", set()),
        (r"(?:week|month)? then", {"then"}),
        (r"(?:week|month){0,3}", set()),
        (r"(?:week|month){1,3}", {"week", "month"}),
        (r"(?!never)(?<=before)\d", set()),
        (r"week|month", {"week", "month"}),
        (r"week|\d", set()),
        (r"[abc]|month", set()),
        (r"[a\]bc]month(?:day (?:or night)?)", {"month"}),
        (r"\(week\) {ns} of", {"week"}),
        (r"(?i:Week)(?>month)", {"month"}),
        (r"(?P<name>week)", set()),
    ],
)
def test_needed_words(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words
