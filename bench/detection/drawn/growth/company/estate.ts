import { accountNumber, endpointId, purpose, uuid, word } from '../draw/names.js';
import { change, DAY } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { addressOf, awsNetwork, COUNTRIES } from '../places/addresses.js';
import type { Stage, Vpc, World } from './world.js';

const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'us-east-2',
  'eu-west-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'sa-east-1',
];
/** First regions, by the country of the company. */
const NEAR: Record<string, readonly string[]> = {
  'us-east': ['us-east-1', 'us-east-1', 'us-east-2', 'ca-central-1'],
  'us-west': ['us-west-2', 'us-west-2', 'us-east-1'],
  de: ['eu-central-1', 'eu-central-1', 'eu-west-1'],
  uk: ['eu-west-2', 'eu-west-1'],
  fr: ['eu-west-1', 'eu-central-1', 'us-east-1'],
  nl: ['eu-west-1', 'eu-central-1'],
  pl: ['eu-central-1', 'us-east-1', 'eu-north-1'],
};

const TEAM_NAMES =
  'core payments data growth mobile platform infra search identity ml billing web partners risk logistics support integrations analytics security internal-tools marketplace content devices finance labs docs'.split(
    ' ',
  );

/** Founds the accounts and teams of a company. */
export function foundEstate(w: World): void {
  const rng = w.rng.stream('estate');
  const { traits } = w;
  const company = word(rng);
  const home = COUNTRIES[traits.homes[0]![0]]!.name;
  const first = rng.pick(NEAR[home] ?? REGIONS);
  const regions = [first, ...rng.sample(REGIONS, traits.regions - 1)];
  const distinct = [...new Set(regions)];
  for (let i = 0; i < traits.accounts; i++) {
    const own = traits.kind === 'merged' && rng.chance(0.4) ? [rng.pick(REGIONS), ...distinct] : distinct;
    const used = [...new Set(i === 0 ? distinct : rng.sample(own, rng.int(1, own.length)))];
    const name =
      traits.kind === 'agency' && i > 0
        ? `client-${word(rng)}`
        : `${company}-${rng.pick(['prod', 'dev', 'shared', 'data', 'staging', 'labs'])}${i}`;
    const vpcs = new Map(used.map((region) => [region, drawVpc(rng, w, region)]));
    const naming = rng.chance(traits.kind === 'merged' || traits.kind === 'agency' ? 0.5 : 0.1)
      ? rng.int(0, 4)
      : traits.namingStyle;
    w.accounts.push({ index: i, id: accountNumber(rng), name, regions: used, vpcs, naming });
  }
  for (let i = 0; i < traits.teams; i++) {
    const prod = rng.int(0, traits.accounts - 1);
    const dev = rng.chance(0.5) ? rng.int(0, traits.accounts - 1) : prod;
    const name =
      traits.kind === 'agency'
        ? word(rng)
        : TEAM_NAMES[i % TEAM_NAMES.length]! + (i >= TEAM_NAMES.length ? String(i) : '');
    w.teams.push({ index: i, name, prod, dev, zone: COUNTRIES[rng.weighted(traits.homes)]!.zone });
  }
}

function drawVpc(rng: Rng, w: World, region: string): Vpc {
  const gateways = (): string[] =>
    Array.from(
      {
        length: rng.weighted([
          [1, 3],
          [2, 2],
          [3, 2],
        ]),
      },
      () => addressOf(rng, awsNetwork(region)),
    );
  const vpc: Vpc = {
    prefix: rng.chance(0.7) ? `10.${rng.int(0, 250)}` : rng.chance(0.7) ? `172.${rng.int(16, 31)}` : '100.64',
    egress: [{ from: w.start, value: gateways() }],
    endpoint: [{ from: w.start, value: rng.chance(w.traits.endpointShare) ? endpointId(rng) : null }],
  };
  const when = (): number => w.start + rng.range(0.05, 0.95) * (w.end - w.start);
  // A NAT gateway is rebuilt; an endpoint is added, replaced, or removed to save money.
  if (rng.chance(0.12 * w.traits.changeRate)) change(vpc.egress, when(), gateways());
  if (rng.chance(0.1 * w.traits.changeRate)) change(vpc.endpoint, when(), endpointId(rng));
  if (rng.chance(0.02 * w.traits.changeRate)) change(vpc.endpoint, when(), null);
  return vpc;
}

/** Names a secret in the style of an account. */
export function nameSecret(rng: Rng, style: number, stage: Stage, team: string, service: string): string {
  const what = purpose(rng);
  if (rng.chance(0.05)) return `rds!${rng.pick(['db', 'cluster'])}-${uuid(rng)}`;
  if (rng.chance(0.05))
    return `${rng.pick(['test', 'tmp', 'old', 'MySecret', 'dont-delete', 'copy-of'])}-${what}-${rng.int(1, 99)}`;
  switch (style) {
    case 0:
      return `${stage}/${service}/${what}`;
    case 1:
      return `${service}-${stage}-${what}`;
    case 2:
      return `/${team}/${stage}/${service}/${what.toUpperCase().replaceAll('-', '_')}`;
    case 3:
      return `${team}/${service}/${what}${stage === 'prod' ? '' : `-${stage}`}`;
    default:
      return `${service
        .split('-')
        .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
        .join('')}${what
        .split('-')
        .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
        .join('')}`;
  }
}

/** Secrets that nobody's service reads: forgotten, personal, of clients, or kept for emergencies. */
export function addForgotten(w: World): void {
  const rng = w.rng.stream('forgotten');
  for (const team of w.teams)
    for (let n = rng.poisson(rng.logRange(2, 25)); n > 0; n--) {
      const account = rng.chance(0.7) ? team.prod : team.dev;
      const stage = rng.weighted<Stage>([
        ['prod', 4],
        ['staging', 2],
        ['dev', 2],
        ['shared', 3],
      ]);
      const { naming, regions } = w.accounts[account]!;
      const name = nameSecret(
        rng,
        naming,
        stage,
        team.name,
        rng.pick(['legacy', 'vendor', 'sso', 'ops', 'breakglass', 'adhoc', team.name]),
      );
      const from = rng.chance(0.1) ? w.start + rng.range(0, w.end - w.start - DAY) : -Infinity;
      w.addSecret(rng, { team: team.index, account, stage }, name, rng.favourite(regions), from);
    }
}
