import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { chooser, type Choose, Members, writeJson } from './json-writer.js';

/** A complete document, and the texts of its top-level values, which the oracle uses. */
export interface Document {
  readonly values: readonly string[];
  readonly bytes: Buffer;
}

const MANAGER = 'secretsmanager.amazonaws.com';

/** Text that misleads code that looks at bytes and not at JSON syntax. */
const trap = fc.constantFrom(
  '{',
  '}',
  '"',
  '\\',
  '[{',
  '}]}',
  '\\"',
  ',',
  '"Records":[',
  'Records',
  'GetSecretValue',
  `{"eventSource":"${MANAGER}","eventName":"GetSecretValue","eventTime":"2026-03-01T12:00:05Z","eventID":"decoy"}`,
  '"eventName":"GetSecretValue"',
  '\\u0047etSecretValue',
  '\ufeff',
  'schlüssel 🔑 \u2028',
);
const text = fc.oneof(
  { weight: 2, arbitrary: trap },
  { weight: 1, arbitrary: fc.array(trap, { maxLength: 4 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(null, true, false),
);

/** An event with its fields in any order, some missing, some twice (the last one counts). */
const flatEvent = fc
  .tuple(
    fc.constantFrom(
      'GetSecretValue',
      'GetSecretValue',
      'BatchGetSecretValue',
      'PutSecretValue',
      'CreateSecret',
      'ReplicateSecretToRegions',
      'ListSecrets',
      'Decrypt',
      7,
    ),
    fc.constantFrom(MANAGER, MANAGER, MANAGER, 'kms.amazonaws.com', null),
    fc.constantFrom('2026-03-01T12:00:05Z', '2026-03-01T12:00:05Z', '2026-03-01T13:00:05Z', 'yesterday'),
    fc.uuid(),
    text,
    fc.subarray<readonly [string, unknown]>([
      ['awsRegion', 'us-east-1'],
      ['awsRegion', 'eu-west-2'],
      ['recipientAccountId', '111122223333'],
      [
        'userIdentity',
        { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
      ],
      [
        'userIdentity',
        { type: 'AssumedRole', principalId: 'AROAEXAMPLE:s', accessKeyId: 'ASIAEXAMPLEEXAMPLE00' },
      ],
      ['sourceIPAddress', '203.0.113.9'],
      ['sourceIPAddress', '10.0.1.9'],
      ['vpcEndpointId', 'vpce-0a1b2c3d4e5f67890'],
      ['vpcEndpointId', null],
      ['readOnly', true],
      ['errorCode', 'AccessDenied'],
      ['eventName', 'GetSecretValue'],
      ['eventSource', MANAGER],
    ]),
  )
  .chain(([name, source, time, id, agent, others]) => {
    const entries: (readonly [string, unknown])[] = [
      ['eventName', name],
      ['eventSource', source],
      ['eventTime', time],
      ['eventID', id],
      ['userAgent', agent],
      ...others,
    ];
    return fc
      .shuffledSubarray(entries, { minLength: entries.length })
      .map((shuffled) => new Members(shuffled));
  });

/** Any value, with records and `Records` at positions where they do not count. */
const { inner } = fc.letrec<{ inner: unknown }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.constantFrom({}, []),
    flatEvent,
    fc.array(tie('inner'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(text, fc.constantFrom('Records', 'eventName')), tie('inner')), {
        maxLength: 3,
      })
      .map((entries) => new Members(entries)),
  ),
}));

