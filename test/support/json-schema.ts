// Ajv's own documentation names this file for draft 2020-12.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param path of a JSON Schema, below the folder of the project
 * @param mode `strict` takes fields that the schema does not name for issues
 * @returns what is wrong with a value: nothing, or lines
 */
export function schemaCheck(path: string, mode?: 'strict'): (value: unknown) => string[] {
  const schema = JSON.parse(readFileSync(join(root, path), 'utf8')) as object;
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  const validate = ajv.compile(mode === 'strict' ? closed(schema) : schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? [])
      .slice(0, 5)
      .map(
        ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
      );
  };
}

/** The schema with no further properties wherever it names some. */
function closed<Schema extends object>(schema: Schema): Schema;
function closed(schema: object): object {
  if (Array.isArray(schema)) return schema.map((one: unknown) => closedValue(one));
  const entries = Object.entries(schema).map(([name, value]) => [name, closedValue(value)] as const);
  const isOpen = 'properties' in schema && 'type' in schema && !('additionalProperties' in schema);
  return Object.fromEntries(isOpen ? [...entries, ['additionalProperties', false]] : entries);
}

function closedValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? closed(value) : value;
}
