import {
  addOrdinary,
  addOutcome,
  count,
  isContentSkip,
  type ObjectOutcome,
  type OrdinarySums,
  type SkipReason,
} from '../../model/coverage.js';
import { parseObjectKey } from '../../source/listing/object-key.js';
import type { ListedPage, SourceObject } from '../../source/source.js';
import type { RunAccount } from '../run-account.js';
import { listedBytes } from './job-packer.js';

/** Failures of objects whose bytes were never read. */
const NOT_READ: ReadonlySet<string | undefined> = new Set([
  'vanished',
  'unavailable',
  'unreadable',
  'archive',
  'objectTooLarge',
]);

/** Counts objects in the account of a run: one by one, or many together where there is nothing to say of each. */
export class ObjectAccount {
  readonly #account: RunAccount;

  constructor(account: RunAccount) {
    this.#account = account;
  }

  listed(objects: number): void {
    this.#account.coverage.listed += objects;
    this.#account.progress.found += objects;
  }

  skipped({ uri }: SourceObject, reason: SkipReason): void {
    count(this.#account.coverage.skipped, reason);
    this.#account.leftOut.note(reason, uri);
  }

  /** What is skipped of a page. */
  skippedOf({ skipped, examples }: Pick<ListedPage, 'skipped' | 'examples'>): void {
    for (const reason of Object.keys(skipped) as SkipReason[]) {
      count(this.#account.coverage.skipped, reason, skipped[reason]);
      this.#account.leftOut.note(reason, examples[reason]!);
    }
  }

  /** @param bytes of all of them, as far as they were listed */
  wanted(objects: number, bytes: number): void {
    this.#account.progress.wanted += objects;
    this.#account.progress.wantedBytes += bytes;
  }

  /** An object that an earlier run is done with. */
  alreadyProcessed(object: SourceObject, deliveredAt: number, outcome: ObjectOutcome): void {
    const { coverage, progress } = this.#account;
    coverage.alreadyProcessed++;
    progress.alreadyProcessed++;
    progress.alreadyProcessedBytes += listedBytes(object);
    this.#add(object, deliveredAt, outcome);
  }

  /** An object that this run is done with. */
  settled(object: SourceObject, deliveredAt: number, outcome: ObjectOutcome): void {
    if (!NOT_READ.has(outcome.failure?.reason)) this.#read(1, listedBytes(object));
    this.#add(object, deliveredAt, outcome);
  }

  /** Objects that this run is done with, of which only sums are kept. */
  ordinary(objects: number, bytes: number, sums: OrdinarySums): void {
    this.#read(objects, bytes);
    this.#finished(objects, bytes);
    addOrdinary(this.#account.coverage, sums);
  }

  #add(object: SourceObject, deliveredAt: number, outcome: ObjectOutcome): void {
    const { coverage, examples, failures, leftOut, undated } = this.#account;
    const { failure } = outcome;
    if (deliveredAt === 0) undated.note(object.uri, outcome);
    else if (failure !== null && !isContentSkip(failure.reason)) this.#gap(object);
    addOutcome(coverage, outcome);
    failures.addOutcome(object.uri, outcome);
    if (failure?.reason === 'notCloudTrail') leftOut.note('notCloudTrail', object.uri);
    examples.add(object.uri, outcome);
    this.#finished(1, listedBytes(object));
  }

  /** The events of an object that failed were delivered in the minutes before. */
  #gap({ key: text }: SourceObject): void {
    const key = parseObjectKey(text);
    if (key.kind !== 'cloudtrail') return;
    const { accountId, region, deliveredAt } = key;
    this.#account.gaps.addDelivered('failed', accountId, region, deliveredAt);
  }

  #read(objects: number, bytes: number): void {
    const { coverage, progress } = this.#account;
    coverage.read += objects;
    coverage.bytes += bytes;
    progress.bytes += bytes;
  }

  #finished(objects: number, bytes: number): void {
    this.#account.progress.finished += objects;
    this.#account.progress.finishedBytes += bytes;
  }
}
