"""How many examples the property tests try: `make fuzz` chooses many more."""

import os

from hypothesis import settings

settings.register_profile("test", max_examples=200, deadline=None)
settings.register_profile("fuzz", max_examples=6000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))
