"""The backups' bucket: private, encrypted, locked, and nobody can empty it."""

from typing import Any

from stacks.stage import Stage
from tests.templates import Template, of_type, one, packages, text


def _buckets(backup: Template) -> list[Any]:
    return [bucket["Properties"] for bucket in of_type(backup, "AWS::S3::Bucket").values()]


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
