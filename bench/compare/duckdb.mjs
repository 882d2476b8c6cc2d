/**
 * DuckDB on the same question. `node duckdb.mjs FOLDER_WITH_NODE_MODULES THREADS FOLDER [told]`: told which fields it
 * needs, it need not find out which there are. Prints `ARN BUCKET COUNT`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, threads, folder, told] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'index.js'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const fields = 'eventName VARCHAR, eventTime TIMESTAMP, errorCode VARCHAR, userIdentity STRUCT(arn VARCHAR)';
const format =
  told === undefined ? '' : `columns = {Records: 'STRUCT(${fields})[]'}, format = 'unstructured',`;
const time = 'CAST(epoch(CAST(r.eventTime AS TIMESTAMP)) AS BIGINT) // 300';
const answer = await connection.runAndReadAll(`
  SELECT concat_ws(' ', r.userIdentity.arn, ${time} * 300, count(*))
  FROM (
    SELECT unnest(Records) AS r
    FROM read_json('${join(folder, '*.json.gz').replaceAll("'", "''")}', ${format} maximum_object_size = 33554432)
  )
  WHERE r.eventName = 'GetSecretValue' ${told === undefined ? '' : 'AND r.errorCode IS NULL'}
  GROUP BY r.userIdentity.arn, ${time}`);
console.log(answer.getRows().join('\n'));
