"""Drawings: every mark is shown, nothing overlaps, and the bytes are always the same."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops, ImageFilter

from sacroreport.writing import draw
from sacroreport.writing.draw import (
    Drawing,
    DrawingError,
    ForestRow,
    LeftOut,
    Mark,
    Rate,
    Step,
    draw_distribution,
    draw_flow,
    draw_forest,
    draw_pairs,
    draw_responders,
)
from sacroreport.writing.draw import canvas as canvas_module
from sacroreport.writing.draw.axis import number_text, rounded_out, ticks
from sacroreport.writing.draw.canvas import Canvas, Dot, Shape, Words
from sacroreport.writing.draw.distribution import lay_out_distribution
from sacroreport.writing.draw.flow import lay_out_flow
from sacroreport.writing.draw.forest import lay_out_forest
from sacroreport.writing.draw.pairs import lay_out_pairs
from sacroreport.writing.draw.render import figure_of
from sacroreport.writing.draw.responders import lay_out_responders

LONG = " ".join(["participants who had pain for more than six weeks despite rest"] * 5)[:300]
WORD = "x" * 300
LABELS = ("A level", LONG, WORD, "$x^2$ & <b>")


def label(index: int, is_long: bool) -> str:
    return LABELS[index % len(LABELS)] if is_long else f"Level {index}"


def flow(count: int, is_long: bool = False) -> list[Step]:
    return [
        Step(
            label(index, is_long),
            Mark(f"flow.{index}", f"n = {1000 - index:,}"),
            tuple(
                LeftOut(label(index + reason, is_long), Mark(f"out.{index}.{reason}", "n = 3"))
                for reason in range(index % 3)
            ),
        )
        for index in range(count)
    ]


def arms(count: int, is_long: bool = False) -> list[Step]:
    branches = (tuple(flow(count, is_long)), tuple(flow(max(1, count - 1), is_long)))
    inner = Step("Split again", Mark("inner", "n = 7"), flow(2)[1].left_out, branches)
    return [*flow(2, is_long), Step("Allocated", Mark("split", "n = 9"), (), ((inner,), *branches))]


def rates(count: int, is_long: bool = False) -> list[Rate]:
    return [
        Rate(
            label(index, is_long),
            2.5 * index,
            None if index == 2 else max(0.0, 2.5 * index - 9),
            min(100.0, 2.5 * index + 9),
            Mark(f"rate.{index}", f"{index}/40 ({2.5 * index}%; 95% CI 1 to 2)"),
        )
        for index in range(count)
    ]


def forest(count: int, is_long: bool = False) -> list[ForestRow]:
    return [
        ForestRow(
            label(index, is_long),
            None if index % 7 == 3 else Mark(f"n.{index}", f"{index * 1000:,}"),
            None if index % 7 in (0, 5) else index / 4 - 3,
            index / 4 - 4,
            float("inf") if index == 6 else index / 4 - 2,
            Mark(f"mean.{index}", LONG if is_long and index == 5 else "−1.2 (−2.3 to −0.1)"),
            is_heading=index % 7 == 0,
            is_total=index == count - 1,
            weight=index,
        )
        for index in range(count)
    ]


def bars(count: int, factor: int = 1) -> list[tuple[float, int, Mark]]:
    counts = [index * 7 % 12 * factor for index in range(count)]
    return [
        (index - count // 2, one, Mark(f"bar.{index}", f"{one:,}"))
        for index, one in enumerate(counts)
    ]


def pairs_canvas(count: int, is_long: bool = False) -> Canvas:
    text = LONG if is_long else "Mean 8.9 (95% CI 8.5 to 9.3)"
    return lay_out_pairs(
        [(index % 11, index * 3 % 7, 1 + index % 5) for index in range(count)],
        labels=(label(1, is_long), label(2, is_long)),
        axis=label(1, is_long),
        limits=(0, 10),
        summary=(Mark("before", text), Mark("after", text)),
        means=(9.9, 0.1),
        key=label(1, is_long),
    )


COLUMNS = ("Participants", "Mean (95% CI)")
CANVASES: dict[str, Callable[[int, bool], Canvas]] = {
    "flow": lambda count, is_long: lay_out_flow(flow(count, is_long)),
    "arms": lambda count, is_long: lay_out_flow(arms(count, is_long)),
    "pairs": pairs_canvas,
    "distribution": lambda count, is_long: lay_out_distribution(
        bars(count, 83_333 if is_long else 1),
        axis=label(1, is_long), count_axis=label(2, is_long), highlight=0.0,
    ),
    "responders": lambda count, is_long: lay_out_responders(
        rates(count, is_long), axis=label(1, is_long)
    ),
    "forest": lambda count, is_long: lay_out_forest(
        forest(count, is_long), axis=label(1, is_long), none=0.0,
        columns=(LONG, LONG) if is_long else COLUMNS,
    ),
}  # fmt: skip
DRAWINGS: dict[str, Callable[[], Drawing]] = {
    "flow": lambda: draw_flow(arms(3)),
    "pairs": lambda: draw_pairs(
        [(9, 2, 3), (8, 2, 1), (9, 2, 2), (10, 0, 1)], labels=("Before", "After"), axis="Pain",
        limits=(0, 10), summary=(Mark("b", "Mean 8.9"), Mark("a", "Mean 2.2")), means=(8.9, 2.2),
    ),
    "distribution": lambda: draw_distribution(
        bars(12), axis="Change $x^2$", count_axis="Participants", highlight=0
    ),
    "responders": lambda: draw_responders(rates(3), axis="Responders (%)"),
    "forest": lambda: draw_forest(forest(9), axis="Change", none=0, columns=COLUMNS),
}  # fmt: skip


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize(("count", "is_long"), [(1, False), (3, False), (10, False), (40, False), (3, True), (10, True), (40, True)])  # fmt: skip
def test_texts_do_not_overlap(name: str, count: int, is_long: bool) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    if name == "arms" and is_long:
        count = min(count, 5)  # 300 characters in a quarter of the width are 70 lines
    canvas = CANVASES[name](count, is_long)
    figure, _ = figure_of(canvas)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    texts = [artist for artist in figure.get_children() if isinstance(artist, Text)]
    texts = [text for text in texts if text.get_text()]
    assert not any(text.get_parse_math() for text in texts)
    assert all(text.get_fontsize() >= 8 for text in texts)
    shown = [(text.get_text(), text.get_window_extent(renderer).extents) for text in texts]
    size = figure.get_size_inches() * figure.dpi
    for text, (left, foot, right, top) in shown:
        assert min(left, foot) >= 0, text
        assert right <= size[0], text
        assert top <= size[1], text
    for (one, a), (other, b) in combinations(shown, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one!r} and {other!r} overlap"
    # In points from the top; boxes of texts in a flow are white or pale, and meant.
    scale = 72 / figure.dpi
    for item in canvas.items:
        if isinstance(item, Dot):
            box = (item.x - item.radius, item.y - item.radius, item.x + item.radius, item.y + item.radius)  # fmt: skip
        elif isinstance(item, Shape) and item.fill in (canvas_module.BLUE, canvas_module.BLACK):
            xs, ys = zip(*item.points, strict=True)
            box = (min(xs), min(ys), max(xs), max(ys))
        else:
            continue
        for text, (left, foot, right, top) in shown:
            height = size[1]
            words = (left * scale, (height - top) * scale, right * scale, (height - foot) * scale)
            apart = words[2] <= box[0] or box[2] <= words[0] or words[3] <= box[1] + 0.5 or box[3] <= words[1] + 0.5  # fmt: skip
            assert apart, f"{text!r} lies on a symbol"


@pytest.mark.parametrize("name", CANVASES)
def test_long_texts_are_drawn_to_the_end(name: str) -> None:
    for item in CANVASES[name](4, True).items:
        if isinstance(item, Words) and item.mark is not None:
            squeezed = "".join(item.lines).replace(" ", "")
            assert squeezed == item.mark.text.replace(" ", "")


def test_marks_are_complete_and_in_reading_order() -> None:
    assert [mark.id for mark in draw_flow(flow(3)).marks] == [
        "flow.0", "flow.1", "out.1.0", "flow.2", "out.2.0", "out.2.1",
    ]  # fmt: skip
    branches = (
        (Step("A", Mark("a1", "1")), Step("A", Mark("a2", "1"))),
        (Step("B", Mark("b1", "2")),),
    )
    split = Step("Split", Mark("all", "3"), (LeftOut("Left", Mark("left", "1")),), branches)
    assert [mark.id for mark in draw_flow([split]).marks] == ["all", "left", "a1", "b1", "a2"]
    assert [mark.id for mark in DRAWINGS["pairs"]().marks] == ["b", "a"]
    assert [mark.id for mark in DRAWINGS["responders"]().marks] == ["rate.0", "rate.1", "rate.2"]
    shown = [f"bar.{index}" for index, (_, count, _) in enumerate(bars(12)) if count]
    assert [mark.id for mark in DRAWINGS["distribution"]().marks] == shown
    wanted = [mark for row in forest(9) for mark in (row.n, row.text) if mark is not None]
    assert list(DRAWINGS["forest"]().marks) == wanted


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_svg_stands_alone(name: str) -> None:
    svg = DRAWINGS[name]().svg
    root = etree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 453.6 {root.get('height').removesuffix('pt')}"
    tags = {etree.QName(one).localname for one in root.iter(etree.Element)}
    assert tags <= {"svg", "defs", "style", "g", "path", "use"}
    addresses = set(re.findall(rb'[^\s"]*http[^\s"]*', svg))
    assert addresses == {b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink"}
    assert b"date" not in svg.lower()
    assert b"DOCTYPE" not in svg
    references = re.findall(rb'(?:href="|url\()([^")]+)', svg)
    ids = re.findall(rb' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert {one.removeprefix(b"#") for one in references} <= set(ids)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_png_has_the_size_of_the_svg(name: str) -> None:
    drawing = DRAWINGS[name]()
    image = Image.open(io.BytesIO(drawing.png))
    height = float(etree.fromstring(drawing.svg).get("height").removesuffix("pt"))
    assert image.size == (1890, round(height * 300 / 72))
    assert image.mode == "RGB"
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert image.getpixel((0, 0)) == (255, 255, 255)
    place, chunks = 8, set()
    while place < len(drawing.png):
        length, kind = struct.unpack(">I4s", drawing.png[place : place + 8])
        chunks.add(kind)
        place += length + 12
    assert chunks == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def test_the_bytes_are_the_same_in_every_process(tmp_path: Path) -> None:
    """Whatever the hash seed, the clock and the user's matplotlibrc are."""
    rc = tmp_path / "matplotlibrc"
    rc.write_text(
        "font.size: 30\nfont.family: serif\nsvg.fonttype: none\nlines.linewidth: 9\n"
        "axes.unicode_minus: False\npath.sketch: 1, 100, 2\ntext.parse_math: True\n"
    )
    code = (
        "import hashlib\n"
        "from tests.test_draw import DRAWINGS\n"
        "for name, make in DRAWINGS.items():\n"
        "    made = make()\n"
        "    print(name, *(hashlib.sha256(one).hexdigest() for one in (made.svg, made.png)))\n"
    )
    root = Path(__file__).resolve().parent.parent
    made = []
    for seed, settings in (("1", {}), ("2", {"MATPLOTLIBRC": str(rc), "SOURCE_DATE_EPOCH": "0"})):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), **settings}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=environment,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        made.append(done.stdout)
    assert made[0] == made[1]
    assert len(made[0].splitlines()) == len(DRAWINGS)


