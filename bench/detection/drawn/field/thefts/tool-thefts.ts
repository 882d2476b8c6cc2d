import { secretRefs } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { ALL_REGIONS } from './regions.js';
import type { Shape } from './thief.js';
import { isCloudProgram, isPerson, isProgram, readsWidely } from './victims.js';

/** Thefts with published attack tools and one-liners. */
export const TOOL_THEFTS: readonly Shape[] = [
  [
    'instance-keys-dump',
    3,
    (x) => {
      const a = x.victim(
        (v) => isCloudProgram(v) && /ec2|ecs|startup|cache|emr|csi/.test(v.principal.persona),
      );
      if (a === null) return false;
      x.take(a, {
        seat: x.outside(a),
        secrets: x.all(a, x.r.int(12, 90)),
        gap: x.r.real(0.4, 2),
        list: true,
      });
      return true;
    },
  ],
  [
    'leaked-user-key',
    3,
    (x) => {
      const a = x.victim((v) => v.principal.kind === 'user' && v.principal.persona !== 'dormant');
      if (a === null) return false;
      x.take(a, {
        seat: {
          ...x.outside(a),
          session: null,
          accessKeyId: userKeyOf(x.seen.of[a.index]!, x.t) ?? x.inside(a).accessKeyId,
        },
        secrets: x.all(a, x.r.int(5, 70)),
        gap: x.r.real(0.5, 12),
        list: x.r.chance(0.8),
      });
      return true;
    },
  ],
  [
    'pacu',
    1.6,
    (x) => {
      const a = x.victim((v) => isProgram(v) || isPerson(v) || v.cls === 'ci');
      if (a === null) return false;
      const seat = x.outside(
        a,
        x.t,
        x.hosting(),
        userAgents.boto(x.r, '').replace(/os\/linux#\S+/, 'os/linux#6.6.9-kali1-amd64'),
      );
      const at = x.regions(seat, x.r.chance(0.5) ? x.b.org.regions : ALL_REGIONS);
      x.take(a, { seat, secrets: x.all(a, x.r.int(15, 120)), gap: 0.5, at });
      return true;
    },
  ],
  [
    'stratus',
    1,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && (isPerson(v) || v.cls === 'ci'));
      if (a === null) return false;
      const from = x.r.chance(0.5) ? {} : { address: x.hosting(), vpcEndpointId: null };
      x.take(a, {
        seat: x.inside(a, x.t, { ...from, by: 'arn', userAgent: `stratus-red-team_${x.r.uuid()}` }),
        secrets: x.all(a, 20),
        gap: 0.2,
        list: true,
      });
      return true;
    },
  ],
  [
    'batch-tag-filter',
    1.2,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && v.cls !== 'ops');
      if (a === null) return false;
      const all = secretRefs(x.all(a, x.r.int(15, 120)));
      const seat = x.r.chance(0.7)
        ? x.outside(a)
        : x.inside(a, x.t, { userAgent: x.kit('batch-get-secret-value') });
      for (let i = 0; i < all.length; i += 20)
        x.batchFilter(
          seat,
          x.t + i / 12,
          a,
          { key: 'tag-key', values: [x.r.pick(['!tagKeyThatWillNeverExist', '!x', '!zzz'])] },
          all.slice(i, i + 20),
        );
      return true;
    },
  ],
  [
    'batch-by-arn',
    0.8,
    (x) => {
      const a = x.victim((v) => readsWidely(v) && v.cls !== 'ops');
      if (a === null) return false;
      const all = secretRefs(x.foreign(a, x.r.int(10, 100)));
      const seat = x.r.chance(0.5) ? x.outside(a) : x.inside(a);
      x.b.out.list(seat, x.t, all.length);
      for (let i = 0; i < all.length; i += 20)
        x.b.out.batch(
          { ...seat, by: 'arn' },
          x.t + 20 + i * x.r.real(0.1, 5),
          { list: all.slice(i, i + 20) },
          all.slice(i, i + 20),
        );
      return all.length > 0;
    },
  ],
  [
    'cloudfox-then-cli',
    1.2,
    (x) => {
      const a = x.victim((v) => (isProgram(v) || isPerson(v)) && v.reach !== 'own');
      if (a === null) return false;
      const at = x.hosting();
      const t = x.regions(x.outside(a, x.t, at, userAgents.goV2(x.r, '')), ALL_REGIONS);
      x.take(a, {
        seat: x.outside(a, x.t, at, userAgents.cli(x.r, 'linux').replace('amzn.2023', 'kali.2024')),
        secrets: x.all(a, x.r.int(4, 30)),
        gap: 15,
        at: t + x.r.int(60, 3000),
      });
      return true;
    },
  ],
  [
    'scoutsuite-then-few',
    0.8,
    (x) => {
      const a = x.victim((v) => isPerson(v) || v.cls === 'ci');
      if (a === null) return false;
      const seat = x.outside(a);
      const t = x.regions(
        { ...seat, userAgent: `${userAgents.boto(x.r, '')} Scout Suite/5.13.0` },
        ALL_REGIONS,
      );
      const all = x.all(a, 60);
      all.forEach((s, i) =>
        x.b.out.call(
          { ...seat, userAgent: `${userAgents.boto(x.r.sub('s'), '')} Scout Suite/5.13.0` },
          'DescribeSecret',
          t + i * 0.3,
          s.ref,
        ),
      );
      x.take(a, { seat, secrets: all.slice(0, x.r.int(2, 8)), gap: 90, at: t + x.r.int(600, 9000) });
      return true;
    },
  ],
];

function userKeyOf(calls: readonly { accessKeyId: string; time: number }[], t: number): string | null {
  return calls.filter((c) => c.accessKeyId.startsWith('AKIA') && c.time < t).at(-1)?.accessKeyId ?? null;
}
