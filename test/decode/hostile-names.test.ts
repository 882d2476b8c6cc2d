import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { readHcl } from '../../src/rule/export/read-hcl.js';
import { parseRule } from '../../src/rule/parse-rule.js';
import { TrailspikeError } from '../../src/model/errors.js';
import { retrievalRecord } from '../support/plain-record.js';
import { decodeAll, EVERYTHING } from './decode-all.js';
import { decodeBoth } from './decode-both.js';

/** Names that objects of JavaScript have by themselves. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupSetter__',
] as const;

const PROTOTYPES: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Map.prototype,
];
const ownNames = (): string =>
  JSON.stringify(PROTOTYPES.map((one) => Reflect.ownKeys(one).map((key) => String(key))));

/** Runs something and checks that it gave no object of JavaScript's a property. */
function leavingAlone<Result>(work: () => Result): Result {
  const before = ownNames();
  const result = work();
  expect(ownNames()).toBe(before);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  return result;
}

const POISON = '{"polluted":true,"eventName":"CreateSecret","arn":"arn:aws:iam::999999999999:user/no"}';
const plain = JSON.stringify(retrievalRecord('1'));
/** A record as text with a field before all others. */
const withField = (name: string, record = plain): string => record.replace('{', `{"${name}":${POISON},`);
const trailOf = (record: string): Buffer => Buffer.from(`{"Records":[${record}]}`);

/** What an object decodes to by both decoders, which must agree. */
function decoded(bytes: Buffer): ReturnType<typeof decodeBoth>['fast'] {
  const { fast, reference } = leavingAlone(() => decodeBoth(bytes, EVERYTHING));
  expect(fast).toEqual(reference);
  return fast;
}

const expected = decoded(trailOf(plain));

test('the record that the others are compared with is a retrieval', () => {
  expect(expected.retrievals).toMatchObject([{ items: ['us-east-1:111122223333:secret'] }]);
});

