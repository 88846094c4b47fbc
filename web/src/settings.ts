import { Amplify } from "aws-amplify";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { parseAmplifyConfig, sessionStorage } from "aws-amplify/utils";
import type { CustomAttributes } from "./attributes.ts";
import { type CountryCode, isCountry, usePlans } from "./phone.ts";
import plans from "../node_modules/libphonenumber-js/metadata.min.json?url";

/** Cognito's password policy, as `amplify_outputs.json` carries it. */
export interface PasswordPolicy {
  readonly min_length: number;
  readonly require_lowercase: boolean;
  readonly require_uppercase: boolean;
  readonly require_numbers: boolean;
  readonly require_symbols: boolean;
}

/** Endpoints and fixed codes of the embedded cloud; null on AWS. */
export interface LocalCloud {
  readonly userPoolEndpoint: string;
  readonly identityPoolEndpoint: string;
  readonly smsCode: string;
  readonly resetCode: string;
}

export interface Settings {
  readonly region: string;
  readonly userPoolId: string;
  readonly passwordPolicy: PasswordPolicy;
  readonly mfa: "NONE" | "OPTIONAL" | "REQUIRED";
  readonly guests: boolean;
  readonly api: string;
  readonly attributes: CustomAttributes;
  /** Whose numbers may be texted; null where the settings do not say. */
  readonly countries: readonly CountryCode[] | null;
  readonly local: LocalCloud | null;
}

interface Outputs {
  readonly version: string;
  readonly auth: {
    readonly aws_region: string;
    readonly user_pool_id: string;
    readonly user_pool_client_id: string;
    readonly password_policy?: PasswordPolicy;
    readonly mfa_configuration?: Settings["mfa"];
    readonly unauthenticated_identities_enabled?: boolean;
  };
  readonly custom: {
    readonly API: Record<string, { readonly endpoint: string; readonly region: string }>;
    readonly local?: LocalCloud | null;
    readonly attributes?: CustomAttributes;
    readonly countries?: readonly string[];
  };
}

/** The settings are missing or of no use: `words.failure` says what to do, commands in backticks. */
export class SettingsError extends Error {
  readonly reason: "silent" | "missing" | "incomplete";

  constructor(reason: SettingsError["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** Cognito's own default, for a pool whose settings file names no policy. */
const cognitoDefault: PasswordPolicy = {
  min_length: 8, require_lowercase: true, require_uppercase: true, require_numbers: true, require_symbols: true,
};

async function fetchOutputs(): Promise<Outputs> {
  const response = await fetch("./amplify_outputs.json").catch(() => null);
  if (!response) throw new SettingsError("silent");
  if (!response.ok) throw new SettingsError("missing");
  const outputs = (await response.json().catch(() => null)) as Partial<Outputs> | null;
  const { auth, custom, version } = outputs ?? {};
  if (!version || !auth?.user_pool_id || !auth.user_pool_client_id || !Object.keys(custom?.API ?? {}).length)
    throw new SettingsError("incomplete");
  return outputs as Outputs;
}

async function loadPlans(): Promise<void> {
  const response = await fetch(plans).catch(() => null);
  if (!response?.ok) throw new SettingsError("silent");
  usePlans(await response.json());
}

/** Reads the generated settings and configures Amplify with them; throws SettingsError. */
export async function loadSettings(): Promise<Settings> {
  const [outputs] = await Promise.all([fetchOutputs(), loadPlans()]);
  const { auth, custom } = outputs;
  const [api] = Object.keys(custom.API) as [string];
  const config = parseAmplifyConfig(outputs);
  Amplify.configure({
    ...config,
    ...(config.Auth && { Auth: { Cognito: { ...config.Auth.Cognito, ...endpoints(custom.local) } } }),
    API: { REST: custom.API },
  } as Parameters<typeof Amplify.configure>[0]);
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sessionStorage);
  return {
    region: auth.aws_region,
    userPoolId: auth.user_pool_id,
    passwordPolicy: auth.password_policy ?? cognitoDefault,
    mfa: auth.mfa_configuration ?? "NONE",
    guests: auth.unauthenticated_identities_enabled ?? false,
    api,
    attributes: custom.attributes ?? {},
    countries: served(custom.countries),
    local: custom.local ?? null,
  };
}

/** No list and an empty one say the same: this page does not know. */
function served(countries: readonly string[] = []): Settings["countries"] {
  const known = countries.filter(isCountry);
  return known.length ? known : null;
}

function endpoints(local: LocalCloud | null | undefined): Partial<LocalCloud> {
  return local ? { userPoolEndpoint: local.userPoolEndpoint, identityPoolEndpoint: local.identityPoolEndpoint } : {};
}
