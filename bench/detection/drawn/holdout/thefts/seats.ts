import type { LabCall } from '../../lab-scenario.js';
import type { Dice } from '../base/dice.js';
import type { Place, Seat } from '../base/model.js';
import { publicAddress } from '../company/addresses.js';
import { browser, cliAgent, programAgent } from '../company/agents.js';
import type { World } from '../company/world.js';
import type { Credential, PlaceKind, Tool } from './shape.js';
import type { Victim } from './victims.js';

/** Where a thief is, for one theft. */
export function placeOfThief(
  world: World,
  dice: Dice,
  kind: PlaceKind,
  base: LabCall | undefined,
  ordinary: readonly LabCall[],
  time: number,
): Place {
  const outside = (range: Parameters<typeof publicAddress>[1]): Place => ({
    address: publicAddress(dice, range),
    vpce: null,
  });
  switch (kind) {
    case 'same':
      return base === undefined ? outside('household') : { address: base.address, vpce: base.vpcEndpointId };
    case 'neighbour': {
      const hosts = base === undefined ? [] : ordinary.filter((call) => isNeighbour(world, base, call));
      const host = world.random(dice, hosts) ?? base;
      return host === undefined ? outside('cloud') : { address: host.address, vpce: host.vpcEndpointId };
    }
    case 'hosted':
      return world.networks.hostedRunner(dice);
    case 'office':
      return world.networks.office(dice, dice.pick(world.company.sites), time);
    case 'company vpn':
      return world.networks.vpn(dice, time);
    case 'rotating':
      return outside(dice.pick(['household', 'anonymous']));
    default:
      return outside(kind);
  }
}

/** A machine of another role in the same account. */
function isNeighbour({ registry }: World, base: LabCall, call: LabCall): boolean {
  const [own, other] = [registry.principals[base.principal]!, registry.principals[call.principal]!];
  return (
    other !== own &&
    other.accountId === own.accountId &&
    (other.nature === 'host' || other.nature === 'job') &&
    !call.address.endsWith('.amazonaws.com')
  );
}

export function seatOfThief(
  dice: Dice,
  { principal }: Victim,
  base: LabCall | undefined,
  credential: Credential,
  place: Place,
  agent: string | null,
): Seat {
  const isUser = principal.kind === 'user';
  const renamed = credential === 'renamed' || base === undefined;
  const keeps = base !== undefined && (credential === 'live' || (isUser && credential !== 'new key'));
  const session = renamed || base.session === null ? thiefSession(dice) : base.session;
  return {
    principal,
    session: isUser ? null : principal.nature === 'person' && base !== undefined ? base.session : session,
    key: keeps ? base.accessKeyId : dice.accessKey(isUser ? 'AKIA' : 'ASIA'),
    agent: agent ?? base?.userAgent ?? cliAgent(dice),
    by: dice.chance(0.5) ? 'arn' : 'name',
    ...place,
  };
}

function thiefSession(dice: Dice): string {
  return dice.pick([
    () => `botocore-session-${dice.digits(10)}`,
    () => `aws-go-sdk-${dice.digits(19)}`,
    () => dice.pick(['test', 'session1', 'admin', 'debug', 's', 'cli-session', 'temp']) + dice.digits(2),
    () => `AWSCLI-Session-${dice.digits(4)}`,
  ])();
}

/** @returns null for the victim's own */
export function agentOfThief(dice: Dice, tool: Tool): string | null {
  switch (tool) {
    case 'same':
      return null;
    case 'boto3':
      return `Boto3/1.3${dice.between(0, 7)}.${dice.between(0, 90)} md/Botocore#1.34.0 ua/2.0 os/linux#6.${dice.between(1, 8)}.0-generic md/arch#x86_64 lang/python#3.12.3`;
    case 'kali':
      return `Boto3/1.34.46 md/Botocore#1.34.46 ua/2.0 os/linux#6.6.15-amd64-kali md/arch#x86_64 lang/python#3.11.8`;
    case 'cli':
      return cliAgent(dice);
    case 'go':
      return `aws-sdk-go-v2/1.30.${dice.between(0, 5)} os/linux lang/go#1.22.${dice.between(0, 9)} md/GOOS#linux md/GOARCH#amd64 api/secretsmanager#1.32.0`;
    case 'node':
      return `aws-sdk-js/3.9${dice.digits(2)}.0 ua/2.1 os/linux#6.11 lang/js md/nodejs#22.${dice.between(1, 12)}.0 api/secrets-manager#3.9${dice.digits(2)}.0`;
    case 'trufflehog':
      return 'TruffleHog';
    case 'browser':
      return browser(dice);
    case 'shell':
      return cliAgent(dice).replace(/os\/\S+/, 'os/linux#6.1.115 exec-env/CloudShell');
    case 'curl':
      return dice.chance(0.5) ? `curl/8.${dice.between(0, 9)}.0` : programAgent(dice, null);
  }
}
