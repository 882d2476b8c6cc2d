import type { LabCall, LabCallName, LabSecret, NotableTime } from '../../lab-scenario.js';
import { DAY } from '../draw.js';
import { commonPoints, crowdPoints } from './judge-crowds.js';
import { placePoints } from './judge-places.js';
import type { Lookalikes } from './lookalikes.js';
import { listed, type Usage } from './usage.js';

/** Signs of a theft that its records have, each from 0 (none) to 2 (plain). */
type Signs = Readonly<
  Record<
    'place' | 'secrets' | 'breadth' | 'teams' | 'tool' | 'refusals' | 'reconnaissance' | 'filters' | 'writes',
    number
  >
>;

export interface Verdict {
  readonly findable: boolean;
  readonly why: string;
}

const WRITES: ReadonlySet<LabCallName> = new Set<LabCallName>([
  'CreateSecret',
  'PutSecretValue',
  'UpdateSecret',
  'RotateSecret',
  'RestoreSecret',
  'ReplicateSecretToRegions',
  'DeleteSecret',
]);

/** Who an expert looks at: a principal, or one person's sessions of a shared role. */
interface Subject {
  readonly stolen: LabCall[];
  readonly ordinary: readonly LabCall[];
}

/**
 * Whether an expert could tell a theft from ordinary work, by comparing its calls with all that the same principal or
 * person does otherwise, before and after. Two points are enough; three in the first week, when there is little to
 * compare with. A theft counts as early when half of its calls are.
 */
export function judge(
  calls: readonly LabCall[],
  usage: Usage,
  lookalikes: Lookalikes,
  start: number,
  notable: readonly NotableTime[],
): Verdict {
  const subjects = subjectsOf(calls, usage, notable);
  const shared = Math.max(crowdPoints(calls, usage), commonPoints(calls, usage));
  const all = subjects.map((subject) => signsOf(subject, usage, lookalikes));
  const best = all.reduce((a, b) => (points(a) >= points(b) ? a : b));
  const early = calls[Math.floor(calls.length / 2)]!.time < start + 8 * DAY;
  const enough = points(best) + shared >= (early ? 3 : 2);
  const reasons = seen(best, shared);
  if (enough) return { findable: true, why: reasons };
  const rest = reasons === '' ? '' : ` (only: ${reasons})`;
  if (early) return { findable: false, why: `in the first days there is too little to compare with${rest}` };
  return reasons === ''
    ? { findable: false, why: 'reads what it always reads, from its usual network with its usual tool' }
    : { findable: false, why: `a single weak sign, as its ordinary work also has: ${reasons}` };
}

/** Groups the calls by principal and, where sessions carry a person's name, by person. */
function subjectsOf(calls: readonly LabCall[], usage: Usage, notable: readonly NotableTime[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const call of calls) {
    const person = call.session?.includes('@') === true ? call.session : null;
    const key = `${call.principal} ${person ?? ''}`;
    let subject = subjects.get(key);
    if (subject === undefined) {
      const unusual = notable.filter(({ principal }) => principal === call.principal);
      const ordinary = (usage.calls.get(call.principal) ?? []).filter(
        ({ session, time }) =>
          (person === null || session === person) &&
          !unusual.some(({ from, to }) => time >= from && time < to),
      );
      subjects.set(key, (subject = { stolen: [], ordinary }));
    }
    subject.stolen.push(call);
  }
  return [...subjects.values()];
}

function points(signs: Signs): number {
  return Object.values(signs).reduce((sum, sign) => sum + sign, 0);
}

function signsOf({ stolen, ordinary }: Subject, usage: Usage, lookalikes: Lookalikes): Signs {
  const refused = stolen.filter(({ error }) => error !== null).length;
  const usuallyRefused = ordinary.filter(({ error }) => error !== null).length;
  const tools = new Set(ordinary.map(({ userAgent }) => product(userAgent)));
  const lists = (call: LabCall) => call.name === 'ListSecrets' || call.name === 'DescribeSecret';
  const usesFilters = (call: LabCall) => call.batch !== null && !('list' in call.batch);
  const moreRefused = refused > usuallyRefused;
  return {
    place: placePoints(stolen, ordinary, usage),
    ...contentSigns(stolen, ordinary, usage, lookalikes),
    tool: stolen.some(({ userAgent }) => !tools.has(product(userAgent))) ? 1 : 0,
    refusals: moreRefused && refused >= 15 ? 2 : moreRefused && refused >= 5 ? 1 : 0,
    reconnaissance: stolen.some(lists) && !ordinary.some(lists) ? 1 : 0,
    writes: stolen.some(({ name }) => WRITES.has(name) && !ordinary.some((call) => call.name === name))
      ? 1
      : 0,
    filters: stolen.some(usesFilters) && !ordinary.some(usesFilters) ? 2 : 0,
  };
}

/** With so many ordinary days that look alike, new secrets are a weak sign. */
const TOO_MANY_ALIKE = 4;

/**
 * What was read. The three signs say much the same, so that together they count like the plainest; where ordinary work
 * often looks alike, they count as one weak sign.
 */
