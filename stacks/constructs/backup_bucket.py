"""The bucket that keeps a directory's backups, and the key that they are encrypted with."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from .retention import RETAINED

# A day after the last of it: an upload that never ended, and what an expiration has left behind.
_LEFT = cdk.Duration.days(1)


class BackupBucket(Construct):
    """A private, versioned bucket whose objects nobody can change or delete for some days.

    It and its key outlive every stack, protected or not: without the key a backup is noise, and
    CloudFormation deletes no bucket that has something in it.

    Attributes:
        bucket: the bucket.
        key: its own key.
    """

    def __init__(self, scope: Construct, id_: str, *, kept_days: int, tls: bool = True) -> None:
        """Make the bucket and its key.

        The lock is in governance mode: who has s3:BypassGovernanceRetention, which no role here
        has, can still erase a person from a backup, or a backup that was made by mistake. In
        compliance mode the account's root could not.

        Without a bucket key S3 asks KMS for each object, and CloudTrail has a Decrypt by the
        object's name for each that somebody reads (Amazon S3 user guide, "Reducing the cost of
        SSE-KMS with Amazon S3 Bucket Keys"). A night has few objects.

        Args:
            scope: what owns it.
            id_: the construct's id.
            kept_days: for so long an object is locked; then it goes.
            tls: refuse every request that does not come by TLS.
        """
        super().__init__(scope, id_)
        self.key = kms.Key(
            self,
            "Key",
            description="Encrypts the backups of a user pool: without it nobody can read them",
            enable_key_rotation=True,
            removal_policy=RETAINED,
        )
        kept = cdk.Duration.days(kept_days)
        self.bucket = s3.Bucket(
            self,
            "Default",
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=self.key,
            bucket_key_enabled=False,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=tls,
            object_lock_default_retention=s3.ObjectLockRetention.governance(kept),
            lifecycle_rules=[
                s3.LifecycleRule(
                    expiration=kept,  # of a version: it is hidden by a delete marker, and
                    noncurrent_version_expiration=_LEFT,  # goes, unless its lock still holds
                    abort_incomplete_multipart_upload_after=_LEFT,
                ),
                # The marker itself; a rule that has days would let it grow as old as those first.
                s3.LifecycleRule(expired_object_delete_marker=True),
            ],
            removal_policy=RETAINED,
        )
        if self.bucket.policy:
            self.bucket.policy.apply_removal_policy(RETAINED)
        cdk.Validations.of(self.bucket).acknowledge(
            cdk.Acknowledgment(
                id="AwsSolutions-S1",
                reason="Whoever reads an object shows in CloudTrail by name, as kms:Decrypt of the "
                "bucket's own key; access logs would be one more bucket to keep",
            )
        )