const record = fc
  .tuple(
    flatEvent,
    fc.oneof(
      inner,
      fc.record({
        secretId: fc.constantFrom('db/one', `arn:aws:secretsmanager:eu-west-2:1:secret:x-AbCdEf`),
      }),
      fc.record({
        name: fc.constantFrom('db/one', ''),
        addReplicaRegions: fc.array(fc.record({ region: fc.constantFrom('eu-west-1', '', 5) }), {
          maxLength: 2,
        }),
      }),
      fc.record({ secretIdList: fc.array(scalar, { maxLength: 3 }) }),
      fc.record({ filters: fc.constant([]), maxResults: fc.integer({ min: -1, max: 30 }) }),
    ),
    inner,
    fc.boolean(),
  )
  .map(([event, parameters, response, first]) => {
    const wide: (readonly [string, unknown])[] = [
      ['requestParameters', parameters],
      ['responseElements', response],
    ];
    return new Members(first ? [...wide, ...event.entries] : [...event.entries, ...wide]);
  });

const elements = fc.array(fc.oneof({ weight: 4, arbitrary: record }, { weight: 1, arbitrary: inner }), {
  maxLength: 5,
});

/** An object that contains records, usually as CloudTrail writes it. */
const envelope = fc
  .tuple(
    fc.array(fc.tuple(text, inner), { maxLength: 2 }),
    elements,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(fc.tuple(text, inner)) },
    ),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.oneof(elements, inner).map((again) => [['Records', again] as const]) },
    ),
  )
  .map(
    ([before, records, after, again]) => new Members([...before, ['Records', records], ...after, ...again]),
  );

const topLevel = fc.oneof(
  { weight: 4, arbitrary: envelope },
  { weight: 2, arbitrary: elements },
  { weight: 2, arbitrary: record },
  { weight: 1, arbitrary: inner },
);

/** Choices of a writer. Empty: no white space and no escapes that are not required. */
const style = fc.oneof(fc.constant<number[]>([]), fc.array(fc.nat(255), { minLength: 1, maxLength: 40 }));

/** Documents of all shapes that the decoder reads, in many spellings. */
export const documents: fc.Arbitrary<Document> = fc
  .tuple(
    fc.oneof(fc.array(topLevel, { minLength: 1, maxLength: 1 }), fc.array(topLevel, { maxLength: 4 })),
    style,
    fc.boolean(),
  )
  .map(([tops, choices, mark]) => {
    const choose = chooser(choices);
    const values = tops.map((top) => writeJson(top, choose));
    return { values, bytes: Buffer.from((mark ? '\ufeff' : '') + join(values, choose)) };
  });

function join(values: readonly string[], choose: Choose): string {
  const gaps = ['\n', '\r\n', ' ', '\n\n\t'];
  const closed = (value: string): boolean => /[}\]"]$/.test(value);
  return values
    .map((value) => value + (closed(value) && choose(3) === 1 ? '' : gaps[choose(gaps.length)]!))
    .join('');
}

/** As CloudTrail writes them: one envelope with nothing but records, without white space. */
export const usualDocuments: fc.Arbitrary<Buffer> = fc
  .array(record, { maxLength: 20 })
  .map((records) => Buffer.from(writeJson(new Members([['Records', records]]), chooser([]))));

/** Ways to store the same content: plain, or gzip with one or several members, with or without zeros at the end. */
export const storage: fc.Arbitrary<(content: Buffer) => Buffer> = fc.oneof(
  fc.constant((content: Buffer) => content),
  fc
    .tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }), fc.nat(20))
    .map(([cuts, zeros]) => (content: Buffer) => {
      const edges = [0, ...cuts.map((cut) => Math.floor(cut * content.length)), content.length].sort(
        (a, b) => a - b,
      );
      const members = edges.slice(1).map((edge, index) => gzipSync(content.subarray(edges[index], edge)));
      return Buffer.concat([...members, Buffer.alloc(zeros)]);
    }),
);

/** Stored objects: most as they usually are, a document as CloudTrail writes it in one gzip member; some of any kind. */
export const objects: fc.Arbitrary<Buffer> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(usualDocuments, fc.integer({ min: 0, max: 9 }))
      .map(([bytes, level]) => gzipSync(bytes, { level })),
  },
  { weight: 2, arbitrary: fc.tuple(documents, storage).map(([{ bytes }, store]) => store(bytes)) },
);
