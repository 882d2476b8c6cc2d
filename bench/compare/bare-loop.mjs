/** The least that plain Node can do with a folder of objects: read and inflate each. Prints the bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const folder = process.argv[2];
let inflated = 0;
for (const name of readdirSync(folder)) inflated += gunzipSync(readFileSync(join(folder, name))).length;
console.log(inflated);
