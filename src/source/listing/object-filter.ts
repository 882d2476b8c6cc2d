import type { FailReason, ObjectOutcome, SkipReason } from '../../model/coverage.js';
import type { ListPlan, SourceObject } from '../source.js';
import { parseObjectKey, speaksOfTrail, type ObjectKey } from './object-key.js';
import { SliceDealer } from './slice.js';
import { unwantedObject } from './wanted.js';

export interface ObjectVerdict {
  /** Why the object is skipped; null when it is wanted. */
  readonly skip: SkipReason | null;
  /** Why a wanted object cannot be read, as far as its name and size say; null when it can. */
  readonly fail: { readonly reason: FailReason; readonly detail: string } | null;
  /** Time of delivery, epoch seconds; 0 when the key does not say. */
  readonly deliveredAt: number;
}

export type ObjectFilter = (object: SourceObject) => ObjectVerdict;

/** Larger than any object that CloudTrail writes (50 MB), and small enough to hold. */
const MAX_OBJECT_BYTES = 512 << 20;

const PACKED = { reason: 'archive', detail: 'an archive is not read: unpack it' } as const;

/** Decides from an object's key alone whether a run reads it. Most names say little, and then the content decides. */
export function objectFilter(plan: ListPlan): ObjectFilter {
  const dealer = plan.slice && new SliceDealer(plan.slice, plan.delivered);
  return (object) => {
    const key = parseObjectKey(object.key);
    const inSlice = dealer === undefined || dealer.hasObject(object.uri);
    return {
      skip: skipReason(object, key, plan) ?? (inSlice ? null : 'otherSlice'),
      fail: key.kind === 'archive' && key.ofTrail ? PACKED : tooLarge(object),
      deliveredAt: key.kind === 'cloudtrail' ? key.deliveredAt : 0,
    };
  };
}

function tooLarge({ size }: SourceObject): ObjectVerdict['fail'] {
  if (size <= MAX_OBJECT_BYTES) return null;
  return { reason: 'objectTooLarge', detail: `${size} bytes, more than ${MAX_OBJECT_BYTES}` };
}

function skipReason(
  { key: text, remark, size }: SourceObject,
  key: ObjectKey,
  plan: ListPlan,
): SkipReason | null {
  if (remark === 'notCurrent') return 'notCurrent';
  switch (key.kind) {
    case 'digest':
    case 'insight':
    case 'otherService':
    case 'appleDouble':
      return key.kind;
    case 'media':
      return 'notCloudTrail';
    case 'archive':
      if (!key.ofTrail) return 'archive';
      break;
    case 'unknown':
      if (remark === 'beside' && size > 0 && !speaksOfTrail(text)) return 'besideTrails';
      break;
    case 'cloudtrail': {
      const unwanted = unwantedObject(key, plan);
      if (unwanted !== null) return unwanted;
    }
  }
  return size === 0 ? 'empty' : null;
}

/**
 * The outcome of an object whose content has no record, by what its name promises: a failure where CloudTrail's own name
 * or that of JSON promises records, or where its content mentions what the rule looks for, and otherwise no loss.
 */
export function settledByName({ key, remark }: SourceObject, outcome: ObjectOutcome): ObjectOutcome {
  if (outcome.failure?.reason !== 'notUnderstood' || outcome.unknown > 0) return outcome;
  const { kind } = parseObjectKey(key);
  if (kind === 'cloudtrail' || (kind === 'records' && remark !== 'beside')) return outcome;
  return { ...outcome, failure: { reason: 'notCloudTrail', detail: outcome.failure.detail } };
}
