"""The weekly report: whole, the same twice, and nothing in it comes from elsewhere."""

import re
from pathlib import Path

import pytest
from builders import a_batch, a_claim, a_relation, an_insight
from hostile import Tags, write_split
from labelled_graph import write_labelled
from pdf import text_of
from weeks import Said, write_debate

from dashboard.report import FORMATS, write_report
from dashboard.report.weekly import LISTED
from graph.embedded_store import EmbeddedStore
from graph.errors import FaultlineError, UsageError
from graph.week_debates import NEW_IN_FULL


def test_the_digest_gives_a_report_with_both_sides_of_both_debates(
    embedded_store: EmbeddedStore, tmp_path: Path
) -> None:
    write_labelled(embedded_store, "seed", source_kind="digest")
    markdown, html = write_report(embedded_store, week=None, out=tmp_path)
    assert (markdown.name, html.name) == ("2026-W48.md", "2026-W48.html")
    for text in (markdown.read_text("utf-8"), html.read_text("utf-8")):
        assert "ceding the AI race" in text
        assert "infrastructure-first AI strategy" in text
        assert "strategically de-risked" in text
        assert "11 insights of this week carry no date" in text


def test_the_same_report_twice_has_the_same_bytes(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "dev")

    def written() -> list[bytes]:
        paths = write_report(embedded_store, week="2026-W43", formats=FORMATS, out=tmp_path, page_url="http://here:1")
        return [path.read_bytes() for path in paths]

    assert written() == written()
    names = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("graph"))
    assert names == ["2026-W43.eml", "2026-W43.html", "2026-W43.md", "2026-W43.pdf", "contradictions.atom"]


def test_the_html_loads_nothing_from_elsewhere(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "dev")
    (path,) = write_report(embedded_store, week="2026-W43", formats=("html",), out=tmp_path)
    html = path.read_text("utf-8")
    tags = Tags(html).seen
    assert not {tag for tag, _ in tags} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "form",
        "base",
        "image",
        "use",
        "video",
        "audio",
    }
    assert not re.search(r"url\(|@import|\son\w+=", html)
    assert all(not attrs.get("src") for _, attrs in tags)


def test_an_address_that_is_no_web_address_is_not_linked(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", days=("2026-11-02", "2026-11-03"))
    for path in write_report(embedded_store, week="2026-W45", out=tmp_path):
        assert "javascript:" not in path.read_text("utf-8")


def test_a_week_53_report_holds_both_years(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", days=("2026-12-31", "2027-01-02"))
    (path,) = write_report(embedded_store, week=None, formats=("md",), out=tmp_path)
    assert path.name == "2026-W53.md"
    text = path.read_text("utf-8")
    assert "2 insights from 2 sources count in this week" in text
    assert "28 Dec 2026 to 3 Jan 2027" in text


def test_an_empty_week_gives_every_format(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", days=("2026-11-02", "2026-11-03"))
    paths = write_report(embedded_store, week="2026-W10", formats=FORMATS, out=tmp_path)
    assert [path.stat().st_size > 400 for path in paths] == [True] * 5


def test_an_empty_week_says_what_to_do(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_split(embedded_store, "Northwind wins.", "Northwind loses.", days=("2026-11-02", "2026-11-03"))
    for path in write_report(embedded_store, week="2026-W10", out=tmp_path):
        text = path.read_text("utf-8")
        assert "faultline run FILE" in text
        assert "faultline report --week 2026-W45" in text


def test_an_empty_store_without_a_week_says_what_to_do(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="faultline run FILE"):
        write_report(embedded_store, week=None, out=tmp_path)


def test_links_lead_to_the_page_where_it_has_an_address(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    debate = write_split(embedded_store, "Northwind wins.", "Northwind loses.", days=("2026-11-02", "2026-11-03"))
    for path in write_report(embedded_store, week=None, out=tmp_path, page_url="http://localhost:8501/"):
        assert f"http://localhost:8501/?debate={debate}" in path.read_text("utf-8").replace("\\", "")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"formats": ("docx",)}, "no report format"),
        ({"page_url": "javascript:x"}, "not an address"),
        ({"week": "W4"}, "ISO week"),
    ],
    ids=["format", "address", "week"],
)
def test_what_cannot_be_used_is_named(
    embedded_store: EmbeddedStore, tmp_path: Path, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        write_report(embedded_store, **{"week": "2026-W45", "out": tmp_path, **asked})  # type: ignore[arg-type]


def test_a_folder_that_is_a_file_is_named(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(FaultlineError, match="taken"):
        write_report(embedded_store, week="2026-W45", out=tmp_path / "taken")


def test_a_dismissed_contradiction_is_counted_and_left_out(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    insights = [an_insight(text=text, source=text, published="2026-11-02") for text in ("Up is good.", "Up is bad.")]
    claims = [a_claim(insight=insight, polarity=sign) for insight, sign in zip(insights, (1, -1), strict=True)]
    relation = a_relation(a=claims[0].id, b=claims[1].id, status="dismissed")
    with embedded_store.transaction() as tx:
        tx.write(a_batch(insights=insights, claims=claims, relations=[relation]))
    (path,) = write_report(embedded_store, week=None, formats=("md",), out=tmp_path)
    text = path.read_text("utf-8")
    assert "No new contradiction was found." in text
    assert "1 contradiction that reviewers dismissed" in text


def test_what_does_not_fit_is_listed_and_then_counted(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    for number in range(NEW_IN_FULL + LISTED + 3):
        said = [Said("A", "2026-11-02", 1), Said("B", "2026-11-03", -1)]
        write_debate(embedded_store, said, actor=f"Actor {number:03}")
    markdown, html, pdf = write_report(embedded_store, week=None, formats=("md", "html", "pdf"), out=tmp_path)
    texts = [markdown.read_text("utf-8"), html.read_text("utf-8"), text_of(pdf)]
    for text in texts:
        for words in (
            "More of them:",
            "and 3 more debates, only counted",
            f"{LISTED} debates are listed without quotes.",
            "3 further debates are only counted.",
        ):
            assert words in text
    assert html.read_text("utf-8").count('<article id="debate-') == NEW_IN_FULL
