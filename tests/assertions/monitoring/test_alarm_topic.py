"""Who may tell whoever is on call, and that nobody else reads it."""

from stacks.stage import Stage
from tests.templates import Template, arn_start, of_type, one, text


def test_the_topic_is_encrypted_by_a_key_of_our_own_that_turns(monitoring: Template) -> None:
    """AWS's own key for SNS lets neither CloudWatch nor EventBridge in."""
    (key,) = of_type(monitoring, "AWS::KMS::Key")
    assert one(monitoring, "AWS::SNS::Topic")["KmsMasterKeyId"] == {"Fn::GetAtt": [key, "Arn"]}
    assert one(monitoring, "AWS::KMS::Key")["EnableKeyRotation"] is True


def test_cloudwatch_of_this_account_and_eventbridge_use_the_key(
    monitoring: Template, stage: Stage
) -> None:
    """EventBridge without a condition: with one, SNS takes nothing from it (SNS guide)."""
    owner, *users = one(monitoring, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    account = stage.account or "${AWS::AccountId}"
    # The partition is known where the stage names its region.
    assert text(owner["Principal"]["AWS"]).endswith(f":iam::{account}:root")
    assert {s["Principal"]["Service"]: s.get("Condition") for s in users} == {
        "cloudwatch.amazonaws.com": {
            "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
        },
        "events.amazonaws.com": None,
    }
    for statement in users:
        assert statement["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
        assert statement["Effect"] == "Allow"


def test_only_this_accounts_alarms_and_eventbridge_publish_and_only_by_tls(
    monitoring: Template, stage: Stage
) -> None:
    """EventBridge without a condition: it meets none in a topic's policy (EventBridge guide)."""
    policy = one(monitoring, "AWS::SNS::TopicPolicy")
    (topic,) = of_type(monitoring, "AWS::SNS::Topic")
    assert policy["Topics"] == [{"Ref": topic}]
    plain, *publishers = policy["PolicyDocument"]["Statement"]
    assert (plain["Effect"], plain["Principal"]) == ("Deny", "*")
    assert plain["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    for statement in publishers:
        assert (statement["Effect"], statement["Action"]) == ("Allow", "sns:Publish")
        assert statement["Resource"] == {"Ref": topic}
    alarms, rules = publishers
    assert alarms["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    ((condition, source),) = alarms["Condition"].items()
    assert condition == "ArnLike"
    assert text(source["aws:SourceArn"]) == f"{arn_start(stage, 'cloudwatch')}alarm:*"
    assert rules["Principal"] == {"Service": "events.amazonaws.com"}
    assert "Condition" not in rules


def test_nobody_is_subscribed_by_the_template(monitoring: Template) -> None:
    """An address is personal data, and who is on call changes without a deployment."""
    assert not of_type(monitoring, "AWS::SNS::Subscription")
    assert "Subscription" not in one(monitoring, "AWS::SNS::Topic")
