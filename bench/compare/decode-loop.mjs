/** Decodes every object of a folder, one after the other, on this thread. Prints the number of retrievals. */
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../../dist/src/decode/decode-limits.js';
import { decodeObject, decodeOptions } from '../../dist/src/decode/decode-object.js';
import { BUILT_IN_RULE } from '../../dist/src/rule/built-in.js';
import { selectionOf } from '../../dist/src/rule/select-events.js';

const folder = process.argv[2];
const projection = { identityMode: 'arn', accounts: [], regions: [] };
const options = decodeOptions(DEFAULT_LIMITS, projection, [selectionOf(BUILT_IN_RULE.events, [])]);
let memory = new Uint8Array(2 ** 20);
let retrievals = 0;

function load(path) {
  const file = openSync(path);
  const { size } = fstatSync(file);
  if (size > memory.length) memory = new Uint8Array(2 * size);
  let at = 0;
  while (at < size) at += readSync(file, memory, at, size - at, null);
  closeSync(file);
  return memory.subarray(0, size);
}

for (const name of readdirSync(folder)) {
  if (!name.endsWith('.json.gz')) continue;
  const { failure } = decodeObject(load(join(folder, name)), options, ({ kind }) => {
    if (kind !== 'context') retrievals++;
  });
  if (failure !== null) throw new Error(`${name}: ${failure.reason}`);
}
console.log(retrievals);
