import type { Caller, World } from '../company/world.js';
import { keyId } from '../draw/names.js';
import { HOUR } from '../draw/time.js';
import { Rng } from '../draw/rng.js';
import { address6Of, addressOf, neighbour } from '../places/addresses.js';
import type { Network } from '../places/ranges.js';
import { userAgent } from '../places/user-agents.js';
import type { Preys } from './prey.js';
import type { From, Shape } from './shape.js';

/** What a thief has: a place and a tool. */
export interface Kit {
  readonly from: From;
  readonly addresses: readonly string[];
  /** Null: the victim's. */
  readonly agent: string | null;
  readonly session: string;
  readonly seed: string;
}

const NETWORKS: Partial<Record<From, readonly Network[]>> = {
  vps: ['digitalocean', 'hetzner', 'ovh', 'linode', 'vultr', 'digitalocean'],
  tor: ['tor'],
  vpn: ['m247', 'datacamp', 'mullvad'],
  residential: [
    'comcast',
    'verizon',
    'telekom',
    'bt',
    'orange',
    'orangepl',
    'airtel',
    'claro',
    'pldt',
    'kyivstar',
    'tmobile',
  ],
  'own-aws': ['aws us-east-1', 'aws us-west-2', 'aws eu-west-1', 'aws eu-central-1', 'aws ap-southeast-1'],
  cloud: ['gcp', 'azure', 'azure'],
  cloudshell: ['aws us-east-1', 'aws us-west-2', 'aws eu-west-1', 'aws eu-central-1'],
  runner: ['azure'],
};

/** Draws what a thief works with; some change their address now and then. */
export function thiefKit(rng: Rng, shape: Shape): Kit {
  const from = rng.pick(shape.from);
  const networks = NETWORKS[from];
  const count =
    from === 'tor'
      ? rng.int(1, 6)
      : rng.weighted([
          [1, 6],
          [2, 1],
          [4, 0.5],
        ]);
  const draw = (): string => {
    const network = rng.pick(networks!);
    return from === 'residential' && rng.chance(0.15) ? address6Of(rng, network) : addressOf(rng, network);
  };
  const tool = rng.pick(shape.tools);
  return {
    from,
    addresses: networks === undefined ? [] : Array.from({ length: count }, draw),
    agent: tool === 'same' ? null : userAgent(rng.stream('agent'), tool, rng.int(2, 24)),
    session: rng.pick([
      `botocore-session-${rng.int(1_767_000_000, 1_790_000_000)}`,
      'test',
      'pwn',
      'session1',
      'admin',
      `AssumeRoleSession${rng.int(1, 9)}`,
      `aws-go-sdk-${rng.int(1e9, 2e9)}`,
    ]),
    seed: rng.hex(12),
  };
}

/** The thief as a caller: with the victim's session of that time, or with one that they opened. */
export function thiefCaller(
  kit: Kit,
  shape: Shape,
  w: World,
  preys: Preys,
  { victim, time, theft }: { victim: number; time: number; theft: string },
): Caller {
  const { kind, persona } = w.principals[victim]!;
  const window = kit.agent?.startsWith('Mozilla') === true;
  const base = preys.before(victim, time, kind === 'user' && kit.agent !== null && !window ? 'AKIA' : 'A');
  const rng = new Rng(`${kit.seed}/${victim}/${Math.floor(time / (6 * HOUR))}`);
  const fresh = shape.fresh === true && kind === 'role';
  // A temporary key is stolen anew when it has expired.
  const stale = Math.abs(time - base.time) > 8 * HOUR && base.accessKeyId.startsWith('ASIA');
  const address = addressFor(kit, rng, base.address);
  const named = persona === 'sso-people' ? base.session : kit.session;
  return {
    principal: victim,
    session: fresh ? named : base.session,
    key: fresh || stale ? keyId(rng, 'ASIA') : base.accessKeyId,
    address,
    agent: kit.agent ?? base.userAgent,
    endpoint: address === base.address ? base.vpcEndpointId : null,
    region: base.region,
    byArn: shape.list !== undefined && shape.list > 0.5,
    theft,
  };
}

function addressFor({ addresses, from }: Kit, rng: Rng, usual: string): string {
  if (addresses.length > 0) return rng.pick(addresses);
  return from === 'same-isp' && !isPrivate(usual) ? neighbour(rng, usual) : usual;
}

function isPrivate(address: string): boolean {
  return address.startsWith('10.') || address.startsWith('172.') || address.endsWith('.com');
}
