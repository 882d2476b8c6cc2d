import { gzipSync } from 'node:zlib';

/**
 * How other programs write records of CloudTrail: made from the formats' documentation, without the code under test.
 * `faithful`: every field survives; the others keep those that most rules read.
 */
export interface Wrapper {
  readonly name: string;
  readonly faithful: boolean;
  readonly wrap: (records: readonly TestRecord[]) => string;
}

export type TestRecord = Readonly<Record<string, unknown>> & {
  readonly eventTime: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly requestParameters: Readonly<Record<string, unknown>>;
};

const json = JSON.stringify;
const lines = (values: readonly unknown[]): string => values.map((value) => json(value)).join('\n');
const each = (name: string, one: (record: TestRecord) => unknown, faithful = true): Wrapper => ({
  name,
  faithful,
  wrap: (records) => lines(records.map(one)),
});
const whole = (name: string, all: (records: readonly TestRecord[]) => unknown, faithful = true): Wrapper => ({
  name,
  faithful,
  wrap: (records) => json(all(records)),
});

/** Keys and values as OTLP writes them. */
function tagged(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(tagged) } };
  if (typeof value === 'object' && value !== null) return { kvlistValue: { values: pairs(value) } };
  if (typeof value === 'boolean') return { boolValue: value };
  return value === null ? {} : { stringValue: value };
}
const pairs = (value: object): object[] =>
  Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => ({ key, value: tagged(inner) }));

/** A struct as Athena writes it. */
const struct = (value: object): string =>
  `{${Object.entries(value)
    .map(
      ([name, inner]) =>
        `${name}=${typeof inner === 'object' && inner !== null ? struct(inner as object) : String(inner)}`,
    )
    .join(', ')}}`;
const lowerKeys = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.toLowerCase(),
      typeof inner === 'object' && inner !== null ? lowerKeys(inner as object) : (inner as unknown),
    ]),
  );
const snake = (name: string): string => name.replace(/[A-Z]+/g, (upper) => `_${upper.toLowerCase()}`);
const snakeKeys = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      snake(name),
      typeof inner === 'object' && inner !== null ? snakeKeys(inner as object) : (inner as unknown),
    ]),
  );
const spaced = (time: string): string => time.replace('T', ' ').replace('Z', '.000');

/** A row of Athena or CloudTrail Lake: names in lower case, objects as texts. */
function row(record: TestRecord): Record<string, unknown> {
  const cells = Object.entries(record).map(([name, value]) => {
    if (name === 'eventTime') return ['eventtime', spaced(record.eventTime)];
    if (name === 'userIdentity') return ['useridentity', struct(lowerKeys(record.userIdentity))];
    if (name === 'requestParameters') return ['requestparameters', json(value)];
    return [name.toLowerCase(), typeof value === 'string' ? value : json(value)];
  });
  return Object.fromEntries(cells) as Record<string, unknown>;
}
const csvCell = (value: unknown): string =>
  `"${(typeof value === 'string' ? value : '').replaceAll('"', '""')}"`;
function csv(rows: readonly Record<string, unknown>[]): string {
  const names = [...new Set(rows.flatMap((one) => Object.keys(one)))];
  return [names, ...rows.map((one) => names.map((name) => one[name]))]
    .map((cells) => cells.map(csvCell).join(','))
    .join('\r\n');
}

/** `{"a":{"b":1}}` → `{"a.b":1}` */
function dotted(value: object, before = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]): [string, unknown][] =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? dotted(inner as object, `${before}${name}.`)
      : [[before + name, inner as unknown]],
  );
}

const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');
/** A message of CloudWatch Logs as it goes to a stream: compressed, in base64. */
const logsData = (records: readonly TestRecord[]): string =>
  base64(
    gzipSync(
      json({
        messageType: 'DATA_MESSAGE',
        owner: '111122223333',
        logGroup: 'trail',
        logStream: 'stream',
        subscriptionFilters: ['all'],
        logEvents: records.map((record) => ({ id: '1', timestamp: 1, message: json(record) })),
      }),
    ),
  );
/** What a Lambda function gets from Kinesis. */
const fromKinesis = (data: string): object => ({
  kinesis: { kinesisSchemaVersion: '1.0', sequenceNumber: '49', data },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventName: 'aws:kinesis:record',
  awsRegion: 'eu-central-1',
});

