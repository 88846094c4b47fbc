// Prints what a visitor downloads, and how little of it Amplify leaves room to save. Fails over the limit.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const limit = 200_000;
const scriptLimit = 85_000;
const web = fileURLToPath(new URL("..", import.meta.url));

/** Fonts and images are compressed already: gzip would only pretend. */
const compressed = (name, bytes) => (name.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length);

/** The statements of src/ that import from aws-amplify, and nothing else. */
function amplifyOnly() {
  const sources = readdirSync(`${web}src`, { recursive: true }).filter((name) => name.endsWith(".ts"));
  const imports = new Map();
  for (const name of sources)
    for (const [, names, from] of readFileSync(`${web}src/${name}`, "utf8").matchAll(/import \{([^}]+)\} from "(aws-amplify[^"]*)"/g))
      for (const part of names.split(",").map((each) => each.trim()).filter((each) => each && !each.startsWith("type ")))
        imports.set(`${from} ${part.split(" as ")[0]}`, [from, part.split(" as ")[0]]);
  const lines = [...imports.values()].map(([from, name], n) => `import { ${name} as i${n} } from "${from}";`);
  return `${lines.join("\n")}\nglobalThis.used = [${lines.map((_, n) => `i${n}`).join(", ")}];`;
}

async function floor() {
  const entry = "\0floor";
  const plugin = { name: "floor", resolveId: (id) => (id === "floor" ? entry : null), load: (id) => (id === entry ? amplifyOnly() : null) };
  const result = await build({ root: web, configFile: false, logLevel: "error", plugins: [plugin], build: { write: false, rollupOptions: { input: "floor" } } });
  return [result].flat().flatMap(({ output }) => output).reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
}

const files = readdirSync(`${web}dist`, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name !== "amplify_outputs.json" && !file.name.startsWith("."))
  .map(({ name, parentPath }) => [name, compressed(name, readFileSync(`${parentPath}/${name}`))]);
/** A visitor reads one language beside the English that the page comes with: the largest counts. */
const languages = files.filter(([name]) => name.startsWith("words-")).sort(([, a], [, b]) => b - a);
const unread = new Set(languages.slice(1));
const downloaded = files.filter((file) => !unread.has(file));
const total = downloaded.reduce((sum, [, size]) => sum + size, 0);
const scripts = downloaded.filter(([name]) => name.endsWith(".js")).reduce((sum, [, size]) => sum + size, 0);
for (const [name, size] of files) console.log(`${String(size).padStart(8)}  ${name}`);
console.log(`${String(total).padStart(8)}  in all with one language, compressed (limit ${limit})`);
console.log(`${String(scripts).padStart(8)}  of it is JavaScript (limit ${scriptLimit})`);
console.log(`${String(await floor()).padStart(8)}  of it is Amplify's floor: the same imports and nothing else`);
process.exitCode = total > limit || scripts > scriptLimit ? 1 : 0;
