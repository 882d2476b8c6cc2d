import { beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../src/model/time.js';
import { buildOrganisation } from '../../src/simulate/organisation.js';
import { MIXES, PERSONAS } from '../../src/simulate/persona-mix.js';
import type { RetrievalEvent } from '../../src/simulate/retrieval-event.js';
import { retrievalEvents } from '../../src/simulate/retrieval-events.js';
import { resolveOptions, type SimulateOptions } from '../../src/simulate/simulate-options.js';
import { groupBy } from './recount.js';
import { THEFT_SHAPES } from '../../src/simulate/thefts/theft-shape.js';

const OPTIONS = { days: 35, identities: 40, seed: 41, thefts: 12, accounts: 3 };
const START = 1_767_571_200;

function eventsOf(options: SimulateOptions): RetrievalEvent[] {
  return [...retrievalEvents(buildOrganisation(resolveOptions(options)))];
}

let events: RetrievalEvent[];
let own: RetrievalEvent[];
beforeAll(() => {
  events = eventsOf(OPTIONS);
  own = events.filter((event) => event.theft === null);
});

const of = (persona: string) => own.filter((event) => event.session.principal.persona === persona);
const weekday = (event: RetrievalEvent) => new Date(event.time * 1000).getUTCDay();
const line = (event: RetrievalEvent) =>
  `${event.time} ${event.session.arn} ${event.secretId} ${event.failure} ${event.origin.address} ${event.sequence}`;

test('events are in time order, within the requested time, each with its own number', () => {
  expect(events.every((event, i) => i === 0 || events[i - 1]!.time <= event.time)).toBe(true);
  expect(events[0]!.time).toBeGreaterThanOrEqual(START);
  expect(events.at(-1)!.time).toBeLessThan(START + OPTIONS.days * DAY);
  expect(new Set(events.map((event) => `${event.stream}/${event.sequence}`)).size).toBe(events.length);
});

test('a start in the middle of a day cuts both ends there', () => {
  const start = START + 40_000;
  const cut = eventsOf({ days: 2, identities: 40, seed: 1, start });
  expect(cut[0]!.time).toBeGreaterThanOrEqual(start);
  expect(cut.at(-1)!.time).toBeLessThan(start + 2 * DAY);
  expect(cut.at(-1)!.time).toBeGreaterThan(start + 1.9 * DAY);
});

test('a larger organisation contains every call of the smaller one', () => {
  const small = eventsOf({ ...OPTIONS, days: 10, thefts: 0 });
  const large = eventsOf({ ...OPTIONS, days: 10, thefts: 0, identities: 55 });
  expect(large.filter((event) => event.stream < OPTIONS.identities).map(line)).toEqual(small.map(line));
  expect(large.length).toBeGreaterThan(small.length);
});

test('thefts do not change the calls of others', () => {
  const quiet = eventsOf({ ...OPTIONS, thefts: 0 });
  expect(own.map(line)).toEqual(quiet.map(line));
});

describe('personas', () => {
  test('each of them is in the default mix and retrieves something', () => {
    const seen = new Set(own.map((event) => event.session.principal.persona));
    expect([...seen].sort()).toEqual(Object.keys(PERSONAS).sort());
    for (const mix of Object.keys(MIXES))
      expect(eventsOf({ ...OPTIONS, days: 2, mix }).length).toBeGreaterThan(0);
  });

  test('principals have different names', () => {
    const { actors } = buildOrganisation(resolveOptions({ ...OPTIONS, identities: 400 }));
    expect(new Set(actors.map((actor) => actor.principal.arn)).size).toBe(400);
    expect(new Set(actors.map((actor) => actor.principal.uniqueId)).size).toBe(400);
  });

  test('people work on workdays; pipelines seldom run at weekends', () => {
    for (const persona of ['person', 'administrator']) {
      expect(of(persona).length).toBeGreaterThan(0);
      expect(of(persona).filter((event) => weekday(event) % 6 === 0)).toEqual([]);
    }
    const weekend = of('ci').filter((event) => weekday(event) % 6 === 0).length;
    expect(weekend / of('ci').length).toBeLessThan(0.05);
    const hours = of('person').map((event) => new Date(event.time * 1000).getUTCHours());
    expect(hours.filter((hour) => hour >= 7 && hour < 23).length / hours.length).toBeGreaterThan(0.95);
  });

  test('the operator retrieves all its 15 to 60 secrets every hour', () => {
    const retrieved = groupBy(of('operator'), (event) => Math.floor(event.time / 3600));
    expect(retrieved.size).toBe(OPTIONS.days * 24);
    const distinct = [...retrieved.values()].map((hour) => new Set(hour.map((event) => event.secretId)).size);
    expect(new Set(distinct).size).toBe(1);
    expect(distinct[0]).toBeGreaterThanOrEqual(15);
    expect(distinct[0]).toBeLessThanOrEqual(60);
  });

  test('each run has a new session; functions keep theirs', () => {
    for (const persona of ['ci', 'job-runs']) {
      expect(new Set(of(persona).map((event) => event.session.arn)).size).toBeGreaterThan(100);
    }
    const functions = groupBy(of('lambda'), (event) => event.stream);
    for (const calls of functions.values())
      expect(new Set(calls.map((call) => call.session.arn)).size).toBe(1);
  });

  test('services with tenants retrieve a secret that is new to them on many days', () => {
    const known = new Set<string>();
    const days = new Set<number>();
    for (const event of of('tenants')) {
      if (!known.has(event.secretId)) days.add(Math.floor(event.time / DAY));
      known.add(event.secretId);
    }
    expect(days.size).toBeGreaterThan(8);
  });

  test('what sign-ups, growing services and newcomers retrieve changes', () => {
    const firstDays = (persona: string) => {
      const known = new Map<string, number>();
      for (const { secretId, time } of of(persona)) {
        if (!known.has(secretId)) known.set(secretId, Math.floor((time - START) / DAY));
      }
      return [...known.values()];
    };
    expect(new Set(firstDays('sign-ups')).size).toBeGreaterThan(OPTIONS.days / 2);
    const days = new Set(firstDays('growing'));
    expect(days.size).toBeGreaterThan(1);
    expect(days.size).toBeLessThan(OPTIONS.days / 3);
    expect(Math.min(...firstDays('newcomer'))).toBeGreaterThanOrEqual(Math.floor(OPTIONS.days * 0.2));
  });

  test('containers call from few subnets, but more than one', () => {
    const networks = new Map<string, Set<string>>();
    const { actors } = buildOrganisation(resolveOptions({ ...OPTIONS, identities: 200 }));
    for (const actor of actors) {
      if (actor.principal.persona !== 'container') continue;
      const used = Array.from({ length: 35 }, (_, day) => actor.originAt(START + day * DAY).address);
      networks.set(actor.principal.arn, new Set(used));
    }
    const sizes = [...networks.values()].map((used) => used.size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
    expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(0);
  });

  test('no newcomer’s secrets are stolen before it exists', () => {
    for (const mix of Object.keys(MIXES)) {
      const { thefts, actors } = buildOrganisation(
        resolveOptions({ ...OPTIONS, mix, identities: 80, thefts: 60 }),
      );
      for (const { session, events: calls } of thefts) {
        const { begins = 0 } = actors[session.principal.index]!;
        expect(calls[0]!.time).toBeGreaterThan(begins);
      }
    }
  });

  test('the fleet moves network and SDK at once, in the middle', () => {
    const middle = START + (OPTIONS.days / 2) * DAY;
    const agents = (calls: RetrievalEvent[]) => new Set(calls.map((call) => call.origin.userAgent));
    const networks = (calls: RetrievalEvent[]) => new Set(calls.map((call) => call.origin.address));
    const before = of('fleet').filter((event) => event.time < middle);
    const after = of('fleet').filter((event) => event.time >= middle);
    expect(new Set(before.map((call) => call.session.arn)).size).toBeGreaterThan(5);
    for (const seen of [agents, networks]) expect(overlap(seen(before), seen(after))).toEqual(new Set());
  });

  test('month-end work is on the last workday', () => {
    const days = new Map<string, number>();
    for (const event of of('month-end')) {
      const day = new Date(event.time * 1000).toISOString().slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    expect(days.get('2026-01-30')).toBeGreaterThanOrEqual(20);
    expect([...days].filter(([, calls]) => calls > 1).map(([day]) => day)).toEqual(['2026-01-30']);
  });

  test('rotations repeat after 7 or 30 days', () => {
    const current = of('rotation').filter((event) => event.versionStage === 'AWSCURRENT');
    expect(current.length).toBeGreaterThan(0);
    for (const calls of groupBy(current, (event) => event.secretId).values()) {
      const days = calls.map((call) => Math.floor(call.time / DAY));
      for (let i = 1; i < days.length; i++) expect([7, 30]).toContain(days[i]! - days[i - 1]!);
    }
  });
});

describe('thefts', () => {
  const stolen = () =>
    groupBy(
      events.filter((event) => event.theft !== null),
      (event) => event.theft!,
    );

  test('twelve thefts have all twelve shapes, each by a suitable identity', () => {
    const { thefts, actors } = buildOrganisation(resolveOptions(OPTIONS));
    expect(thefts.map((theft) => theft.shape).sort()).toEqual(THEFT_SHAPES.map((shape) => shape.name).sort());
    const sessions = new Set(own.map((event) => event.session.arn));
    for (const { shape, session } of thefts) {
      if (shape === 'new-session') expect(sessions).not.toContain(session.arn);
      else expect(sessions).toContain(session.arn);
      expect(own.some((event) => event.session.principal.arn === session.principal.arn)).toBe(true);
    }
    expect(new Set(thefts.map((theft) => theft.session.principal.index)).size).toBe(thefts.length);
    expect(actors).toHaveLength(OPTIONS.identities);
  });

  test('each takes as many secrets in as much time as its shape says', () => {
    const { thefts } = buildOrganisation(resolveOptions(OPTIONS));
    expect(stolen().size).toBe(thefts.length);
    for (const { id, shape } of thefts) {
      const { secrets, seconds, denied } = THEFT_SHAPES.find(({ name }) => name === shape)!;
      const calls = stolen().get(id)!;
      const taken = calls.flatMap((call) =>
        call.failure !== null
          ? []
          : call.batch?.childless === true
            ? call.batch.secrets
            : (call.secret ?? []),
      );
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken.length).toBeGreaterThanOrEqual(secrets[0]);
      expect(taken.length).toBeLessThanOrEqual(secrets[1]);
      expect(calls.at(-1)!.time - calls[0]!.time).toBeLessThanOrEqual(seconds);
      const firstSuccess = calls.findIndex((call) => call.failure === null);
      expect(firstSuccess).toBe(denied);
      expect(calls.slice(firstSuccess).every((call) => call.failure === null)).toBe(true);
    }
  });

  test('origins are those of the shape', () => {
    const { thefts, actors } = buildOrganisation(resolveOptions(OPTIONS));
    for (const { id, shape, session } of thefts) {
      const origin = THEFT_SHAPES.find(({ name }) => name === shape)!.origin;
      const calls = stolen().get(id)!;
      const victim = own.filter((event) => event.stream === session.principal.index);
      const agents = new Set(victim.map((event) => event.origin.userAgent));
      const known = new Set(victim.map((event) => event.origin.address));
      expect(actors[session.principal.index]!.principal.arn).toBe(session.principal.arn);
      for (const { origin: from } of calls) {
        expect(known.has(from.address)).toBe(origin === 'inside');
        expect(agents.has(from.userAgent)).toBe(origin !== 'outside');
      }
    }
  });

  test('replay takes only the identity’s own secrets', () => {
    const replay = buildOrganisation(resolveOptions(OPTIONS)).thefts.find(
      ({ shape }) => shape === 'outside-replay',
    )!;
    const before = new Set(
      own.filter((event) => event.session.arn === replay.session.arn).map((event) => event.secret?.key),
    );
    for (const { secret } of replay.events) expect(before).toContain(secret!.key);
  });

  test.each([1, 3, 8, 9, 12, 30])('leave a history before them in %i days', (days) => {
    const { thefts, setting } = buildOrganisation(resolveOptions({ ...OPTIONS, days, thefts: 24 }));
    const history = days > 8 ? 8 * DAY : (setting.end - setting.start) * (2 / 3);
    expect(thefts).toHaveLength(24);
    for (const { events: calls } of thefts) {
      expect(calls[0]!.time - setting.start).toBeGreaterThanOrEqual(Math.floor(history));
      expect(calls.at(-1)!.time).toBeLessThan(setting.end);
    }
  });
});

function overlap<Item>(a: Set<Item>, b: Set<Item>): Set<Item> {
  return new Set([...a].filter((item) => b.has(item)));
}
