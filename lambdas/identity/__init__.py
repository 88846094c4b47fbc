"""Who is calling: what every function behind the API ships with. It has no handler of its own.

A function declares no route: the stack does, and tells it by its environment (`routes`).
"""

from identity.api import Api
from identity.callers import Guest, User
from identity.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    RefusalError,
)
from identity.request import Request

__all__ = [
    "Api",
    "BadRequestError",
    "ConflictError",
    "ForbiddenError",
    "Guest",
    "NotFoundError",
    "RefusalError",
    "Request",
    "User",
]
