// A newcomer's own lines for verify.mjs and guest.mjs. Tokens, and whether there are guests, as JSON on
// standard input.
import { text } from "node:stream/consumers";
import { guest } from "./guest.mjs";
import { claims } from "./verify.mjs";

const { IdToken, AccessToken, guests } = JSON.parse(await text(process.stdin));
const refused = (promise) => promise.then(() => false, () => true);
const [head, body, signature] = IdToken.split(".");
const forged = [head, body, signature.split("").reverse().join("")].join(".");
console.log(
  JSON.stringify({
    claims: await claims(IdToken),
    accessTokenIsRefused: await refused(claims(AccessToken)),
    forgedTokenIsRefused: await refused(claims(forged)),
    guest: guests ? await guest() : null,
    user: await guest(IdToken),
  }),
);
