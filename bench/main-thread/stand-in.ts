/**
 * A decode thread that does nothing: its answers are ready before they are asked for, so that the main thread is what a
 * run waits for. They look like those for objects of the load that it was given.
 */
import { workerData } from 'node:worker_threads';
import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { decoderUse } from '../../src/decode/decoders.js';
import { HistogramCounter } from '../../src/metrics/histogram-counts.js';
import type { ObjectOutcome } from '../../src/model/coverage.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { ALL_TIME } from '../../src/model/time.js';
import { Random } from '../../src/simulate/random.js';
import { listedPage } from '../../src/source/listing/listed-page.js';
import { objectFilter } from '../../src/source/listing/object-filter.js';
import type { SourceObject } from '../../src/source/source.js';
import { packOutcomes } from '../../src/wire/packed-outcomes.js';
import type {
  DecodeReply,
  DecodeSetup,
  DecodeTask,
  PageReply,
  RoutedBatch,
} from '../../src/wire/decode-messages.js';
import { logicalShardOf, shardOf } from '../../src/wire/logical-shard.js';
import { ACCOUNT, DAY_START, FOLDER, givenLoad, PAGE } from './load.js';

const { work } = workerData as DecodeSetup;
const { objectBytes, pages: pageCount, retrievalsPerObject } = givenLoad();
const random = new Random(1);
const replies = new Map<number, DecodeReply>();
/** The objects of every page. */
const objects = Array.from({ length: PAGE }, (_, n): SourceObject => {
  const minute = String(n % 60).padStart(2, '0');
  const hour = String(Math.floor(n / 60) % 24).padStart(2, '0');
  const key = `${FOLDER}${ACCOUNT}_CloudTrail_us-east-1_20260301T${hour}${minute}Z_${String(n).padStart(16, 'a')}.json.gz`;
  return { uri: `s3://trail/${key}`, key, size: objectBytes, version: '0123456789abcdef0123456789abcdef' };
});
const page = listedPage(
  objects,
  's3://trail/',
  undefined,
  objectFilter({ delivered: ALL_TIME, accounts: [], regions: [] }),
);

export default (task: DecodeTask): DecodeReply | PageReply =>
  task.kind === 'page'
    ? pageAt(Number(task.request.query['continuation-token'] ?? 0))
    : replyTo(task.sizes.length);

function pageAt(number: number): PageReply {
  const ends = [objects[0]!, objects.at(-1)!].map(({ key }) => ({ key: `${key}-${number}` }));
  const continuation = number + 1 < pageCount ? String(number + 1) : undefined;
  return { ends: { objects: ends, folders: [], continuation }, objects: page };
}

function replyTo(objects: number): DecodeReply {
  let reply = replies.get(objects);
  if (reply === undefined) replies.set(objects, (reply = makeReply(objects)));
  return reply;
}

function makeReply(objects: number): DecodeReply {
  const outcome: ObjectOutcome = {
    inflatedBytes: 10 * objectBytes,
    matched: retrievalsPerObject,
    context: 0,
    dropped: {},
    unknown: 0,
    failure: null,
    readOnlySeen: true,
    fallback: false,
    understood: true,
  };
  const stage = (mean: number): HistogramCounter => {
    const counter = new HistogramCounter();
    for (let n = 0; n < objects; n++) counter.add(mean * (0.5 + random.float()));
    return counter;
  };
  return {
    outcomes: packOutcomes(
      Array.from({ length: objects }, () => outcome),
      () => true,
    ),
    left: [],
    batches: batchesOf(objects),
    found: null,
    latency: {
      'first-byte': stage(30_000).pack(),
      body: stage(600).pack(),
      inflate: stage(250).pack(),
      match: stage(250).pack(),
      'delivery-lag': stage(150).pack(),
    },
    busy: { read: 0, inflate: 1, match: 1, extract: 0, route: 0, fetch: 1, total: 3 },
    decoder: decoderUse(),
    verified: 0,
    hashes: null,
  };
}

function batchesOf(objects: number): RoutedBatch[] {
  const { shards, hashKey } = work!;
  const builders = Array.from({ length: shards }, () => new BatchBuilder(hashKey));
  for (let n = 0; n < objects * retrievalsPerObject; n++) {
    const one = retrieval(n);
    const logicalShard = logicalShardOf(one.identity.key);
    builders[shardOf(logicalShard, shards)]!.add(one, logicalShard);
  }
  return builders.flatMap((builder, shard) =>
    builder.size === 0 ? [] : [{ measure: 0, shard, bytes: builder.pack(), retrievals: builder.size }],
  );
}

function retrieval(n: number): Retrieval {
  const role = n % 200;
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/service-${role}/session-${n % 400}`;
  return {
    kind: 'get',
    eventKey: `event-${n}`,
    time: DAY_START + n,
    identity: {
      key: arn,
      arn,
      type: 'AssumedRole',
      accountId: ACCOUNT,
      issuerArn: `arn:aws:iam::${ACCOUNT}:role/service-${role}`,
    },
    failed: false,
    denied: false,
    notFound: false,
    matchAll: false,
    items: [`us-east-1:${ACCOUNT}:secret-${role % 20}`],
    atMost: 0,
    accessKeyId: '',
    origin: '10.1.1.0/24|aws-sdk-java',
    region: 'us-east-1',
    recipientAccountId: ACCOUNT,
  };
}
