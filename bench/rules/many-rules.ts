/**
 * Many rules in one pass beside one run for each: time, memory, and whether the signals are the same.
 * `npm run bench:rules [-- DAYS]`; needs a build.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { runNode, type Sample } from '../compare/run-process.js';

const MAIN = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
const ROUNDS = 3;

/** Calls that few records of a trail are, with a field that names what they are about. */
const CALLS: readonly (readonly [eventName: string, field: string])[] = [
  ['GetPasswordData', 'instanceId'],
  ['GetApiKeys', 'nameQuery'],
  ['GetFederationToken', 'name'],
  ['GetParameterHistory', 'name'],
  ['ModifySnapshotAttribute', 'snapshotId'],
  ['ModifyImageAttribute', 'imageId'],
  ['CreateAccessKey', 'userName'],
  ['CreateLoginProfile', 'userName'],
  ['UpdateLoginProfile', 'userName'],
  ['StopLogging', 'name'],
  ['DeleteTrail', 'name'],
  ['DeleteDetector', 'detectorId'],
  ['DeleteFlowLogs', 'flowLogId'],
  ['DeleteDBInstance', 'dBInstanceIdentifier'],
  ['ScheduleKeyDeletion', 'keyId'],
  ['SendSSHPublicKey', 'instanceId'],
  ['PutBucketPolicy', 'bucketName'],
  ['DisableKey', 'keyId'],
  ['LeaveOrganization', 'name'],
];

function ruleFiles(folder: string): string[] {
  const files = [join(folder, 'secrets.json')];
  writeFileSync(files[0]!, JSON.stringify(BUILT_IN_RULE_JSON));
  for (const [eventName, field] of CALLS) {
    const file = join(folder, `${eventName}.json`);
    const query = {
      query: `source:cloudtrail @evt.name:${eventName}`,
      aggregation: 'cardinality',
      distinctFields: [`@requestParameters.${field}`],
      groupByFields: ['@userIdentity.arn'],
    };
    const { options, cases } = BUILT_IN_RULE_JSON;
    const rule = { name: eventName, isEnabled: true, message: '', queries: [query], cases, options };
    writeFileSync(file, JSON.stringify(rule));
    files.push(file);
  }
  return files;
}

function scan(source: string, rules: readonly string[]): { sample: Sample; signals: string[] } {
  const out = mkdtempSync(join(tmpdir(), 'trailspike-out-'));
  try {
    const options = ['--out', out, '--threads', '1', '--shards', '1', '--quiet'];
    const args = [MAIN, 'scan', source, ...options, ...rules.flatMap((rule) => ['--rule', rule])];
    const { sample } = runNode(args, { discard: true });
    const signals = readFileSync(join(out, 'signals.ndjson'), 'utf8').split('\n');
    return { sample, signals: signals.filter((line) => line !== '') };
  } finally {
    rmSync(out, { recursive: true });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'trailspike-rules-'));
try {
  const days = Number(process.argv[2] ?? 60);
  const source = join(folder, 'trail');
  const { labels } = await simulate({ days, identities: 60, seed: 11 }, directoryWriter(source));
  mkdirSync(join(folder, 'rules'));
  const files = ruleFiles(join(folder, 'rules'));
  const samples = new Map<string, Sample[]>();
  const add = (name: string, sample: Sample): void =>
    void samples.set(name, [...(samples.get(name) ?? []), sample]);
  for (let round = 0; round < ROUNDS; round++) {
    add('1 that matches little', scan(source, files.slice(1, 2)).sample);
    add('10 that match little', scan(source, files.slice(1, 11)).sample);
    for (const count of [1, 10, 20]) add(`${count} at once`, scan(source, files.slice(0, count)).sample);
    const together = scan(source, files).signals.sort();
    const each = files.map((file) => scan(source, [file]));
    const alone = each.flatMap(({ signals }) => signals).sort();
    if (together.join() !== alone.join())
      throw new Error('the signals of many rules differ from those of each alone');
    const sum = (of: (sample: Sample) => number): number =>
      each.reduce((all, { sample }) => all + of(sample), 0);
    add('20 one by one', {
      seconds: sum(({ seconds }) => seconds),
      cpu: sum(({ cpu = 0 }) => cpu),
      peakBytes: Math.max(...each.map(({ sample }) => sample.peakBytes ?? 0)),
    });
  }
  const best = (name: string, of: (sample: Sample) => number): number =>
    Math.min(...samples.get(name)!.map(of));
  const one = best('1 that matches little', ({ cpu = 0 }) => cpu);
  console.log(
    `${labels.totals.records} records, ${(labels.totals.bytes / 1e6).toFixed(0)} MB stored, best of ${ROUNDS}\n`,
  );
  console.log('| rules | CPU, s | of the first | wall, s | peak memory, MB |\n|---|--:|--:|--:|--:|');
  for (const name of samples.keys()) {
    const cpu = best(name, (sample) => sample.cpu ?? 0);
    const seconds = best(name, (sample) => sample.seconds);
    const memory = best(name, (sample) => sample.peakBytes ?? 0) / 1e6;
    console.log(
      `| ${name} | ${cpu.toFixed(2)} | ${(cpu / one).toFixed(2)} | ${seconds.toFixed(2)} | ${memory.toFixed(0)} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
