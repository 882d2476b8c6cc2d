import type { Rng } from '../draw/rng.js';

/** Kinds of software that call Secrets Manager. */
export type Tool =
  | 'boto3'
  | 'java'
  | 'node'
  | 'go'
  | 'dotnet'
  | 'rust'
  | 'php'
  | 'ruby'
  | 'agent'
  | 'lambda-extension'
  | 'cli-linux'
  | 'cli-mac'
  | 'cli-windows'
  | 'cli-docker'
  | 'cli-v1'
  | 'cloudshell'
  | 'chrome'
  | 'firefox'
  | 'safari'
  | 'terraform'
  | 'pulumi'
  | 'cdk'
  | 'eso'
  | 'csi'
  | 'argocd'
  | 'ansible'
  | 'powershell'
  | 'jdbc'
  | 'vscode'
  | 'cli-kali'
  | 'pacu'
  | 'prowler'
  | 'steampipe'
  | 'trufflehog'
  | 'mcp'
  | 'service';

type Writer = (rng: Rng, v: number) => string;

const cli: (system: string, exe: string) => Writer = (system, exe) => (rng, v) => {
  const minor = 15 + Math.floor(v / 4) + rng.int(0, 2);
  const head = `aws-cli/2.${minor}.${rng.int(0, 59)} md/awscrt#0.${20 + (v % 8)}.${rng.int(0, 30)} ua/2.${minor > 24 ? 1 : 0} ${system} lang/python#3.${minor > 22 ? 13 : 11}.${rng.int(0, 9)} md/pyimpl#CPython`;
  return `${head} cfg/retry-mode#standard md/installer#${exe} md/prompt#off md/command#secretsmanager.get-secret-value`;
};
const browser: (system: string, v: string) => string = (system, v) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${v}`;
const python = (rng: Rng, v: number): string =>
  `md/Botocore#1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)} ua/2.${v > 12 ? 1 : 0} os/linux#${rng.pick(['5.10', '5.15', '6.1', '6.8'])}.${rng.int(10, 230)} md/arch#${rng.pick(['x86_64', 'aarch64'])} lang/python#3.${rng.int(9, 13)}.${rng.int(0, 14)} md/pyimpl#CPython`;
const golang = (rng: Rng, v: number): string =>
  `aws-sdk-go-v2/1.${25 + v}.${rng.int(0, 6)} ua/2.1 os/linux lang/go#1.${21 + Math.floor(v / 5)}.${rng.int(0, 9)} md/GOOS#linux md/GOARCH#amd64 api/secretsmanager#1.${28 + v}.${rng.int(0, 9)}`;

