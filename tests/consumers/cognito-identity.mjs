// The same way through amazon-cognito-identity-js, with nothing but the generated aws-exports.js:
// `node cognito-identity.mjs <aws-exports.js>`, the person as JSON on standard input.
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
} from "amazon-cognito-identity-js";

const person = JSON.parse(await text(process.stdin));
const { default: settings } = await import(pathToFileURL(process.argv[2]));
const Pool = new CognitoUserPool({
  UserPoolId: settings.aws_user_pools_id,
  ClientId: settings.aws_user_pools_web_client_id,
  endpoint: settings.local.userPoolEndpoint,
});
const user = () => new CognitoUser({ Username: person.phone, Pool });

const seen = {};
// The library calls back with (error, result), or calls onSuccess and onFailure.
const called = (run) =>
  new Promise((done, fail) => run((error, result) => (error ? fail(error) : done(result))));
const handled = (run) => new Promise((onSuccess, onFailure) => run({ onSuccess, onFailure }));
const refusal = (promise) => promise.then(() => "accepted", (error) => error.code);
const signIn = (cognitoUser, Password) =>
  handled((handlers) =>
    cognitoUser.authenticateUser(
      new AuthenticationDetails({ Username: person.phone, Password }),
      handlers,
    ),
  );
const me = async (session) => {
  const [{ endpoint }] = settings.aws_cloud_logic_custom;
  const Authorization = session.getIdToken().getJwtToken();
  const response = await fetch(`${endpoint}/me`, { headers: { Authorization } });
  return { status: response.status, ...(await response.json()) };
};

const attributes = [
  ["name", person.name],
  ["phone_number", person.phone],
].map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
const signedUp = await called((back) => Pool.signUp(person.phone, person.password, attributes, [], back));
seen.confirmedBySignUp = signedUp.userConfirmed;
seen.wrongCode = await refusal(called((back) => user().confirmRegistration("000000", true, back)));
seen.confirmed = await called((back) =>
  user().confirmRegistration(settings.local.smsCode, true, back),
);
seen.wrongPassword = await refusal(signIn(user(), "Not-the-1-password"));

const current = user();
const session = await signIn(current, person.password);
seen.tokenUse = session.getIdToken().payload.token_use;
seen.me = await me(session);
await called((back) =>
  current.updateAttributes([new CognitoUserAttribute({ Name: "name", Value: "Grace Example" })], back),
);
const profile = await called((back) => current.getUserAttributes(back));
seen.name = profile.find(({ Name }) => Name === "name").Value;
const renewed = await called((back) => current.refreshSession(session.getRefreshToken(), back));
seen.refreshed = renewed.getIdToken().getJwtToken() !== session.getIdToken().getJwtToken();
await called((back) => current.changePassword(person.password, person.nextPassword, back));

const forgetful = user();
await new Promise((inputVerificationCode, onFailure) =>
  forgetful.forgotPassword({ inputVerificationCode, onSuccess: inputVerificationCode, onFailure }),
);
await handled((handlers) =>
  forgetful.confirmPassword(settings.local.resetCode, person.password, handlers),
);
const last = user();
seen.signInAfterReset = (await signIn(last, person.password)).isValid();
seen.signedOut = await handled((handlers) => last.globalSignOut(handlers));
console.log(JSON.stringify(seen));
