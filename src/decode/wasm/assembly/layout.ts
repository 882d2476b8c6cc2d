/*
 * Where everything lies in the memory, in bytes. All of it is fixed: nothing is ever allocated.
 */

/** Search words, one after the other: see `search.ts`. */
export const WORDS: usize = 4096;
export const WORDS_END: usize = 8192;
/** Tables of the checksum: 8 of 256 words of 32 bits. */
export const CRC_TABLES: usize = 8192;
/** The 300 blocks that the checksum has folded last, then room for as many bytes as it folds at a time. */
export const CRC_HISTORY: usize = 16384;
export const CRC_HISTORY_END: usize = 49152;
/** Ranges found: pairs of 32-bit offsets into the document. */
export const RANGES: usize = 49152;
export const MAX_RANGES: i32 = 8192;
/** Which fields of a record are wanted: see `fields.ts`. */
export const FIELDS: usize = 114688;
export const FIELDS_END: usize = 118784;
/** What a record has of them. */
export const VALUES: usize = 118784;
export const VALUES_END: usize = 119808;
/** Texts that are known: their bytes, an entry for each, and a hash table of these. */
export const TEXTS: usize = 131072;
export const TEXTS_END: usize = 393216;
export const TEXT_ENTRIES: usize = 393216;
export const TEXT_ENTRIES_END: usize = 425984;
export const TEXT_SLOTS: usize = 425984;
export const TEXT_SLOTS_END: usize = 442368;
/** Tables for inflating: of literals and lengths, of distances, and of the lengths of their codes. */
export const LITERAL_TABLE: usize = 458752;
export const DISTANCE_TABLE: usize = 466944;
export const CODES_TABLE: usize = 468992;
/** What these are made of. */
export const CODES: usize = 469504;
export const CODES_END: usize = 475136;
/** How 16 bytes of a match repeat the few before it, for each distance. */
export const PATTERNS: usize = 475136;
export const PATTERNS_END: usize = 475392;
/** The document. What usually stands before the first record is 12 bytes, which puts that record on a cache line. */
export const DOCUMENT: usize = 524288 - 12;
/** Bytes behind the document that are read, and must be zero when it is complete. */
export const PADDING: i32 = 512;
