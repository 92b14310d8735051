"""Documents: what would print wrongly is found with file, line and column."""

from __future__ import annotations

import re

import pytest

from sacroreport.document.items import Refusal, Shortcode, Target
from sacroreport.document.scan import scan
from tests.conftest import DOCUMENT, REPOSITORY, Study


def message(study: Study, body: str, front: str = "title: A report") -> str:
    study.document(body, front=front)
    outcome = study.run("check")
    assert outcome.code == 1, outcome.out + outcome.err
    return outcome.out


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("A {{< var relief.befor.mean >}}.", r'report\.qmd:5:3: there is no number "relief\.befor\.mean"\. Did you mean "relief\.before\.mean"'),
        ("A {{< var nothing >}}.", r'there is no number "nothing".*`sacroreport results` lists every id'),
        ("A\n\nB {{< var harm.fever.upper_one_sided >}}", r'report\.qmd:7:3: "harm\.fever\.upper_one_sided" has no value: only for a count of 0'),
        ("A {{< var age.n > }} B", r"report\.qmd:5:3: this is a malformed shortcode\. Write \{\{< var id >\}\}"),
        ("A {{< var age.n B", r"report\.qmd:5:3: this is a malformed shortcode"),
        ("A {{<var age.n>}} B", r"this is a malformed shortcode"),
        ("A {< var age.n >} B", r"report\.qmd:5:3: this is a malformed shortcode"),
        ("A {{ var age.n }} B", r"report\.qmd:5:3: this is a malformed shortcode"),
        ('![A](a.png){fig-alt="B {{< var age.n >}} {{< var age.n"}', r"report\.qmd:5:42: this is a malformed shortcode"),
        ("A {{{< var age.n >}}} B", r"an escaped shortcode"),
        ("A {{< video x.mp4 >}} B", r"does not render the shortcode video\. This needs the quarto engine"),
        ("{{< include _gone.qmd >}}", r"report\.qmd:5:1: there is no file manuscript/_gone\.qmd to include"),
        ("A {{< include _a.qmd >}}", r"an include stands alone on its line"),
        ("{{< include /etc/passwd >}}", r"there is no file etc/passwd to include"),
        ("{{< include ../../outside.qmd >}}", r"an include cannot reach outside the project"),
        ("```{python}\n1 + 1\n```", r"report\.qmd:5:1: this is a code cell \{python\}\. Statistics come from study\.yml"),
        ("```{r, echo=FALSE}\n1\n```", r"code cell"),
        ("A `r mean(x)` B", r"an inline code cell"),
        ("![a](../../x.png)", r"report\.qmd:5:6: a document cannot reach outside the project; found \.\./\.\./x\.png"),
        ("![a](https://x.org/a.png)", r"cannot load anything from the network"),
        ("![a](//x.org/a.png)", r"cannot load anything from the network"),
        ("![a](file:///etc/passwd)", r"cannot load anything from the network"),
        ("![a](gone.png)", r"there is no file manuscript/gone\.png"),
        ("[a](javascript:alert)", r"a link of this kind is not allowed"),
        ("[a](file:///etc/passwd)", r"a link of this kind is not allowed"),
        ("A <b>bold</b> B", r"report\.qmd:5:3: the embedded engine does not render raw HTML <b>"),
        ("<script>alert(1)</script>", r"raw HTML <script>"),
        ("A \\newpage B", r"the TeX command \\newpage"),
        ("```{=html}\n<b>\n```", r"a raw block \{=html\}"),
        ("A `x`{=typst} B", r"raw inline content"),
        ("::: {.panel-tabset}\nx\n:::", r"the class \.panel-tabset"),
        ("::: {.column-margin}\nx\n:::", r"the class \.column-margin"),
        ("::: {layout-ncol=2}\nx\n:::", r"the attribute layout-ncol="),
        ("See @thm-one.", r"the cross reference @thm-one"),
        ("A [x]{#n-0001} B", r"the reserved id #n-0001"),
        ("$x = {{< var age.n >}}$", r"a number inside math cannot be proved"),
        ("`{{< var age.n >}}`", r"a number inside code cannot be proved"),
        ("[a](https://x.org/{{< var age.n >}})", r"a number in the address of a link cannot be proved"),
        ("+---+\n| {{< var age.n >}} |\n+---+", r"a grid table\. Write it as a pipe table"),
        ("a b\n\n---\ntitle: x\n---\n\nb", r"a metadata block inside the text"),
        ("![a]()", r"an image without a file"),
        ("![a](fake.png)", r"the file is no png image"),
        ("![a](live.svg)", r"an SVG image that loads or runs something"),
        ("![a][ref]\n\n[ref]: fake.png", r"an image by reference"),
        ("::: panel-tabset\nx\n:::", r"the class panel-tabset"),
        ("::: {#thm-line}\nx\n:::", r"the label #thm-line"),
        ('::: {.callout-note title="{{< var age.n >}}"}\nx\n:::', r"a shortcode among attributes.*heading inside it"),
        ("x^{{< var age.n >}}^", r"a raised or lowered shortcode"),
        ("Wow!{{< var age.n >}}", r"a shortcode after an exclamation mark"),
        ("![my fig]\n\n[my fig]: fake.png", r"an image by reference"),
        ("[a](" + "x" * 300 + ".md)", r"there is no file"),
        ("[a](x%00.md)", r"cannot reach outside|there is no file"),
        ("A[^zz].", r"a footnote \[\^zz\] without its text"),
        ("A <!-- open", r"a comment that does not end"),
        ("A " + "[" * 2000, r"a run of brackets"),
        ("A \x1b[31m", r"an invisible control character"),
        ("A שלום", r"text that runs from right to left"),
        ("{{< include /data/table.csv >}}", r"a document cannot reach into the raw data"),
        ("{{< include /_quarto.yml >}}", r"there is no file _quarto\.yml to include"),
        ("{{< include _loop.qmd >}}", r"cannot reach outside the project|includes itself"),
        ("A {{< meta nothing >}}", r'the front matter has no text "nothing"'),
        ("A {{< pagebreak >}} B", r"a page break stands alone on its line"),
    ],
)  # fmt: skip
def test_a_defect_has_place_and_way_out(small: Study, body: str, says: str) -> None:
    small.write("manuscript/_a.qmd", "x\n")
    small.write("manuscript/fake.png", "no image")
    small.write("manuscript/live.svg", '<svg><image href="http://x.org/a.png"/></svg>')
    (small.root / "manuscript/_loop.qmd").symlink_to("_loop.qmd")
    out = message(small, body)
    assert re.search(says, out), out


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: [a", r"report\.qmd:\d+:\d+: this is not valid YAML"),
        ("author: A", "the document has no title"),
        ("title: A\nfilters: [x.lua]", r'report\.qmd:3:1: the key "filters" is not supported by the embedded engine'),
        ("title: A\nbibliografy: x.bib", r'Did you mean "bibliography"'),
        ("title: A\nbibliography: gone.bib", r"report\.qmd:3:15: there is no file manuscript/gone\.bib"),
        ("title: A\nbibliography: ../../x.bib", "cannot reach outside the project"),
        ("title: A\nlang: english", r'report\.qmd:3:7: this is no language; found "english"'),
        ("title: A\nengine: jupyter", r'the engine "jupyter"'),
        ("title: A\ndate: today", r'"today" would change from build to build'),
        ("title: 'A {{< var age.m >}}'", r'report\.qmd:2:11: there is no number "age\.m"'),
        ("title: 'A {{< var age.n > }}'", r"report\.qmd:2:8: a malformed shortcode"),
        ("title: A\nkeywords: ['{{< var age.n >}}']", "a shortcode in `keywords:` has no effect"),
        ("title: A\nauthor: [{name: A, affilation: B}]", r'report\.qmd:3:20: the key "affilation".*Did you mean "affiliation"'),
        ("title: A\nformat: {revealjs: default}", r'the format "revealjs"'),
        ("title: A\nformat: {html: {code-fold: true}}", r'the option "code-fold"'),
    ],
)  # fmt: skip
def test_front_matter(small: Study, front: str, says: str) -> None:
    out = message(small, "x", front)
    assert re.search(says, out), out


