"""The directory: how users are named, verified, protected and texted."""

from stacks.stage import Stage
from tests.assertions.schema import constraints
from tests.templates import Template, arn_start, of_type, one, statements, text


def _pool(identity: Template) -> Template:
    pool: Template = one(identity, "AWS::Cognito::UserPool")
    return pool


def _gate(identity: Template) -> tuple[str, Template]:
    (found,) = (
        (name, function["Properties"])
        for name, function in of_type(identity, "AWS::Lambda::Function").items()
        if function["Properties"]["Handler"].startswith("sign_up_gate.")
    )
    return found


def test_the_phone_number_is_the_username_in_any_case(identity: Template) -> None:
    assert _pool(identity)["UsernameAttributes"] == ["phone_number"]
    assert "AliasAttributes" not in _pool(identity)
    assert _pool(identity)["UsernameConfiguration"] == {"CaseSensitive": False}


def test_users_sign_themselves_up_unless_the_stage_closes_it(
    identity: Template, stage: Stage
) -> None:
    config = _pool(identity)["AdminCreateUserConfig"]
    assert config["AllowAdminCreateUserOnly"] is not stage.sign_up.enabled


def test_the_phone_number_is_verified_by_a_text_with_the_stages_words(
    identity: Template, stage: Stage
) -> None:
    pool = _pool(identity)
    assert pool["AutoVerifiedAttributes"] == ["phone_number"]
    assert pool["SmsVerificationMessage"] == stage.sms.message
    assert pool["VerificationMessageTemplate"]["SmsMessage"] == stage.sms.message


def test_an_old_number_works_until_the_new_one_is_verified(identity: Template) -> None:
    assert _pool(identity)["UserAttributeUpdateSettings"] == {
        "AttributesRequireVerificationBeforeUpdate": ["phone_number"]
    }


def test_the_account_is_recovered_by_the_verified_phone_or_an_operator(
    identity: Template, stage: Stage
) -> None:
    names = {"PHONE": "verified_phone_number", "ADMIN_ONLY": "admin_only"}
    name = names[stage.sign_in.account_recovery]
    assert _pool(identity)["AccountRecoverySetting"] == {
        "RecoveryMechanisms": [{"Name": name, "Priority": 1}]
    }


def test_every_attribute_states_its_type_and_what_it_may_hold(
    identity: Template, stage: Stage
) -> None:
    any_length = {"MinLength": "0", "MaxLength": "2048"}
    assert _pool(identity)["Schema"] == [
        *(
            {
                "Name": name,
                "AttributeDataType": "String",
                "Required": True,
                "Mutable": True,
                "StringAttributeConstraints": any_length,
            }
            for name in ("name", "phone_number")
        ),
        *(
            {
                "Name": attribute.name,
                "AttributeDataType": attribute.type,
                "Mutable": attribute.mutable,
                **constraints(attribute),
            }
            for attribute in stage.users.custom_attributes
        ),
    ]


def test_a_phone_number_of_e164_fits(identity: Template) -> None:
    """`+` and 15 digits: a shorter limit can never be raised."""
    (phone,) = (a for a in _pool(identity)["Schema"] if a["Name"] == "phone_number")
    assert int(phone["StringAttributeConstraints"]["MaxLength"]) >= 16


def test_a_password_is_long_and_of_four_classes_or_longer(identity: Template, stage: Stage) -> None:
    classes = stage.sign_in.password.character_classes
    assert _pool(identity)["Policies"]["PasswordPolicy"] == {
        "MinimumLength": stage.sign_in.password.min_length,
        "RequireLowercase": classes,
        "RequireNumbers": classes,
        "RequireSymbols": classes,
        "RequireUppercase": classes,
        "TemporaryPasswordValidityDays": 1,
    }
    assert stage.sign_in.password.min_length >= (12 if classes else 15)


def test_the_second_factor_is_the_stages(identity: Template, stage: Stage) -> None:
    names = {"SMS": "SMS_MFA", "TOTP": "SOFTWARE_TOKEN_MFA"}
    sign_in = stage.sign_in
    enabled = {names[method] for method in sign_in.mfa_methods} if sign_in.mfa != "OFF" else set()
    configuration = "ON" if sign_in.mfa == "REQUIRED" else sign_in.mfa
    assert _pool(identity)["MfaConfiguration"] == configuration
    assert set(_pool(identity).get("EnabledMfas", [])) == enabled


