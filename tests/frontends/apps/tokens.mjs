// A newcomer's own lines for verify.mjs and guest.mjs: the tokens as JSON on standard input.
import { text } from "node:stream/consumers";
import { guest } from "./guest.mjs";
import { claims } from "./verify.mjs";

const { IdToken, AccessToken } = JSON.parse(await text(process.stdin));
const refused = (promise) => promise.then(() => false, () => true);
const [head, body, signature] = IdToken.split(".");
const forged = [head, body, signature.split("").reverse().join("")].join(".");
console.log(
  JSON.stringify({
    claims: await claims(IdToken),
    accessTokenIsRefused: await refused(claims(AccessToken)),
    forgedTokenIsRefused: await refused(claims(forged)),
    guest: await guest(),
    user: await guest(IdToken),
  }),
);
