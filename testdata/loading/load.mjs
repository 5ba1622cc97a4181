// Load a bundle of `quoin build` with Handlebars: npm install handlebars
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

Handlebars.registerHelper({
  ifEquals(x, y, o) { return x === y ? o.fn(this) : o.inverse(this); },
  unlessEquals(x, y, o) { return x === y ? o.inverse(this) : o.fn(this); },
  default: (x, otherwise) => x ?? otherwise,
  indent: (x, by) => String(x).replaceAll("\n", "\n" + by),
  json: (x, o) => JSON.stringify(x, null, o.hash.indent),
});

export function load(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

// messages renders what to send. Defaults are filled in, and a message of
// blanks only is left out.
export function messages(bundle, values) {
  const given = { ...values };
  for (const [name, v] of Object.entries(bundle.variables.properties))
    if (!(name in given) && "default" in v) given[name] = v.default;
  return bundle.messages
    .filter((m) => !m.history) // put earlier turns here
    .map((m) => ({ role: m.role, content: Handlebars.compile(m.template)(given) }))
    .filter((m) => m.content.trim() !== "");
}

const [path, values] = process.argv.slice(2);
console.log(JSON.stringify(messages(load(path), JSON.parse(values ?? "{}"))));
