/**
 * DuckDB on the same question. `node duckdb.mjs FOLDER_WITH_NODE_MODULES THREADS FOLDER [told]`: with `told` it is given
 * the fields that the question needs, otherwise it finds out which fields there are. Prints `ARN BUCKET COUNT`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, threads, folder, told] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'index.js'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const where = `'${join(folder, '*.json.gz').replaceAll("'", "''")}', maximum_object_size = 33554432`;
const fields = 'eventName VARCHAR, eventTime TIMESTAMP, errorCode VARCHAR, userIdentity STRUCT(arn VARCHAR)';
// Without a type for requestParameters, it fails at the first object whose parameters have another type.
const [format, name, arn, at, error] = told
  ? [
      `columns = {Records: 'STRUCT(${fields})[]'}, format = 'unstructured'`,
      'r.eventName',
      'r.userIdentity.arn',
      'r.eventTime',
      'r.errorCode',
    ]
  : [
      'maximum_depth = 2',
      "(r->>'$.eventName')",
      "(r->>'$.userIdentity.arn')",
      "CAST(r->>'$.eventTime' AS TIMESTAMP)",
      "(r->>'$.errorCode')",
    ];
const bucket = `CAST(epoch(${at}) AS BIGINT) // 300 * 300`;
const answer = await connection.runAndReadAll(`
  SELECT concat_ws(' ', ${arn}, ${bucket}, count(*))
  FROM (SELECT unnest(Records) AS r FROM read_json(${where}, ${format}))
  WHERE ${name} = 'GetSecretValue' AND ${error} IS NULL
  GROUP BY ${arn}, ${bucket}`);
console.log(answer.getRows().join('\n'));
