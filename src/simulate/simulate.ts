import { setImmediate } from 'node:timers/promises';
import { TrailspikeError } from '../model/errors.js';
import { DAY, formatInstant, HOUR } from '../model/time.js';
import { Delivery } from './delivery/delivery.js';
import type { DeliveredObject } from './delivery/delivered-object.js';
import type { SignedDigests } from './delivery/digest-chain-writer.js';
import { publicKeysText } from './delivery/signed-digest.js';
import { exponential, poisson } from './distributions.js';
import { LabelBook } from './label-book.js';
import type { Labels } from './labels.js';
import { labelsText } from './labels-text.js';
import type { ObjectWriter } from './object-writer.js';
import { buildOrganisation } from './organisation.js';
import { PutQueue } from './put-queue.js';
import { Random } from './random.js';
import { IdentityText } from './records/identity-text.js';
import { noiseRecord } from './records/noise-record.js';
import { crossesAccounts, retrievalRecord } from './records/retrieval-record.js';
import { retrievalEvents } from './retrieval-events.js';
import { resolveOptions, type SimulateOptions } from './simulate-options.js';

const NOISE_STREAM = 5;
const CORRECTED_SHARE = 1 / 2000;

/** The file with the public key of signed digests. */
export const DIGEST_KEYS = 'digest-keys.json';

export interface SimulationResult {
  /** As in `labels.json`. */
  readonly labels: Labels;
  /** The most records that waited for delivery at one time. */
  readonly mostHeld: number;
}

/**
 * Simulates an organisation and writes its CloudTrail through `writer`, `labels.json` last.
 * @param digests also write a chain of signed digests for each account, region and trail, and `digest-keys.json` with the
 *   public key. @default a few digests without signatures
 * @throws TrailspikeError E_USAGE for options out of range, E_ABORTED when `signal` is aborted; what `writer` throws
 */
export async function simulate(
  options: SimulateOptions,
  writer: ObjectWriter,
  signal?: AbortSignal,
  digests?: SignedDigests,
): Promise<SimulationResult> {
  const organisation = buildOrganisation(resolveOptions(options));
  const { setting } = organisation;
  const { seed, start, end } = setting;
  const random = new Random(seed, NOISE_STREAM);
  const identities = new IdentityText();
  const delivery = new Delivery(setting, digests);
  const book = new LabelBook(organisation.thefts);
  const puts = new PutQueue(writer);
  const written = { records: 0, objects: 0, digests: 0, inflatedBytes: 0 };
  let copies = 0;
  let nextPause = 0;

  const write = async ({ key, body, records, metadata }: DeliveredObject) => {
    if (records === 0) {
      written.digests++;
    } else {
      written.objects++;
      written.records += records;
      written.inflatedBytes += body.length;
    }
    await puts.put(key, body, metadata);
  };

  for (const event of retrievalEvents(organisation)) {
    if (event.time >= nextPause) {
      nextPause = event.time + DAY / 4;
      await pause(signal);
    }
    for (const object of delivery.deliver(event.time)) await write(object);
    book.observe(event);
    const around = poisson(random, organisation.options.noise);
    for (let i = 0; i < around; i++) {
      delivery.add(noiseRecord(seed, event, i, start, random, identities), event.time);
    }
    delivery.add(retrievalRecord(seed, event, identities), event.time);
    if (crossesAccounts(event)) {
      copies++;
      delivery.add(retrievalRecord(seed, event, identities, 'ownersCopy'), event.time);
    } else if (random.chance(CORRECTED_SHARE)) {
      copies++;
      const correction = retrievalRecord(seed, event, identities, 'correction');
      delivery.addLater(correction, event.time + HOUR + exponential(random, HOUR));
    }
  }
  for (const object of delivery.deliver(Infinity)) await write(object);
  await puts.drain();

  const labels: Labels = {
    version: 1,
    options: organisation.options,
    start: formatInstant(start),
    end: formatInstant(end),
    totals: {
      ...written,
      bytes: puts.bytes,
      duplicates: delivery.duplicates,
      copies,
      retrievals: book.retrievals,
      failures: book.failures,
      batchCalls: book.batchCalls,
    },
    thefts: book.thefts(),
    identities: book.identities(),
  };
  if (digests !== undefined) {
    await writer.put(DIGEST_KEYS, Buffer.from(publicKeysText([digests.key])));
  }
  await writer.put('labels.json', labelsText(labels));
  await writer.close?.();
  return { labels, mostHeld: delivery.mostHeld };
}

/** Lets the event loop run, so that a simulation can be stopped. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted === true) {
    throw new TrailspikeError('E_ABORTED', 'The simulation was stopped before its end.', {
      hint: 'What it wrote has no labels.json; remove it or simulate again.',
      cause: signal.reason,
    });
  }
}
