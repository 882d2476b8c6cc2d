const UUID = /[-_]?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const MAX_LENGTH = 64;
/** The family of AWS CloudShell, which calls from addresses of AWS wherever its user is. */
export const CLOUD_SHELL = 'cloudshell';

/**
 * A short name of the program that sent a user agent. It stays the same when the program or its SDK is upgraded:
 * `aws-cli/2.17.32 md/…` → `aws-cli`, `[aws-sdk-go-v2/1.3 …]` → `aws-sdk-go`, `Mozilla/5.0 …` → `browser`, all user
 * agents that contain Terraform → `terraform`, all from the shell in the console → `cloudshell`. The name of a service
 * (`rds.amazonaws.com`) is not changed; an empty user agent gives `-`. Lower case, at most 64 characters.
 */
export function agentFamily(userAgent: string): string {
  const agent = userAgent.trim().toLowerCase().replace(/^\[/, '').replace(/\]$/, '');
  if (agent === '') return '-';
  if (/\bterraform\b/.test(agent)) return 'terraform';
  if (agent.includes('exec-env/cloudshell')) return CLOUD_SHELL;
  const product = productOf(agent);
  if (product === 'mozilla') return 'browser';
  const sdk = /^aws-sdk-[a-z]+/.exec(product)?.[0];
  return (sdk ?? product).slice(0, MAX_LENGTH) || '-';
}

/**
 * The name of the first product, without its version and without ids of a single run. Skips `APN/1.0`, the mark of
 * AWS partners.
 */
function productOf(agent: string): string {
  const products = agent.split(/\s+/);
  const first = /^apn[/_]/.test(products[0]!) ? (products[1] ?? products[0]!) : products[0]!;
  if (first === 'aws' && products[1] === 'internal') return 'aws internal';
  return first
    .split('/', 1)[0]!
    .replace(UUID, '')
    .replace(/[^a-z0-9._+@-].*$/, '');
}
