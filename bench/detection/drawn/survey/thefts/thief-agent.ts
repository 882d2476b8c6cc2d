import { AGENTS } from '../company/agents.js';
import type { RandomStream } from '../company/random-stream.js';
import type { Shape } from './shape.js';

/** Draws the user agent of a thief; null where it is the same as that of the victim. */
export function thiefAgent(rng: RandomStream, what: Shape['agent'][number]): string | null {
  switch (what) {
    case 'same':
      return null;
    case 'cli':
      return AGENTS.cli(rng, rng.pick(['linux/5.15.0', 'macOS/23.1.0', 'windows/10']));
    case 'kali':
      return rng.pick([
        AGENTS.cli(rng, 'linux/6.6.9-kali1-amd64'),
        `Boto3/1.34.46 md/Botocore#1.34.46 md/awscrt#1.0.0.dev0 ua/2.0 os/linux#6.6.9-kali1 lang/python#3.11.8 Botocore/1.34.46`,
      ]);
    case 'boto':
      return AGENTS.boto(rng);
    case 'go':
      return rng.chance(0.25) ? `stratus-red-team_${rng.uuid()}` : AGENTS.go(rng);
    case 'browser':
      return AGENTS.browser(rng);
    case 'curl':
      return rng.pick(['curl/7.88.1', 'python-requests/2.31.0', 'Python-urllib/3.11', 'node']);
    case 'shell':
      return `${AGENTS.cli(rng, 'linux/6.1')} exec-env/CloudShell`;
    case 'win':
      return rng.pick([
        AGENTS.cli(rng, 'windows/10'),
        `S3 Browser/11.6.7 (https://s3browser.com)`,
        `aws-sdk-dotnet-framework/3.7.300 PowerShell/5.1 AWSPowerShell/4.1.480`,
      ]);
    case 'terraform':
      return AGENTS.terraform(rng);
    case 'sdk':
      return rng.pick([AGENTS.node, AGENTS.boto, AGENTS.go])(rng);
  }
}