def test_includes_keep_their_places_and_do_not_go_round(small: Study) -> None:
    small.write(
        "manuscript/parts/_a.qmd",
        "one\n\ntwo {{< var age.nn >}}\n\n{{< include /manuscript/_b.qmd >}}\n",
    )
    small.write(
        "manuscript/_b.qmd", "---\nx: y\n---\nb {{< var wrong >}}\n\n{{< include parts/_a.qmd >}}\n"
    )
    out = message(small, "{{< include parts/_a.qmd >}}")
    assert 'manuscript/parts/_a.qmd:3:5: there is no number "age.nn"' in out
    assert 'manuscript/_b.qmd:4:3: there is no number "wrong"' in out
    assert "manuscript/_b.qmd:6:1: manuscript/parts/_a.qmd includes itself" in out
    assert "warning: manuscript/_b.qmd:1: the front matter of an included file has no effect" in out


def test_a_link_out_of_the_project_is_followed_to_its_end(small: Study, tmp_path: object) -> None:
    secret = small.root.parent / "secret.qmd"
    secret.write_text("secret", encoding="utf-8")
    (small.root / "manuscript" / "_link.qmd").symlink_to(secret)
    assert "an include cannot reach outside the project" in message(
        small, "{{< include _link.qmd >}}"
    )


