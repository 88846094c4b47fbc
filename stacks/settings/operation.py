"""Who may call the API, how all of it is protected and seen, and what the cloud lacks."""

from dataclasses import dataclass

from aws_cdk.aws_logs import RetentionDays


@dataclass(frozen=True, kw_only=True)
class Throttling:
    """The API's limit over all callers together.

    Attributes:
        rate: requests a second.
        burst: how many at once.
    """

    rate: int
    burst: int


@dataclass(frozen=True, kw_only=True)
class ApiAccess:
    """Who may call the API, and how often.

    Attributes:
        cors_origins: the origins of the frontends, as a browser sends them.
        throttling: the limit over all callers together.
        guests: whether the identity pool gives credentials to whoever is not signed in.
    """

    cors_origins: tuple[str, ...]
    throttling: Throttling
    guests: bool = True


@dataclass(frozen=True, kw_only=True)
class Protection:
    """How users, pool and API are protected.

    Attributes:
        retain: keep the directory whatever happens to the stack: Retain, deletion protection and
            termination protection. Such a stage takes no test number, no origin without TLS and no
            setting of the local cloud.
        web_firewall: a WAF web ACL on the pool and on the API, some 14 USD a month. MiniStack has
            none.
        texts_per_address: with a web firewall, how many requests that text somebody one IP address
            may make in five minutes, 10 to 1000. A carrier puts many phones behind one address.
    """

    retain: bool = True
    web_firewall: bool = False
    texts_per_address: int = 20


@dataclass(frozen=True, kw_only=True)
class Observation:
    """What an operator sees.

    Attributes:
        log_retention: how long CloudWatch keeps the logs.
        tracing: X-Ray on the API, paid by the trace.
        monitoring: a stack more, with alarms, a topic that they tell, and a dashboard, some 10 USD
            a month ([alarms.md](alarms.md)).
    """

    log_retention: RetentionDays = RetentionDays.ONE_MONTH
    tracing: bool = False
    monitoring: bool = False


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """What the cloud can do that is deployed to: AWS all of it, the embedded one less.

    Attributes:
        user_notification_log: log the SMS that were not delivered. MiniStack has no such resource.
        bootstrap_roles: deploy by the roles of `cdk bootstrap`, not by the CLI's own credentials.
            MiniStack refuses the roles' uploads, for its endpoint has no TLS.
        tls: refuse what does not come by TLS at the bucket of the backups. MiniStack has none.
        public: whether others than this machine reach it. Where it is off, the API answers the
            pages of this machine too, at every port of http://localhost, 127.0.0.1 and [::1],
            whichever a dev server takes.
        metric_math: alarms on what is computed of several metrics. MiniStack's CloudFormation
            takes none: such alarms are left out.
    """

    user_notification_log: bool = True
    bootstrap_roles: bool = True
    tls: bool = True
    public: bool = True
    metric_math: bool = True
