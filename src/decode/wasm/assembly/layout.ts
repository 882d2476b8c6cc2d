/*
 * Where everything is in the memory of the module, in bytes. All addresses are fixed: nothing is ever allocated.
 *
 * A relation between constants is checked when the module is compiled: `if (relation does not hold) ERROR(…)` stops
 * the build, and leaves nothing in the module when the relation holds. Each file checks what it puts into its regions.
 */

/** Tables for the search of several needles: see `fingerprints.ts`. Static data of the module lies below. */
export const FINGERPRINTS: usize = 4096;
export const FINGERPRINTS_END: usize = 4224;
/** Tables of the checksum: see `crc.ts`. */
export const CRC_TABLES: usize = 8192;
export const CRC_TABLES_END: usize = 16384;
/** The 300 blocks that the checksum has folded last, then room for as many bytes as it folds at a time. */
export const CRC_HISTORY: usize = 16384;
export const CRC_HISTORY_END: usize = 49152;
/** Ranges of records found: pairs of 32-bit offsets into the document. */
export const RANGES: usize = 49152;
export const RANGE_BYTES: usize = 8;
export const MAX_RANGES: i32 = 8192;
/** Which fields of a record are wanted: see `fields.ts`. */
export const FIELDS: usize = 114688;
export const FIELDS_END: usize = 122880;
/** The values of these fields in the record that was read last. */
export const VALUES: usize = 122880;
export const VALUES_END: usize = 126976;
/** Interned texts: their bytes, an entry for each, and a hash table of the entries. */
export const TEXTS: usize = 131072;
export const TEXTS_END: usize = 393216;
export const TEXT_ENTRIES: usize = 393216;
export const TEXT_ENTRIES_END: usize = 425984;
export const TEXT_SLOTS: usize = 425984;
export const TEXT_SLOTS_END: usize = 442368;
/** What is searched for, one entry after the other: see `needle.ts`. */
export const NEEDLES: usize = 442368;
export const NEEDLES_END: usize = 458752;
/** Decoding tables of the inflater, see `huffman.ts`: literals and lengths, distances, and lengths of codes. */
export const LITERAL_TABLE: usize = 458752;
export const LITERAL_TABLE_END: usize = 466944;
export const DISTANCE_TABLE: usize = 466944;
export const DISTANCE_TABLE_END: usize = 468992;
export const CODES_TABLE: usize = 468992;
export const CODES_TABLE_END: usize = 469504;
/** What the decoding tables are built from. */
export const CODES: usize = 469504;
export const CODES_END: usize = 475136;
/** How 16 bytes of a match repeat the few bytes before it, for each distance below 16. */
export const PATTERNS: usize = 475136;
export const PATTERNS_END: usize = 475392;
/** By a hash of the bytes of a fingerprint, the buckets that have it: see `fingerprints.ts`. */
export const PRINTS: usize = 475392;
export const PRINTS_END: usize = 479488;
/** The document. `{"Records":[` is 12 bytes, so the first record usually begins on a cache line. */
export const DOCUMENT: usize = 524288 - 12;
/** Bytes behind the document that scanning reads. They must be zero when the document is complete. */
export const PADDING: i32 = 512;
/** Bytes that inflating may write behind those wanted, and that it may read behind the end of the stream. */
export const SLACK: i32 = 512;

/** Bytes of memory that the module starts with: `initialMemory` in asconfig.json, in pages of 64 KiB. */
export const INITIAL_MEMORY: usize = 9 * 65536;

if (FINGERPRINTS > FINGERPRINTS_END || FINGERPRINTS_END > CRC_TABLES)
  ERROR('FINGERPRINTS overlap CRC_TABLES');
if (CRC_TABLES > CRC_TABLES_END || CRC_TABLES_END > CRC_HISTORY) ERROR('CRC_TABLES overlap CRC_HISTORY');
if (CRC_HISTORY > CRC_HISTORY_END || CRC_HISTORY_END > RANGES) ERROR('CRC_HISTORY overlaps RANGES');
if (RANGES + <usize>MAX_RANGES * RANGE_BYTES > FIELDS) ERROR('RANGES overlap FIELDS');
if (FIELDS > FIELDS_END || FIELDS_END > VALUES) ERROR('FIELDS overlap VALUES');
if (VALUES > VALUES_END || VALUES_END > TEXTS) ERROR('VALUES overlap TEXTS');
if (TEXTS > TEXTS_END || TEXTS_END > TEXT_ENTRIES) ERROR('TEXTS overlap TEXT_ENTRIES');
if (TEXT_ENTRIES > TEXT_ENTRIES_END || TEXT_ENTRIES_END > TEXT_SLOTS)
  ERROR('TEXT_ENTRIES overlap TEXT_SLOTS');
if (TEXT_SLOTS > TEXT_SLOTS_END || TEXT_SLOTS_END > NEEDLES) ERROR('TEXT_SLOTS overlap NEEDLES');
if (NEEDLES > NEEDLES_END || NEEDLES_END > LITERAL_TABLE) ERROR('NEEDLES overlap LITERAL_TABLE');
if (LITERAL_TABLE > LITERAL_TABLE_END || LITERAL_TABLE_END > DISTANCE_TABLE)
  ERROR('LITERAL_TABLE overlaps DISTANCE_TABLE');
if (DISTANCE_TABLE > DISTANCE_TABLE_END || DISTANCE_TABLE_END > CODES_TABLE)
  ERROR('DISTANCE_TABLE overlaps CODES_TABLE');
if (CODES_TABLE > CODES_TABLE_END || CODES_TABLE_END > CODES) ERROR('CODES_TABLE overlaps CODES');
if (CODES > CODES_END || CODES_END > PATTERNS) ERROR('CODES overlap PATTERNS');
if (PATTERNS > PATTERNS_END || PATTERNS_END > PRINTS) ERROR('PATTERNS overlap PRINTS');
if (PRINTS > PRINTS_END || PRINTS_END > DOCUMENT) ERROR('PRINTS overlap DOCUMENT');
if ((DOCUMENT + 12) % 64 !== 0) ERROR('the first record does not begin on a cache line');
// Ranges are read as a Uint32Array, and so are values.
if (RANGES % 4 !== 0 || VALUES % 4 !== 0) ERROR('RANGES and VALUES are not aligned to 32 bits');
if (DOCUMENT + <usize>(PADDING + SLACK) > INITIAL_MEMORY)
  ERROR('the initial memory ends before the document');
