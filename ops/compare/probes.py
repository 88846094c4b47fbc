"""Trying which of two things a cloud does. Each says in its name what AWS does."""

from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError

from ..deployment.environment import SIGN_UP_CODE
from ..deployment.interruption import held_back
from ..people import accounts
from ..people.api import send
from ..people.own_users import MARK
from ..people.person import new_password
from ..people.totp import totp
from .difference import AWS, HERE, exists, refused
from .scene import Scene

CORS = "access-control-allow-origin"
ONE_ANSWER = "the stage has one answer for every origin"
HEADER_LIMIT = 10_240


def access_tokens_end_at_the_authorizer(scene: Scene) -> str:
    """The gateway's refusals are for every origin, the function's for ours."""
    headers = {"Authorization": scene.tokens["AccessToken"], "Origin": scene.origins[0]}
    answer = send("GET", f"{scene.outputs.api_url}me", headers)
    if answer.status != HTTPStatus.UNAUTHORIZED:
        return f"GET /me answered {answer.status} to an access token"
    return AWS if _allowed(answer.headers) == "*" else HERE


def each_origin_gets_its_preflight(scene: Scene) -> str:
    """The response template puts the asking origin in, if it is one of ours."""
    if len(scene.origins) == 1:
        return ONE_ANSWER
    headers = {"Origin": scene.origins[-1], "Access-Control-Request-Method": "GET"}
    allowed = _allowed(send("OPTIONS", f"{scene.outputs.api_url}me", headers).headers)
    answers = {scene.origins[-1]: AWS, scene.origins[0]: HERE, "*": ONE_ANSWER}
    return answers.get(str(allowed), f"{allowed}")


def large_headers_are_refused(scene: Scene) -> str:
    """10,240 bytes in all (API Gateway quotas)."""
    headers = {"Authorization": scene.tokens["IdToken"], "X-Big": "a" * HEADER_LIMIT}
    status = send("GET", f"{scene.outputs.api_url}me", headers).status
    return HERE if status == HTTPStatus.OK else AWS


def a_user_writes_only_what_the_client_may(scene: Scene) -> str:
    """The attribute of the mark is not among the client's write attributes."""
    return refused(
        lambda: scene.client("cognito-idp").update_user_attributes(
            AccessToken=scene.tokens["AccessToken"],
            UserAttributes=[{"Name": MARK, "Value": scene.own.mark}],
        ),
        "NotAuthorizedException",
    )


def an_app_counts_once_it_is_preferred(scene: Scene) -> str:
    """VerifySoftwareToken enrols it, SetUserMFAPreference turns it on."""
    cognito, token = scene.client("cognito-idp"), scene.tokens["AccessToken"]
    secret = cognito.associate_software_token(AccessToken=token)["SecretCode"]
    cognito.verify_software_token(AccessToken=token, UserCode=totp(secret))
    return HERE if cognito.get_user(AccessToken=token).get("UserMFASettingList") else AWS


def devices_can_be_listed(scene: Scene) -> str:
    """Without device tracking Cognito says so; the operation exists."""
    return exists(
        lambda: scene.client("cognito-idp").list_devices(AccessToken=scene.tokens["AccessToken"])
    )


def a_wrong_verification_code_is_told(scene: Scene) -> str:
    """VerifyUserAttribute exists, and refuses a code that nobody sent."""
    return exists(
        lambda: scene.client("cognito-idp").verify_user_attribute(
            AccessToken=scene.tokens["AccessToken"], AttributeName="phone_number", Code="000000"
        )
    )


def a_temporary_password_obeys_the_policy(scene: Scene) -> str:
    """AdminCreateUser makes one where none is given."""
    cognito, person = scene.client("cognito-idp"), scene.somebody()
    attributes = {**person.attributes, "phone_number": person.phone_number}
    try:
        with held_back():
            cognito.admin_create_user(
                UserPoolId=scene.outputs.user_pool_id,
                Username=person.phone_number,
                UserAttributes=accounts.listed(attributes),
                MessageAction="SUPPRESS",
            )
    except cognito.exceptions.InvalidPasswordException:
        return HERE
    return AWS


