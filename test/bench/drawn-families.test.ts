import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { FAMILIES } from '../../bench/detection/drawn/families.js';
import type { LabCall } from '../../bench/detection/drawn/lab-scenario.js';

describe.each(FAMILIES)('drawn organisations of the family $name', (family) => {
  const options = { seed: 7, identities: 60, days: 12, thefts: 10 };
  const scenario = family.generate(options);

  /** The values of a field of all calls for which a check fails; few are enough to see what is wrong. */
  function failing(check: (call: LabCall) => boolean): LabCall[] {
    return scenario.calls.filter((call) => !check(call)).slice(0, 3);
  }

  test('the same options give the same scenario', () => {
    expect(family.generate(options)).toStrictEqual(scenario);
  });

  test('another seed gives another organisation', () => {
    const other = family.generate({ ...options, seed: options.seed + 1 });
    expect(other.principals.map(({ arn }) => arn)).not.toEqual(scenario.principals.map(({ arn }) => arn));
    expect(other.calls.length).not.toBe(scenario.calls.length);
  });

  test('it has as many principals as wanted, each with an ARN of its own', () => {
    expect(scenario.principals).toHaveLength(options.identities);
    expect(new Set(scenario.principals.map(({ arn }) => arn)).size).toBe(options.identities);
    for (const { arn, kind, accountId } of scenario.principals)
      expect(arn.startsWith(`arn:aws:iam::${accountId}:${kind}/`), arn).toBe(true);
  });

  test('calls are in time order and inside of the period', () => {
    expect(scenario.end - scenario.start).toBe(options.days * 86_400);
    expect(scenario.start % 86_400).toBe(0);
    expect(
      failing(({ time }) => Number.isInteger(time) && time >= scenario.start && time < scenario.end),
    ).toEqual([]);
    expect(scenario.calls.filter(({ time }, i) => i > 0 && time < scenario.calls[i - 1]!.time)).toEqual([]);
  });

  test('sessions, keys, addresses and accounts are well-formed', () => {
    const isService = (address: string): boolean => /^[\w.-]+\.amazonaws\.com$/.test(address);
    expect(failing(({ address }) => isIP(address) !== 0 || isService(address))).toEqual([]);
    expect(
      failing(({ vpcEndpointId }) => vpcEndpointId === null || /^vpce-[0-9a-f]{17}$/.test(vpcEndpointId)),
    ).toEqual([]);
    expect(failing(({ accessKeyId }) => /^A[SK]IA[A-Z2-7]{16}$/.test(accessKeyId))).toEqual([]);
    expect(failing(({ session }) => session === null || /^[\w+=,.@-]{2,64}$/.test(session))).toEqual([]);
    const isUser = ({ principal }: LabCall): boolean => scenario.principals[principal]!.kind === 'user';
    expect(failing((call) => (call.session === null) === isUser(call))).toEqual([]);
    // A user has a temporary key in the console.
    expect(failing((call) => isUser(call) || call.accessKeyId.startsWith('ASIA'))).toEqual([]);
    const accounts = scenario.principals.map(({ accountId }) => accountId);
    expect(
      failing(
        ({ by, secret, principal }) =>
          by === 'arn' || (secret?.accountId ?? accounts[principal]) === accounts[principal],
      ),
    ).toEqual([]);
  });

  test('only lists and batches name no secret, and only batches list or filter', () => {
    const names = new Set(['ListSecrets', 'BatchGetSecretValue']);
    expect(failing(({ name, secret }) => names.has(name) === (secret === null))).toEqual([]);
    expect(failing(({ name, batch }) => (name === 'BatchGetSecretValue') === (batch !== null))).toEqual([]);
    expect(
      failing(
        ({ batch }) =>
          batch === null || !('list' in batch) || (batch.list.length > 0 && batch.list.length <= 20),
      ),
    ).toEqual([]);
  });

  test('every theft has calls, and every call of a theft a theft', () => {
    expect(scenario.thefts).toHaveLength(options.thefts);
    for (const { why } of scenario.thefts) expect(why).not.toBe('');
    const ids = new Set(scenario.calls.map(({ theft }) => theft).filter((theft) => theft !== null));
    expect([...ids].sort()).toEqual(scenario.thefts.map(({ id }) => id).sort());
  });

  test('without thefts, the ordinary calls are the same', () => {
    const ordinary = family.generate({ ...options, thefts: 0 });
    expect(ordinary.thefts).toEqual([]);
    expect(ordinary.calls).toStrictEqual(scenario.calls.filter(({ theft }) => theft === null));
    expect(ordinary.principals).toEqual(scenario.principals);
    expect(ordinary.notable).toEqual(scenario.notable);
  });

  test('notable times lie in the period and have calls', () => {
    for (const { principal, from, to } of scenario.notable) {
      expect(from).toBeGreaterThanOrEqual(scenario.start);
      expect(to).toBeLessThanOrEqual(scenario.end);
      expect(
        scenario.calls.some((call) => call.principal === principal && call.time >= from && call.time < to),
      ).toBe(true);
    }
  });
});
