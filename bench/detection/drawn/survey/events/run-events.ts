import { AGENTS } from '../company/agents.js';
import type { Actor } from '../company/model.js';
import type { Person } from '../company/person.js';
import { DAY, HOUR } from '../company/time.js';
import type { World } from '../company/world.js';
import { PersonAtWork } from '../activity/person-at-work.js';
import { births } from './births.js';
import { readBulk } from './read-bulk.js';

/** Runs what happens to a whole organisation: new secrets, incidents, inventories, migrations, drills and load tests. */
export function runEvents(w: World, people: readonly Person[]): void {
  const n = w.company.numbers;
  const months = w.days / 30;
  births(w);
  const at = (r = w.rng): number => w.start + r.range(0.5, w.days - 0.5) * DAY;
  const times = (label: string, perMonth: number, act: (seed: number) => void): void => {
    const rng = w.rng.stream(`times/${label}`);
    for (let i = rng.poisson(perMonth * months); i > 0; i--) act(i);
  };
  const atWork = (label: string, who: Person): PersonAtWork => new PersonAtWork(w, w.rng.stream(label), who);
  const able = people.filter(({ access }) => access.length > 0);
  const office = (t: number, who: Person): number =>
    t - (t % DAY) + ((((who.begins + 3 - who.tz) % 24) + 24) % 24) * HOUR;

  if (able.length > 0) {
    times('incident', 1.6, (i) => {
      const rng = w.rng.stream(`incident/${i}`);
      const t = at(rng);
      const team = rng.int(0, w.teams.length - 1);
      const near = able.filter((x) => x.team === team);
      for (const who of rng.sample(near.length > 0 ? near : able, rng.int(1, 4))) {
        const work = atWork(`incident/${i}/${who.name}`, who);
        for (let k = rng.int(1, 4), s = t + rng.exp(900); k > 0; k--, s += rng.exp(HOUR))
          work.session(s, rng.chance(0.5) ? 'debug' : 'get');
      }
    });
    times('script', 0.7 * n.audits, (i) =>
      readBulk(w, `script/${i}`, able, office, 'a person runs an inventory of secrets', [10, 90]),
    );
    times('migration', w.company.label.includes('acquired') ? 4 : 0.9, (i) =>
      readBulk(
        w,
        `migration/${i}`,
        able,
        office,
        'migration of secrets to another account, region or tool',
        [12, 160],
      ),
    );
    times('handover', n.turnover * 8, (i) =>
      readBulk(w, `handover/${i}`, able, office, 'handover: reads all of a team', [8, 30]),
    );
    times('rotationCampaign', 0.5, (i) =>
      readBulk(w, `campaign/${i}`, able, office, 'campaign of key rotation', [15, 120], true),
    );
  }
  // Drills with roles that are hardly used otherwise.
  w.profiles.forEach(({ kind }, p) => {
    if (kind !== 'breakglass') return;
    const rng = w.rng.stream(`drill/${p}`);
    for (let k = rng.poisson(0.35 * n.audits * months); k > 0; k--) {
      const t = at(rng);
      const reach = w.reachOf(p);
      const session = able.length > 0 ? rng.pick(able).name : 'drill';
      const actor: Actor = {
        p,
        session,
        key: w.key(p, session, t),
        address: rng.pick([...w.vpn, ...w.offices.flat()]),
        ua: rng.chance(0.5) ? AGENTS.cli(rng) : AGENTS.browser(rng),
        vpce: null,
        region: w.profiles[p]!.region,
      };
      let s = t;
      w.emit(actor, 'ListSecrets', s, null);
      const list = rng.sample(reach, rng.int(1, 40));
      for (const secret of list) w.emit(actor, 'GetSecretValue', (s += rng.exp(15)), secret);
      w.note(p, t - 60, s + 60, 'drill or emergency with a break-glass role');
    }
  });
  // Load tests and chaos drills: a program reads what it always reads, many times over.
  times('load', 0.8, (i) => {
    const rng = w.rng.stream(`load/${i}`);
    const pool = w.profiles.flatMap(({ kind }, p) =>
      kind === 'service' || kind === 'lambda' || kind === 'fleet' ? [p] : [],
    );
    if (pool.length === 0) return;
    const p = rng.pick(pool);
    const t = at(rng);
    for (let k = rng.int(10, 60), s = t; k > 0; k--, s += rng.exp(60)) {
      const session = rng.hex(32);
      const actor = w.cloudActor(
        rng,
        p,
        session,
        AGENTS.java(rng),
        w.profiles[p]!.region,
        w.key(p, session, s),
      );
      for (const secret of w.profiles[p]!.own) w.emit(actor, 'GetSecretValue', s + rng.range(0, 2), secret);
    }
  });
}
