import { DAY, HOUR, trafficLevel } from '../company/calendar.js';
import type { Reading } from '../company/model.js';
import { accessKeyAt } from '../company/random.js';
import { userAgents } from '../company/user-agents.js';
import type { ServiceMaker } from './maker.js';
import { pollSecrets } from './poll-secrets.js';
import { addProgram, agentOverTime, boundedInterval } from './program.js';
import { runInstances } from './run-instances.js';

/** External Secrets Operator: one role for a cluster or one for a namespace. */
export const externalSecrets: ServiceMaker = (b, r, s) => {
  const { org } = b;
  const team = org.teams[s.team]!;
  const wide = r.chance(0.3);
  const near = wide
    ? org.teams.flatMap((t) => t.services).filter((x) => x.accountId === s.accountId && x.env === s.env)
    : team.services.filter((x) => x.env === s.env && x.accountId === s.accountId);
  const own = r.some(near, wide ? r.int(4, 25) : r.int(1, 4)).flatMap((x) => b.owns(r, x, { share: 0.3 }));
  const a = addProgram(
    b,
    r,
    s,
    'eso',
    wide ? 'external-secrets' : 'eso',
    own,
    '',
    wide ? 'account' : r.chance(0.5) ? 'team' : 'own',
  );
  const v2 = r.chance(0.5);
  const cluster = r.pick(['eks-prod', 'platform', 'main']);
  const podId = r.chance(0.3);
  pollSecrets(b, r, a, {
    interval: boundedInterval(
      b,
      a,
      r.weighted([
        [HOUR, 8],
        [900, 2],
        [300, 1],
        [6 * HOUR, 1],
        [DAY, 1],
      ]),
    ),
    jitter: 0.02,
    session: () => (podId ? `eks-${cluster}-external-s-${r.uuid()}` : 'external-secrets-provider-aws'),
    agent: agentOverTime(b, r, (q) =>
      v2 ? userAgents.goV2(q, 'external-secrets') : userAgents.goV1(q, 'external-secrets'),
    ),
    by: 'name',
    keyLife: r.chance(0.3) ? 0 : HOUR,
    restartsPerDay: r.real(0.02, 0.5),
  });
};

/** The operator with `dataFrom.find`: batch calls by a prefix or a tag. */
export const externalSecretsFind: ServiceMaker = (b, r, s) => {
  const { org, out } = b;
  const group = org.teams[s.team]!.services.filter(
    (x) => x.env === s.env && x.accountId === s.accountId && x.region === s.region,
  ).slice(0, r.int(1, 5));
  const list = group.flatMap((x) => x.secrets);
  const own: Reading[] = list.map((x) => ({ s: x, from: x.born, to: Infinity, error: null }));
  const a = addProgram(b, r, s, 'eso-find', 'external-secrets', own, '', 'account');
  const agent = agentOverTime(b, r, (q) => userAgents.goV2(q, 'external-secrets'));
  const filters = r.chance(0.5)
    ? [{ key: 'tag-key', values: [r.pick(['team', 'eso-sync', 'k8s'])] }]
    : [{ key: 'name', values: [s.secrets[0]!.ref.name.split(/[/_-]/).slice(0, -1).join('/')] }];
  const every = boundedInterval(b, a, r.pick([HOUR, HOUR, 3 * HOUR]), 5000);
  for (let t = org.start + r.int(0, every); t < org.end; t += every * (1 + 0.01 * r.next())) {
    const now = list.filter(({ born }) => born < t).map(({ ref }) => ref);
    const seat = b.seat(a, {
      ...b.inVpc(r, a, Math.floor(t / (5 * DAY)), t),
      userAgent: agent(t),
      session: 'external-secrets-provider-aws',
      accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
      by: 'name',
    });
    for (let i = 0; i === 0 || i < now.length; i += 20)
      out.batch(seat, t + i / 20, { filters, maxResults: null }, now.slice(i, i + 20));
  }
};

/** Secrets Store CSI driver: read when a pod mounts; with rotation on, each poll describes and reads what has changed. */
export const secretsStoreDriver: ServiceMaker = (b, r, s) => {
  const a = addProgram(b, r, s, 'csi', r.pick(['csi', 'irsa', 'sa']), b.owns(r, s));
  runInstances(b, r, a, {
    startsPerDay: r.log(3, 1),
    weight: (t) => trafficLevel(b.org, t),
    burst: r.int(2, 8),
    deploys: r.log(0.7, 0.8),
    life: r.log(30, 0.7) * HOUR,
    ttl: r.chance(0.35) ? boundedInterval(b, a, 2 * HOUR, 3000) : 0,
    describe: true,
    session: () => 'secrets-store-csi-driver-provider-aws',
    agent: agentOverTime(b, r, (q) => userAgents.goV1(q, 'secrets-store-csi-driver-provider-aws')),
    by: r.pick(['arn', 'name']),
  });
};
