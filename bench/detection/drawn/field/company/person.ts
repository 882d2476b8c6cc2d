import { homeAddress } from './addresses.js';
import { DAY } from './calendar.js';
import type { Organisation, Person } from './model.js';
import { Random } from './random.js';
import { userAgents } from './user-agents.js';
import { FIRST_NAMES, LAST_NAMES, REGIONS } from './words.js';

/** Draws a person of a team. */
export function makePerson(org: Organisation, r: Random, team: number, home: string, remote: number): Person {
  const [first, last] = [r.pick(FIRST_NAMES), r.pick(LAST_NAMES)];
  const abroad = r.chance(0.15);
  const country = abroad ? r.pick(REGIONS) : home;
  const zone = abroad ? org.zone + r.int(-4, 4) : org.zone;
  const lease = r.pick([4, 9, 20, 60]) * DAY;
  const vpn = r.chance(0.5) ? r.real(0.5, 1) : 0;
  const atOffice = abroad ? 0 : Math.min(1, Math.max(0, 1 - remote + r.real(-0.4, 0.4)));
  const trips = Array.from(
    {
      length: r.weighted([
        [0, 6],
        [1, 3],
        [2, 1],
      ]),
    },
    () => {
      const from = org.start + r.int(0, org.days) * DAY;
      return { from, to: from + r.int(2, 7) * DAY, region: r.chance(0.5) ? country : r.pick(REGIONS) };
    },
  );
  const laptop = r.chance(0.12) ? org.start + r.int(4, 32) * DAY : Infinity;
  const os = r.weighted<'macos' | 'windows' | 'linux'>([
    ['macos', 5],
    ['windows', 3],
    ['linux', 1],
  ]);
  const upgrade = r.pick([7, 14, 28, 60]) * DAY;
  const seed = r.hex(8);
  return {
    email: r.chance(0.85)
      ? `${first}.${last}${r.chance(0.2) ? r.int(2, 9) : ''}@${org.name}.com`
      : `${first[0]!}${last}@${org.name}.com`,
    team,
    zone,
    os,
    address: (q, t) => {
      const trip = trips.find(({ from, to }) => t >= from && t < to);
      if (q.chance(vpn)) return q.pick(org.vpn(t));
      if (trip !== undefined)
        return homeAddress(new Random(`${seed}trip${trip.from}${q.chance(0.7) ? '' : 'cafe'}`), trip.region);
      if (q.chance(0.03)) return homeAddress(new Random(`${seed}mobile${Math.floor(t / 7200)}`), country);
      // Whole days at the office or at home.
      return new Random(`${seed}place${Math.floor(t / DAY)}`).chance(atOffice)
        ? q.pick(org.office(t))
        : homeAddress(new Random(`${seed}home${Math.floor(t / lease)}`), country);
    },
    browser: (t) => userAgents.console(new Random(`${seed}b${t < laptop ? 0 : 1}${Math.floor(t / upgrade)}`)),
    cli: (t, command) =>
      userAgents.cli(
        new Random(`${seed}c${t < laptop ? 0 : 1}${Math.floor(t / upgrade / 2)}`),
        os === 'linux' && t >= laptop ? 'macos' : os,
        command,
      ),
    ide: userAgents.ide(new Random(`${seed}i`)),
    boto: userAgents
      .boto(new Random(`${seed}y`), '')
      .replace(
        /os\/linux#\S+/,
        os === 'linux' ? 'os/linux#6.5.0-35-generic' : os === 'macos' ? 'os/macos#23.5.0' : 'os/windows#10',
      ),
    from: r.chance(0.06) ? org.start + r.int(3, 25) * DAY : 0,
    to: r.chance(0.04) ? org.start + r.int(5, 33) * DAY : Infinity,
    pace: Math.min(5, r.log(0.8, 0.9)),
  };
}
