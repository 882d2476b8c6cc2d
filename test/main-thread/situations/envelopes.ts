import { daily, gzipped, json, lines, RETRIEVALS, story, type Situation, type StoryRecord } from './story.js';

/** What other programs put around records. */

const all = (): readonly StoryRecord[] => story().flat();
const whole = (
  name: string,
  key: string,
  content: () => string | Buffer,
  right: Situation['right'] = {},
): Situation => ({
  name,
  objects: () => ({ [key]: content() }),
  right,
});
const perDay = (
  name: string,
  content: (records: readonly StoryRecord[], day: number) => string | Buffer,
  key: (day: number) => string,
  right: Situation['right'] = {},
): Situation => ({ name, objects: () => daily(content, key), right });

const firehose = (day: number): string =>
  `2026/04/${String(6 + day).padStart(2, '0')}/09/stream-3-2026-04-06-09-00-00-9f8e7d6c-1111-4222-8333-44445555666${day}`;
const file = (day: number): string => `export/part-${day}.json`;

const subscription = (messages: readonly unknown[]): object => ({
  messageType: 'DATA_MESSAGE',
  owner: '210987654321',
  logGroup: '/aws/cloudtrail',
  logStream: 'stream',
  subscriptionFilters: ['everything'],
  logEvents: messages.map((message, index) => ({ id: `${index}`, timestamp: 1, message: json(message) })),
});
const CONTROL = {
  messageType: 'CONTROL_MESSAGE',
  owner: 'CloudwatchLogs',
  logGroup: '',
  logStream: '',
  subscriptionFilters: [],
  logEvents: [
    { id: '', timestamp: 1, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' },
  ],
};

export const CLOUDWATCH_LOGS: readonly Situation[] = [
  {
    name: 'an export to S3 writes a time before each event, and a file to test the permission',
    objects: () => ({
      'exports/aws-logs-write-test': 'Permission Check Successful',
      ...daily(
        (records) =>
          gzipped(
            records.map((record) => `${record.eventTime.replace('Z', '.123Z')} ${json(record)}\n`).join(''),
          ),
        (day) => `exports/4f5e-${day}/stream/000000.gz`,
      ),
    }),
    right: { skipped: { notCloudTrail: 1 } },
  },
  perDay(
    'a gzip member for each batch, with control messages between, and no line breaks',
    (records) =>
      Buffer.concat(records.flatMap((record) => [gzipped(CONTROL), gzipped(subscription([record]))])),
    firehose,
  ),
  perDay(
    'Firehose unpacks the messages and puts the events one behind the other',
    (records) => gzipped(records.map((record) => json(record)).join('')),
    firehose,
  ),
  whole('aws logs tail, kept in a file', 'tail.log', () =>
    all()
      .map((record) => `${record.eventTime.replace('Z', '+00:00')} stream-1 ${json(record)}`)
      .join('\n'),
  ),
  perDay(
    'messages in base64, as Kinesis hands them on',
    (records) =>
      json({
        Records: [
          {
            kinesis: { data: gzipped(subscription(records)).toString('base64') },
            eventSource: 'aws:kinesis',
            eventName: 'aws:kinesis:record',
          },
        ],
      }),
    file,
  ),
];

const event = (detail: unknown): object => ({
  version: '0',
  id: 'e',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.secretsmanager',
  detail,
});
const OTHER_EVENT = {
  version: '0',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  detail: { 'instance-id': 'i-0', state: 'running' },
};

export const EVENTBRIDGE: readonly Situation[] = [
  perDay(
    'among events of other kinds, without line breaks',
    (records) => gzipped(records.map((record) => json(OTHER_EVENT) + json(event(record))).join('')),
    firehose,
  ),
  perDay(
    'a transformed input, with the detail as text',
    (records) => lines(records.map((record) => event(json(record)))),
    file,
  ),
  perDay(
    'a log group as target, whose subscription goes to Firehose',
    (records) => gzipped(subscription(records.map(event))),
    firehose,
  ),
];

const looked = (record: StoryRecord): object => ({
  EventId: record.eventID,
  EventName: record.eventName,
  EventTime: record.eventTime,
  EventSource: record.eventSource,
  Username: 'lena',
  Resources: [],
  CloudTrailEvent: json(record),
});
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const table = (names: readonly string[], rows: readonly (readonly string[])[], end = '\n'): string =>
  [names, ...rows].map((row) => row.map(quoted).join(',')).join(end);

export const LOOKUP_EVENTS: readonly Situation[] = [
  whole('pages one behind the other, each indented', 'pages.json', () =>
    story()
      .map((records) => JSON.stringify({ Events: records.map(looked), NextToken: 'next' }, null, 2))
      .join('\n'),
  ),
  whole('--query with names of one’s own', 'mine.json', () =>
    json(all().map((record) => ({ when: record.eventTime, what: json(record) }))),
  ),
  whole('PowerShell, in UTF-16', 'events.json', () =>
    Buffer.from(`\ufeff${json(all().map(looked))}`, 'utf16le'),
  ),
  whole('--output text', 'events.txt', () =>
    all()
      .map((record) => ['EVENTS', 'AKIA', json(record), record.eventID, 'lena'].join('\t'))
      .join('\n'),
  ),
  whole(
    'the event history of the console as a table: the user by name, the secret as resource',
    'event_history.csv',
    () =>
      `\ufeff${table(
        [
          'Event ID',
          'Event name',
          'Event time',
          'User name',
          'Event source',
          'Resource type',
          'Resource name',
          'Error code',
        ],
        all().map((record) => [
          record.eventID,
          record.eventName,
          record.eventTime,
          'lena',
          record.eventSource,
          'AWS::SecretsManager::Secret',
          record.requestParameters.secretId,
          '',
        ]),
        '\r\n',
      )}`,
    { signals: ['principal:lena'] },
  ),
];

/** A row of a query, with a text for what has no value. */
const row = (record: StoryRecord, nothing: string): Readonly<Record<string, string>> => ({
  eventtime: record.eventTime.replace('T', ' ').replace('Z', '.000'),
  eventsource: record.eventSource,
  eventname: record.eventName,
  useridentity: json(record.userIdentity),
  requestparameters: json(record.requestParameters),
  eventid: record.eventID,
  awsregion: String(record['awsRegion']),
  errorcode: nothing,
  errormessage: nothing,
  sharedeventid: nothing,
});
const csvWith = (nothing: string): string => {
  const rows = all().map((record) => row(record, nothing));
  return table(
    Object.keys(rows[0]!),
    rows.map((one) => Object.values(one)),
  );
};

export const TIMES: readonly Situation[] = [
  ...(
    [
      ['microseconds since 1970', (time: string) => Date.parse(time) * 1000],
      ['seconds since 1970 as text, with a fraction', (time: string) => `${Date.parse(time) / 1000}.250`],
      [
        'the offset of another zone',
        (time: string) => new Date(Date.parse(time) + 7_200_000).toISOString().replace('Z', '+02:00'),
      ],
      ['a space and UTC', (time: string) => time.replace('T', ' ').replace('Z', '.000 UTC')],
    ] as const
  ).map(([name, of]) =>
    perDay(
      name,
      (records) => lines(records.map((record) => ({ ...record, eventTime: of(record.eventTime) }))),
      file,
    ),
  ),
  perDay(
    'an object as MongoDB exports dates: not read, and told',
    (records) => lines(records.map((record) => ({ ...record, eventTime: { $date: record.eventTime } }))),
    file,
    {
      retrievals: 0,
      signals: [],
      complete: false,
      dropped: { badEventTime: RETRIEVALS },
      says: /eventTime that cannot be read/,
    },
  ),
];

export const OTHER_ENVELOPES: readonly Situation[] = [
  ...['-', 'null', '\\N', 'None', '(null)'].map((nothing) =>
    whole(`a table that writes ${nothing} where there is no value`, 'result.csv', () => csvWith(nothing)),
  ),
  perDay(
    'rows as JSON with null as text for no value',
    (records) => lines(records.map((record) => row(record, 'null'))),
    file,
  ),
  perDay(
    'records with their own names, and a dash for no error',
    (records) => lines(records.map((record) => ({ ...record, errorCode: '-', errorMessage: '-' }))),
    file,
  ),
  perDay(
    'a message of Kafka, with the record as text in a field that only its owner knows',
    (records) =>
      lines(records.map((record) => ({ topic: 't', offset: 7, key: null, myPayload: json(record) }))),
    file,
  ),
  whole('a result of Trino or pandas: columns and data', 'result.json', () => {
    const rows = all().map((record) => row(record, ''));
    return json({
      columns: Object.keys(rows[0]!).map((name) => ({ name })),
      data: rows.map((one) => Object.values(one)),
    });
  }),
  whole('Splunk rows: fields and rows', 'search.json', () =>
    json({ fields: ['_time', '_raw'], rows: all().map((record) => [record.eventTime, json(record)]) }),
  ),
  whole('a column of records and no other', 'records.csv', () =>
    table(
      ['record'],
      all().map((record) => [json(record)]),
    ),
  ),
  whole('lines of syslog', 'aws.log', () =>
    all()
      .map((record) => `<14>Apr  6 08:00:00 host cloudtrail: ${json(record)}`)
      .join('\n'),
  ),
  whole('values of Loki', 'loki.json', () =>
    json({
      status: 'success',
      data: {
        resultType: 'streams',
        result: [{ stream: {}, values: all().map((record) => ['1', json(record)]) }],
      },
    }),
  ),
  whole(
    'columns as lists in place of texts: not read, and told',
    'columns.json',
    () =>
      json({
        eventSource: all().map((record) => record.eventSource),
        eventName: all().map((record) => record.eventName),
      }),
    { retrievals: 0, signals: [], complete: false, failed: { notUnderstood: 1 } },
  ),
  {
    name: 'a text that holds records in a form that is not read fails, also beside objects that are read',
    objects: () => ({
      ...daily((records) => gzipped({ Records: records })),
      'cloudtrail/search.xml': `<results>${all()
        .map((record) => `<v>${json(record).replaceAll('"', '&quot;')}</v>`)
        .join('')}</results>`,
    }),
    right: { complete: false, failed: { notUnderstood: 1 }, says: /search\.xml/ },
  },
];