def test_citations_and_labels_are_looked_up(small: Study) -> None:
    small.write("manuscript/r.bib", "@article{cho2010, title={T}, author={Cho, C}, year={2010}}\n")
    small.document("A [@cho2011] and @fig-gone.", front="title: A\nbibliography: r.bib")
    outcome = small.run("build")
    assert outcome.code == 1
    assert re.search(
        r'report\.qmd:6:4: the bibliography has no cho2011\. Did you mean "cho2010"', outcome.out
    )
    assert re.search(r"report\.qmd:6:18: there is nothing labelled fig-gone", outcome.out)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("See [a](#nope).", "report.qmd:5:8: nothing in the document has the id nope"),
        ("$\\nosuchcmd{x}$ a", "this formula cannot be read"),
        ("See @sec-a.\n\n# A {#sec-a}", "needs `number-sections: true`"),
        ("As @tbl-a [panel B].\n\n| a |\n|---|\n| b |\n\n: T {#tbl-a}", "write them as text"),
        ("A ? nan here", "holds nan"),
        ("中 text", "the fonts of the PDF have no character 中"),
    ],
)
def test_what_only_rendering_brings_to_light(small: Study, body: str, says: str) -> None:
    small.document(body)
    outcome = small.run("build")
    assert outcome.code == 1, outcome.out
    assert says in outcome.out


def test_a_bibliography_that_is_none(small: Study) -> None:
    small.write("manuscript/r.bib", "@article{cho2010, title={T}, author={Cho")
    small.document("A [@cho2010].", front="title: A\nbibliography: r.bib")
    assert "the bibliography cannot be read" in small.run("build").out
    small.write("manuscript/r.csv", "a,b")
    small.document("A.", front="title: A\nbibliography: r.csv")
    assert "a bibliography of an unknown kind" in small.run("build").out


def test_words_around_a_cross_reference_are_printed(small: Study) -> None:
    small.document("A [see @tbl-a, panel B].\n\n| a |\n|---|\n| b |\n\n: T {#tbl-a}")
    assert small.run("build", "--format", "html").code == 0
    text = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    assert re.search(r'A see <a\s+href="#tbl-a">Table\s1</a>, panel B\.', text)


def test_a_bomb_of_includes_ends(small: Study) -> None:
    for number in range(25):
        line = f"{{{{< include _i{number + 1}.qmd >}}}}\n"
        small.write(f"manuscript/_i{number}.qmd", line + line)
    small.write("manuscript/_i25.qmd", "x\n" * 10)
    assert "the document has more than 500 includes" in message(small, "{{< include _i0.qmd >}}")


def test_a_callout_title_is_no_way_in(small: Study) -> None:
    small.document('::: {.callout-note title="a *b* [z](file:///etc/passwd)"}\nx\n:::')
    assert "a link of this kind is not allowed" in small.run("build").out


def test_all_findings_of_data_and_documents_come_at_once(small: Study) -> None:
    small.edit("data/table.csv", "P1,50,f,8", "P1,50,f,88")
    out = message(small, "A {{< var wrong.id >}} <b>")
    assert 'found "88"' in out
    assert "wrong.id" in out
    assert "raw HTML" in out
    assert "has no value" not in out


CLEAN = """\
Words with `code {{< a >}` no, `x | y`, 5 < 6, a&b, 3 > 2 and $a < b$; **bold *nested***, "quotes".
Mail <me@example.org>, site <https://example.org>, [link](https://example.org/a_(b)), [here](#x).
<!-- {{< var hidden.id >}} <b> -->
A backslash \\* and \\_ and \\$5; money $5 and $6. {#not-attr

``` python
print("{{<")
```

- item^2^ H~2~O

| a | b |
|---|--:|
| 1 | 2 |

: Caption {#tbl-a}

::: {.callout-note title="T"}
x
:::

Text[^1] and [text]{.smallcaps}.

[^1]: Note.
"""


