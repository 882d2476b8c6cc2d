import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { project } from '../../../src/decode/cloudtrail/project.js';
import { BatchBuilder } from '../../../src/decode-thread/batch-builder.js';
import type { IdentityMode } from '../../../src/model/identity.js';
import { ProfileStore } from '../../../src/profile/profile-store.js';
import { BUILT_IN_RULE } from '../../../src/rule/built-in.js';
import { selectionOf } from '../../../src/rule/select-events.js';
import { applyBatch } from '../../../src/shard-thread/apply-batch.js';
import { logicalShardOf } from '../../../src/wire/logical-shard.js';
import type { LabCall, LabScenario } from './lab-scenario.js';
import { recordOf } from './record-of.js';

const BATCH = 20_000;

/** The key of the identity that made a call. */
export function keyOf(scenario: LabScenario, call: LabCall, mode: IdentityMode): string {
  const { arn, kind, accountId } = scenario.principals[call.principal]!;
  if (kind === 'user') return arn;
  const role = arn.slice(arn.lastIndexOf('/') + 1);
  if (mode === 'issuer' && !role.startsWith('AWSReservedSSO_')) return arn;
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${call.session ?? ''}`;
}

/**
 * The state of a scenario's calls, by the program's own steps from a parsed record on: what counts, what is context, how
 * a batch is packed and applied.
 */
export function stateOf(scenario: LabScenario, mode: IdentityMode): ProfileStore {
  const store = new ProfileStore(BUILT_IN_RULE.bucketDuration);
  const selection = selectionOf(BUILT_IN_RULE.events, []);
  const projection = { identityMode: mode, accounts: [], regions: [], selection };
  const raw = new Uint8Array(0);
  let builder = new BatchBuilder();
  for (const [n, call] of scenario.calls.entries()) {
    const event = parseEvent(recordOf(call, scenario.principals[call.principal]!, `e${n}`));
    const kind = selection.kindOf(event);
    if (kind === undefined) continue;
    const projected = project(event, kind, raw, projection);
    if (typeof projected === 'string') continue;
    builder.add(projected, logicalShardOf(projected.identity.key));
    if (builder.size < BATCH) continue;
    applyBatch(store, builder.pack(), () => true);
    builder = new BatchBuilder();
  }
  applyBatch(store, builder.pack(), () => true);
  return store;
}