def test_the_feature_plan_is_explicit_and_used(identity: Template, stage: Stage) -> None:
    plan = stage.sign_in.feature_plan
    assert _pool(identity)["UserPoolTier"] == plan
    protection = {"AdvancedSecurityMode": "ENFORCED"} if plan == "PLUS" else None
    assert _pool(identity).get("UserPoolAddOns") == protection


def test_a_protected_pool_cannot_be_deleted(identity: Template, stage: Stage) -> None:
    protection = "ACTIVE" if stage.protection.retain else "INACTIVE"
    assert _pool(identity)["DeletionProtection"] == protection


def test_the_sign_up_gate_decides_at_sign_up_and_before_every_text(identity: Template) -> None:
    gate, _ = _gate(identity)
    triggers = _pool(identity)["LambdaConfig"]
    assert triggers["PreSignUp"] == triggers["CustomMessage"] == {"Fn::GetAtt": [gate, "Arn"]}
    assert triggers.keys() <= {"PreSignUp", "CustomMessage", "PostConfirmation"}


def test_the_sign_up_gate_has_the_stages_countries_and_test_numbers(
    identity: Template, stage: Stage
) -> None:
    environment = _gate(identity)[1]["Environment"]["Variables"]
    assert environment["ALLOWED_COUNTRIES"].split(",") == list(stage.sign_up.allowed_countries)
    assert environment["TEST_NUMBERS"] == ",".join(stage.sign_up.test_numbers)


def test_only_this_stacks_cognito_assumes_the_sms_role(identity: Template, stage: Stage) -> None:
    external_id = _pool(identity)["SmsConfiguration"]["ExternalId"]
    assert external_id == {"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}
    assert _pool(identity)["SmsConfiguration"]["SnsCallerArn"] == {"Fn::GetAtt": ["SmsRole", "Arn"]}
    role = identity["Resources"]["SmsRole"]["Properties"]
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Action"] == "sts:AssumeRole"
    assert trust["Principal"] == {"Service": "cognito-idp.amazonaws.com"}
    assert trust["Condition"].keys() == {"StringEquals", "ArnLike"}
    assert trust["Condition"]["StringEquals"] == {
        "sts:ExternalId": external_id,
        "aws:SourceAccount": {"Ref": "AWS::AccountId"},
    }
    pools = arn_start(stage, "cognito-idp") + "userpool/*"
    assert text(trust["Condition"]["ArnLike"]["aws:SourceArn"]) == pools


def test_texts_come_from_the_region_that_the_stage_says_or_its_own(
    identity: Template, stage: Stage
) -> None:
    texting = stage.sms.region or stage.region or {"Ref": "AWS::Region"}
    assert _pool(identity)["SmsConfiguration"]["SnsRegion"] == texting


def test_the_sms_role_may_publish_and_nothing_else(identity: Template) -> None:
    (policy,) = identity["Resources"]["SmsRole"]["Properties"]["ManagedPolicyArns"]
    document = identity["Resources"][policy["Ref"]]["Properties"]["PolicyDocument"]
    assert document["Statement"] == [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]
    assert "Policies" not in identity["Resources"]["SmsRole"]["Properties"]


def test_no_other_permission_has_a_wildcard(identity: Template) -> None:
    for statement in statements(identity):
        if statement["Action"] not in ("sns:Publish", "sns:SetSMSAttributes"):
            assert "*" not in text(statement["Action"]) + text(statement["Resource"])


def test_undelivered_messages_are_logged_where_the_stage_can(
    identity: Template, stage: Stage
) -> None:
    deliveries = of_type(identity, "AWS::Cognito::LogDeliveryConfiguration")
    assert bool(deliveries) is stage.cloud.user_notification_log
    for delivery in deliveries.values():
        (config,) = delivery["Properties"]["LogConfigurations"]
        assert (config["EventSource"], config["LogLevel"]) == ("userNotification", "ERROR")
        arn = text(config["CloudWatchLogsConfiguration"]["LogGroupArn"])
        assert ":log-group:${DirectoryNotificationErrors" in arn
        assert not arn.endswith("*")
