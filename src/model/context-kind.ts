/**
 * What an event says about an item besides that somebody read it. Such an event is context: it explains retrievals and
 * is never counted as one.
 * - `creation`: the item exists from now on, and the caller made it.
 * - `write`: the caller gave the item a value, and so knows it.
 * - `management`: the caller changed the item without its value: a tag, a rotation, a description.
 * - `deletion`: the item is deleted, or will be.
 * - `description`: the caller looked at what is known about the item, without its value.
 * - `listing`: the caller looked up which items there are. The item stands for all of the account in the region.
 * - `copy`: the item exists from now on, with a value from before: it was copied to a region, or restored after its
 *   deletion. The caller need not know the value.
 * - `deniedDescription`, `deniedListing`: the caller lacked the permission to look.
 *
 * Their order is part of the formats of batches and snapshots.
 */
export const CONTEXT_KINDS = [
  'creation',
  'write',
  'management',
  'deletion',
  'description',
  'listing',
  'copy',
  'deniedDescription',
  'deniedListing',
] as const;

export type ContextKind = (typeof CONTEXT_KINDS)[number];
