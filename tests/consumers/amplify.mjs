// A user's way through aws-amplify v6, with nothing but a generated settings file: `node amplify.mjs
// <amplify-config.ts|amplify_outputs.json>`, the person as JSON on standard input. Prints what was seen.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { Amplify } from "aws-amplify";
import { get } from "aws-amplify/api";
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttributes,
} from "aws-amplify/auth";
import { parseAmplifyConfig } from "aws-amplify/utils";
import { written } from "./attributes.mjs";

const person = JSON.parse(await text(process.stdin));
const file = process.argv[2];
const { config, settings } = file.endsWith(".ts")
  ? await import(pathToFileURL(file))
  : fromOutputs(JSON.parse(await readFile(file, "utf8")));
Amplify.configure(config);
const { local } = settings;
const [apiName] = Object.keys(config.API.REST);

// What amplify_outputs.json leaves to a frontend: the REST API, and the local cloud's endpoints.
function fromOutputs(outputs) {
  const { local, API } = outputs.custom;
  const parsed = parseAmplifyConfig(outputs);
  const { userPoolEndpoint, identityPoolEndpoint } = local ?? {};
  const Cognito = { ...parsed.Auth.Cognito, userPoolEndpoint, identityPoolEndpoint };
  return { config: { ...parsed, Auth: { Cognito }, API: { REST: API } }, settings: outputs.custom };
}

const seen = {};
const call = async (path, headers) => {
  const { body } = await get({ apiName, path, options: { headers } }).response;
  return body.json();
};
const identity = async () => (await fetchAuthSession()).identityId;
const refusal = (promise) => promise.then(() => "accepted", (error) => error.name);

const guests = config.Auth.Cognito.allowGuestAccess;
const guestIdentity = guests && (await identity());
if (guests) seen.guest = await call("/guest");
const username = person.phone;
seen.attributes = written(settings.attributes);
const attributes = { name: person.name, phone_number: person.phone, ...seen.attributes };
seen.signUp = (
  await signUp({ username, password: person.password, options: { userAttributes: attributes } })
).nextStep.signUpStep;
seen.wrongCode = await refusal(confirmSignUp({ username, confirmationCode: "000000" }));
seen.confirmed = (await confirmSignUp({ username, confirmationCode: local.smsCode })).isSignUpComplete;
seen.wrongPassword = await refusal(signIn({ username, password: "Not-the-1-password" }));
seen.signIn = (await signIn({ username, password: person.password })).nextStep.signInStep;

const { tokens } = await fetchAuthSession();
seen.me = (await call("/me", { Authorization: tokens.idToken.toString() })).claims;
seen.user = await call("/guest");
seen.sameIdentity = (await identity()) === guestIdentity;
await updateUserAttributes({ userAttributes: { name: "Grace Example" } });
seen.name = (await fetchUserAttributes()).name;
const { idToken } = (await fetchAuthSession({ forceRefresh: true })).tokens;
seen.refreshed = idToken.toString() !== tokens.idToken.toString();
await updatePassword({ oldPassword: person.password, newPassword: person.nextPassword });
await signOut({ global: true });
seen.signedOut = (await fetchAuthSession()).tokens === undefined;

seen.reset = (await resetPassword({ username })).nextStep.resetPasswordStep;
await confirmResetPassword({
  username,
  confirmationCode: local.resetCode,
  newPassword: person.password,
});
seen.signInAfterReset = (await signIn({ username, password: person.password })).nextStep.signInStep;
await signOut();
console.log(JSON.stringify(seen));
