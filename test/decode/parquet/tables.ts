import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Records, and the ways in which tables hold them. */
export type Row = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const USER = {
  type: 'IAMUser',
  arn: `arn:aws:iam::${ACCOUNT}:user/ann`,
  accountId: ACCOUNT,
  userName: 'ann',
};
const SESSION = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/i-1`,
  principalId: 'AROAEXAMPLE:i-1',
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/reader`, userName: 'reader' },
    attributes: { creationDate: '2026-03-01T11:00:00Z', mfaAuthenticated: 'false' },
  },
};
const SERVICE = { type: 'AWSService', invokedBy: 'rds.amazonaws.com' };

const call = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      eventSource: fc.constant('secretsmanager.amazonaws.com'),
      eventName: fc.constant('GetSecretValue'),
      requestParameters: fc.record({
        secretId: fc.constantFrom('db/one', 'db/two', 'schlüssel "🔑"', '{"eventName":"GetSecretValue"}'),
      }),
    }),
  },
  fc.record({
    eventSource: fc.constant('secretsmanager.amazonaws.com'),
    eventName: fc.constant('BatchGetSecretValue'),
    requestParameters: fc.oneof(
      fc.record({ secretIdList: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }) }),
      fc.record({
        filters: fc.constant([{ key: 'name', values: ['x'] }]),
        maxResults: fc.constantFrom(5, 20),
      }),
    ),
  }),
  fc.record({
    eventSource: fc.constant('secretsmanager.amazonaws.com'),
    eventName: fc.constant('CreateSecret'),
    requestParameters: fc.record({ name: fc.constantFrom('db/one', 'db/new') }),
  }),
  fc.record({
    eventSource: fc.constantFrom('kms.amazonaws.com', 's3.amazonaws.com'),
    eventName: fc.constantFrom('Decrypt', 'GetSecretValue', 'PutObject'),
    requestParameters: fc.constantFrom(null, { bucketName: 'b', key: 'k' }),
  }),
);

