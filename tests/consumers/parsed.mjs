// Prints what aws-amplify makes of a settings file: `node parsed.mjs <amplify_outputs.json|aws-exports.js>`.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseAmplifyConfig } from "aws-amplify/utils";

const file = process.argv[2];
const settings = file.endsWith(".json")
  ? JSON.parse(await readFile(file, "utf8"))
  : (await import(pathToFileURL(file))).default;
console.log(JSON.stringify(parseAmplifyConfig(settings)));
