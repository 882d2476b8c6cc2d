import type { Dice } from '../base/dice.js';

/** User agents of programs, with versions that a team stays on. */
export type AgentKind = 'boto3' | 'java' | 'go' | 'node' | 'dotnet' | 'ruby' | 'php' | 'rust';

const LANGUAGES: readonly (readonly [AgentKind, number])[] = [
  ['boto3', 6],
  ['java', 5],
  ['go', 4],
  ['node', 5],
  ['dotnet', 2],
  ['ruby', 1],
  ['php', 1],
  ['rust', 0.5],
];

export function programAgent(dice: Dice, environment: string | null): string {
  const where = environment === null ? '' : ` exec-env/${environment}`;
  switch (dice.weighted(LANGUAGES)) {
    case 'boto3':
      return `Boto3/1.${dice.between(26, 40)}.${dice.between(0, 120)} md/Botocore#1.${dice.between(29, 40)}.0 ua/2.0 os/linux#5.10.${dice.between(180, 240)} md/arch#x86_64 lang/python#3.${dice.between(8, 13)}.${dice.between(0, 9)}${where}`;
    case 'java':
      return `aws-sdk-java/2.${dice.between(17, 31)}.${dice.between(0, 99)} Linux/5.10.${dice.between(180, 240)} OpenJDK_64-Bit_Server_VM/${dice.pick(['11', '17', '21'])}.0.${dice.between(1, 15)} Java${where} io/sync http/Apache`;
    case 'go':
      return `aws-sdk-go-v2/1.${dice.between(16, 36)}.${dice.between(0, 9)} os/linux lang/go#1.${dice.between(19, 24)}.${dice.between(0, 9)} md/GOOS#linux md/GOARCH#${dice.pick(['amd64', 'arm64'])} api/secretsmanager#1.${dice.between(19, 35)}.0${where}`;
    case 'node':
      return `aws-sdk-js/3.${dice.between(200, 800)}.0 ua/2.0 os/linux#5.10 lang/js md/nodejs#${dice.pick(['18.19.1', '20.11.0', '20.18.1', '22.11.0'])} api/secrets-manager#3.${dice.between(200, 800)}.0${where}`;
    case 'dotnet':
      return `aws-sdk-dotnet-coreclr/3.7.${dice.between(100, 400)} ua/2.0 os/linux lang/.NET_Core#${dice.pick(['6.0.36', '8.0.11'])}${where}`;
    case 'ruby':
      return `aws-sdk-ruby3/3.${dice.between(170, 210)}.0 ua/2.0 api/secretsmanager#1.${dice.between(70, 110)}.0 os/linux md/x86_64 lang/ruby#3.${dice.between(0, 3)}.2${where}`;
    case 'php':
      return `aws-sdk-php/3.${dice.between(250, 330)}.0 ua/2.0 OS/Linux#5.10 lang/php#8.${dice.between(0, 3)}.1`;
    case 'rust':
      return `aws-sdk-rust/1.${dice.between(1, 3)}.0 ua/2.1 api/secretsmanager#1.${dice.between(20, 60)}.0 os/linux lang/rust#1.${dice.between(75, 83)}.0`;
  }
}

export function cliAgent(dice: Dice): string {
  const os = dice.weighted([
    ['Darwin#23.6.0', 6],
    ['Linux#5.15.0-generic', 3],
    ['Windows#10', 2],
  ]);
  return `aws-cli/2.${dice.between(9, 22)}.${dice.between(0, 30)} md/awscrt#0.20.11 ua/2.0 os/${os} md/arch#arm64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#standard md/prompt#off md/command#secretsmanager.get-secret-value`;
}

/** The command line as it is installed on servers. */
export function hostAgent(dice: Dice): string {
  return cliAgent(dice).replace(/os\/\S+/, 'os/Linux#5.10.220-209.869.amzn2.x86_64');
}

export function terraformAgent(dice: Dice): string {
  return `APN/1.0 HashiCorp/1.0 Terraform/1.${dice.between(3, 9)}.${dice.between(0, 9)} (+https://www.terraform.io) terraform-provider-aws/5.${dice.between(10, 80)}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 api/secretsmanager#1.32.0`;
}

export function browser(dice: Dice): string {
  const version = dice.between(118, 133);
  return dice.pick([
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
  ]);
}

/** The same program some releases later. */
export function updated(agent: string, releases: number): string {
  if (releases === 0) return agent;
  return agent.replace(/(Chrome\/|Firefox\/|rv:|[/]\d\.)(\d+)/g, (_, before: string, number: string) => {
    return before + String(Number(number) + releases);
  });
}
