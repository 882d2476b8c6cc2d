/**
 * The part of S3 that reading needs, in a process of its own: lists and serves the files of a folder from memory. Its
 * lists have the form that AWS writes, because the program reads any other form more slowly. Names of one file (hard
 * links) share its bytes.
 * `node folder-server.mjs FOLDER [PEM [HEADERS]]` prints the port, on loopback; the bucket has any name. Signatures are not
 * checked. With a PEM file, which has a key and its certificate, it speaks TLS and nothing else; an empty name is none.
 * HEADERS is a JSON file with more headers of objects, by key.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';

const [folder, identity = '', headersFile] = process.argv.slice(2);
const more = headersFile === undefined ? {} : JSON.parse(readFileSync(headersFile, 'utf8'));
const objects = new Map();
const byFile = new Map();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const { ino } = statSync(path);
  if (!byFile.has(ino)) byFile.set(ino, objectOf(readFileSync(path)));
  objects.set(path.slice(folder.length + 1), byFile.get(ino));
}
const keys = [...objects.keys()].sort();
/** When every object was written. */
const MODIFIED = '2026-03-01T00:05:00.000Z';
const MODIFIED_HEADER = new Date(MODIFIED).toUTCString();

function objectOf(body) {
  return { body, etag: `"${createHash('md5').update(body).digest('hex')}"` };
}

/** A key in the encoding of URLs, as AWS writes it in a list. */
function encoded(key) {
  return encodeURIComponent(key).replaceAll('%2F', '/');
}

/** Index of the first key that is not before a text. */
function placeOf(text) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function page(query) {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = Number(query.get('max-keys') ?? 1000);
  let at = Number(query.get('continuation-token') ?? placeOf(prefix));
  const entries = [];
  while (at < keys.length && keys[at].startsWith(prefix) && entries.length < most) {
    const key = keys[at];
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end >= 0) {
      const inner = key.slice(0, end + 1);
      entries.push(`<CommonPrefixes><Prefix>${encoded(inner)}</Prefix></CommonPrefixes>`);
      at = placeOf(`${inner}\uffff`);
    } else {
      const { body, etag } = objects.get(key);
      entries.push(
        `<Contents><Key>${encoded(key)}</Key><LastModified>${MODIFIED}</LastModified>` +
          `<ETag>${etag.replaceAll('"', '&quot;')}</ETag><Size>${body.length}</Size>` +
          `<StorageClass>STANDARD</StorageClass></Contents>`,
      );
      at++;
    }
  }
  const isCut = at < keys.length && keys[at].startsWith(prefix);
  const next = isCut ? `<NextContinuationToken>${at}</NextContinuationToken>` : '';
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>trail</Name><Prefix>${encoded(prefix)}</Prefix>${next}<KeyCount>${entries.length}</KeyCount>` +
    `<MaxKeys>${most}</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${isCut}</IsTruncated>` +
    `${entries.join('')}</ListBucketResult>`
  );
}

function serve(request, response) {
  const url = new URL(request.url, 'http://loopback');
  const [, , ...parts] = url.pathname.split('/');
  const key = decodeURIComponent(parts.join('/'));
  if (key === '') {
    response.setHeader('content-type', 'application/xml').end(page(url.searchParams));
    return;
  }
  const object = objects.get(key);
  if (object === undefined) {
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end('<Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  response.writeHead(200, {
    'content-length': object.body.length,
    etag: object.etag,
    'last-modified': MODIFIED_HEADER,
    ...more[key],
  });
  response.end(object.body);
}

const pem = identity === '' ? undefined : readFileSync(identity);
const server = pem ? createSecureServer({ key: pem, cert: pem }, serve) : createServer(serve);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
