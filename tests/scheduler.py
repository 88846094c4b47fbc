"""How xdist hands out tests: what shares a deployment or a synth stays together."""

from xdist.scheduler import LoadScopeScheduling

from tests.distribution import together


class SuiteScheduling(LoadScopeScheduling):
    """Whole suites where a suite shares something, files otherwise."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
