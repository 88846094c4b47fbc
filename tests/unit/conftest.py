"""How many examples the property tests try (`make fuzz` chooses many more); AWS's models, once."""

import os

from hypothesis import settings

from tests.environment import models_are_read_once

__all__ = ["models_are_read_once"]

settings.register_profile("test", max_examples=200, deadline=None)
settings.register_profile("fuzz", max_examples=12500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))
