import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { S3Options } from './s3-options.js';

/** The region of the first request: option, environment, the profile in the shared config file, `us-east-1`. */
export async function firstRegion({
  region,
  profile,
}: Pick<S3Options, 'region' | 'profile'>): Promise<string> {
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE } = process.env;
  const named = region ?? (AWS_REGION || AWS_DEFAULT_REGION);
  return (named || (await profileRegion(profile ?? (AWS_PROFILE || 'default')))) ?? 'us-east-1';
}

/** `region = …` of `[profile NAME]` (or `[default]`) in the AWS config file, if there is one. */
async function profileRegion(profile: string): Promise<string | undefined> {
  const path = process.env['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config');
  const text = await readFile(path, 'utf8').catch(() => '');
  let isMine = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*(?:profile\s+)?["']?([^\]"']+?)["']?\s*\]/.exec(line)?.[1];
    if (section !== undefined) isMine = section === profile;
    const region = /^region\s*=\s*([^\s#;]+)/.exec(line)?.[1];
    if (isMine && region !== undefined) return region;
  }
  return undefined;
}
