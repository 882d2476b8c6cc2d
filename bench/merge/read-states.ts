/**
 * Reads every snapshot of some states into stores that are thrown away, one for each state: the least that a merge has to
 * do. `tsx read-states.ts STATE…`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashKeyOf } from '../../src/base/keyed-hash.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { mergeSnapshot } from '../../src/profile/snapshot.js';
import { settings } from './made-states.js';

const { key, bucketDuration } = settings.measures[0]!;
const started = performance.now();
let identities = 0;
for (const state of process.argv.slice(2)) {
  const store = new ProfileStore(bucketDuration, hashKeyOf(settings.hashKey));
  for (const name of readdirSync(join(state, key)))
    mergeSnapshot(store, readFileSync(join(state, key, name)));
  identities += store.identities.size;
}
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, identities }));
