"""The errors that Faultline raises on purpose, and the exit code of each.

::

    FaultlineError               1  failed
    ├── UsageError               2  wrong usage
    │   └── SettingsError        2  a setting cannot be used
    ├── InputError               3  a record could not be read
    ├── ExtractionError          3  a record could not be turned into claims
    ├── ServiceError             1  the model service cannot be used
    │   ├── ServiceRefused       1  it does not take the key or know the model
    │   └── ServiceUnreachable   4  nobody answers at its address
    ├── MailError                1  a mail server refused a report
    │   └── MailUnreachable      4  no mail server answers at the address
    └── StoreError               1  the store refused
        ├── StoreUnreachable     4  no service answers at the address
        ├── StoreBusy            1  another run is writing
        ├── SchemaTooNew         1  written by a newer Faultline
        ├── SchemaTooOld         1  written by an older Faultline, and only to be read
        └── QueryError           2  a query is wrong, or would write

A message says what went wrong, where, and how to mend it.
"""


class FaultlineError(Exception):
    """Base of every error that a user can be told about in one sentence."""

    exit_code = 1


class UsageError(FaultlineError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting from the environment or ``faultline.toml`` cannot be used."""


class InputError(FaultlineError):
    """An input or one of its records could not be read."""

    exit_code = 3


class ExtractionError(FaultlineError):
    """An insight could not be turned into claims."""

    exit_code = 3


class ServiceError(FaultlineError):
    """The model service cannot be used."""


class ServiceRefused(ServiceError):
    """The model service does not take the key, or does not know the model."""


class ServiceUnreachable(ServiceError):
    """No model service answers at the address."""

    exit_code = 4


class MailError(FaultlineError):
    """A report could not be sent."""


class MailUnreachable(MailError):
    """No mail server answers at the address."""

    exit_code = 4


class StoreError(FaultlineError):
    """The store could not do what was asked."""


class StoreUnreachable(StoreError):
    """No database answers at the address."""

    exit_code = 4


class StoreBusy(StoreError):
    """Another run holds the store for writing."""


class SchemaTooNew(StoreError):
    """The store was written by a newer Faultline than this one."""


class SchemaTooOld(StoreError):
    """The store was written by an older Faultline, and has to be brought up to date before it can be read."""


class QueryError(StoreError):
    """A query is malformed, unknown, or would write where only reading is allowed."""

    exit_code = 2
