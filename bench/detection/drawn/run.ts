/** Evaluates drawn organisations: `npx tsx bench/detection/drawn/run.ts --family tuning --seeds 1-5 [--explain]`. */
import { parseArgs } from 'node:util';
import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { project } from '../../../src/decode/cloudtrail/project.js';
import { BatchBuilder } from '../../../src/decode-thread/batch-builder.js';
import { evaluateRoleGroup } from '../../../src/detect/evaluate.js';
import { organisationOf, partOf } from '../../../src/detect/organisation/organisation-part.js';
import { Disclosure } from '../../../src/detect/disclosure/disclosure.js';
import { inBuckets } from '../../../src/detect/period.js';
import { RoleGroup } from '../../../src/detect/role-group/role-group.js';
import type { Signal } from '../../../src/model/signal.js';
import { ProfileStore } from '../../../src/profile/profile-store.js';
import { profilesOf } from '../../../src/profile/stored-profile.js';
import { BUILT_IN_RULE as BUILT_IN } from '../../../src/rule/built-in.js';
import type { DetectionTolerance } from '../../../src/rule/rule.js';
import { selectionOf } from '../../../src/rule/select-events.js';
import { applyBatch } from '../../../src/shard-thread/apply-batch.js';
import { roleGroupsOf } from '../../../src/shard-thread/role-groups.js';
import { logicalShardOf } from '../../../src/wire/logical-shard.js';
import type { LabCall, LabScenario, ScenarioFamily } from './lab-scenario.js';
import { recordOf } from './record-of.js';

const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'tuning' },
    seeds: { type: 'string', default: '1-4' },
    identities: { type: 'string', default: '300' },
    days: { type: 'string', default: '35' },
    thefts: { type: 'string', default: '40' },
    warmup: { type: 'string', default: '0' },
    mode: { type: 'string', default: 'arn' },
    tolerance: { type: 'string', default: '3' },
    explain: { type: 'boolean', default: false },
  },
});
const BUILT_IN_RULE = { ...BUILT_IN, detectionTolerance: Number(values.tolerance) as DetectionTolerance };
const PAGES = new Set(['medium', 'high', 'critical']);

interface Outcome {
  readonly identity: string;
  readonly signal: Signal;
  readonly theft: string | null;
  readonly notable: boolean;
}

function keyOf(scenario: LabScenario, call: LabCall): string {
  const { arn, kind, accountId } = scenario.principals[call.principal]!;
  if (kind === 'user') return arn;
  const role = arn.split('/').at(-1)!;
  if (values.mode === 'issuer' && !role.startsWith('AWSReservedSSO_')) return arn;
  return `arn:aws:sts::${accountId}:assumed-role/${role}/${call.session ?? ''}`;
}

function storeOf(scenario: LabScenario): ProfileStore {
  const store = new ProfileStore(BUILT_IN_RULE.bucketDuration);
  const selection = selectionOf(BUILT_IN_RULE.events, []);
  const projection = { identityMode: values.mode as 'arn' | 'issuer', accounts: [], regions: [], selection };
  let builder = new BatchBuilder();
  const raw = new Uint8Array(0);
  for (const [n, call] of scenario.calls.entries()) {
    const event = parseEvent(recordOf(call, scenario.principals[call.principal]!, `e${n}`));
    const kind = selection.kindOf(event);
    if (kind === undefined) continue;
    const retrieval = project(event, kind, raw, projection);
    if (typeof retrieval === 'string') continue;
    builder.add(retrieval, logicalShardOf(retrieval.identity.key));
    if (builder.size < 20_000) continue;
    applyBatch(store, builder.pack(), () => true);
    builder = new BatchBuilder();
  }
  applyBatch(store, builder.pack(), () => true);
  return store;
}

let groups = new Map<string, Disclosure>();