function contentSigns(
  stolen: readonly LabCall[],
  ordinary: readonly LabCall[],
  usage: Usage,
  lookalikes: Lookalikes,
): Pick<Signs, 'secrets' | 'breadth' | 'teams'> {
  const fresh = freshSecrets(stolen, ordinary);
  const most = lookalikes.count(fresh) > TOO_MANY_ALIKE ? 1 : 2;
  const secrets = Math.min(most, newSecretPoints(fresh, stolen, ordinary));
  const breadth = Math.min(2 - secrets, breadthPoints(stolen, ordinary));
  const teams = Math.min(most - Math.min(most, secrets + breadth), teamPoints(stolen, ordinary, usage));
  return { secrets, breadth, teams };
}

/** First reads of secrets by a run of calls, with their times; ascending. */
function firstReads(calls: readonly LabCall[]): Map<LabSecret, number> {
  const firsts = new Map<LabSecret, number>();
  for (const call of calls) {
    if (call.error !== null) continue;
    const read = call.name === 'GetSecretValue' && call.secret !== null ? [call.secret] : listed(call);
    for (const secret of read) if (!firsts.has(secret)) firsts.set(secret, call.time);
  }
  return firsts;
}

/** How many secrets of the theft are not read otherwise. */
function freshSecrets(stolen: readonly LabCall[], ordinary: readonly LabCall[]): number {
  const known = firstReads(ordinary);
  return [...firstReads(stolen).keys()].filter((secret) => !known.has(secret)).length;
}

/** New secrets of the theft, beside how many are usually read for the first time in as many days. */
function newSecretPoints(fresh: number, stolen: readonly LabCall[], ordinary: readonly LabCall[]): number {
  const length = Math.max(DAY, stolen[stolen.length - 1]!.time - stolen[0]!.time);
  const settled = (ordinary[0]?.time ?? 0) + 2 * DAY;
  const usual = mostWithin(
    [...firstReads(ordinary).values()].filter((time) => time > settled),
    length,
  );
  if (fresh >= Math.max(5, 3 * usual)) return 2;
  return fresh >= Math.max(3, 1.5 * usual) ? 1 : 0;
}

/** The most times in a window of `length` seconds; times ascend. */
function mostWithin(times: readonly number[], length: number): number {
  let most = 0;
  for (let i = 0, from = 0; i < times.length; i++) {
    while (times[i]! - times[from]! > length) from++;
    most = Math.max(most, i - from + 1);
  }
  return most;
}

/** Teams whose secrets the theft has, beside all teams whose secrets are otherwise read. */
function teamPoints(stolen: readonly LabCall[], ordinary: readonly LabCall[], usage: Usage): number {
  const usual = teamsOf(ordinary, usage);
  const others = [...teamsOf(stolen, usage)].filter((team) => !usual.has(team)).length;
  if (others >= Math.max(4, usual.size)) return 2;
  return others >= Math.max(3, usual.size / 2) ? 1 : 0;
}

function teamsOf(calls: readonly LabCall[], usage: Usage): Set<number> {
  const teams = new Set<number>();
  for (const secret of firstReads(calls).keys()) {
    const team = usage.teams.get(secret);
    if (team !== undefined) teams.add(team);
  }
  return teams;
}

/** Different secrets within one day of the theft, beside the most on any ordinary day. */
function breadthPoints(stolen: readonly LabCall[], ordinary: readonly LabCall[]): number {
  const taken = widestDay(stolen);
  const usual = widestDay(ordinary);
  if (taken >= Math.max(10, 3 * usual)) return 2;
  return taken >= Math.max(8, 2 * usual) ? 1 : 0;
}

function widestDay(calls: readonly LabCall[]): number {
  let most = 0;
  let day = -1;
  let secrets = new Set<LabSecret>();
  for (const { time, secret, error } of calls) {
    if (secret === null || error !== null) continue;
    const now = Math.floor(time / DAY);
    if (now !== day) {
      day = now;
      secrets = new Set();
    }
    secrets.add(secret);
    most = Math.max(most, secrets.size);
  }
  return most;
}

function product(userAgent: string): string {
  return userAgent.split(/[/ ]/)[0]!;
}

function seen(signs: Signs, shared: number): string {
  const reasons = [
    signs.place > 0 ? 'a network that is not its own' : '',
    signs.secrets > 0 ? 'secrets that it does not read in its work' : '',
    signs.breadth > 0 ? 'more different secrets than on any other day' : '',
    signs.teams > 0 ? 'secrets of teams that it has nothing to do with' : '',
    signs.tool > 0 ? 'another tool' : '',
    signs.refusals > 0 ? 'many refusals' : '',
    signs.reconnaissance > 0 ? 'it never listed or described secrets before' : '',
    signs.filters > 0 ? 'it never used filters before' : '',
    signs.writes > 0 ? 'it never wrote in this way before' : '',
    shared > 0 ? 'several principals at one address, or with the same new secrets' : '',
  ];
  return reasons.filter((reason) => reason !== '').join('; ');
}