def test_plain_markdown_is_not_refused() -> None:
    refused = [
        item
        for item in scan(
            CLEAN.replace("`code {{< a >}`", "`code`").replace('print("{{<")', "print()")
        )
        if isinstance(item, Refusal)
    ]
    assert refused == []


def test_images_and_links_are_told_apart() -> None:
    items = [
        one for one in scan("![a [b]](x.png) [c](y) [![d](z.png)](w)") if isinstance(one, Target)
    ]
    assert [(one.text, one.is_image) for one in items] == [
        ("x.png", True), ("y", False), ("z.png", True), ("w", False),
    ]  # fmt: skip


def test_shortcodes_know_where_they_stand() -> None:
    text = 'a {{< var p >}} `{{< var c >}}` ![x {{< var q >}}](a.png){fig-alt="{{< var t >}}"} ${{< var m >}}$'
    made = {one.argument: str(one.context) for one in scan(text) if isinstance(one, Shortcode)}
    assert made == {"p": "prose", "c": "code", "q": "prose", "t": "attribute", "m": "math"}


def test_a_clean_document_has_no_findings(small: Study) -> None:
    small.write("manuscript/report.qmd", DOCUMENT)
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert "no findings" in outcome.out


@pytest.mark.parametrize(
    "title", ["T ![x](/etc/passwd)", "T ![x](http://127.0.0.1:9/x.png)", "T [l](javascript:alert)"]
)
def test_a_bibliography_is_no_way_out(small: Study, title: str) -> None:
    small.write("manuscript/r.yaml", f'references:\n- id: a\n  type: book\n  title: "{title}"\n')
    small.document("A [@a].", front="title: A\nbibliography: r.yaml")
    outcome = small.run("build")
    assert outcome.code == 1
    assert "[outside-project]" in outcome.out


def test_a_citation_style_that_fetches_another_is_refused(small: Study) -> None:
    small.write(
        "manuscript/s.csl", '<style><info><link rel="independent-parent" href="x"/></info></style>'
    )
    out = message(small, "A.", "title: A\ncsl: s.csl")
    assert "only a reference to another one" in out


# Citations and cross references, told by `check`


FIG = REPOSITORY / "tests/fixtures/subset/img/plot.png"
BIB = "@article{cho2010, title={T}, author={Cho, C}, year={2010}}\n@book{smith, title={B}}\n"
FIGURE = "![A](a.png){#fig-a}"
PIPE = "| a |\n|---|\n| b |\n\n"


def references(study: Study, body: str, front: str = "\nbibliography: r.bib") -> list[str]:
    """What `check` says of citations and cross references."""
    study.write("manuscript/r.bib", BIB)
    study.write("manuscript/a.png", FIG.read_bytes())
    study.document(body, front=f"title: A report{front}")
    return [line for line in study.run("check").out.splitlines() if "unknown-" in line]


@pytest.mark.parametrize(
    ("body", "front", "says"),
    [
        ("A [@cho2011].", "\nbibliography: r.bib", 'report.qmd:6:4: the bibliography has no cho2011. Did you mean "cho2010"?'),
        ("A -@smyth.", "\nbibliography: [r.bib]", 'report.qmd:6:4: the bibliography has no smyth. Did you mean "smith"?'),
        ("A [see @smith; @{cho 2}].", "\nbibliography: r.bib", "the document cites"),
        ("A [@smith].", "", "report.qmd:5:4: the document cites smith but has no bibliography"),
        (f"As @fig-b.\n\n{FIGURE}", "", 'report.qmd:5:4: there is nothing labelled fig-b. Did you mean "fig-a"?'),
        ("As `@fig-c`, @eq-d.", "", "report.qmd:5:14: there is nothing labelled eq-d"),
        (f"`@tbl-b` @tbl-bc @tbl-b.\n\n{PIPE}: T {{#tbl-bc}}", "", "report.qmd:5:18: there is nothing labelled tbl-b"),
        ("See @sec-a.\n\n# A {#sec-a}", "", "report.qmd:5:5: a reference to a section needs `number-sections: true`"),
        ("See @sec-b.\n\n# A {#sec-a}", "\nnumber-sections: true", 'report.qmd:6:5: there is nothing labelled sec-b. Did you mean "sec-a"?'),
        ("A note.[^1]\n\n[^1]: See @fig-x.", "", "report.qmd:7:11: there is nothing labelled fig-x"),
        ("A.", "\nabstract: In @smyth.\nbibliography: r.bib", "report.qmd:3:11: the bibliography has no smyth"),
    ],
)  # fmt: skip
def test_check_tells_what_leads_to_nothing(small: Study, body: str, front: str, says: str) -> None:
    found = references(small, body, front)
    if says == "the document cites":  # a key in braces cannot hold a space
        assert found == []
        return
    assert len(found) == 1, found
    assert f"error: manuscript/{says}" in found[0]
    # The build has nothing to add, and nothing else to say.
    built = small.run("build", "--format", "html")
    assert built.code == 1
    assert [line for line in built.out.splitlines() if "unknown-" in line] == found
    drafted = small.run("build", "--draft", "--format", "html")
    assert drafted.out.count("[unknown-") == 1, drafted.out