const WRITERS: Record<Tool, Writer> = {
  boto3: (rng, v) =>
    `Boto3/1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)} ${python(rng, v)} cfg/retry-mode#${rng.pick(['legacy', 'standard'])} Botocore/1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)}`,
  java: (rng, v) =>
    `aws-sdk-java/2.${20 + v}.${rng.int(0, 60)} md/io#${rng.pick(['Netty', 'Apache', 'sync'])} os/Linux#${rng.pick(['5.10', '6.1'])}.${rng.int(100, 230)} lang/java#${rng.pick(['11.0.2', '17.0.', '21.0.'])}${rng.int(1, 9)} md/OpenJDK_64-Bit_Server_VM md/vendor#${rng.pick(['Amazon.com_Inc.', 'Eclipse_Adoptium'])} api/Secrets_Manager#2.${20 + v}`,
  node: (rng, v) =>
    `aws-sdk-js/3.${480 + v * 25 + rng.int(0, 24)}.0 ua/2.1 os/linux#${rng.pick(['5.10', '6.1'])}.${rng.int(100, 230)} lang/js md/nodejs#${rng.pick([18, 20, 22])}.${rng.int(1, 20)}.0 api/secrets-manager#3.${480 + v * 25}.0`,
  go: golang,
  dotnet: (rng, v) =>
    `aws-sdk-dotnet-coreclr/3.7.${300 + v * 10 + rng.int(0, 9)}.0 ua/2.0 os/linux#6.1 lang/.NET_Core#${rng.pick(['6.0', '8.0', '9.0'])}.${rng.int(0, 20)} md/aws-sdk-dotnet-core#3.7.${300 + v * 10}`,
  rust: (rng, v) =>
    `aws-sdk-rust/1.${1 + Math.floor(v / 5)}.${rng.int(0, 9)} ua/2.1 api/secretsmanager#1.${20 + v * 3}.0 os/linux lang/rust#1.${70 + v}.0`,
  php: (rng, v) =>
    `aws-sdk-php/3.${290 + v * 3}.${rng.int(0, 9)} ua/2.0 OS/Linux#6.1 lang/php#8.${rng.int(1, 3)}.${rng.int(0, 20)} GuzzleHttp/7`,
  ruby: (rng, v) =>
    `aws-sdk-ruby3/3.${190 + v} ua/2.0 api/secretsmanager#1.${90 + v} os/linux#6 md/x86_64 lang/ruby#3.${rng.int(1, 3)}.${rng.int(0, 6)} md/3.2.2`,
  agent: (rng, v) =>
    `aws-sdk-rust/1.3.${rng.int(1, 14)} os/linux lang/rust/1.${80 + (v % 15)}.0 aws-secrets-manager-agent/${v > 15 ? 2 : 1}.${rng.int(0, 3)}.0`,
  'lambda-extension': (rng, v) =>
    `aws-sdk-go/1.${44 + Math.floor(v / 4)}.${rng.int(0, 300)} (go1.${20 + Math.floor(v / 8)}; linux; amd64) exec-env/AWS_Lambda_python3.12 AWSParametersAndSecretsLambdaExtension/1.0.${rng.int(90, 400)}`,
  'cli-linux': cli('os/linux#6.8.0-45-generic md/arch#x86_64', 'exe'),
  'cli-mac': cli('os/macos#24.5.0 md/arch#arm64', 'source'),
  'cli-windows': cli('os/windows#11 md/arch#amd64', 'exe'),
  'cli-docker': cli('os/linux#5.15.0-1071-azure md/arch#x86_64 md/distrib#amzn.2', 'docker'),
  'cli-v1': (rng, v) => `aws-cli/1.${29 + Math.floor(v / 4)}.${rng.int(0, 80)} ${python(rng, v)}`,
  cloudshell: (rng, v) => `${cli('os/linux#6.1.141 md/arch#x86_64', 'exe')(rng, v)} exec-env/CloudShell`,
  chrome: (rng, v) =>
    browser(
      rng.pick(['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'X11; Linux x86_64']),
      `Chrome/${126 + Math.floor(v / 2)}.0.0.0 Safari/537.36`,
    ),
  firefox: (rng, v) =>
    `Mozilla/5.0 (${rng.pick(['X11; Ubuntu; Linux x86_64', 'Windows NT 10.0; Win64; x64'])}; rv:${128 + Math.floor(v / 2)}.0) Gecko/20100101 Firefox/${128 + Math.floor(v / 2)}.0`,
  safari: (_, v) =>
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${17 + Math.floor(v / 16)}.${v % 6} Safari/605.1.15`,
  terraform: (rng, v) =>
    `APN/1.0 HashiCorp/1.0 Terraform/1.${5 + Math.floor(v / 3)}.${rng.int(0, 7)} (+https://www.terraform.io) terraform-provider-aws/${5 + Math.floor(v / 14)}.${rng.int(10, 90)}.0 (+https://registry.terraform.io/providers/hashicorp/aws) ${golang(rng, v)}`,
  pulumi: (rng, v) =>
    `APN/1.0 Pulumi/1.0 PulumiAws/${6 + Math.floor(v / 14)}.${rng.int(10, 80)}.0 ${golang(rng, v)}`,
  cdk: (rng, v) =>
    `aws-sdk-js/3.${480 + v * 25}.0 ua/2.1 os/linux lang/js md/nodejs#20.${rng.int(1, 18)}.0 api/secrets-manager#3.${480 + v * 25}.0 aws-cdk/2.${130 + v * 4}.0`,
  eso: (rng, v) => `${golang(rng, v)} external-secrets/v0.${9 + Math.floor(v / 3)}.${rng.int(0, 9)}`,
  csi: (rng, v) =>
    `${golang(rng, v)} secrets-store-csi-driver-provider-aws/${1 + Math.floor(v / 14)}.0.${rng.int(0, 9)}`,
  argocd: (rng, v) => `${golang(rng, v)} argocd-vault-plugin`,
  ansible: (rng, v) => `APN/1.0 Ansible/2.1${4 + Math.floor(v / 6)} ${python(rng, v)}`,
  powershell: (rng, v) =>
    `AWSPowerShell.Common/4.1.${500 + v * 10} .NET_Core/8.0 os/windows#10.0 PowerShell/7.4 MD/${rng.int(1, 9)}`,
  jdbc: (rng, v) =>
    `aws-sdk-java/2.${20 + v}.${rng.int(0, 60)} md/io#sync os/Linux#6.1 lang/java#17.0.9 AwsSecretsManagerJdbc aws-secretsmanager-caching-java/2.0`,
  vscode: (rng, v) =>
    `AWS-Toolkit-For-VSCode/3.${v}.0 Visual-Studio-Code/1.${80 + v}.${rng.int(0, 2)} aws-sdk-js/3.${480 + v * 25}.0`,
  'cli-kali': (rng, v) =>
    `aws-cli/2.${15 + Math.floor(v / 4)}.${rng.int(0, 20)} Python/3.11.${rng.int(2, 9)} Linux/6.${rng.int(1, 11)}.0-kali${rng.int(1, 9)}-amd64 source/x86_64.kali.2024 prompt/off command/secretsmanager.get-secret-value`,
  pacu: (rng, v) => `Boto3/1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)} ${python(rng, v)}`,
  prowler: (rng, v) =>
    `Boto3/1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)} ${python(rng, v)} Prowler/${v > 14 ? 5 : 4}.${rng.int(0, 6)}`,
  steampipe: (rng, v) => `${golang(rng, v)} steampipe-plugin-aws/1.${rng.int(0, 9)}`,
  trufflehog: () => 'TruffleHog',
  mcp: (rng, v) =>
    `Boto3/1.${34 + Math.floor(v / 4)}.${rng.int(0, 150)} ${python(rng, v)} md/awslabs#mcp#aws-api-mcp-server#0.${rng.int(1, 9)}`,
  service: () => 'secretsmanager.amazonaws.com',
};

/** The user agent of an installation of a tool: the same generator and version give the same text. */
export function userAgent(rng: Rng, tool: Tool, version: number): string {
  return WRITERS[tool](rng, version);
}

/** The user agent with the command that a CLI names in it. */
export function forCommand(agent: string, call: string): string {
  if (!agent.includes('secretsmanager.')) return agent;
  const command = call.replace(/[A-Z]/g, (c, i: number) => (i === 0 ? '' : '-') + c.toLowerCase());
  return agent.replace(/secretsmanager\.[a-z]+-[a-z-]+/, `secretsmanager.${command}`);
}
