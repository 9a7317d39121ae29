"""Leave a service alone that fails again and again, and try once more after a while."""

import threading
import time

_FAILURES_TO_OPEN = 3
_COOL_DOWN = 30.0


class Breaker:
    """Counts failures that follow each other, from several threads.

    Attributes
    ----------
    ever_answered
        Whether the service answered at all since this was made.
    """

    def __init__(self) -> None:
        self.ever_answered = False
        self._failures = 0
        self._opened_at = 0.0
        self._lock = threading.Lock()

    def open(self) -> str | None:
        """Return why the service is not to be asked now, or None; after a while one request may try."""
        with self._lock:
            if self._failures < _FAILURES_TO_OPEN:
                return None
            if time.monotonic() - self._opened_at < _COOL_DOWN:
                return f"Not asked: the model service failed {self._failures} times running"
            self._opened_at = time.monotonic()
            return None

    def success(self) -> None:
        """Note an answer."""
        with self._lock:
            self.ever_answered = True
            self._failures = 0

    def failure(self) -> None:
        """Note that there was none."""
        with self._lock:
            self._failures += 1
            self._opened_at = time.monotonic()