@pytest.mark.parametrize(
    ("body", "front"),
    [
        ("A [@cho2010; -@smith, p. 3], @smith [p. 4].", "\nbibliography: r.bib"),
        ("A @smith's, `@nope`, a@b.org, \\@nope, (@smith--c), <https://a.org/@nope>.", "\nbibliography: r.bib"),
        (f"As @fig-a and -@fig-a.\n\n{FIGURE}", ""),
        ("As @fig-a.\n\n::: {#fig-a}\n![](a.png){fig-alt=\"x\"}\n\nA\n:::", ""),
        (f"As @tbl-a.\n\n{PIPE}: T {{#tbl-a}}", ""),
        (f"As @tbl-a.\n\n::: {{#tbl-a}}\n{PIPE}A\n:::", ""),
        ("As @eq-a.\n\n$$x$$ {#eq-a}", ""),
        ("As @sec-a.\n\n# A {#sec-a}", "\nnumber-sections: true"),
        ("As @sec-a.\n\n# Sec a", "\nnumber-sections: true"),
        ("A.", "\nbibliography: r.bib\nnocite: '@*'"),
        ('::: {.content-visible when-format="docx"}\nAs @fig-x and [@nope].\n:::', "\nbibliography: r.bib"),
        ("A [of @nope]{.content-hidden when-format=\"html\"}.", "\nbibliography: r.bib"),
    ],
)  # fmt: skip
def test_check_tells_nothing_of_what_builds(small: Study, body: str, front: str) -> None:
    assert references(small, body, front) == []
    outcome = small.run("build", "--format", "html")
    assert "[unknown-" not in outcome.out, outcome.out
    assert outcome.code == 0, outcome.out


def test_labels_of_generated_tables_and_figures_are_there(small: Study) -> None:
    small.write(
        "data/study.yml",
        (small.root / "data/study.yml").read_text()
        + "tables: {base_line: {caption: A, rows: [age]}}\n"
        + "figures: {pain_fell: {kind: pairs, of: relief, caption: B}}\n",
    )
    body = (
        "{{< include _generated/tbl-base-line.md >}}\n\n{{< include _generated/fig-pain-fell.md >}}"
    )
    assert references(small, f"See @tbl-base-line and @fig-pain-fell.\n\n{body}", "") == []
    (one,) = references(small, f"See @tbl-baseline.\n\n{body}", "")
    assert 'Did you mean "tbl-base-line"?' in one
    small.edit("data/table.csv", "P1,50,", "P1,many,")  # there are no results
    assert references(small, f"See @tbl-base-line and @fig-pain-fell.\n\n{body}", "") == []


def test_what_cannot_be_known_is_not_told(small: Study) -> None:
    assert references(small, "See @fig-x.\n\n{{< include _gone.qmd >}}", "") == []
    assert references(small, "See [@x].", "\nbibliography: gone.bib") == []
    small.write("manuscript/r.ris", "TY  - JOUR\n")
    assert references(small, "See [@x].", "\nbibliography: [r.bib, r.ris]") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.json", '[{"id": "a1", "type": "book", "title": "T"}]'),
        ("r.yaml", "references:\n- id: a1\n  type: book\n  title: T\n"),
        ("r.yml", "references:\n- type: book\n  id: 'a1'\n  title: T\n"),
    ],
)
def test_keys_of_other_bibliographies(small: Study, name: str, text: str) -> None:
    small.write(f"manuscript/{name}", text)
    front = f"\nbibliography: [r.bib, {name}]"
    assert references(small, "See [@a1; @smith].", front) == []
    assert small.run("build", "--format", "html").code == 0
    (one,) = references(small, "See [@b1; @smith].", front)
    assert "the bibliography has no b1" in one


def test_all_that_leads_to_nothing_comes_at_once(small: Study) -> None:
    """Three that only the build told, one by one after all other errors."""
    found = references(small, "See @fig-nix and @tbl-x and [@smith], {{< var nope.n >}}.", "")
    assert len(found) == 4, found
