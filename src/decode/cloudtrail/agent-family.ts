const UUID = /[-_]?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const LONGEST = 64;

/**
 * A short name of the program behind a user agent that does not change when the program or its SDK is
 * upgraded: `aws-cli/2.17.32 md/…` → `aws-cli`, `[aws-sdk-go-v2/1.3 …]` → `aws-sdk-go`, `Mozilla/5.0 …` →
 * `browser`, anything with Terraform in it → `terraform`. A service's name (`rds.amazonaws.com`) stays as it
 * is; `-` when there is none. Lower case, at most 64 characters.
 */
export function agentFamily(userAgent: string): string {
  const agent = userAgent.trim().toLowerCase().replace(/^\[/, '').replace(/\]$/, '');
  if (agent === '') return '-';
  if (/\bterraform\b/.test(agent)) return 'terraform';
  const product = productOf(agent);
  if (product === 'mozilla') return 'browser';
  const sdk = /^aws-sdk-[a-z]+/.exec(product)?.[0];
  return (sdk ?? product).slice(0, LONGEST) || '-';
}

/** The first product's name without version and without ids of one run, behind `APN/1.0`, the partners' mark. */
function productOf(agent: string): string {
  const needles = agent.split(/\s+/);
  const first = /^apn[/_]/.test(needles[0]!) ? (needles[1] ?? needles[0]!) : needles[0]!;
  if (first === 'aws' && needles[1] === 'internal') return 'aws internal';
  return first
    .split('/', 1)[0]!
    .replace(UUID, '')
    .replace(/[^a-z0-9._+@-].*$/, '');
}
