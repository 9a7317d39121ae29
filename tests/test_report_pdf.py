"""The report on paper: readable, the same twice, and nothing in it acts by itself."""

import sys
from pathlib import Path

import pytest
from labelled_graph import write_labelled
from pdf import acts, links, text_of

from dashboard.report import write_report
from graph.embedded_store import EmbeddedStore
from graph.errors import FaultlineError


def test_the_pages_hold_both_sides_and_link_to_the_page(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "seed", source_kind="digest")
    (path,) = write_report(embedded_store, week=None, formats=("pdf",), out=tmp_path, page_url="http://localhost:8501")
    text = text_of(path)
    for words in ("Contradictions of week 2026-W48", "ceding the AI race", "infrastructure-first AI strategy"):
        assert words in text
    assert "1 / " in text
    assert links(path)
    assert all(link.startswith(("http://localhost:8501/?debate=", "http")) for link in links(path))
    assert acts(path) == set()


def test_a_week_of_any_kind_can_be_set(embedded_store: EmbeddedStore, tmp_path: Path) -> None:
    write_labelled(embedded_store, "dev")
    for week in ("2026-W40", "2026-W43", "2026-W44", "2026-W10"):
        (path,) = write_report(embedded_store, week=week, formats=("pdf",), out=tmp_path)
        assert week in text_of(path)


def test_a_missing_typesetter_is_said_with_how_to_get_it(
    embedded_store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as Python does for a module that is not there
    with pytest.raises(FaultlineError, match=r"pip install 'faultline\[pdf\]'"):
        write_report(embedded_store, week="2026-W45", formats=("pdf",), out=tmp_path)
    assert not list(tmp_path.glob("*.pdf"))
