"""The claims function, called as the identity package's tests call it."""

from tests.unit.identity.conftest import call

__all__ = ["call"]  # a fixture
