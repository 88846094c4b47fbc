"""docs/permissions.md, made from the templates of stage dev; `make snapshots` writes it."""

from ..deployment.stack import Stacks
from .caller import backup_policy, caller_policy, cleaning_policy, doctor_policy
from .command import written
from .execution import execution_policy
from .place import Place

STAGE, ACCOUNT, REGION = "dev", "111122223333", "eu-central-1"
PAGE = """# What a deployment has to be allowed

Two policies deploy a stage, and neither is AdministratorAccess: the caller's, of whoever or whatever CI runs `make deploy`, and the execution role's, by which CloudFormation makes the resources. This page has them for stage `{stage}` in account {account}, region {region}; `make snapshots` writes it, and tests hold it against the templates, against what CloudFormation documents of each resource type, and against every call of `ops`. For a stage of yours:

```
make permissions STAGE={stage} FOR=caller ACCOUNT={account} REGION={region} > caller.json
make permissions STAGE={stage} FOR=execution ACCOUNT={account} REGION={region} > execution.json
```

`ACCOUNT` and `REGION` may be left out where `stages.py` fixes them. No AWS is asked, and no credentials are needed. A policy that is longer than IAM takes (6,144 characters) is refused. A stage with monitoring, as `prod`, needs one for each of its stacks: `STACK=phone-auth-prod-identity`, then those of `-api` and `-monitoring`. None of it was tried on an account yet: an action that AWS asks for besides is an `AccessDenied` that names it, which CloudFormation rolls back.

## Use them

Once per account and region, an administrator:

```
aws iam create-policy --policy-name phone-auth-{stage}-execution --policy-document file://execution.json
make bootstrap STAGE={stage} EXECUTION_POLICY=arn:aws:iam::{account}:policy/phone-auth-{stage}-execution
aws iam create-policy --policy-name phone-auth-{stage}-caller --policy-document file://caller.json
```

The last one goes to the role or the user that runs the commands; the roles of GitHub's workflows have it from their own stack ([delivery.md](delivery.md)). Without `EXECUTION_POLICY`, `cdk bootstrap` gives the execution role AdministratorAccess. All stages and CDK apps of an account and region share that role: name all their policies, with commas between. When the templates change, renew both (`aws iam create-policy-version`) before the deployment.

Bootstrapping itself makes roles and their policies, so whoever may do that may do everything: no smaller policy for it is worth its name, and none is here.

The user pools of an account cannot be told apart before there are any. Once the stage is deployed, put the id of its pool in place of `userpool/*` in the caller's policy, and that of its identity pool in place of `identitypool/*`. Alarms and topics are named by the stage alone: where an account has a stage `prod-eu` besides `prod`, the policies of `prod` reach those of both.

What limits a deployment is the review of its templates. Whoever may assume the deployment role can have CloudFormation do all that the execution policy allows, and that makes roles: a template can give any permission to a role whose name begins as one of its stacks'. An organization's service control policy bounds that.

## The caller

Who runs `make deploy`, `diff`, `prove`, `compare`, `logs`, `account`, `destroy`, and `settings` from CloudFormation. The CDK CLI assumes the bootstrap roles; the rest is what our commands ask themselves. A sign-up, a sign-in and a guest's identity need no permission. Who never runs `make account` leaves out `LoggingRole`, `PolicyOfTheLoggingRole` and `PassTheLoggingRole`, and `PATCH` of the account's settings. Who runs `make diff` alone needs no more than to read the stage's templates (`FOR=diff`).

```json
{caller}
```

`make deploy CLEAN=1` removes what a failed first deployment has left, user pools without users too. It needs this besides (`FOR=cleaning`); attach it for that run alone:

```json
{cleaning}
```

`python -m ops backup` ([backup.md](backup.md)) reads and restores a whole directory, and needs this besides (`FOR=backup`). An export needs the first statement alone; give the second one to whoever restores, and take it away afterwards. A stage with `backup.nightly` has two more, for `fetch`:

```json
{backup}
```

## Who only looks

Who runs [`make doctor`](readiness.md) and nothing else (`FOR=doctor`). It reads no user. For drift, CloudFormation reads each resource by the same credentials: what this policy does not let them read, `doctor` calls unknown.

```json
{doctor}
```

## The execution role

What CloudFormation needs to create, update and delete every resource of the stage. A resource type that has no row in `ops/permissions/types.py`, and a property that calls for more, are refused by name.

```json
{execution}
```
"""


def page(stacks: Stacks) -> str:
    """Return the whole page."""
    place = Place(account=ACCOUNT, region=REGION, stacks=stacks)
    return PAGE.format(
        stage=STAGE,
        account=ACCOUNT,
        region=REGION,
        caller=written(caller_policy(place)),
        cleaning=written(cleaning_policy(place)),
        backup=written(backup_policy(place)),
        doctor=written(doctor_policy(place)),
        execution=written(execution_policy(place)),
    )