def a_refusal_of_the_gate_is_a_sentence(scene: Scene) -> str:
    """The number is one that Britain keeps for fiction, and so no valid one: no gate takes it."""
    cognito = scene.client("cognito-idp")
    try:
        cognito.sign_up(
            ClientId=scene.outputs.user_pool_client_id,
            Username="+447700900123",
            Password=new_password(),
            UserAttributes=[{"Name": "name", "Value": "Nobody"}],
        )
    except ClientError as error:
        return HERE if "{" in error.response["Error"]["Message"] else AWS
    return "the number could sign up"


def a_sign_up_tells_where_the_code_went(scene: Scene) -> str:
    """CodeDeliveryDetails has the masked number."""
    return AWS if "CodeDeliveryDetails" in _signed_up(scene)[1] else HERE


def a_sign_up_brings_what_is_required(scene: Scene) -> str:
    """The name is a required attribute."""
    return refused(lambda: _signed_up(scene, named=False), "InvalidParameterException")


def a_confirmation_verifies_the_number(scene: Scene) -> str:
    """The code went to that number."""
    cognito, (number, _) = scene.client("cognito-idp"), _signed_up(scene)
    cognito.confirm_sign_up(
        ClientId=scene.outputs.user_pool_client_id, Username=number, ConfirmationCode=SIGN_UP_CODE
    )
    user = cognito.admin_get_user(UserPoolId=scene.outputs.user_pool_id, Username=number)
    verified = {"Name": "phone_number_verified", "Value": "true"}
    return AWS if verified in user["UserAttributes"] else HERE


def a_code_is_delivered_by_sms(scene: Scene) -> str:
    """The pool has no other way."""
    number, _ = _signed_up(scene)
    answer = scene.client("cognito-idp").resend_confirmation_code(
        ClientId=scene.outputs.user_pool_client_id, Username=number
    )
    return AWS if answer["CodeDeliveryDetails"]["DeliveryMedium"] == "SMS" else HERE


def a_new_number_waits_for_its_code(scene: Scene) -> str:
    """AttributesRequireVerificationBeforeUpdate keeps the old one."""
    cognito, token = scene.client("cognito-idp"), scene.tokens["AccessToken"]
    new = scene.somebody()
    cognito.update_user_attributes(
        AccessToken=token, UserAttributes=[{"Name": "phone_number", "Value": new.phone_number}]
    )
    stored = cognito.get_user(AccessToken=token)["UserAttributes"]
    counts = {"Name": "phone_number", "Value": new.phone_number} in stored
    return HERE if counts else AWS


def sns_has_sms_settings(scene: Scene) -> str:
    """GetSMSAttributes and SetSMSAttributes exist."""
    return exists(lambda: scene.client("sns").get_sms_attributes())


def sns_tells_of_its_sandbox(scene: Scene) -> str:
    """GetSMSSandboxAccountStatus exists."""
    return exists(lambda: scene.client("sns").get_sms_sandbox_account_status())


def cognito_tells_its_limit(scene: Scene) -> str:
    """GetProvisionedLimit exists."""
    wanted = {"LimitClass": "API_CATEGORY", "Attributes": {"Category": "UserAuthentication"}}
    cognito = scene.client("cognito-idp")
    return exists(lambda: cognito.get_provisioned_limit(LimitDefinition=wanted))


def _signed_up(scene: Scene, *, named: bool = True) -> tuple[str, dict[str, Any]]:
    person = scene.somebody()
    with held_back():
        answer = scene.client("cognito-idp").sign_up(
            ClientId=scene.outputs.user_pool_client_id,
            Username=person.phone_number,
            Password=person.password,
            UserAttributes=[{"Name": "name", "Value": "Ada"}] * named,
        )
        scene.own.adopt(person.phone_number)
    return person.phone_number, answer


def _allowed(headers: Any) -> str | None:
    return next((value for key, value in headers.items() if key.lower() == CORS), None)
