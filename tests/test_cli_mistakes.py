"""A user's mistake ends in one sentence and an exit code, never in a traceback or a new file."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FAULTLINE = [sys.executable, "-m", "dashboard.cli"]
DIGEST = Path(__file__).resolve().parent.parent / "data" / "sample" / "daily-digest.txt"


def faultline(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("FAULTLINE", "NEO4J"))}
    return subprocess.run(
        [*FAULTLINE, *arguments], cwd=folder, env=clean | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "words"),
    [
        pytest.param(["run", "nowhere.txt"], {}, 2, "nowhere.txt does not exist", id="no such input"),
        pytest.param(["run"], {}, 2, "Missing argument", id="no input"),
        pytest.param(["debates"], {}, 4, "faultline run INPUT", id="no store"),
        pytest.param(["review", "a~b", "confirm"], {}, 4, "faultline run INPUT", id="review without a store"),
        pytest.param(["debates", "--store", "bolt://127.0.0.1:1"], {}, 4, "Cannot reach Neo4j", id="no server"),
        pytest.param(["debates", "--store", "bolt://u:hunter2@h"], {}, 4, "NEO4J_PASSWORD", id="password in address"),
        pytest.param(["debates", "--since", "soon"], {}, 2, "2026-11-24", id="no date"),
        pytest.param(["debates", "--status", "odd"], {}, 2, "dismissed", id="no status"),
        pytest.param(["cypher", "RETURN 1", "--param", "x"], {}, 4, "faultline run", id="no store for Cypher"),
        pytest.param(["evaluate", "."], {}, 2, "insights.jsonl is missing", id="no labels"),
        pytest.param(["debates"], {"FAULTLINE_ENGINE": "magic"}, 2, "FAULTLINE_ENGINE", id="setting"),
        pytest.param(["nonsense"], {}, 2, "nonsense", id="no such command"),
    ],
)
def test_mistake_is_told_in_a_sentence(
    arguments: list[str], environment: dict[str, str], code: int, words: str, tmp_path: Path
) -> None:
    done = faultline(*arguments, folder=tmp_path, **environment)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr + done.stdout
    assert done.stdout == ""
    assert [*tmp_path.iterdir()] == []


def test_broken_settings_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "faultline.toml").write_text("store = ")
    done = faultline("debates", folder=tmp_path)
    assert done.returncode == 2
    assert "faultline.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing to see.\n")
    done = faultline("analyse", "a.txt", "--out", "a.txt", folder=tmp_path)
    assert done.returncode == 1
    assert "a.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    command = [*FAULTLINE, "query"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_interrupt_ends_the_command_without_a_traceback(tmp_path: Path) -> None:
    # What a shell starts in the background ignores interrupts, and so would all that it starts itself.
    heed = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", heed, *FAULTLINE, "run", "-", "--store", "s.lbug"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "s.lbug").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode in {1, 130}
    assert b"Traceback" not in said


def test_help_needs_no_heavy_library(tmp_path: Path) -> None:
    heavy = {"spacy", "neo4j", "ladybug", "streamlit", "networkx", "numpy"}
    probe = f"import sys, dashboard.cli; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_colour_is_left_out_where_nobody_wants_it(tmp_path: Path) -> None:
    done = faultline("run", str(DIGEST), folder=tmp_path, NO_COLOR="1", FORCE_COLOR="")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_version_is_printed(tmp_path: Path) -> None:
    assert faultline("--version", folder=tmp_path).stdout.startswith("faultline ")
