"""Find the pairs of claims that agree, contradict each other, or replace one another."""

from graph.relate.judge import Judge, Pair
from graph.relate.local_judge import LocalJudge
from graph.relate.relating import relate

__all__ = ["Judge", "LocalJudge", "Pair", "relate"]
