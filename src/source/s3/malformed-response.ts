/** A response that is incomplete, or not in the form of S3's responses. To send the request again may help. */
export class MalformedResponseError extends Error {
  override readonly name = 'MalformedResponseError';
}

/** A response that does not get on. To send the request again may help. */
export class SlowResponseError extends Error {
  override readonly name = 'SlowResponseError';
}
