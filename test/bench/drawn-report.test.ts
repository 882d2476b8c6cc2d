import { describe, expect, test } from 'vitest';
import { REPORT } from '../../bench/detection/drawn/report/index.js';
import type { LabScenario } from '../../bench/detection/drawn/lab-scenario.js';

const options = { seed: 7, identities: 60, days: 12, thefts: 10 };
const scenario = REPORT.generate(options);
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|[a-z0-9-]+\.amazonaws\.com)$/;

describe('drawn organisations of the report', () => {
  test('are the same for the same options', () => {
    expect(REPORT.generate(options)).toEqual(scenario);
  });

  test('differ from seed to seed', () => {
    const other = REPORT.generate({ ...options, seed: 8, thefts: 0 });
    expect(other.principals).not.toEqual(scenario.principals);
    expect(other.calls.length).not.toBe(scenario.calls.length);
  });

  test('have the number of principals asked for, each with an ARN of its own', () => {
    expect(scenario.principals).toHaveLength(options.identities);
    expect(new Set(scenario.principals.map(({ arn }) => arn)).size).toBe(options.identities);
    for (const { arn, kind, accountId } of scenario.principals)
      expect(arn.startsWith(`arn:aws:iam::${accountId}:${kind}/`)).toBe(true);
  });

  test('have calls in time order, inside the period', () => {
    expect(scenario.end - scenario.start).toBe(options.days * 86_400);
    expect(scenario.start % 86_400).toBe(0);
    expect(outOfOrder(scenario)).toBe(0);
    expect(scenario.calls.every(({ time }) => Number.isInteger(time))).toBe(true);
    expect(scenario.calls[0]!.time).toBeGreaterThanOrEqual(scenario.start);
    expect(scenario.calls.at(-1)!.time).toBeLessThan(scenario.end);
  });

  test('give every theft calls, and every call of a theft a theft', () => {
    expect(scenario.thefts).toHaveLength(options.thefts);
    const named = new Set(scenario.calls.flatMap(({ theft }) => theft ?? []));
    expect([...named].sort()).toEqual(scenario.thefts.map(({ id }) => id).sort());
    expect(scenario.thefts.every(({ why }) => why.length > 10)).toBe(true);
  });

  test('are otherwise the same without thefts', () => {
    const calm = REPORT.generate({ ...options, thefts: 0 });
    expect(calm.thefts).toEqual([]);
    expect(calm.calls).toEqual(scenario.calls.filter(({ theft }) => theft === null));
    expect(calm.notable).toEqual(scenario.notable);
    expect(calm.principals).toEqual(scenario.principals);
  });

  test('have well-formed sessions, keys and addresses', () => {
    const wrong = scenario.calls.filter((call) => {
      const isUser = scenario.principals[call.principal]!.kind === 'user';
      const key = isUser ? /^AKIA[A-Z2-7]{16}$/ : /^ASIA[A-Z2-7]{16}$/;
      const session = isUser ? call.session === null : /^[\w+=,.@-]{2,64}$/.test(call.session ?? '');
      const endpoint = call.vpcEndpointId === null || /^vpce-0[0-9a-f]{16}$/.test(call.vpcEndpointId);
      return !key.test(call.accessKeyId) || !session || !address.test(call.address) || !endpoint;
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test('name a secret, a batch, or nothing but a list, and other accounts by ARN', () => {
    const wrong = scenario.calls.filter(({ name, secret, batch, by, principal }) => {
      const accountId = scenario.principals[principal]!.accountId;
      if (name === 'ListSecrets') return secret !== null || batch !== null;
      if (name === 'BatchGetSecretValue') return secret !== null || batch === null;
      return secret === null || batch !== null || (secret.accountId !== accountId && by !== 'arn');
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test('note times that lie in the period and have calls', () => {
    for (const { principal, from, to } of scenario.notable)
      expect(
        scenario.calls.some((call) => call.principal === principal && call.time >= from && call.time < to),
      ).toBe(true);
  });
});

function outOfOrder({ calls }: LabScenario): number {
  return calls.filter(({ time }, i) => i > 0 && time < calls[i - 1]!.time).length;
}