/** Records of all kinds that the built-in rule reads, and of some that it does not. Their ids differ. */
export const records: fc.Arbitrary<Row[]> = fc
  .array(
    fc.tuple(
      call,
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.constantFrom(USER, SESSION, SERVICE),
      fc.record(
        {
          errorCode: fc.constantFrom('AccessDenied', 'ResourceNotFoundException'),
          errorMessage: fc.constant('no identity-based policy on resource: db/three because'),
          sharedEventID: fc.constantFrom('shared-1', 'shared-2'),
          vpcEndpointId: fc.constant('vpce-0a1b2c3d4e5f67890'),
          eventCategory: fc.constantFrom('Management', 'NetworkActivity', 'Data'),
          managementEvent: fc.boolean(),
          readOnly: fc.boolean(),
          userAgent: fc.constantFrom('aws-cli/2.17', 'Boto3/1.34', ''),
          sourceIPAddress: fc.constantFrom('203.0.113.9', '2001:db8::7', 'rds.amazonaws.com'),
          recipientAccountId: fc.constantFrom(ACCOUNT, '444455556666'),
        },
        { requiredKeys: ['sourceIPAddress'] },
      ),
    ),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((all) =>
    all.map(([named, seconds, userIdentity, more], index) => ({
      eventVersion: '1.08',
      eventID: `event-${index}`,
      eventTime: `${new Date((1_772_366_405 + seconds) * 1000).toISOString().slice(0, 19)}Z`,
      eventType: 'AwsApiCall',
      awsRegion: 'eu-west-1',
      ...named,
      userIdentity,
      ...more,
    })),
  );

/** How DuckDB is to write a file. */
export interface DuckDbOptions {
  readonly codec: string;
  readonly version?: string;
  /** Rows; DuckDB makes it a multiple of 2,048. */
  readonly rowGroupSize?: number;
}

/** DuckDB, with the records in a file of JSON lines that it reads with the given columns. */
export class DuckDb {
  readonly #folder: string;
  readonly #connection: Awaited<ReturnType<DuckDBInstance['connect']>>;

  static async open(folder: string): Promise<DuckDb> {
    return new DuckDb(folder, await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect());
  }

  private constructor(folder: string, connection: Awaited<ReturnType<DuckDBInstance['connect']>>) {
    this.#folder = folder;
    this.#connection = connection;
  }

  /** @param columns names and types; they are looked for in the records by these names */
  async write(
    rows: readonly Row[],
    columns: string,
    { codec, version = 'V1', rowGroupSize = 2048 }: DuckDbOptions,
    select = '*',
  ): Promise<Buffer> {
    const source = join(this.#folder, 'rows.ndjson');
    const target = join(this.#folder, 'rows.parquet');
    writeFileSync(source, rows.map((row) => JSON.stringify(row)).join('\n'));
    await this.#connection.run(
      `COPY (SELECT ${select} FROM read_json('${source}', format = 'newline_delimited', columns = ${columns}))
       TO '${target}' (FORMAT parquet, CODEC '${codec}', PARQUET_VERSION ${version}, ROW_GROUP_SIZE ${rowGroupSize})`,
    );
    return readFileSync(target);
  }

  /** The first value of the answer to a query about the file that was written last, which it calls `$`. */
  async ask(query: string): Promise<unknown> {
    const text = query.replaceAll('$', `'${join(this.#folder, 'rows.parquet')}'`);
    const [row] = (await this.#connection.runAndReadAll(text)).getRowsJson();
    return row?.[0];
  }

  close(): void {
    this.#connection.closeSync();
  }
}

const SESSION_CONTEXT = `STRUCT(sessionIssuer STRUCT("type" VARCHAR, arn VARCHAR, userName VARCHAR),
  attributes STRUCT(creationDate VARCHAR, mfaAuthenticated VARCHAR))`;

/** CloudTrail's fields, with the parameters and the context of the session as JSON or as structures. */
export function columnsOf(
  parameters: 'JSON' | 'VARCHAR' | 'STRUCT',
  time: 'VARCHAR' | 'TIMESTAMP',
  session: 'STRUCT' | 'JSON' = 'STRUCT',
): string {
  const identity = `STRUCT("type" VARCHAR, arn VARCHAR, principalId VARCHAR, accountId VARCHAR, accessKeyId VARCHAR,
    userName VARCHAR, invokedBy VARCHAR, sessionContext ${session === 'JSON' ? 'JSON' : SESSION_CONTEXT})`;
  const type =
    parameters === 'STRUCT'
      ? `STRUCT(secretId VARCHAR, "name" VARCHAR, secretIdList VARCHAR[], maxResults BIGINT,
         filters STRUCT("key" VARCHAR, "values" VARCHAR[])[])`
      : parameters;
  const texts =
    `eventVersion eventID eventType awsRegion eventSource eventName errorCode errorMessage sharedEventID
    vpcEndpointId eventCategory userAgent sourceIPAddress recipientAccountId`
      .split(/\s+/)
      .map((name) => `${name}: 'VARCHAR'`);
  return `{${texts.join(', ')}, eventTime: '${time}', managementEvent: 'BOOLEAN', readOnly: 'BOOLEAN',
    userIdentity: '${identity}', requestParameters: '${type}'}`;
}

/** The columns of the table that the CloudTrail console creates in Athena: lower case, JSON as texts. */
export function glueTable(rows: readonly Row[], rowGroupSize: number): Buffer {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columnData = names.map((name) => ({
    name: name.toLowerCase(),
    type: 'STRING' as const,
    data: rows.map((row) => textOf(row[name])),
  }));
  return Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize }));
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Columns of the events in Security Lake, those of both sources together. */
export const OCSF_COLUMNS = `{activity_id: 'INTEGER', class_uid: 'INTEGER', class_name: 'VARCHAR', "time": 'BIGINT',
  time_dt: 'TIMESTAMP', unmapped: 'MAP(VARCHAR, VARCHAR)', http_request: 'STRUCT(user_agent VARCHAR)',
  metadata: 'STRUCT(uid VARCHAR, "version" VARCHAR, event_code VARCHAR, product STRUCT("name" VARCHAR,
    vendor_name VARCHAR, "version" VARCHAR, feature STRUCT("name" VARCHAR)))',
  cloud: 'STRUCT(provider VARCHAR, region VARCHAR, account STRUCT(uid VARCHAR))',
  api: 'STRUCT(operation VARCHAR, service STRUCT("name" VARCHAR), request STRUCT("data" VARCHAR),
    response STRUCT("error" VARCHAR, error_message VARCHAR, message VARCHAR))',
  actor: 'STRUCT(invoked_by VARCHAR, "session" STRUCT(issuer VARCHAR, mfa BOOLEAN, is_mfa BOOLEAN),
    "user" STRUCT("type" VARCHAR, "name" VARCHAR, credential_uid VARCHAR, uid VARCHAR, uuid VARCHAR, uid_alt VARCHAR,
      account_uid VARCHAR, account STRUCT(uid VARCHAR)))',
  src_endpoint: 'STRUCT(ip VARCHAR, "domain" VARCHAR, uid VARCHAR)'}`;

/** A table with one column, in so many structures within each other. */
export function nestedTable(levels: number): Uint8Array<ArrayBuffer> {
  let value: unknown = 'text';
  for (let level = 0; level < levels; level++) value = { inner: value };
  const groups = Array.from({ length: levels }, (_, level) => ({
    name: level === 0 ? 'outer' : 'inner',
    repetition_type: 'OPTIONAL' as const,
    num_children: 1,
  }));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [{ name: levels === 0 ? 'inner' : 'outer', data: [value] }],
      schema: [
        { name: 'root', num_children: 1 },
        ...groups,
        { name: 'inner', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ],
    }),
  );
}
