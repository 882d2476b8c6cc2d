import type { Random } from '../../../../src/simulate/random.js';
import { exponential } from '../../../../src/simulate/distributions.js';
import { DAY, type Span } from './calendar.js';
import { weighted } from './draw.js';

/** The userAgent of a call at a time, of the instance with number `n` (a 32-bit hash). */
export type Agent = (time: number, n: number) => string;

export type AgentKind =
  | 'boto3' | 'java2' | 'java1' | 'go2' | 'go1' | 'js3' | 'js2' | 'dotnet' | 'rust' | 'php' | 'ruby' | 'cli' | 'cli1'
  | 'terraform' | 'console' | 'external-secrets' | 'csi' | 'lambda-extension' | 'ecs-agent' | 'notebook' | 'ansible'
  | 'chamber' | 'scanner' | 'cdk' | 'pulumi' | 'airflow' | 'powershell'; // prettier-ignore

interface Version {
  readonly from: number;
  readonly minor: number;
  readonly patch: number;
}

const KERNELS = [
  '5.10.226-214.880.amzn2',
  '6.1.112-124.190.amzn2023',
  '5.15.0-1071-aws',
  '4.14.355-271.569.amzn2',
];
const PYTHONS = ['3.8.18', '3.9.20', '3.10.14', '3.11.9', '3.12.7'];
const BROWSERS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%.0.0.0 Safari/537.36 Edg/%.0.0.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:%.0) Gecko/20100101 Firefox/%.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:%.0) Gecko/20100101 Firefox/%.0',
];

/** The agent of one program, with a version that rises on the days of its upgrades. */
export function drawAgent(random: Random, kind: AgentKind, span: Span, upgradeDays: number): Agent {
  const versions: Version[] = [];
  let minor = random.between(20, 140);
  // The first version was there before the period, so any time before it will do.
  for (
    let from = 0;
    from < span.to;
    from = Math.max(from, span.from) + exponential(random, upgradeDays * DAY)
  ) {
    versions.push({ from, minor, patch: random.between(0, 40) });
    minor += random.between(0, 6);
  }
  const kernel = random.pick(KERNELS);
  const python = random.pick(PYTHONS);
  const browser = random.pick(BROWSERS);
  // Fleets whose instances get a new version one after another, within this time.
  const rollout = random.chance(0.3) ? random.between(0, 3) * DAY : 0;
  return (time, n) => {
    const seen = time - (n / 2 ** 32) * rollout;
    const { minor: m, patch: p } = versions.findLast(({ from }) => from <= seen) ?? versions[0]!;
    return write(kind, m, p, { kernel, python, browser });
  };
}

interface Machine {
  readonly kernel: string;
  readonly python: string;
  readonly browser: string;
}

