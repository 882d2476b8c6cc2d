import { TrailspikeError } from '../../model/errors.js';
import type { S3Credentials } from './s3-options.js';

/** What the parts of the keys are called where they come from. */
export interface KeyNames {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export const ENVIRONMENT_NAMES: KeyNames = {
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
};

const USUAL_NAMES: KeyNames = {
  accessKeyId: 'the access key id',
  secretAccessKey: 'the secret access key',
  sessionToken: 'the session token',
};

/**
 * Takes white space off the ends of keys, where files and shells leave line ends, and refuses what no key can hold:
 * S3 would blame the signature, or the header could not be sent.
 * @throws TrailspikeError `E_SOURCE_CREDENTIALS`, which names the part and what is wrong with it, never its value
 */
export function checkKeys(keys: S3Credentials, names: KeyNames = USUAL_NAMES): S3Credentials {
  const check = (part: keyof KeyNames): string => checkPart(keys[part] ?? '', names[part]);
  const sessionToken = check('sessionToken');
  return {
    accessKeyId: check('accessKeyId'),
    secretAccessKey: check('secretAccessKey'),
    ...(sessionToken !== '' && { sessionToken }),
    ...(keys.expiration !== undefined && { expiration: keys.expiration }),
  };
}

function checkPart(value: string, name: string): string {
  const text = value.trim();
  const wrong = /^(["']).*\1$/s.test(text)
    ? 'is enclosed in quotation marks'
    : /[\r\n]/.test(text)
      ? 'has a line end within it'
      : /[^\x21-\x7e]/.test(text)
        ? 'has a space, or a character that is not ASCII'
        : undefined;
  if (wrong === undefined) return text;
  throw new TrailspikeError('E_SOURCE_CREDENTIALS', `${name} ${wrong}`, {
    hint: 'Set it to the key alone, as AWS shows it.',
  });
}
