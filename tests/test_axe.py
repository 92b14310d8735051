"""What a browser makes of the pages: whether everybody can read them, on every screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import REPOSITORY, Study

CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
]  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "best-practice"]
GIVEN = os.environ.get("QUARTO_PATH") or shutil.which("quarto") or ""
ENGINES = [
    "pandoc",
    pytest.param(
        "quarto",
        marks=[
            pytest.mark.quarto,
            pytest.mark.skipif(not GIVEN, reason="Quarto is neither on PATH nor QUARTO_PATH"),
        ],
    ),
]
WIDE = f"""\
# Results

|{"".join(f" Characteristic {number} |" for number in range(12))}
|:--|{"--:|" * 11}
| Interventional measurement |{" {{< var age.mean_sd >}} (28 of 128) |" * 11}

: Twelve columns {{#tbl-wide}}

::: {{.table-notes}}
A note of {{{{< var participants.n >}}}}.
:::

| Row | Value |
|:----|------:|
| Age | {{{{< var age.mean >}}}} |

```
{"a-long-line-of-code " * 20}
```
"""
pytestmark = [
    pytest.mark.xdist_group("axe"),  # one browser
    pytest.mark.debian,
    pytest.mark.skipif(not Path(CHROMIUM).is_file(), reason=f"needs Chromium ({CHROMIUM})"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    reason = "needs axe-playwright-python, of the dependency group dev"
    pytest.importorskip("axe_playwright_python", reason=reason)
    playwright = pytest.importorskip("playwright.sync_api", reason=reason)
    with playwright.sync_playwright() as programs:
        started = programs.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield started
        started.close()


def defects(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": TAGS}).response
    assert len(found["passes"]) > 10, "axe looked at nothing"
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical") or one["id"] in ("landmark-one-main", "region")
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_everybody_can_read_the_pages(shipped: Study, engine: str, browser: Any) -> None:
    manuscript = shipped.root / "manuscript"
    shipped.lenient()
    shutil.copytree(REPOSITORY / "tests/fixtures/subset", manuscript, dirs_exist_ok=True)
    shipped.document(WIDE, name="wide", front="title: Wide\nlang: de")
    outcome = shipped.run("build", "--engine", engine, "--format", "html")
    assert outcome.code == 0, outcome
    found = []
    for name in ("abstract", "manuscript", "full", "wide"):
        file = shipped.root / f"_output/manuscript/{name}.html"
        for scheme in ("light", "dark"):
            for width in (1280, 360):
                page = browser.new_page(
                    color_scheme=scheme, viewport={"width": width, "height": 800}
                )
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(file.as_uri())
                where = f"{name}, {scheme}, {width} px: "
                found += [where + one for one in defects(page)]
                scrolls = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                found += [f"{where}the page is {scrolls} px too wide"] if scrolls > 0 else []
                found += [
                    f"{where}asks for {url}"
                    for url in asked
                    if not url.startswith(("file:", "data:"))
                ]
                assert page.locator("h1").count() == 1
                page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_contents_stand_beside_the_text_or_above_it(
    small: Study, engine: str, browser: Any
) -> None:
    sections = "\n\n".join(
        f"# Section {number} of {{{{< var age.mean_sd >}}}}\n\n## A part\n\n" + "Words. " * 300
        for number in range(30)
    )
    small.document(sections, front="title: Long\nformat: {html: {toc: true}}")
    outcome = small.run("build", "--engine", engine, "--format", "html")
    assert outcome.code == 0, outcome
    file = small.root / "_output/manuscript/report.html"
    found = []
    for scheme in ("light", "dark"):
        for width in (1600, 1200, 1199, 360):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            page.goto(file.as_uri())
            found += [f"{scheme}, {width} px: {one}" for one in defects(page)]
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            contents = page.get_by_role("navigation", name="Contents")
            text = page.locator("main > p").first
            beside, column = contents.bounding_box(), text.bounding_box()
            if width >= 1200:
                assert beside["x"] > 0
                assert beside["x"] + beside["width"] < column["x"]
                page.evaluate("scrollTo(0, 5000)")
                assert 0 <= contents.bounding_box()["y"] < 100
                assert contents.bounding_box()["height"] < 800
                page.evaluate("scrollTo(0, 0)")
            else:
                assert beside["y"] + beside["height"] <= column["y"]
            link = page.get_by_role("link", name="Skip to the text")
            assert link.bounding_box()["y"] + link.bounding_box()["height"] < 0
            page.keyboard.press("Tab")
            page.wait_for_function("document.activeElement.getBoundingClientRect().y > 0")
            assert link.evaluate("one => one === document.activeElement")
            found += [f"{scheme}, {width} px, focused: {one}" for one in defects(page)]
            page.keyboard.press("Enter")
            page.wait_for_function("document.activeElement.id === 'TEXT'")
            page.emulate_media(media="print")
            assert not contents.is_visible()
            assert not link.is_visible()
            page.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_wide_table_scrolls_by_itself(small: Study, engine: str, browser: Any) -> None:
    small.document(WIDE)
    outcome = small.run("build", "--engine", engine, "--format", "html")
    assert outcome.code == 0, outcome
    file = small.root / "_output/manuscript/report.html"
    page = browser.new_page(color_scheme="dark", viewport={"width": 360, "height": 800})
    page.goto(file.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # what can be reached after the way past the title is the table
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    box = page.get_by_role("region", name="Table 1: Twelve columns")
    page.wait_for_function("document.activeElement.scrollLeft > 30")
    assert box.evaluate("one => one === document.activeElement")
    assert page.get_by_role("table", name="Table 1: Twelve columns").count() == 1
    assert page.get_by_role("columnheader").count() == 14
    assert page.get_by_role("rowheader").all_inner_texts() == ["Interventional measurement", "Age"]
    page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.querySelector('%s')).%s"
    assert page.evaluate(style % ("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style % ("h1", "color")) == "rgb(0, 0, 0)"
    assert page.evaluate(style % (".table-box", "overflowX")) == "visible"
    page.set_viewport_size({"width": 650, "height": 900})  # A4 between its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 650
    page.close()
    first = file.read_bytes()
    assert small.run("build", "--engine", engine, "--format", "html", "--force").code == 0
    assert file.read_bytes() == first
