"""TypeScript modules, each of one type for every stage: code that compiles for one does for all."""

from typing import Any

from ..deployment.facts import Facts
from ..deployment.outputs import StackOutputs
from .literals import HEADER, javascript
from .values import api_url, settings

AMPLIFY_HEADER = f"""{HEADER}//
// For aws-amplify 6, whatever the stage, the local one too:
//
//   import {{ Amplify }} from "aws-amplify";
//   import {{ config, settings }} from "./amplify-config";
//   Amplify.configure(config);
//
// `config`, also the default export, is the whole configuration, with the REST API under the name
// `settings.apiName`. `settings` has what Amplify has no key for: countries, attributes, codes ...
import type {{ ResourcesConfig }} from "aws-amplify";

"""
TYPES = """\
/** A custom attribute; a limit is null where there is none. */
export interface CustomAttribute {
  readonly type: "String" | "Number" | "DateTime" | "Boolean";
  /** Whether it may change after sign-up. */
  readonly mutable: boolean;
  /** Whether its owner may set it through the app client; else only an operator does. */
  readonly writable: boolean;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly minValue: number | null;
  readonly maxValue: number | null;
}

/** Endpoints and fixed codes of the local cloud, which texts nobody. */
export interface LocalCloud {
  readonly userPoolEndpoint: string;
  readonly identityPoolEndpoint: string;
  readonly smsCode: string;
  readonly resetCode: string;
}

/** What a frontend has to know of a deployed stage. */
export interface Settings {
  readonly stage: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly identityPoolId: string;
  /** Base address of the REST API, without a slash at its end. */
  readonly apiUrl: string;
  /** The REST API's name in Amplify's configuration. */
  readonly apiName: string;
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** Where the keys are that sign the tokens. */
  readonly jwksUri: string;
  readonly signUpEnabled: boolean;
  /** ISO 3166-1 alpha-2 codes of those whose numbers may be texted. */
  readonly countries: readonly string[];
  /** Their calling codes, such as `+49`. */
  readonly callingCodes: Readonly<Record<string, string>>;
  /** By full name, such as `custom:<name>`. */
  readonly attributes: Readonly<Record<string, CustomAttribute>>;
  /** The local cloud; null on AWS. */
  readonly local: LocalCloud | null;
  /** Whether anyone gets AWS credentials without signing in. */
  readonly guestAccess: boolean;
  /** Standard attributes that a sign-up must bring. */
  readonly requiredAttributes: readonly string[];
  /** Precedence by name: the lowest wins. */
  readonly groups: Readonly<Record<string, number | null>>;
  readonly passwordPolicy: {
    readonly minLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireNumbers: boolean;
    readonly requireSymbols: boolean;
  };
  readonly mfaConfiguration: "OFF" | "ON" | "OPTIONAL";
  readonly mfaMethods: readonly ("SMS" | "TOTP" | "EMAIL")[];
}

"""


def amplify_ts(outputs: StackOutputs, facts: Facts) -> str:
    """`amplify-config.ts`: `Amplify.configure(config)` is all that a frontend writes."""
    return (
        f"{AMPLIFY_HEADER}{TYPES}"
        f"export const config: ResourcesConfig = {javascript(_resources(outputs, facts))};\n\n"
        f"export const settings: Settings = {javascript(settings(outputs, facts))};\n\n"
        "export default config;\n"
    )


def angular(outputs: StackOutputs, facts: Facts) -> str:
    """`environment.ts`; `production` is what stages.py protects."""
    values = {"production": facts.protected, **settings(outputs, facts)}
    return (
        f"{HEADER}{TYPES}"
        "export interface Environment extends Settings {\n  readonly production: boolean;\n}\n\n"
        f"export const environment: Environment = {javascript(values)};\n"
    )


def _resources(outputs: StackOutputs, facts: Facts) -> dict[str, Any]:
    """Return Amplify's ResourcesConfig (@aws-amplify/core, `singleton/Auth/types.ts`)."""
    policy = facts.password_policy
    return {
        "Auth": {
            "Cognito": {
                "userPoolId": outputs.user_pool_id,
                "userPoolClientId": outputs.user_pool_client_id,
                "userPoolEndpoint": outputs.endpoint("cognito-idp"),
                "identityPoolId": outputs.identity_pool_id,
                "identityPoolEndpoint": outputs.endpoint("cognito-identity"),
                "allowGuestAccess": facts.guest_access,
                "loginWith": {
                    "phone": "phone_number" in facts.username_attributes,
                    "email": "email" in facts.username_attributes,
                    "username": not facts.username_attributes,
                },
                "signUpVerificationMethod": "code",
                "userAttributes": {n: {"required": True} for n in facts.required_attributes},
                "passwordFormat": {
                    "minLength": policy["MinimumLength"],
                    "requireLowercase": policy.get("RequireLowercase", False),
                    "requireUppercase": policy.get("RequireUppercase", False),
                    "requireNumbers": policy.get("RequireNumbers", False),
                    "requireSpecialCharacters": policy.get("RequireSymbols", False),
                },
                "mfa": {
                    "status": facts.mfa_configuration.lower(),
                    "totpEnabled": "TOTP" in facts.mfa_methods,
                    "smsEnabled": "SMS" in facts.mfa_methods,
                },
                "groups": [
                    {name: {} if precedence is None else {"precedence": precedence}}
                    for name, precedence in facts.groups.items()
                ],
            }
        },
        "API": {
            "REST": {outputs.project: {"endpoint": api_url(outputs), "region": outputs.region}}
        },
    }
