"""Find the pairs of claims that agree, contradict each other, or replace one another."""