def test_the_settings_of_the_caller_have_no_influence_and_stay() -> None:
    import matplotlib

    plain = DRAWINGS["responders"]()
    with matplotlib.rc_context({"font.size": 33.0, "svg.fonttype": "none", "figure.dpi": 50}):
        before = dict(matplotlib.rcParams)
        assert DRAWINGS["responders"]() == plain
        assert dict(matplotlib.rcParams) == before


def test_matplotlib_is_not_loaded_before_something_is_drawn() -> None:
    code = "import sys, sacroreport.writing.draw\nprint({'matplotlib', 'numpy', 'PIL'} & set(sys.modules))"
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pain 🦴", r'the font lacks "🦴" \(U\+1F9B4\) of the text "pain 🦴"'),
        ("痛み", r'the font lacks "痛" \(U\+75DB\) of the text "痛み"'),
        ("כאב", r'right-to-left text cannot be drawn: "כ" \(U\+05DB\) of the text "כאב"'),
        ("ألم", "right-to-left text cannot be drawn"),
        ("a\u202eb", r"U\+202E cannot be drawn; it is in the text 'a\\u202eb'"),
        ("a\x00b", r"U\+0000 cannot be drawn"),
    ],
)
def test_what_cannot_be_drawn_is_named(text: str, message: str) -> None:
    one = Mark("a", "1")
    bad = Mark("a", text)
    attempts: list[Callable[[], object]] = [
        lambda: draw_flow([Step(text, one)]),
        lambda: draw_flow([Step("A", one, (LeftOut("B", bad),))]),
        lambda: draw_distribution([(0, 1, bad)], axis="x", count_axis="n"),
        lambda: draw_distribution([(0, 1, one)], axis=text, count_axis="n"),
        lambda: draw_responders([Rate("A", 50, 40, 60, bad)], axis="x"),
        lambda: draw_forest([ForestRow(text, is_heading=True)], axis="", none=0, columns=("", "")),
        lambda: draw_pairs([(1, 2, 1)], labels=("A", text), axis="", limits=None, summary=None, means=None),
        lambda: draw_pairs([(1, 2, 2)], labels=("A", "B"), axis="", limits=None, summary=(one, bad), means=None),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(DrawingError, match=message):
            attempt()


NAN = float("nan")
ONE = Mark("a", "1")


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda: draw_flow([]), "a flow needs one step at least"),
        (lambda: draw_flow([Step("A", ONE, (), ((),))]), "a branch of a flow needs one step"),
        (lambda: draw_flow([Step("A", ONE, (), ((Step("B", ONE),),)), Step("C", ONE)]), 'only a last step may have branches, and "A" is not'),
        (lambda: draw_flow([Step("A", ONE, (), tuple((Step("B", ONE),) for _ in range(9)))]), "so many parallel branches"),
        (lambda: draw_flow([Step(LONG, ONE)] * 400), "is too tall"),
        (lambda: pairs([]), "there is no pair"),
        (lambda: pairs([(1, 2, 0)]), "there is no pair"),
        (lambda: pairs([(1, NAN, 1)]), "a value after must be a finite number, not nan"),
        (lambda: pairs([(1, 2, -1)]), "the count of a pair must be a whole number from 0, not -1"),
        (lambda: pairs([(1, 2, 1)], (5, 5)), "the limits 5 and 5 are not in order"),
        (lambda: draw_distribution([], axis="", count_axis=""), "a distribution needs one bar"),
        (lambda: draw_distribution([(1, 1, ONE), (1, 2, ONE)], axis="", count_axis=""), "the bars at 1 and 1 overlap"),
        (lambda: draw_distribution([(1, 1, ONE)], axis="", count_axis="", width=0), "width of a bar must be above 0"),
        (lambda: draw_distribution([(1, 1, ONE)], axis="", count_axis="", highlight=NAN), "the highlight must be a finite number"),
        (lambda: draw_distribution([(x, 1, Mark("a", "1,000")) for x in range(400)], axis="", count_axis=""), "fewer and wider bars"),
        (lambda: draw_responders([], axis=""), "one row at least"),
        (lambda: draw_responders([Rate("A", 101, 0, 1, ONE)], axis=""), 'a percentage of "A" must be from 0 to 100, not 101'),
        (lambda: draw_forest([], axis="", none=0, columns=("", "")), "a forest needs one row"),
        (lambda: draw_forest([ForestRow("A", estimate=NAN)], axis="", none=0, columns=("", "")), 'the estimate of "A" must be a finite number'),
        (lambda: draw_forest([ForestRow("A", estimate=1, low=NAN)], axis="", none=0, columns=("", "")), 'a limit of "A" is not a number'),
        (lambda: draw_forest([ForestRow("A", estimate=1, weight=-1)], axis="", none=0, columns=("", "")), 'the weight of "A" must be'),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(attempt: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        attempt()


def pairs(values: list[tuple[float, float, int]], limits: tuple[float, float] | None = None) -> Drawing:  # fmt: skip
    return draw_pairs(values, labels=("A", "B"), axis="x", limits=limits, summary=None, means=None)


def texts_of(canvas: Canvas) -> list[str]:
    return [" ".join(item.lines) for item in canvas.items if isinstance(item, Words)]


def lay_out(values: list[tuple[float, float, int]], limits: tuple[float, float] | None) -> Canvas:
    return lay_out_pairs(values, labels=("A", "B"), axis="x", limits=limits, summary=None, means=None, decimal=",")  # fmt: skip


def test_limits_give_way_to_values() -> None:
    assert texts_of(lay_out([(2, 3, 1)], (0, 10)))[1:7] == ["10", "8", "6", "4", "2", "0"]
    assert texts_of(lay_out([(2, 12, 1)], (0, 10)))[1] == "15"
    assert texts_of(lay_out([(-0.5, 0.5, 1)], None))[1:-2] == ["0,5", "0,0", "−0,5"]
    assert texts_of(lay_out([(10, 10, 28)], (0, 10)))[1] == "10"


def test_ticks_are_plain_numbers() -> None:
    assert [text for _, text in ticks(-0.4, 0.4, 6, ",")] == ["−0,4", "−0,2", "0,0", "0,2", "0,4"]
    assert [text for _, text in ticks(0, 1_000_000, 5)] == ["0", "500000", "1000000"]
    assert [text for _, text in ticks(0, 1, 5, is_whole=True)] == ["0", "1"]
    assert number_text(Fraction(-(10**9)), Fraction(10**9), ".") == "−1000000000"


@given(
    st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(1, 10),
)  # fmt: skip
def test_round_limits_enclose_and_ticks_lie_inside(low: float, length: float, most: int) -> None:
    high = low + length
    if high <= low:
        return
    start, end = rounded_out(low, high, most)
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert start <= low + slack
    assert end >= high - slack
    made = ticks(low, high, most)
    assert len(made) <= most
    assert all(low - slack <= value <= high + slack for value, _ in made)


def test_every_count_of_1_needs_no_legend_and_others_get_one() -> None:
    assert texts_of(lay_out([(1, 2, 1), (2, 3, 1)], (0, 3)))[-2:] == ["A", "B"]
    assert texts_of(lay_out([(1, 2, 7), (2, 3, 1)], (0, 3)))[-4:] == ["n", "1", "2", "5"]
    assert texts_of(lay_out([(1, 2, 4)], (0, 3)))[-4:] == ["n", "1", "2", "4"]


def test_one_line_for_each_distinct_pair() -> None:
    canvas = lay_out([(9, 2, 1), (8, 3, 1), (9, 2, 2)], (0, 10))
    lines = [item for item in canvas.items if isinstance(item, Shape) and item.opacity < 1]
    slopes = [line for line in lines if line.points[0][1] != line.points[1][1]]
    assert [round(line.width / slopes[-1].width, 6) for line in slopes] == [3, 1]


def test_rows_without_an_estimate_have_no_symbol() -> None:
    rows = [ForestRow("A", None, None, None, None, Mark("a", "one participant only"))]
    canvas = lay_out_forest(rows, axis="x", none=0, columns=("n", "Mean"))
    assert not [item for item in canvas.items if isinstance(item, Shape) and item.fill]
    rows = [ForestRow("A", None, 1.0, 0.5, float("inf"), ONE, weight=3)]
    canvas = lay_out_forest(rows, axis="x", none=0, columns=("n", "Mean"))
    assert len([item for item in canvas.items if isinstance(item, Shape) and item.fill]) == 2


def test_what_is_drawn_can_be_seen() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        parts = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return sum(one * share for one, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))

    through = "#" + "".join(
        f"{round(0.75 * int(canvas_module.BLUE[at : at + 2], 16) + 0.25 * 255):02X}"
        for at in (1, 3, 5)
    )
    for colour in (canvas_module.BLUE, canvas_module.AXIS, through):
        assert 1.05 / (light(colour) + 0.05) >= 3
    assert (light(through) + 0.05) / (light(canvas_module.BLACK) + 0.05) >= 3


def test_the_names_are_sorted_and_complete() -> None:
    assert draw.__all__ == sorted(draw.__all__)
    assert all(hasattr(draw, name) for name in draw.__all__)


@pytest.mark.debian
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")
def test_both_formats_show_the_same(tmp_path: Path) -> None:
    drawing = DRAWINGS["forest"]()
    wanted = Image.open(io.BytesIO(drawing.png)).convert("L")
    (tmp_path / "one.svg").write_bytes(drawing.svg)
    width, height = wanted.size
    page = f"<body style='margin:0'><img src='one.svg' width={width} height={height}>"
    (tmp_path / "one.html").write_text(page)
    shot = tmp_path / "one.png"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},{height}",
         f"--screenshot={shot}", (tmp_path / "one.html").as_uri()],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
    soft = ImageFilter.GaussianBlur(4)
    difference = ImageChops.difference(
        wanted.filter(soft), Image.open(shot).convert("L").filter(soft)
    )
    assert difference.getextrema()[1] < 40
