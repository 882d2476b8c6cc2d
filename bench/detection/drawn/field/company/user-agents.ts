import type { Random } from './random.js';

const go = (r: Random): string => `go1.${r.int(19, 23)}.${r.int(0, 9)}`;

const kernel = (r: Random): string =>
  `${r.pick(['5.10', '5.15', '6.1'])}.${r.int(20, 230)}-${r.int(10, 220)}.amzn2`;

/** User agents as the products send them, with drawn versions. */
export const userAgents = {
  goV1: (r: Random, tail: string): string =>
    `aws-sdk-go/1.${r.int(44, 55)}.${r.int(1, 300)} (${go(r)}; linux; amd64) ${tail}`,
  goV2: (r: Random, tail: string): string =>
    `aws-sdk-go-v2/1.${r.int(21, 36)}.${r.int(0, 5)} os/linux lang/go#${go(r).slice(2)} md/GOOS#linux md/GOARCH#${r.pick(['amd64', 'arm64'])} api/secretsmanager#1.${r.int(20, 35)}.${r.int(0, 9)} ${tail}`.trim(),
  boto: (r: Random, env: string): string => {
    const v = `1.${r.int(28, 40)}.${r.int(0, 160)}`;
    const py = `3.${r.int(9, 13)}.${r.int(0, 14)}`;
    return `Boto3/${v} md/Botocore#${v} ua/2.0 os/linux#${kernel(r)} md/arch#x86_64 lang/python#${py} md/pyimpl#CPython ${env === '' ? '' : `exec-env/${env} `}cfg/retry-mode#${r.pick(['legacy', 'standard'])} Botocore/${v}`;
  },
  js: (r: Random, env: string): string => {
    const v = `3.${r.int(350, 900)}.0`;
    return `aws-sdk-js/${v} ua/2.${r.int(0, 1)} os/linux#${kernel(r)} lang/js md/nodejs#${r.pick([18, 20, 22])}.${r.int(0, 19)}.${r.int(0, 3)} ${env === '' ? '' : `exec-env/${env} `}api/secrets-manager#${v}`;
  },
  java2: (r: Random, tail: string): string =>
    `aws-sdk-java/2.${r.int(20, 32)}.${r.int(1, 60)} md/io#sync md/http#Apache ua/2.1 os/Linux#${kernel(r)} lang/java#${r.pick(['11.0.22', '17.0.10', '21.0.3'])} md/OpenJDK_64-Bit_Server_VM md/vendor#Amazon.com_Inc. md/en ${tail}`.trim(),
  java1: (r: Random, tail: string): string =>
    `aws-sdk-java/1.12.${r.int(200, 780)} Linux/${kernel(r)} OpenJDK_64-Bit_Server_VM/${r.pick(['11.0.22+7', '17.0.10+7', '1.8.0_402'])} java/1.8.0_402 vendor/Amazon.com_Inc. ${tail}`.trim(),
  dotnet: (r: Random): string =>
    `aws-sdk-dotnet-coreclr/3.7.${r.int(100, 400)}.${r.int(0, 30)} aws-sdk-dotnet-core/3.7.${r.int(100, 400)}.${r.int(0, 30)} .NET_Core/${r.pick(['6.0.27', '8.0.4'])} OS/Linux_${kernel(r)} ClientAsync`,
  cli: (r: Random, os: 'linux' | 'macos' | 'windows', command = 'get-secret-value'): string => {
    const v = `2.${r.int(11, 22)}.${r.int(0, 40)}`;
    const py = `3.${r.int(11, 12)}.${r.int(2, 9)}`;
    if (os === 'linux')
      return `aws-cli/${v} Python/${py} Linux/${kernel(r)}.x86_64 exe/x86_64.amzn.2023 prompt/off command/secretsmanager.${command}`;
    const name =
      os === 'macos'
        ? `Darwin/${r.int(21, 24)}.${r.int(0, 6)}.0 exe/${r.pick(['arm64', 'x86_64'])}`
        : 'Windows/10 exe/AMD64';
    return `aws-cli/${v} Python/${py} ${name} prompt/off command/secretsmanager.${command}`;
  },
  console: (r: Random): string => {
    const chrome = `Chrome/${r.int(118, 136)}.0.0.0`;
    return r.weighted([
      [
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} Safari/537.36`,
        5,
      ],
      [
        `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} Safari/537.36`,
        4,
      ],
      [`Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/${r.int(115, 138)}.0`, 1],
      [
        `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.${r.int(0, 6)} Safari/605.1.15`,
        1,
      ],
    ]);
  },
  ide: (r: Random): string =>
    r.pick([
      `AWS-Toolkit-For-VSCode/3.${r.int(1, 60)}.0 Visual-Studio-Code/1.${r.int(85, 99)}.${r.int(0, 3)} ClientId/${r.uuid()} aws-sdk-js/2.1500.0 promise`,
      `AWS-Toolkit-For-JetBrains/3.${r.int(1, 60)}-2024.1 IntelliJ-IDEA/2024.1.${r.int(0, 4)} ClientId/${r.uuid()} aws-sdk-java/2.25.1`,
    ]),
  terraform: (r: Random, runsOn = 'linux'): string =>
    `APN/1.0 HashiCorp/1.0 Terraform/1.${r.int(3, 11)}.${r.int(0, 7)} (+https://www.terraform.io) terraform-provider-aws/${r.int(4, 5)}.${r.int(20, 90)}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.${r.int(24, 36)}.0 os/${runsOn} lang/go#1.${r.int(20, 23)}.${r.int(0, 9)} md/GOOS#${runsOn} md/GOARCH#amd64 api/secretsmanager#1.${r.int(25, 35)}.0`,
} as const;

/** The product that an agent belongs to, as a person reads it. */
export function productOf(userAgent: string): string {
  if (userAgent.includes('Terraform/')) return 'terraform';
  if (userAgent.startsWith('Mozilla/')) return 'browser';
  if (userAgent.startsWith('aws-cli/')) return 'aws-cli';
  return userAgent.split(/[/ ]/, 1)[0]!.toLowerCase() + (userAgent.startsWith('aws-sdk-java/1') ? '1' : '');
}
