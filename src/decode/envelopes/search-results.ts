import { type Envelope, listIn, objectIn, own } from './envelope.js';

/** Documents of Elasticsearch and OpenSearch: `hits.hits[]` of a search, and `_source` of each document. */
export const SEARCH_RESULTS: Envelope = {
  name: 'search results of Elasticsearch or OpenSearch',
  unwrap(value) {
    const hits = objectIn(value, 'hits');
    const list = hits && listIn(hits, 'hits');
    if (list !== undefined) return list;
    const source =
      own(value, '_source') ?? (own(value, '_index') !== undefined ? own(value, 'fields') : undefined);
    return source === undefined ? undefined : [source];
  },
};
