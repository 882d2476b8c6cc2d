import type { Random } from './random.js';

/** User agents in the forms of AWS's own clients. */
export type Client = 'python' | 'go' | 'java' | 'node' | 'cli' | 'agent' | 'browser';

const PATCH = [11, 20, 34, 47, 58];

/** @param generation version of the client; 0 is the oldest */
export function userAgent(random: Random, client: Client, generation: number, environment = ''): string {
  const patch = random.pick(PATCH);
  const exec = environment === '' ? '' : ` exec-env/${environment}`;
  switch (client) {
    case 'python': {
      const version = `1.${34 + generation}.${patch}`;
      return `Boto3/${version} md/Botocore#${version} ua/2.0 os/linux#5.10.${patch} md/arch#x86_64 lang/python#3.${11 + generation}.4 md/pyimpl#CPython${exec} cfg/retry-mode#legacy Botocore/${version}`;
    }
    case 'go':
      return `aws-sdk-go-v2/1.${24 + 6 * generation}.${patch % 10} ua/2.1 os/linux lang/go#1.${21 + generation}.5 md/GOARCH#arm64 md/GOOS#linux${exec} api/secretsmanager#1.${28 + generation}.2`;
    case 'java':
      return `aws-sdk-java/2.${25 + 3 * generation}.${patch} md/io#sync md/http#Apache ua/2.1 os/Linux#5.10 lang/java#${17 + 4 * generation}.0.8 md/vendor#Example${exec}`;
    case 'node':
      return `aws-sdk-js/3.${500 + 180 * generation}.0 ua/2.0 os/linux#5.10.${patch} lang/js md/nodejs#${18 + 2 * generation}.16.0 api/secrets-manager#3.${500 + 180 * generation}.0${exec}`;
    case 'cli':
      return `aws-cli/2.${15 + 4 * generation}.${patch} md/awscrt#0.19.19 ua/2.0 os/macos#23.${generation} md/arch#arm64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#secretsmanager.get-secret-value`;
    case 'agent':
      return `aws-sdk-rust/1.${2 + generation}.5 os/linux lang/rust/1.${76 + 4 * generation}.0 aws-secrets-manager-agent/1.${generation}.0`;
    case 'browser':
      return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${120 + 6 * generation}.0.0.0 Safari/537.36`;
  }
}