function write(kind: AgentKind, m: number, p: number, { kernel, python, browser }: Machine): string {
  switch (kind) {
    case 'boto3':
      return `Boto3/1.${m}.${p} md/Botocore#1.${m}.${p} ua/2.0 os/linux#${kernel}.x86_64 md/arch#x86_64 lang/python#${python} md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.${m}.${p}`;
    case 'notebook':
      return `Boto3/1.${m}.${p} md/Botocore#1.${m}.${p} ua/2.0 os/linux#5.10.228-219.884.amzn2.x86_64 lang/python#${python} exec-env/SageMaker Botocore/1.${m}.${p}`;
    case 'airflow':
      return `Boto3/1.${m}.${p} md/Botocore#1.${m}.${p} ua/2.0 os/linux lang/python#${python} Botocore/1.${m}.${p} Airflow/2.${m % 10}.${p % 5} AmPP/9.${m % 9}.0`;
    case 'java2':
      return `aws-sdk-java/2.${m % 32}.${p} md/io#sync md/http#Apache ua/2.0 os/Linux#${kernel}.x86_64 lang/java#17.0.${p % 14} md/OpenJDK_64-Bit_Server_VM md/vendor#Amazon.com_Inc.`;
    case 'java1':
      return `aws-sdk-java/1.12.${m * 5} Linux/${kernel}.x86_64 OpenJDK_64-Bit_Server_VM/11.0.${p % 25} java/11.0.${p % 25} vendor/Eclipse_Adoptium`;
    case 'go2':
      return `aws-sdk-go-v2/1.${m % 36}.${p % 6} ua/2.1 os/linux lang/go#1.${20 + (m % 5)}.${p % 9} md/GOARCH#amd64 md/GOOS#linux api/secretsmanager#1.${m % 35}.${p % 8}`;
    case 'go1':
      return `aws-sdk-go/1.${40 + (m % 16)}.${p * 7} (go1.${18 + (m % 5)}; linux; amd64)`;
    case 'js3':
      return `aws-sdk-js/3.${m * 5}.0 ua/2.1 os/linux#${kernel} lang/js md/nodejs#20.${m % 18}.0 api/secrets_manager#3.${m * 5}.0`;
    case 'js2':
      return `aws-sdk-nodejs/2.${m * 12}.0 linux/v18.${m % 20}.${p % 3} promise`;
    case 'dotnet':
      return `aws-sdk-dotnet-coreclr/3.7.${m * 3}.${p} ua/2.0 os/linux#${kernel} lang/.NET_Core#8.0.${p % 11} md/aws-sdk-dotnet-core#3.7.${m * 3}`;
    case 'rust':
      return `aws-sdk-rust/1.3.${p % 4} api/secretsmanager/1.${m % 60}.0 os/linux lang/rust/1.${70 + (m % 14)}.0`;
    case 'php':
      return `aws-sdk-php/3.${m * 2}.${p % 10} ua/2.0 OS/Linux#${kernel} lang/php#8.2.${p % 25} GuzzleHttp/7`;
    case 'ruby':
      return `aws-sdk-ruby3/3.${m + 60}.0 ua/2.0 api/secrets_manager#1.${m % 110}.0 os/linux#${kernel} md/x86_64 lang/ruby#3.2.${p % 6}`;
    case 'cli':
      return `aws-cli/2.${m % 24}.${p} md/awscrt#0.23.8 ua/2.0 os/${p % 2 === 0 ? 'macos#24.1.0' : 'linux#6.8.0'} md/arch#arm64 lang/python#3.12.6 md/prompt#off md/command#secretsmanager.get-secret-value`;
    case 'cli1':
      return `aws-cli/1.${m % 36}.${p} md/Botocore#1.${m}.${p} ua/2.0 os/linux#${kernel}.x86_64 lang/python#${python}`;
    case 'terraform':
      return `APN/1.0 HashiCorp/1.0 Terraform/1.${4 + (m % 6)}.${p % 8} (+https://www.terraform.io) terraform-provider-aws/5.${m % 80}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.${m % 36}.3 ua/2.1 os/linux lang/go#1.23.2`;
    case 'pulumi':
      return `APN/1.0 Pulumi/1.0 PulumiAWS/6.${m % 60}.0 aws-sdk-go-v2/1.${m % 36}.${p % 6} os/linux lang/go#1.22.7`;
    case 'cdk':
      return `aws-cdk/2.${m + 20}.0 aws-sdk-js/3.${m * 5}.0 os/linux lang/js md/nodejs#20.11.1`;
    case 'console':
      return browser.replaceAll('%', String(100 + (m % 34)));
    case 'external-secrets':
      return `aws-sdk-go/1.${40 + (m % 16)}.${p * 7} (go1.${19 + (m % 5)}; linux; amd64) external-secrets/v0.${m % 16}.${p % 5}`;
    case 'csi':
      return `aws-sdk-go/1.${40 + (m % 16)}.${p * 7} (go1.${19 + (m % 5)}; linux; amd64) secrets-store-csi-driver-provider-aws/1.0.r2-${p}-2024.${m % 12}.10`;
    case 'lambda-extension':
      return `AWS-Parameters-and-Secrets-Lambda-Extension/1.0.${m + 100} aws-sdk-go-v2/1.${m % 36}.0 os/linux lang/go#1.21.8 exec-env/AWS_Lambda`;
    case 'ecs-agent':
      return `amazon-ecs-agent (linux) (+http://aws.amazon.com/ecs/) aws-sdk-go/1.${40 + (m % 16)}.${p} (go1.22.7; linux; amd64)`;
    case 'ansible':
      return `Boto3/1.${m}.${p} md/Botocore#1.${m}.${p} APN/1.0 Ansible/2.${14 + (m % 4)} lang/python#${python}`;
    case 'chamber':
      return `aws-sdk-go-v2/1.${m % 36}.1 chamber/3.1.${p % 5} os/linux lang/go#1.22.2`;
    case 'scanner':
      return `Boto3/1.${m}.${p} md/Botocore#1.${m}.${p} Prowler/4.${m % 5}.${p % 4} lang/python#${python}`;
    case 'powershell':
      return `AWSPowerShell.Common/4.1.${m * 4} aws-sdk-dotnet-core/3.7.${m * 3} WindowsPowerShell/7.4 os/windows`;
  }
}

/** SDKs of programs, by how common they are. */
export function drawSdk(random: Random): AgentKind {
  return weighted<AgentKind>(random, [
    ['boto3', 5],
    ['java2', 3],
    ['java1', 1],
    ['go2', 3],
    ['go1', 1],
    ['js3', 3],
    ['js2', 1],
    ['dotnet', 1],
    ['rust', 0.4],
    ['php', 0.5],
    ['ruby', 0.6],
  ]);
}
