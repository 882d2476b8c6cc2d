import { burstyCount, logNormal, poisson } from '../distributions.js';
import type { Actor, Day, PersonaContext } from '../persona.js';
import { makeSession } from '../principal.js';
import { makeSecret } from '../secret.js';
import { userAgent } from '../user-agents.js';
import { busyTime, chooseReference, teamRole, vpcOrigin } from './work.js';

/**
 * A service with a secret for every tenant. It gets about one new tenant in three days. It retrieves a tenant's
 * secret when its cache has dropped it, so a secret that it never retrieved before is normal.
 */
export function tenants(context: PersonaContext): Actor {
  const { random } = context;
  return tenantService(context, 'tenants', 'tenant-router', (day) =>
    day.workday ? poisson(random, 0.4) : 0,
  );
}

/** The same for a product with online sign-up: about five new tenants a day, sometimes twenty, fewer at weekends. */
export function signUps(context: PersonaContext): Actor {
  const { random } = context;
  const median = logNormal(random, 5, 0.5);
  return tenantService(context, 'sign-ups', 'onboarding', (day) =>
    burstyCount(random, median * (day.workday ? 1 : 0.3), 0.5),
  );
}

function tenantService(
  context: PersonaContext,
  persona: 'tenants' | 'sign-ups',
  task: string,
  newTenantsOn: (day: Day) => number,
): Actor {
  const { random, accountId, region } = context;
  const principal = teamRole(context, persona, task);
  const session = makeSession(principal, task, 'service');
  const origin = vpcOrigin(context, userAgent(random, 'java', 1));
  const caller = { session, origin, reference: chooseReference(random) };
  const base = random.between(1000, 8000);
  const tenantSecret = (count: number) =>
    makeSecret(random, accountId, region, `tenants/${principal.name}/t-${base + count}/database`);
  const secrets = Array.from({ length: random.between(5, 20) }, (_, i) => tenantSecret(i));
  return {
    principal,
    secrets,
    reference: caller.reference,
    keepsSession: true,
    sessionAt: () => session,
    originAt: () => origin,
    day(day, emitter) {
      const newTenants = newTenantsOn(day);
      for (let i = 0; i < newTenants; i++) {
        const secret = tenantSecret(secrets.length);
        secrets.push(secret);
        emitter.get(busyTime(context, day), caller, secret);
      }
      const visits = poisson(random, secrets.length * 0.8);
      for (let i = 0; i < visits; i++) emitter.get(busyTime(context, day), caller, random.pick(secrets));
    },
  };
}
