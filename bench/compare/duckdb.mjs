/**
 * DuckDB on the same question, told which fields it needs so that it need not find out.
 * `node duckdb.mjs FOLDER_WITH_NODE_MODULES THREADS FOLDER`. Prints `ARN BUCKET COUNT`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, threads, folder] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'index.js'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const fields = 'eventName VARCHAR, eventTime TIMESTAMP, errorCode VARCHAR, userIdentity STRUCT(arn VARCHAR)';
const answer = await connection.runAndReadAll(`
  SELECT concat_ws(' ', r.userIdentity.arn, CAST(epoch(r.eventTime) AS BIGINT) // 300 * 300, count(*))
  FROM (
    SELECT unnest(Records) AS r
    FROM read_json('${join(folder, '*.json.gz').replaceAll("'", "''")}',
      columns = {Records: 'STRUCT(${fields})[]'}, format = 'unstructured', maximum_object_size = 33554432)
  )
  WHERE r.eventName = 'GetSecretValue' AND r.errorCode IS NULL
  GROUP BY r.userIdentity.arn, CAST(epoch(r.eventTime) AS BIGINT) // 300`);
console.log(answer.getRows().join('\n'));
