"""The backups' runs: one function that may write below one prefix, a schedule, and an alarm."""

from typing import Any

from directory_backup import keeping
from stacks.constructs.directory_backup import ITS_OWN, PREFIX, READS, SECOND_FACTORS
from stacks.stage import Stage
from tests.templates import Template, of_type, one, packages, text


def _role_statements(backup: Template, service: str) -> list[Any]:
    """Return what the roles may do that a service assumes, in their policies' order."""
    roles = [role["Properties"] for role in of_type(backup, "AWS::IAM::Role").values()]
    return [
        statement
        for role in roles
        if role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": service}
        for arn in role["ManagedPolicyArns"]
        for statement in backup["Resources"][arn["Ref"]]["Properties"]["PolicyDocument"][
            "Statement"
        ]
    ]


def test_the_function_reads_one_pool_and_writes_below_one_prefix(
    backup: Template, stage: Stage
) -> None:
    if not (statements := _role_statements(backup, "lambda.amazonaws.com")):
        assert backup["Resources"] == {}
        return
    _, pool, nights, told, bucket, key = statements
    asked = SECOND_FACTORS if stage.backup.second_factors else ()
    assert pool["Action"] == sorted(f"cognito-idp:{one}" for one in (*READS, *asked))
    assert text(pool["Resource"]).endswith(":userpool/${UserPoolId}")
    assert nights["Action"] == "s3:PutObject"
    assert text(nights["Resource"]) == f"${{BackupBucket.Arn}}/{PREFIX}/*"
    assert told["Action"] == "s3:GetObject"
    assert [*map(text, told["Resource"])] == [
        f"${{BackupBucket.Arn}}/{PREFIX}/*/{name}" for name in ITS_OWN
    ]
    assert (PREFIX, ITS_OWN) == (keeping.PREFIX, (keeping.CHECKPOINT, keeping.MANIFEST))
    assert bucket["Action"] == "s3:ListBucket"
    assert text(bucket["Resource"]) == "${BackupBucket.Arn}"
    assert key["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
    assert text(key["Resource"]) == "${BackupKey.Arn}"


def test_the_function_changes_no_user_and_no_lock_and_deletes_nothing(backup: Template) -> None:
    for operation in (*READS, *SECOND_FACTORS):
        assert operation.startswith(("AdminGet", "AdminList", "List"))
    granted = text([s["Action"] for s in _role_statements(backup, "lambda.amazonaws.com")])
    for forbidden in ("Delete", "Bypass", "Retention", "LegalHold", "PutBucket", "*"):
        assert forbidden not in granted


def test_the_schedule_invokes_the_function_and_no_run_meets_the_next(backup: Template) -> None:
    for schedule in (s["Properties"] for s in of_type(backup, "AWS::Scheduler::Schedule").values()):
        assert schedule["ScheduleExpression"] == "rate(15 minutes)"
        assert schedule["State"] == "ENABLED"
        function, _ = schedule["Target"]["Arn"]["Fn::GetAtt"]
        properties = backup["Resources"][function]["Properties"]
        assert properties["Handler"] == "directory_backup.handler.lambda_handler"
        assert properties["Timeout"] < 15 * 60
        (invoke,) = _role_statements(backup, "scheduler.amazonaws.com")
        assert invoke["Action"] == "lambda:InvokeFunction"
        assert invoke["Resource"] == {"Fn::GetAtt": [function, "Arn"]}
        once = one(
            backup, "AWS::Lambda::EventInvokeConfig"
        )  # Lambda itself runs no failed one again
        assert once["FunctionName"] == {"Ref": function}
        assert (once["Qualifier"], once["MaximumRetryAttempts"]) == ("$LATEST", 0)
        assert schedule["Target"]["RetryPolicy"]["MaximumRetryAttempts"] == 0


def test_the_scheduler_acts_for_this_account_alone(backup: Template) -> None:
    account = {"Ref": "AWS::AccountId"}
    for role in of_type(backup, "AWS::IAM::Role").values():
        (trust,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        if trust["Principal"] == {"Service": "scheduler.amazonaws.com"}:
            assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": account}}


def test_the_function_is_told_what_the_stage_says(backup: Template, stage: Stage) -> None:
    for function in packages(backup).values():
        told = function["Environment"]["Variables"]
        assert told["USER_POOL_ID"] == {"Ref": "UserPoolId"}
        assert told["BUCKET"] == {"Ref": "BackupBucket"}
        assert told["START_HOUR"] == str(stage.backup.start_hour)
        assert told["SECOND_FACTORS"] == ("true" if stage.backup.second_factors else "false")


def test_the_alarm_is_on_without_a_backup_and_without_a_run(backup: Template, stage: Stage) -> None:
    for alarm in (a["Properties"] for a in of_type(backup, "AWS::CloudWatch::Alarm").values()):
        assert (alarm["Namespace"], alarm["MetricName"]) == (
            packages(backup)["directory_backup"]["Environment"]["Variables"]["METRIC_NAMESPACE"],
            "BackupAge",
        )
        assert alarm["Namespace"] == f"{stage.project}-{stage.name}-backup"
        assert alarm["TreatMissingData"] == "breaching"
        assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
        assert alarm["Threshold"] == 30 * 60 * 60
        assert (alarm["EvaluationPeriods"], alarm["Period"]) == (1, 3600)
        assert "docs/backup.md" in alarm["AlarmDescription"]


def test_the_alarm_tells_the_topic_of_a_stage_that_has_one(backup: Template, stage: Stage) -> None:
    told = [{"Ref": "AlarmTopicArn"}] if stage.observation.monitoring else None
    for alarm in (a["Properties"] for a in of_type(backup, "AWS::CloudWatch::Alarm").values()):
        assert alarm.get("AlarmActions") == alarm.get("OKActions") == told