export const PLAIN: Wrapper = whole('plain', (records) => ({ Records: records }));

export const WRAPPERS: readonly Wrapper[] = [
  {
    name: 'CloudWatch Logs subscription',
    faithful: true,
    wrap: (records) =>
      [records.slice(0, 2), [], records.slice(2)]
        .map((part) =>
          json({
            messageType: part.length === 0 ? 'CONTROL_MESSAGE' : 'DATA_MESSAGE',
            owner: '111122223333',
            logGroup: 'trail',
            logStream: 'stream',
            subscriptionFilters: ['all'],
            logEvents:
              part.length === 0
                ? [
                    {
                      id: '',
                      timestamp: 1,
                      message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.',
                    },
                  ]
                : part.map((record) => ({ id: '1', timestamp: 1, message: json(record) })),
          }),
        )
        .join(''),
  },
  whole('CloudWatch Logs in Kinesis', (records) => ({
    Records: [records.slice(0, 1), records.slice(1)].map((part) => fromKinesis(logsData(part))),
  })),
  whole('EventBridge in Kinesis', (records) => ({
    Records: records.map((detail) =>
      fromKinesis(base64(json({ 'detail-type': 'AWS API Call via CloudTrail', detail }))),
    ),
  })),
  whole('Kinesis get-records', (records) => ({
    Records: records.map((record) => ({ SequenceNumber: '49', Data: base64(gzipSync(json(record))) })),
    NextShardIterator: 'x',
  })),
  whole('awslogs', (records) => ({ awslogs: { data: logsData(records) } })),
  whole('awslogs in a text', (records) => ({ message: json({ awslogs: { data: logsData(records) } }) })),
  each('Firehose backup of failed records', (record) => ({
    attemptsMade: 4,
    errorCode: 'Lambda.FunctionError',
    errorMessage: 'failed',
    rawData: base64(json(record, null, 2)),
  })),
  whole('Firehose transformation', (records) => ({
    invocationId: '1',
    records: [{ recordId: '1', data: base64(records.map((record) => json(record)).join('')) }],
  })),
  whole('Kafka', (records) => ({
    eventSource: 'aws:kafka',
    records: { 'trail-0': [{ topic: 'trail', value: base64(json({ Records: records })) }] },
  })),
  each('EventBridge', (detail) => ({
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.secretsmanager',
    detail,
  })),
  whole('EventBridge in a list', (records) =>
    records.map((detail) => ({ 'detail-type': 'AWS Service Event via CloudTrail', detail })),
  ),
  whole('lookup-events', (records) => ({
    Events: records.map((record) => ({
      EventId: record['eventID'],
      EventName: record['eventName'],
      EventSource: record['eventSource'],
      Username: 'ann',
      Resources: [],
      CloudTrailEvent: json(record),
    })),
    NextToken: 'more',
  })),
  whole('texts in a list', (records) => records.map((record) => json(record))),
  each('texts in lines', (record) => json(record)),
  whole('Elasticsearch search', (records) => ({
    took: 1,
    hits: {
      total: { value: records.length },
      hits: records.map((_source) => ({ _index: 'i', _id: '1', _source })),
    },
  })),
  each('Elasticsearch lines', (_source) => ({ _index: 'i', _source })),
  each(
    'Elasticsearch fields',
    (record) => ({
      _index: 'i',
      fields: Object.fromEntries(
        dotted(record).map(([name, value]): [string, unknown] => [
          name,
          Array.isArray(value) ? value : [value],
        ]),
      ),
    }),
    false,
  ),
  each('Splunk', (record) => ({
    preview: false,
    result: { _raw: json(record), eventName: record['eventName'] },
  })),
  each('Splunk with extracted fields', (record) => ({
    _raw: json(record),
    eventName: record['eventName'],
    eventSource: record['eventSource'],
    eventTime: record.eventTime,
  })),
  each('Splunk collector', (event) => ({ time: 1, sourcetype: 'aws:cloudtrail', event })),
  each('Datadog archive', (record) => ({
    _id: '1',
    message: '',
    status: 'info',
    attributes: { ...record, evt: { name: record['eventName'] } },
  })),
  whole('Datadog API', (records) => ({
    data: records.map((record) => ({
      id: '1',
      type: 'log',
      attributes: { service: 's', attributes: record },
    })),
    meta: {},
  })),
  each('Logstash', (record) => ({ '@timestamp': record.eventTime, '@version': '1', message: json(record) })),
  each('Filebeat', (record) => ({
    '@timestamp': record.eventTime,
    event: { original: json(record), action: record['eventName'], provider: record['eventSource'] },
    aws: { cloudtrail: { event_version: '1.11' } },
  })),
  each('Wazuh', (record) => ({
    agent: { id: '000' },
    data: { integration: 'aws', aws: { source: 'cloudtrail', ...record } },
  })),
  each('SNS', (record) => ({ Type: 'Notification', MessageId: '1', Message: json({ Records: [record] }) })),
  whole('SQS', (records) => ({
    Records: records.map((record) => ({
      messageId: '1',
      eventSource: 'aws:sqs',
      body: json({ Message: json(record) }),
    })),
  })),
  whole('OpenTelemetry texts', (records) => ({
    resourceLogs: [
      { scopeLogs: [{ logRecords: records.map((record) => ({ body: { stringValue: json(record) } })) }] },
    ],
  })),
  whole('OpenTelemetry keys', (records) => ({
    resourceLogs: [{ scopeLogs: [{ logRecords: records.map((record) => ({ body: tagged(record) })) }] }],
  })),
  whole('OpenTelemetry attributes', (records) => ({
    resourceLogs: [{ scopeLogs: [{ logRecords: records.map((record) => ({ attributes: pairs(record) })) }] }],
  })),
  whole('events', (events) => ({ events })),
  whole('value', (value) => ({ value, nextLink: 'x' })),
  whole('records', (records) => ({ records })),
  whole('lists of documents', (records) => records.map((record) => ({ Records: [record] }))),
  whole('lists of lists', (records) => records.map((record) => [record])),
  whole('one level down', (records) => ({ export: { Records: records } })),
  each('one level down, lines', (record) => ({ ts: 1, payload: record })),
  each('Athena as lines', row),
  { name: 'Athena as CSV', faithful: true, wrap: (records) => csv(records.map(row)) },
  {
    name: 'Athena API',
    faithful: true,
    wrap: (records) => {
      const rows = records.map(row);
      const names = [...new Set(rows.flatMap((one) => Object.keys(one)))];
      const cells = (values: readonly unknown[]): object => ({
        Data: values.map((value) => (value === undefined ? {} : { VarCharValue: value })),
      });
      return json({
        ResultSet: { Rows: [cells(names), ...rows.map((one) => cells(names.map((name) => one[name])))] },
      });
    },
  },
  whole('CloudTrail Lake', (records) => ({
    QueryStatus: 'FINISHED',
    QueryResultRows: records.map((record) =>
      Object.entries(row(record)).map(([name, value]) => ({ [name]: value })),
    ),
  })),
  whole('CloudWatch Logs Insights', (records) => ({
    results: records.map((record) => [
      { field: '@timestamp', value: spaced(record.eventTime) },
      { field: '@message', value: json(record) },
    ]),
  })),
  each('Tailpipe', (record) => {
    const { requestParameters, ...others } = record;
    return { ...snakeKeys(others), request_parameters: json(requestParameters), tp_index: 'x' };
  }),
  each(
    'Sentinel',
    (record) => ({
      TimeGenerated: record.eventTime,
      AwsEventId: record['eventID'],
      EventName: record['eventName'],
      EventSource: record['eventSource'],
      AWSRegion: record['awsRegion'],
      SourceIpAddress: record['sourceIPAddress'],
      UserAgent: record['userAgent'],
      UserIdentityType: record.userIdentity['type'],
      UserIdentityArn: record.userIdentity['arn'],
      UserIdentityAccountId: record.userIdentity['accountId'],
      UserIdentityPrincipalid: record.userIdentity['principalId'],
      UserIdentityAccessKeyId: record.userIdentity['accessKeyId'],
      RecipientAccountId: record['recipientAccountId'],
      RequestParameters: json(record.requestParameters),
      Category: record['eventCategory'],
      ManagementEvent: record['managementEvent'],
    }),
    false,
  ),
  each('texts for objects', (record) => ({
    ...record,
    eventTime: Date.parse(record.eventTime),
    userIdentity: json(record.userIdentity),
    requestParameters: json(record.requestParameters),
  })),
];
