"""The backups: a bucket that nobody can empty, one function that may write there, an alarm."""

from collections.abc import Mapping
from typing import Any

import pytest

from directory_backup import keeping
from stacks.constructs.directory_backup import ITS_OWN, PREFIX, READS, SECOND_FACTORS
from stacks.stage import Stage
from tests.templates import Template, of_type, one, packages, text


@pytest.fixture
def backup(templates: Mapping[str, Template]) -> Template:
    """The backup stack; one without resources where the stage has none."""
    return templates.get("backup", {"Resources": {}})


def _buckets(backup: Template) -> list[Any]:
    return [bucket["Properties"] for bucket in of_type(backup, "AWS::S3::Bucket").values()]


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


def test_a_stage_has_backups_when_it_says_so(backup: Template, stage: Stage) -> None:
    assert len(_buckets(backup)) == int(stage.backup.nightly)
    assert bool(packages(backup)) is stage.backup.nightly


def test_bucket_key_and_policy_outlive_every_stack(backup: Template) -> None:
    for kind in ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::KMS::Key"):
        for resource in of_type(backup, kind).values():
            assert resource["DeletionPolicy"] == "RetainExceptOnCreate"
            assert resource["UpdateReplacePolicy"] == "Retain"


def test_the_bucket_is_private(backup: Template) -> None:
    for bucket in _buckets(backup):
        assert bucket["PublicAccessBlockConfiguration"] == {
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        }
        assert bucket["OwnershipControls"] == {
            "Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]
        }
        assert "AccessControl" not in bucket
        assert "WebsiteConfiguration" not in bucket


def test_nothing_comes_or_goes_without_tls(backup: Template, stage: Stage) -> None:
    policies = of_type(backup, "AWS::S3::BucketPolicy").values()
    assert len(policies) == int(stage.backup.nightly and stage.cloud.tls)
    for policy in policies:
        assert policy["Properties"]["Bucket"] == {"Ref": "BackupBucket"}
        (deny,) = policy["Properties"]["PolicyDocument"]["Statement"]
        assert (deny["Effect"], deny["Action"], deny["Principal"]) == ("Deny", "s3:*", {"AWS": "*"})
        assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        bucket = "${BackupBucket.Arn}"
        assert [text(arn) for arn in deny["Resource"]] == [bucket, f"{bucket}/*"]


def test_objects_are_encrypted_by_a_key_of_their_own_that_is_asked_for_each(
    backup: Template,
) -> None:
    for bucket in _buckets(backup):
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"] == {
            "SSEAlgorithm": "aws:kms",
            "KMSMasterKeyID": {"Fn::GetAtt": ["BackupKey", "Arn"]},
        }
        assert rule["BucketKeyEnabled"] is False
        assert one(backup, "AWS::KMS::Key")["EnableKeyRotation"] is True


def test_only_this_account_has_the_key(backup: Template, stage: Stage) -> None:
    account = stage.account or "${AWS::AccountId}"
    for key in of_type(backup, "AWS::KMS::Key").values():
        (statement,) = key["Properties"]["KeyPolicy"]["Statement"]
        assert text(statement["Principal"]["AWS"]).endswith(f":iam::{account}:root")


def test_a_version_is_locked_as_long_as_it_is_kept_and_goes_then(
    backup: Template, stage: Stage
) -> None:
    days = stage.backup.kept_days
    for bucket in _buckets(backup):
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket["ObjectLockEnabled"] is True
        assert bucket["ObjectLockConfiguration"] == {
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": days}},
        }
        rule, marker = bucket["LifecycleConfiguration"]["Rules"]
        assert rule == {
            "Status": "Enabled",
            "ExpirationInDays": days,
            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        }
        assert marker == {"Status": "Enabled", "ExpiredObjectDeleteMarker": True}


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
