"""An app of somebody else: the constructs in a stack of its own, with nothing of this project's."""

from pathlib import Path

import aws_cdk as cdk
from constructs import Construct

from stacks.constructs.browser_api import BrowserApi
from stacks.constructs.guest_identity_pool import GuestIdentityPool
from stacks.constructs.phone_user_pool import PhoneUserPool
from stacks.constructs.srp_client import SrpClient
from stacks.settings import ApiAccess, Group, Protection, SignUp, Throttling, Users

FUNCTIONS = Path(__file__).parents[2] / "functions"


class Shop(Construct):
    """A directory, its client and credentials, and an API with functions of two folders."""

    def __init__(self, scope: Construct, id_: str) -> None:
        super().__init__(scope, id_)
        group = Group(name="admins", description="May administer", precedence=0)
        directory = PhoneUserPool(
            self,
            "Directory",
            sign_up=SignUp(allowed_countries=("DE",)),
            users=Users(groups=(group,)),
            protection=Protection(web_firewall=True),
        )
        client = SrpClient(self, "Client", user_pool=directory.pool).client
        identities = GuestIdentityPool(self, "Guests", user_pool=directory.pool, client=client)
        self.api = BrowserApi(
            self,
            "Api",
            user_pool=directory.pool,
            client=client,
            guest_roles=identities.roles,
            groups=[group.name],
            access=ApiAccess(
                cors_origins=("https://shop.example.com",),
                throttling=Throttling(rate=10, burst=20),
            ),
            web_firewall=True,
        )
        claims = self.api.function("claims")
        self.api.add_user_route("GET", "/me", claims)
        self.api.add_guest_route("GET", "/guest", claims)
        orders = self.api.function("corner_shop", folder=FUNCTIONS)
        self.api.add_user_route("GET", "/orders/{id}", orders, groups=("admins",))


def foreign_app(outdir: Path, *, bundle: bool = False) -> tuple[cdk.App, list[Shop]]:
    """An app with two shops in one stack, not synthesized yet, perhaps with its functions."""
    app = cdk.App(
        outdir=str(outdir),
        context={"aws:cdk:bundling-stacks": ["**"] if bundle else []},
        builtin_cloud_formation_validation=False,
    )
    stack = cdk.Stack(app, "Shops")
    return app, [Shop(stack, name) for name in ("North", "South")]
