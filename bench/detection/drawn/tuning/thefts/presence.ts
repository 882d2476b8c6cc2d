import { drawAgent, type Agent, type AgentKind } from '../agents.js';
import { HOUR } from '../calendar.js';
import { accessKeyId } from '../draw.js';
import type { Presence } from '../fleet.js';
import { drawThiefPlace } from '../networks/thief-networks.js';
import type { Place } from '../networks/origin.js';
import { RecentPresence } from '../recent-presence.js';
import { emailOf } from '../personas/person.js';
import type { DrawnPrincipal } from '../world.js';
import type { TheftContext, TheftPlan } from './plan.js';

const TOOLS: readonly AgentKind[] = ['boto3', 'cli', 'cli', 'cli1', 'go2', 'notebook', 'powershell', 'js3'];
const OTHER_TOOLS = ['python-requests/2.32.3', 'curl/8.5.0', 'Boto3/1.34.51 md/Botocore#1.34.51 ua/2.0 os/linux#6.6.15-amd64 md/arch#x86_64 lang/python#3.11.8 Botocore/1.34.51 kali']; // prettier-ignore

/** Who calls at a time of a theft, by one of its principals. */
export type ThiefPresence = (principal: DrawnPrincipal, time: number) => Presence;

/** Draws where a thief calls from, with what and as which session. */
export function drawThiefPresence(context: TheftContext, plan: TheftPlan): ThiefPresence {
  const { random, history } = context;
  const { where, start } = plan;
  const tool = drawTool(context, plan);
  const recent = new RecentPresence(history, random);
  const region = plan.loot[0]!.principal.account.region;
  const place =
    where === 'victim-host' || where === 'other-host' ? null : drawThiefPlace(random, where, region);
  const otherHost = where === 'other-host' ? findHost(context, plan) : null;
  const bursts = new Map<number, Presence>();
  return (principal, time) => {
    if (where === 'victim-host') {
      const host = recent.at(principal, time);
      if (host !== null) return plan.agent === 'victim' ? host : { ...host, userAgent: tool(time, 0) };
    }
    // Keys last for hours; a longer theft gets new ones.
    const burst = Math.floor((time - start) / (8 * HOUR));
    const number = principal.index * 1000 + burst;
    let presence = bursts.get(number);
    if (presence === undefined) {
      const there: Place = place?.(burst) ?? otherHost ?? { address: '185.220.101.7', vpcEndpointId: null };
      presence = { ...credentialsOf(context, plan, principal, burst, tool(time, 0), recent), ...there };
      bursts.set(number, presence);
    }
    return presence;
  };

  function findHost({ world: { drawn } }: TheftContext, { loot }: TheftPlan): Place | null {
    for (let attempt = 0; attempt < 50; attempt++) {
      const other = random.pick(drawn);
      const call = history.before(other.index, start, 1)[0];
      const usable =
        other.sort === 'program' && loot.every(({ principal }) => principal.index !== other.index);
      if (usable && call !== undefined && !call.address.endsWith('amazonaws.com'))
        return { address: call.address, vpcEndpointId: call.vpcEndpointId };
    }
    return null;
  }
}

function drawTool({ random, world }: TheftContext, { agent }: TheftPlan): Agent {
  if (agent === 'console') return drawAgent(random, 'console', world.span, 1000);
  if (random.chance(0.25)) {
    const name = random.pick(OTHER_TOOLS);
    return () => name;
  }
  return drawAgent(random, random.pick(TOOLS), world.span, 1000);
}

type Identity = Pick<Presence, 'session' | 'accessKeyId' | 'userAgent'>;

function credentialsOf(
  context: TheftContext,
  { credentials, agent, start }: TheftPlan,
  principal: DrawnPrincipal,
  burst: number,
  tool: string,
  recent: RecentPresence,
): Identity {
  const { world, random } = context;
  const last = recent.at(principal, start);
  const userAgent = agent === 'victim' && last !== null ? last.userAgent : tool;
  const user = world.principals[principal.index]!.kind === 'user';
  if (user)
    return { session: null, accessKeyId: last?.accessKeyId ?? accessKeyId(random, 'AKIA'), userAgent };
  if (credentials === 'replayed' && last !== null)
    return {
      session: last.session,
      accessKeyId: burst === 0 ? last.accessKeyId : accessKeyId(random, 'ASIA'),
      userAgent,
    };
  const person = principal.sort === 'people' || principal.sort === 'person' || principal.sort === 'emergency';
  const session = person
    ? (last?.session ?? emailOf(random, world.organisation.company))
    : random.pick([`botocore-session-${start}`, 'aws-cli', 'session1', 'audit', last?.session ?? 'test']);
  return { session, accessKeyId: accessKeyId(random, 'ASIA'), userAgent };
}
