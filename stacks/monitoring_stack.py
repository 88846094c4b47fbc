"""What tells an operator that something is wrong: nothing here is lost with the stack."""

from constructs import Construct

from .api_stack import ApiStack
from .constructs.alarm_topic import AlarmTopic
from .constructs.alarms import Alarms
from .constructs.browser_rest_api import API_VERSION
from .constructs.directory_backup import MISSED
from .constructs.metrics import backup_age
from .constructs.notification_log import notification_log_name
from .constructs.operator_dashboard import Graph, OperatorDashboard, Row
from .constructs.watched_calls import watch_api, watch_firewall, watch_functions
from .constructs.watched_texts import watch_texts, watch_undelivered
from .constructs.watched_users import watch_sign_ins, watch_sign_ups
from .identity_stack import IdentityStack
from .stage import Stage
from .stage_stack import StageStack


class MonitoringStack(StageStack):
    """A topic, the alarms that tell it, and a dashboard. It holds no data, and nobody refers to it.

    Attributes:
        topic: what the alarms tell.
    """

    def __init__(
        self, scope: Construct, *, stage: Stage, identity: IdentityStack, api: ApiStack
    ) -> None:
        """Wire the stack of a stage, whose functions count in a namespace."""
        super().__init__(
            scope,
            stage=stage,
            part="monitoring",
            description="Phone sign-in: alarms and a dashboard",
        )
        self.add_stack_dependency(identity)
        self.add_stack_dependency(api)
        namespace, name = stage.metrics_namespace or "", f"{stage.project}-{stage.name}"
        self.topic = AlarmTopic(self, "Topic", name=f"{name}-alarms").topic
        alarms = Alarms(
            self, "Alarms", topic=self.topic, name=name, metric_math=stage.cloud.metric_math
        )
        pool, client = self.shared("UserPoolId"), self.shared("UserPoolClientId")
        timeouts = identity.functions | api.functions
        rows = [
            watch_sign_ups(
                alarms,
                namespace=namespace,
                user_pool_id=pool,
                client_id=client,
                countries=stage.sign_up.allowed_countries,
            ),
            watch_sign_ins(alarms, user_pool_id=pool, client_id=client),
            watch_texts(
                alarms,
                namespace=namespace,
                monthly_limit_usd=stage.sms.monthly_limit_usd,
                region=stage.sms.region if stage.sms.region != stage.region else None,
            ),
            watch_api(alarms, namespace=namespace, name=name, stage=API_VERSION),
            watch_functions(
                alarms,
                namespace=namespace,
                names={called: self.shared(f"{called}Function") for called in timeouts},
                timeouts=timeouts,
            ),
        ]
        if stage.protection.web_firewall:
            rows.append(watch_firewall(alarms, region=self.region))
        if stage.backup.nightly:
            rows.append(_backups(f"{name}-backup"))
        if stage.cloud.user_notification_log:
            watch_undelivered(
                self,
                alarms,
                namespace=namespace,
                log_group_name=notification_log_name(identity.stack_name),
            )
        OperatorDashboard(self, "Dashboard", name=name, alarms=alarms.made, rows=rows)
        self.publish("AlarmTopicArn", self.topic.topic_arn, "Topic that the alarms tell")


def _backups(namespace: str) -> Row:
    """Show what the backup stack's own alarm is about; that alarm tells the topic too."""
    age = Graph(
        "Age of the last whole backup (seconds)", [backup_age(namespace)], MISSED.to_seconds()
    )
    return Row("Backups", [age])