/** What the detector knows about the calls of a missed theft, in one line for each identity. */
function whyMissed(scenario: LabScenario, calls: readonly LabCall[]): string {
  const keys = [...new Set(calls.map((call) => keyOf(scenario, call)))];
  return keys
    .slice(0, 3)
    .map((key) => {
      const disclosure = groups.get(key);
      if (disclosure === undefined) return 'no state';
      const { roleGroup } = disclosure;
      const own = calls.filter((call) => keyOf(scenario, call) === key);
      const [from, to] = [own[0]!.time, own.at(-1)!.time];
      const names = new Set(
        own.map((call) =>
          call.secret === null
            ? ''
            : call.secret.region + ':' + call.secret.accountId + ':' + call.secret.name,
        ),
      );
      const counts = new Map<string, number>();
      roleGroup.items.forEach((item, index) => {
        if (item.name === undefined || !names.has(item.name)) return;
        const isNew = item.time >= from && item.time <= to;
        const why = isNew ? (disclosure.explanations[index] ?? 'UNEXPLAINED') : 'known';
        counts.set(why, (counts.get(why) ?? 0) + 1);
      });
      const established = roleGroup.evaluableFrom * 300 <= from ? 'established' : 'NOT established';
      const networks = roleGroup.networks
        .filter(({ first }) => first >= from && first <= to)
        .map(
          ({ network, days }) =>
            `${network}:${days.length}d${disclosure.isStrange(network) ? ':STRANGE' : ''}`,
        );
      const history = roleGroup.items
        .filter((item, index) => item.time < from && disclosure.explanations[index] === undefined)
        .map(({ time }) => ((from - time) / 86400).toFixed(1));
      return `      ${established} ${roleGroup.isPerson ? 'person ' : ''}active ${roleGroup.activeDays.length} d, ${roleGroup.networks.length} networks, ${roleGroup.items.length} items; ${[...counts].map(([why, n]) => `${why} ${n}`).join(' ')}; new networks ${networks.slice(0, 3).join(' ')}; unexplained days before: ${history.slice(-12).join(' ')}`;
    })
    .join('\n');
}

function evaluate(scenario: LabScenario): Signal[] {
  const store = storeOf(scenario);
  const from = scenario.start + Number(values.warmup) * 86_400;
  const evaluation = { rule: BUILT_IN_RULE, range: { from, to: scenario.end }, historyFrom: scenario.start };
  const organisation = organisationOf(partOf(roleGroupsOf(profilesOf(store)), evaluation));
  const context = { ...evaluation, organisation };
  groups = new Map();
  return [...roleGroupsOf(profilesOf(store))].flatMap((views) => {
    if (values.explain) {
      const disclosure = new Disclosure(
        new RoleGroup(views, inBuckets(evaluation), evaluation.rule),
        organisation,
      );
      for (const view of views) groups.set(view.identity.key, disclosure);
    }
    return evaluateRoleGroup(views, context);
  });
}

