"""The doctor's clinic, for all who look at what the doctor says."""

from tests.commands.clinic import clinic

__all__ = ["clinic"]
