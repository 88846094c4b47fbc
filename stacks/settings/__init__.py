"""What may differ between deployments, grouped by noun.

Every setting is described once, where it is declared; `docs/settings.md` is made from that.
"""

from .backup import Backup
from .delivery import Delivery
from .operation import ApiAccess, Cloud, Observation, Protection, Throttling
from .sign_in import PasswordPolicy, SignIn, SignUp, Sms, TokenLifetimes
from .support import Support
from .users import CustomAttribute, Group, Users

__all__ = [
    "ApiAccess",
    "Backup",
    "Cloud",
    "CustomAttribute",
    "Delivery",
    "Group",
    "Observation",
    "PasswordPolicy",
    "Protection",
    "SignIn",
    "SignUp",
    "Sms",
    "Support",
    "Throttling",
    "TokenLifetimes",
    "Users",
]
