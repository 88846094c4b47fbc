// A user's way through aws-amplify v6, with nothing but the generated amplify_outputs.json:
// `node amplify.mjs <amplify_outputs.json>`, the person as JSON on standard input. Prints what was seen.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
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
const outputs = JSON.parse(await readFile(process.argv[2], "utf8"));
const { local, API } = outputs.custom;
const [apiName] = Object.keys(API);
const config = parseAmplifyConfig(outputs);
Amplify.configure({
  ...config,
  Auth: {
    Cognito: {
      ...config.Auth.Cognito,
      userPoolEndpoint: local.userPoolEndpoint,
      identityPoolEndpoint: local.identityPoolEndpoint,
    },
  },
  API: { REST: API },
});

const seen = {};
const call = async (path, headers) => {
  const { body } = await get({ apiName, path, options: { headers } }).response;
  return body.json();
};
const identity = async () => (await fetchAuthSession()).identityId;
const refusal = (promise) => promise.then(() => "accepted", (error) => error.name);

const guests = outputs.auth.unauthenticated_identities_enabled;
const guestIdentity = guests && (await identity());
if (guests) seen.guest = await call("/guest");
const username = person.phone;
seen.attributes = written(outputs.custom.attributes);
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