const modules = (await import(`./${values.family}/index.js`)) as Record<string, ScenarioFamily>;
const family = Object.values(modules).find((one) => typeof one.generate === 'function')!;
const [low, high = low] = values.seeds.split('-').map(Number);
const totals = {
  findable: 0,
  found: 0,
  unfindable: 0,
  foundUnfindable: 0,
  falseSignals: 0,
  notableSignals: 0,
  months: 0,
  low: 0,
  info: 0,
};
const shapes = new Map<string, [number, number]>();
const falseBy = new Map<string, number>();
const note = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
for (let seed = low!; seed <= high!; seed++) {
  const t0 = performance.now();
  const options = {
    seed,
    identities: Number(values.identities),
    days: Number(values.days),
    thefts: Number(values.thefts),
  };
  const scenario = family.generate(options);
  const t1 = performance.now();
  const signals = evaluate(scenario);
  const t2 = performance.now();
  const spans = new Map<string, { key: string; from: number; to: number; principal: number }[]>();
  for (const call of scenario.calls) {
    if (call.theft === null) continue;
    const key = keyOf(scenario, call);
    const list = spans.get(call.theft) ?? [];
    const own = list.find((one) => one.key === key);
    if (own) own.to = call.time;
    else list.push({ key, from: call.time, to: call.time, principal: call.principal });
    spans.set(call.theft, list);
  }
  const principalOf = new Map<string, number>();
  for (const call of scenario.calls) principalOf.set(keyOf(scenario, call), call.principal);
  const outcomes = signals.map((signal): Outcome => {
    const [start, end] = [Date.parse(signal.start) / 1000, Date.parse(signal.end) / 1000];
    const keys = [signal.identity.key, ...((signal as { identities?: readonly string[] }).identities ?? [])];
    let theft: string | null = null;
    for (const [id, list] of spans) {
      if (list.some(({ key, from, to }) => keys.includes(key) && from < end && to >= start)) theft = id;
    }
    const notable = scenario.notable.some(
      ({ principal, from, to }) =>
        principalOf.get(signal.identity.key) === principal && from < end && to > start,
    );
    return { identity: signal.identity.key, signal, theft, notable };
  });
  const paging = outcomes.filter(({ signal }) => PAGES.has(signal.status));
  const foundIds = new Set(paging.map(({ theft }) => theft));
  const evaluableFrom = scenario.start + Number(values.warmup) * 86_400;
  let [found, findable] = [0, 0];
  for (const theft of scenario.thefts) {
    const list = spans.get(theft.id) ?? [];
    if (list.every(({ to }) => to < evaluableFrom)) continue;
    if (!theft.findable) {
      totals.unfindable++;
      if (foundIds.has(theft.id)) totals.foundUnfindable++;
      continue;
    }
    findable++;
    const shape = shapes.get(theft.shape) ?? [0, 0];
    shape[1]++;
    if (foundIds.has(theft.id)) {
      found++;
      shape[0]++;
    } else if (values.explain) {
      const calls = scenario.calls.filter((call) => call.theft === theft.id);
      const first = calls[0]!;
      const same = outcomes
        .filter((one) => one.theft === theft.id)
        .map((one) => `${one.signal.status}:${one.signal.analyses.map((a) => a.kind).join('+')}`);
      console.log(
        `MISS ${scenario.name} ${theft.id} ${theft.shape} of ${scenario.principals[first.principal]!.persona} | ${calls.length} calls, ${new Set(calls.filter((c) => c.error === null && c.name === 'GetSecretValue').map((c) => c.secret?.name)).size} secrets, ${calls.filter((c) => c.error !== null).length} refused, ${list.length} ids, ${((calls.at(-1)!.time - first.time) / 3600).toFixed(1)} h, day ${((first.time - scenario.start) / 86400).toFixed(1)} ${[...new Set(calls.map((c) => `${c.address}/${c.userAgent.split(' ')[0]}`))].slice(0, 3).join(' ')} ${same.join(' ')}\n${whyMissed(scenario, calls)}`,
      );
    }
    shapes.set(theft.shape, shape);
  }
  const wrong = paging.filter(({ theft, notable }) => theft === null && !notable);
  totals.found += found;
  totals.findable += findable;
  totals.falseSignals += wrong.length;
  totals.notableSignals += paging.filter(({ theft, notable }) => theft === null && notable).length;
  totals.low += outcomes.filter(({ signal, theft }) => signal.status === 'low' && theft === null).length;
  totals.info += outcomes.filter(({ signal, theft }) => signal.status === 'info' && theft === null).length;
  const months = (scenario.principals.length * (options.days - Number(values.warmup))) / 30 / 1000;
  totals.months += months;
  for (const { identity, signal } of wrong) {
    const { persona } = scenario.principals[principalOf.get(identity)!]!;
    note(
      falseBy,
      signal.analyses
        .map((one) => one.kind)
        .sort()
        .join('+'),
    );
    if (values.explain)
      console.log(
        `FALSE ${scenario.name} ${signal.status} ${signal.start} ${signal.end.slice(5, 16)} ${identity.split('/').slice(-2).join('/')} (${persona}) ${signal.analyses.map((a) => `${a.kind} ${a.observed}>${a.upperBound}/${a.windowSeconds / 3600}h p=${a.pValue?.toExponential(0) ?? '-'}`).join('; ')} | new ${signal.observed.newSecrets} of ${signal.observed.distinctSecrets}, ${signal.reasons.join('; ')} | ${signal.evidence.newOrigins.slice(0, 2).join(' ')} | ${signal.evidence.newSecrets.slice(0, 2).join(' ')}`,
      );
  }
  console.log(
    `${scenario.name}: ${scenario.calls.length} calls, found ${found}/${findable}, false ${wrong.length} = ${(wrong.length / months).toFixed(0)}/1000/month, notable ${paging.filter(({ theft, notable }) => theft === null && notable).length}, ${((t1 - t0) / 1000).toFixed(1)} s + ${((t2 - t1) / 1000).toFixed(1)} s`,
  );
}
const perMonth = (n: number): string => (n / totals.months).toFixed(1);
console.log(
  `ALL ${values.family} ${values.seeds}: recall ${((100 * totals.found) / totals.findable).toFixed(1)} % of ${totals.findable}, false ${perMonth(totals.falseSignals)}, with notable ${perMonth(totals.falseSignals + totals.notableSignals)}; low ${perMonth(totals.low)}, info ${perMonth(totals.info)}; unfindable found ${totals.foundUnfindable}/${totals.unfindable}`,
);
console.log(
  'by shape:',
  [...shapes]
    .sort()
    .map(([name, [hits, all]]) => `${name} ${hits}/${all}`)
    .join(', '),
);
console.log(
  'false by:',
  [...falseBy]
    .sort((a, b) => b[1] - a[1])
    .map(([name, n]) => `${name} ${n}`)
    .join(', '),
);
