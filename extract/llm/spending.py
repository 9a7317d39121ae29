"""Count requests, tokens and money, and stop before a limit is passed."""

import threading
from dataclasses import dataclass, replace

from graph.errors import UsageError


class LimitReached(Exception):
    """The next request would cost more than is left."""


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens read, and for a million written."""

    read: float
    written: float

    @classmethod
    def parse(cls, text: str) -> "Price":
        """Read ``READ,WRITTEN``.

        Raises
        ------
        UsageError
            If it has another form.

        Examples
        --------
        >>> Price.parse("0.25,2").cost(1_000_000, 500_000)
        1.25
        """
        try:
            read, written = (float(part) for part in text.split(","))
        except ValueError as error:
            raise UsageError(
                f"FAULTLINE_LLM_PRICE is {text!r}. Write it as 0.25,2: dollars a million tokens."
            ) from error
        return cls(read, written)

    def cost(self, read: int, written: int) -> float:
        """Return the dollars for so many tokens read and written."""
        return (read * self.read + written * self.written) / 1e6


@dataclass(frozen=True, slots=True)
class Use:
    """What was asked of the model, counted by the server itself where it says so."""

    requests: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    cost: float | None = None

    def __str__(self) -> str:
        money = "" if self.cost is None else f", ${self.cost:.4f}"
        return f"{self.requests:,} requests, {self.prompt_tokens:,} tokens read, {self.answer_tokens:,} written{money}"


class Meter:
    """Counts what a run uses, from several threads.

    Parameters
    ----------
    price : Price, optional
    limit : float, optional
        Most dollars that the run may cost.
    """

    def __init__(self, price: Price | None, limit: float | None) -> None:
        if limit is not None and price is None:
            raise UsageError(
                "--max-cost needs the model's price. Set FAULTLINE_LLM_PRICE, such as 0.25,2 (0,0 is free)."
            )
        self._price, self._limit = price, limit
        self._use = Use(cost=None if price is None else 0.0)
        self._reserved = 0.0
        self._lock = threading.Lock()

    @property
    def use(self) -> Use:
        """What was used until now."""
        return self._use

    def expected(self, requests: int, read: int, written: int) -> Use:
        """Return what so much would come to."""
        return Use(requests, read, written, None if self._price is None else self._price.cost(read, written))

    def count_request(self) -> None:
        """Count one request on the wire, retries included."""
        with self._lock:
            self._use = replace(self._use, requests=self._use.requests + 1)

    def reserve(self, read: int, written: int) -> float:
        """Set aside what a request may cost.

        Raises
        ------
        LimitReached
            If that is more than is left.
        """
        if self._price is None:
            return 0.0
        expected = self._price.cost(read, written)
        with self._lock:
            spent = (self._use.cost or 0.0) + self._reserved
            if self._limit is not None and spent + expected > self._limit:
                raise LimitReached(
                    f"Not asked: the limit of ${self._limit:g} is reached (${self._use.cost or 0.0:.4f} spent). "
                    "Run again with a higher --max-cost; what is answered is kept."
                )
            self._reserved += expected
        return expected

    def settle(self, reserved: float, *, read: int = 0, written: int = 0) -> None:
        """Replace what was set aside by what was used."""
        with self._lock:
            self._reserved -= reserved
            cost = None if self._price is None else (self._use.cost or 0.0) + self._price.cost(read, written)
            self._use = replace(
                self._use,
                prompt_tokens=self._use.prompt_tokens + read,
                answer_tokens=self._use.answer_tokens + written,
                cost=cost,
            )
