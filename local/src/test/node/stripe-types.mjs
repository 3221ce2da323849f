// Writes the JSON Schema of stripe-types.ts to the file named as its argument.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator, DefinitionType } from 'ts-json-schema-generator';

// Stripe has many types of one name in many namespaces, which the generator takes for a mistake
const plainName = DefinitionType.prototype.getName;
DefinitionType.prototype.getName = function () {
  const id = createHash('sha1').update(this.getType().getId()).digest('hex').slice(0, 12);
  return `${plainName.call(this)}-${id}`;
};

const here = dirname(fileURLToPath(import.meta.url));
const schema = createGenerator({
  path: join(here, 'stripe-types.ts'),
  tsconfig: join(here, 'tsconfig.json'),
  type: 'Everything',
  skipTypeCheck: true,
  additionalProperties: false,
  functions: 'hide',
}).createSchema('Everything');

for (const [name, definition] of Object.entries(schema.definitions)) {
  // a class of theirs; on the wire it is text
  if (/^Decimal-/.test(name)) schema.definitions[name] = { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' };
  else if (/^Date-/.test(name)) schema.definitions[name] = { type: 'string' };
  else if (definition.properties) delete definition.properties.lastResponse;
}
writeFileSync(process.argv[2], JSON.stringify(schema));
