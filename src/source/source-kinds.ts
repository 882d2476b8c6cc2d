import { directory } from './directory/directory-kind.js';
import { s3 } from './s3/s3-kind.js';
import type { SourceKind } from './source-kind.js';

/** All kinds of sources. */
export const SOURCE_KINDS = [directory, s3] as const satisfies readonly SourceKind[];

type Kind = (typeof SOURCE_KINDS)[number];

/** Options of the kinds of sources, by the name of the kind. */
export type SourceOptions = {
  readonly [One in Kind as One['name']]?: One extends SourceKind<string, infer Options> ? Options : never;
};