describe.each(NAMES)('%s', (name) => {
  test('as a field of a record, at each level, changes nothing', () => {
    const { eventKey } = expected.retrievals[0] as { eventKey: string };
    for (const record of [
      withField(name),
      plain.replace('"userIdentity":{', `"userIdentity":{"${name}":${POISON},`),
      plain.replace('"requestParameters":{', `"requestParameters":{"${name}":${POISON},`),
    ]) {
      expect(JSON.parse(record)).not.toEqual(JSON.parse(plain));
      const { outcome, retrievals } = decoded(trailOf(record));
      expect(outcome.failure).toBeNull();
      expect(retrievals).toEqual(expected.retrievals);
      expect(retrievals[0]).toHaveProperty('eventKey', eventKey);
    }
  });

  test('in place of the parts of a record does not give it those of a prototype', () => {
    for (const part of ['userIdentity', 'requestParameters'] as const) {
      const record = plain.replace(`"${part}":{`, `"${part}":{"${name}":{`).replace('}', '}}');
      expect(() => decodeBoth(trailOf(record), EVERYTHING)).not.toThrow();
      for (const retrieval of decoded(trailOf(record)).retrievals)
        expect(JSON.stringify(retrieval)).not.toContain('native code');
    }
  });

  test('as the name of a secret, a user, an account and a region is a name like others', () => {
    const record = plain.replaceAll('111122223333', name).replace('"secret"', `"${name}"`);
    const named = record.replace('user/ann', `user/${name}`).replace('us-east-1', name);
    const { retrievals } = decoded(trailOf(named));
    expect(retrievals).toMatchObject([
      {
        items: [`${name}:${name}:${name}`],
        identity: { key: `arn:aws:iam::${name}:user/${name}`, accountId: name },
        region: name,
        recipientAccountId: name,
      },
    ]);
  });

  test('as a column of a table, in CSV and as rows, changes nothing', () => {
    const fields = JSON.parse(plain) as Record<string, unknown>;
    const cells = Object.entries(fields).map(
      ([field, value]) => [field, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    );
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const csv = [
      [name, ...cells.map(([field]) => field), name.toUpperCase()].map(quoted).join(','),
      [POISON, ...cells.map(([, value]) => value), POISON].map(quoted).join(','),
    ].join('\n');
    expect(decoded(Buffer.from(`${csv}\n`)).retrievals).toEqual(expected.retrievals);
    const row = `{${[[name, POISON] as const, ...cells].map(([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`).join(',')}}`;
    expect(decoded(Buffer.from(`${row}\n`)).retrievals).toEqual(expected.retrievals);
    const athena = {
      columns: [name, ...cells.map(([field]) => field)],
      rows: [[POISON, ...cells.map(([, value]) => value)]],
    };
    expect(decoded(Buffer.from(JSON.stringify(athena))).retrievals).toEqual(expected.retrievals);
  });

  test('as a column of a Parquet file changes nothing', () => {
    const fields = Object.entries(JSON.parse(plain) as Record<string, unknown>);
    const columnData = [
      { name, data: [POISON], type: 'STRING' as const },
      ...fields.map(([field, value]) => ({
        name: field,
        data: [typeof value === 'string' ? value : JSON.stringify(value)],
        type: 'STRING' as const,
      })),
    ];
    const bytes = Buffer.from(parquetWriteBuffer({ columnData }));
    const { retrievals, failure } = leavingAlone(() => decodeAll(bytes));
    expect(failure).toBeNull();
    expect(retrievals).toEqual(expected.retrievals);
  });

  test('as a name with dots, and in envelopes of keys and values, is no more than a name', () => {
    const dotted = {
      ...Object.fromEntries(
        Object.entries(JSON.parse(plain) as object).flatMap(([field, value]: [string, unknown]) =>
          typeof value === 'object' && value !== null
            ? Object.entries(value).map(([inner, one]) => [`${field}.${inner}`, one])
            : [[field, value]],
        ),
      ),
      [`${name}.polluted`]: true,
      [`userIdentity.${name}.polluted`]: true,
      [`constructor.${name}.polluted`]: true,
    };
    expect(decoded(Buffer.from(JSON.stringify(dotted))).retrievals).toEqual(expected.retrievals);
    const pairs = [
      { key: name, value: { kvlistValue: { values: [{ key: 'polluted', value: { boolValue: true } }] } } },
    ];
    for (const envelope of [
      `{"logRecords":[{"attributes":${JSON.stringify(pairs)},"body":{"stringValue":${JSON.stringify(plain)}}}]}`,
      `{"results":[[{"field":"${name}","value":${POISON}},{"field":"@message","value":${JSON.stringify(plain)}}]]}`,
      `{"QueryResultRows":[[{"${name}":${POISON}},{"eventJson":${JSON.stringify(plain)}}]]}`,
      `{"${name}":{"Records":[${plain}]}}`,
    ]) {
      const { retrievals } = decoded(Buffer.from(envelope));
      for (const one of retrievals) expect(one).toEqual(expected.retrievals[0]);
    }
  });

  test('as a key of a rule, at each level, is refused by name or passed over', () => {
    const rule = {
      name: 'r',
      type: 'log_detection',
      queries: [{ query: 'a:b' }],
      cases: [],
      message: '',
      options: {},
    };
    const text = JSON.stringify(rule);
    for (const hostile of [
      withField(name, text),
      text.replace('"options":{', `"options":{"${name}":${POISON}`),
      text.replace('"queries":[{', `"queries":[{"${name}":${POISON},`),
    ]) {
      leavingAlone(() => {
        try {
          parseRule(hostile, 'rule.json');
        } catch (error) {
          if (!(error instanceof TrailspikeError)) throw error;
        }
      });
    }
  });

  test('as a name in Terraform’s language is a name like others', () => {
    const text = `resource "monitor" "${name}" {\n  ${name} = "x"\n  ${name}_block {\n    ${name} = { ${name} = 1 }\n  }\n}\nresource "monitor" "${name}" {\n  ${name} {\n    polluted = true\n  }\n}\n`;
    const { json } = leavingAlone(() => readHcl(text, 'monitor'));
    const { resource } = json as { resource: { monitor: object } };
    expect(Object.keys(resource.monitor)).toEqual([name]);
    const [first, second] = Object.values(resource.monitor)[0] as [object, object];
    expect(Object.entries(first)).toContainEqual([name, 'x']);
    expect(Object.keys(second)).toEqual([name]);
  });
});
