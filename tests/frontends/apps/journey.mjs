// A newcomer's own lines: from sign-up to sign-out by the functions of src/auth.js, whichever client
// they are made of. The person as JSON on standard input; prints what was seen.
import { text } from "node:stream/consumers";
import * as app from "./src/auth.js";

const { phone, password, attributes, code } = JSON.parse(await text(process.stdin));
const refused = (promise) => promise.then(() => false, () => true);

const seen = {};
await app.register(phone, password, attributes);
seen.unconfirmedIsRefused = await refused(app.enter(phone, password));
await app.confirm(phone, code);
seen.wrongPasswordIsRefused = await refused(app.enter(phone, "Not-the-1-password"));
await app.enter(phone, password);
seen.claims = (await app.me()).claims;
await app.leave();
seen.nobodyIsLeft = await refused(app.idToken());
console.log(JSON.stringify(seen));
