"""Every difference that is known between AWS and MiniStack 1.5.33.

`docs/local-cloud.md` is made from this, the live tests hold each probe against the emulator, and
`python -m ops compare` runs those that are safe against any stage.
"""

from . import admin_probes, log_probes, probes
from .difference import Difference

_COGNITO = "Cognito developer guide"
_COGNITO_API = "Cognito API reference"
_GATEWAY = "API Gateway developer guide"
_CLOUDFORMATION = "CloudFormation user guide"

DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        aws="a code of six random digits is texted, and the answer names the masked number",
        source=f"{_COGNITO}, SMS message settings",
        here="no SMS; sign-up code 123456, reset code 654321; SignUp names no delivery",
        covered="the page and `make local` say so",
        probe=probes.a_sign_up_tells_where_the_code_went,
    ),
    Difference(
        aws="codes are delivered by SMS",
        source=f"{_COGNITO_API}, CodeDeliveryDetailsType",
        here="delivery is reported as EMAIL to `****`",
        covered="the page's tests answer as Cognito documents",
        probe=probes.a_code_is_delivered_by_sms,
    ),
    Difference(
        aws="required attributes are enforced at SignUp",
        source=f"{_COGNITO_API}, SignUp",
        here="they are not",
        covered="template assertions",
        probe=probes.a_sign_up_brings_what_is_required,
    ),
    Difference(
        aws="a closed self sign-up refuses SignUp (`sign_up.enabled=False`)",
        source=f"{_COGNITO_API}, AdminCreateUserConfigType",
        here="it does not",
        covered="`make local` proves with a user made by an operator; template assertions",
    ),
    Difference(
        aws="`phone_number_verified` is set by the confirmation",
        source=f"{_COGNITO}, Verifying contact information at sign-up",
        here="it is not; Amplify UI then asks for account recovery after each sign-in",
        covered="its *Skip*, which the tests of docs/frontends.md press",
        probe=probes.a_confirmation_verifies_the_number,
    ),
    Difference(
        aws="the client's write attributes are enforced",
        source=f"{_COGNITO}, Working with user attributes",
        here="they are not",
        covered="template assertions",
        probe=probes.a_user_writes_only_what_the_client_may,
        safe=True,
    ),
    Difference(
        aws="a new phone number counts once it is verified, and one that another user has does not",
        source=f"{_COGNITO_API}, UserAttributeUpdateSettingsType",
        here="either counts at once",
        covered="the page's tests answer as Cognito documents",
        probe=probes.a_new_number_waits_for_its_code,
    ),
    Difference(
        aws="GetUserAttributeVerificationCode and VerifyUserAttribute verify an attribute",
        source=_COGNITO_API,
        here="neither exists",
        covered="the page's tests answer as Cognito documents",
        probe=probes.a_wrong_verification_code_is_told,
        safe=True,
    ),
    Difference(
        aws="ListDevices lists a user's devices",
        source=_COGNITO_API,
        here="it does not exist",
        covered="the page does without",
        probe=probes.devices_can_be_listed,
        safe=True,
    ),
    Difference(
        aws="AdminDeleteSoftwareToken forgets the authenticator app of a lost phone",
        source=f"{_COGNITO_API}, AdminDeleteSoftwareToken (August 2026)",
        here="it does not exist: `support reset-mfa` turns the app off, and says that its secret"
        " stays",
        covered="the command is tested against a stubbed answer",
        probe=admin_probes.an_operator_can_forget_an_app,
        safe=True,
    ),
    Difference(
        aws="ListUsers filters by `cognito:user_status`",
        source=f"{_COGNITO_API}, ListUsers",
        here="it ignores that filter",
        covered="`support purge` looks at the status of each user as well",
        probe=admin_probes.users_are_listed_by_their_status,
        safe=True,
    ),
    Difference(
        aws="AdminUpdateUserAttributes refuses a number that another account has",
        source=f"{_COGNITO_API}, AdminUpdateUserAttributes",
        here="it takes it",
        covered="`support move` looks whose it is first",
        probe=admin_probes.no_operator_gives_two_accounts_one_number,
        safe=True,
    ),
    Difference(
        aws="AdminResetUserPassword refuses an account without a verified number",
        source=f"{_COGNITO_API}, AdminResetUserPassword",
        here="it does not, and texts nobody",
        covered="`support reset-password` passes the refusal on",
        probe=admin_probes.a_reset_needs_a_verified_number,
    ),
    Difference(
        aws="ForgotPassword refuses whom an operator made until they have a password of their own",
        source="AWS re:Post Knowledge Center, cognito-forgot-password",
        here="it does not",
        covered="`backup import` sets a password that nobody knows",
        probe=admin_probes.a_forced_change_comes_before_a_reset,
    ),
    Difference(
        aws="the sign-up gate is asked about whom an operator makes, too",
        source=f"{_COGNITO}, Pre sign-up Lambda trigger",
        here="it is not",
        covered="the gate's unit tests; `backup import` tells whom it refuses, by stubbed answers",
        probe=admin_probes.the_gate_is_asked_about_whom_an_operator_makes,
        safe=True,
    ),
    Difference(
        aws="a temporary password that Cognito makes obeys the pool's policy",
        source=f"{_COGNITO_API}, AdminCreateUser",
        here="it has 12 characters, and AdminCreateUser fails where the policy wants more",
        covered="our commands give one",
        probe=probes.a_temporary_password_obeys_the_policy,
        safe=True,
    ),
    Difference(
        aws="an authenticator app counts once SetUserMFAPreference says so",
        source=f"{_COGNITO}, TOTP software token MFA",
        here="VerifySoftwareToken alone turns it on",
        covered="the page makes both calls",
        probe=probes.an_app_counts_once_it_is_preferred,
        safe=True,
    ),
    Difference(
        aws='a second factor that the pool demands is asked of everybody (`mfa="REQUIRED"`)',
        source=f"{_COGNITO}, Adding MFA to a user pool",
        here="it is not",
        covered="template assertions; the steps are tested against answers as Cognito documents",
    ),
    Difference(
        aws="SetUserMFAPreference takes null for a method that stays as it is",
        source=f"{_COGNITO_API}, SetUserMFAPreference",
        here="null for the SMS setting is a 500",
        covered="the page leaves it out",
    ),
    Difference(
        aws="CustomMessage runs before every SMS",
        source=f"{_COGNITO}, Custom message Lambda trigger",
        here="it does not run for SMS",
        covered="the deployed function is invoked directly",
    ),
    Difference(
        aws="PostConfirmation runs after a confirmation",
        source=f"{_COGNITO}, Post confirmation Lambda trigger",
        here="it does not run: nobody joins the default group (`users.default_group`)",
        covered="the deployed function is invoked directly; `support join-default-group` adds"
        " whoever is in no group",
    ),
    Difference(
        aws="a trigger's refusal reaches the client as a sentence",
        source=f"{_COGNITO}, Lambda trigger event errors",
        here="as the text of a Python dict",
        covered="clients are told by the error's name",
        probe=probes.a_refusal_of_the_gate_is_a_sentence,
        safe=True,
    ),
    Difference(
        aws="the requests a second are limited (UserCreation 50, UserAuthentication 120)",
        source=f"{_COGNITO}, Quotas",
        here="they are not",
        covered="none",
    ),
    Difference(
        aws="API Gateway's authorizer refuses access tokens on a method without scopes",
        source=f"{_GATEWAY}, Integrate a REST API with a user pool",
        here="it lets them through",
        covered="the claims Lambda refuses them, in both",
        probe=probes.access_tokens_end_at_the_authorizer,
        safe=True,
    ),
    Difference(
        aws="a changed authorizer acts once the API is deployed to its stage again",
        source=f"{_GATEWAY}, Deploy REST APIs",
        here="at once",
        covered="`make deploy` deploys the API again for a new user pool",
    ),
    Difference(
        aws="a preflight answers each of the stage's origins",
        source=f"{_GATEWAY}, CORS for REST APIs",
        here="it names the first alone",
        covered="stage `local` has one answer for all: `cloud.public=False`",
        probe=probes.each_origin_gets_its_preflight,
        safe=True,
    ),
    Difference(
        aws="a deployment's summary tells of each method how it asks who calls",
        source="API Gateway API reference, MethodSnapshot",
        here="it tells whether an API key is asked for",
        covered="the proof's comparison is tested against a stubbed answer",
    ),
    Difference(
        aws="headers of more than 10,240 bytes are refused",
        source=f"{_GATEWAY}, Quotas",
        here="they are taken; 64 kB end the connection",
        covered="the claims Lambda takes a token of any size that fits",
        probe=probes.large_headers_are_refused,
        safe=True,
    ),
    Difference(
        aws="access and execution logs are written",
        source=f"{_GATEWAY}, Set up CloudWatch logging",
        here="neither",
        covered="template assertions",
        probe=log_probes.api_gateway_writes_its_logs,
    ),
    Difference(
        aws="the answer's x-amzn-RequestId is the request's id in every log",
        source=f"{_GATEWAY}, Access logging for REST APIs",
        here="it is another one than the function is told",
        covered="`logs` is tested by the id that the function was told, and by events as AWS"
        " documents them",
        probe=log_probes.an_answers_request_id_is_in_the_functions_log,
    ),
    Difference(
        aws="FilterLogEvents gives its events by pages, each with an id",
        source="CloudWatch Logs API reference, FilterLogEvents",
        here="the first 10,000, and no ids",
        covered="`logs` needs no ids, and says where events are left out",
        probe=log_probes.events_have_ids,
    ),
    Difference(
        aws="SNS has a spend limit and a message type (`sms.monthly_limit_usd`)",
        source="SNS API reference, SetSMSAttributes",
        here="no such call",
        covered="None in stage `local`; the function is tested against a stubbed SNS",
        probe=probes.sns_has_sms_settings,
        safe=True,
    ),
    Difference(
        aws="SNS tells whether the account is in its SMS sandbox, and which numbers are verified",
        source="SNS API reference, GetSMSSandboxAccountStatus",
        here="no such call",
        covered="`doctor` calls it unknown; its check is tested against a stubbed SNS",
        probe=probes.sns_tells_of_its_sandbox,
        safe=True,
    ),
    Difference(
        aws="the pool says why it cannot text: `SmsConfigurationFailure`",
        source=f"{_COGNITO_API}, UserPoolType",
        here="it never does",
        covered="`doctor` calls it unknown; its check is tested against a stubbed Cognito",
    ),
    Difference(
        aws="numbers and sender IDs that texts come from can be listed",
        source="End User Messaging SMS API reference, DescribePhoneNumbers and DescribeSenderIds",
        here="no such service",
        covered="`doctor` calls it unknown; its check is tested against stubbed answers",
    ),
    Difference(
        aws="quotas can be asked: Service Quotas, and Cognito's GetProvisionedLimit",
        source=f"{_COGNITO}, Quotas",
        here="neither exists; Lambda and API Gateway name limits that hold for nobody",
        covered="`doctor` calls every quota unknown; its checks are tested against stubbed answers",
        probe=probes.cognito_tells_its_limit,
        safe=True,
    ),
    Difference(
        aws="undelivered SMS are logged (`cloud.user_notification_log`)",
        source="CloudFormation, AWS::Cognito::LogDeliveryConfiguration",
        here="no such resource; risk configurations, identity providers and managed login"
        " branding are none either",
        covered="off in stage `local`",
    ),
    Difference(
        aws="GitHub's identity provider is a resource, and STS checks its token's signature and"
        " knows its claims `ref` and `repository_id`",
        source="CloudFormation, AWS::IAM::OIDCProvider; IAM user guide, Available keys for AWS OIDC"
        " federation",
        here="no such resource; STS believes any token, and knows `aud`, `sub` and `amr` alone",
        covered="template assertions, which evaluate the roles' trust by all claims",
    ),
    Difference(
        aws="Cognito, API Gateway and SNS publish metrics, and a function's line in the embedded"
        " metric format becomes one",
        source="CloudWatch user guide, Embedded metric format; the services' guides",
        here="Lambda's own metrics alone; a metric filter is stored and counts nothing",
        covered="the lines are read in the log; a metric that is put makes an alarm fire",
    ),
    Difference(
        aws="an alarm watches what is computed of several metrics (`cloud.metric_math`)",
        source="CloudFormation, AWS::CloudWatch::Alarm, Metrics",
        here="CloudFormation refuses it",
        covered="off in stage `local`; template assertions",
    ),
    Difference(
        aws="an alarm sees the metric of its own dimensions, and missing data as it says",
        source="CloudWatch user guide, Using Amazon CloudWatch alarms",
        here="it sees all metrics of the name, whenever one is put",
        covered="template assertions",
    ),
    Difference(
        aws="an encrypted topic takes messages only from whoever may use its key",
        source="SNS developer guide, Managing Amazon SNS encryption keys and costs",
        here="CloudFormation forgets the topic's key, and no key policy is asked",
        covered="template assertions",
    ),
    Difference(
        aws="WAF stands before the pool and the API (`protection.web_firewall`)",
        source=f"{_COGNITO}, Associate an AWS WAF web ACL",
        here="it cannot be attached",
        covered="off in stage `local`; template assertions",
    ),
    Difference(
        aws="a bucket has the lock, the lifecycle and the encryption of its template"
        " (`backup.nightly`)",
        source="CloudFormation, AWS::S3::Bucket",
        here="CloudFormation leaves them out: what is kept can be deleted",
        covered="template assertions",
    ),
    Difference(
        aws="a bucket can refuse what does not come by TLS (`cloud.tls`)",
        source="Amazon S3 user guide, Managing access with bucket policies",
        here="it would refuse everything, for the endpoint has no TLS",
        covered="off in stage `local`; template assertions",
    ),
    Difference(
        aws="what a function writes in the embedded metric format becomes a metric",
        source="CloudWatch user guide, Embedded metric format",
        here="it is a line of the log, and the alarm never hears of it",
        covered="unit tests read the line",
    ),
    Difference(
        aws="a stack policy is enforced",
        source=f"{_CLOUDFORMATION}, Prevent updates to stack resources",
        here="it is stored",
        covered="the guard refuses first",
    ),
    Difference(
        aws="a failed creation cannot delete a pool with deletion protection: ROLLBACK_FAILED",
        source=f"{_COGNITO}, User pool deletion protection",
        here="the rollback deletes it",
        covered="tests with stack events as AWS documents them",
    ),
    Difference(
        aws="a role that is made anew gets a new name; one that has a policy cannot be deleted",
        source="IAM API reference, DeleteRole; CloudFormation, Name type",
        here="it gets the old name; it can",
        covered="the guests' policy is made anew with the identity pool",
    ),
    Difference(
        aws="the bootstrap roles deploy",
        source="CDK developer guide, Bootstrapping",
        here="refused without TLS",
        covered="`cloud.bootstrap_roles=False` in stage `local`",
    ),
    Difference(
        aws="the keys of a pool are below the issuer's address",
        source=f"{_COGNITO}, Verifying a JSON web token",
        here="below the endpoint, while `iss` stays AWS's",
        covered="settings files carry both",
    ),
    Difference(
        aws="Lambda runs Python 3.14 on arm64, with the asset alone",
        source="Lambda developer guide, Python",
        here="the Python that runs MiniStack, with what is installed beside it",
        covered="assets are pure Python, and are imported alone in a test",
    ),
)
