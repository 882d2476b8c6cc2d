import type { RandomStream } from './random-stream.js';

const BOTO = ['1.26.90', '1.28.57', '1.33.13', '1.34.51', '1.34.162', '1.35.36', '1.40.2'] as const;
const PYTHON = ['3.8.18', '3.9.16', '3.10.12', '3.11.6', '3.12.3'] as const;
const SYSTEMS = [
  'linux/5.10.210-201.855.amzn2',
  'linux/6.1.79-99.167.amzn2023',
  'linux/5.15.0-1056-aws',
] as const;

/** The user agents there are; each draws its versions. */
export const AGENTS = {
  boto: (r: RandomStream): string => {
    const v = r.pick(BOTO);
    return `Boto3/${v} md/Botocore#${v} ua/2.0 os/${r.pick(SYSTEMS).replace('/', '#')} md/arch#x86_64 lang/python#${r.pick(PYTHON)} md/pyimpl#CPython cfg/retry-mode#legacy Botocore/${v}`;
  },
  java: (r: RandomStream): string =>
    `aws-sdk-java/2.${r.int(17, 28)}.${r.int(0, 90)} ${r.pick(SYSTEMS)} OpenJDK_64-Bit_Server_VM/17.0.${r.int(1, 12)} Java/17 vendor/Amazon.com_Inc. io/sync http/Apache cfg/retry-mode/legacy`,
  javaCache: (r: RandomStream): string =>
    `AwsSecretCache/1.0.${r.int(1, 7)} aws-sdk-java/1.12.${r.int(300, 700)} Linux/5.10 OpenJDK_64-Bit_Server_VM/11.0.${r.int(10, 22)} java/11`,
  node: (r: RandomStream): string =>
    `aws-sdk-js/3.${r.int(200, 600)}.0 ua/2.0 os/linux#5.10 lang/js md/nodejs#${r.pick(['16.20.2', '18.20.4', '20.11.1'])} api/secrets-manager#3.${r.int(200, 600)}.0 exec-env/${r.pick(['AWS_ECS_FARGATE', 'AWS_Lambda_nodejs18.x', 'none'])}`,
  go: (r: RandomStream): string =>
    `aws-sdk-go-v2/1.${r.int(18, 30)}.${r.int(0, 7)} os/linux lang/go#1.${r.int(19, 23)}.${r.int(0, 8)} md/GOOS#linux md/GOARCH#amd64 api/secretsmanager#1.${r.int(19, 33)}.${r.int(0, 6)}`,
  net: (r: RandomStream): string =>
    `aws-sdk-dotnet-coreclr/3.7.${r.int(100, 400)}.${r.int(0, 9)} aws-sdk-dotnet-core/3.7.${r.int(100, 400)} .NET_Core/${r.pick(['6.0.25', '8.0.4'])} OS/Microsoft_Windows_10.0.17763 ClientAsync`,
  ruby: (r: RandomStream): string =>
    `aws-sdk-ruby3/3.${r.int(170, 200)}.0 ua/2.0 api/secrets_manager#1.${r.int(70, 110)}.0 os/linux md/x86_64 lang/ruby#3.${r.int(0, 3)}.2`,
  eso: (r: RandomStream): string =>
    `aws-sdk-go/1.${r.int(44, 55)}.${r.int(0, 300)} (go1.${r.int(19, 23)}.4; linux; amd64) external-secrets`,
  csi: (r: RandomStream): string =>
    `aws-sdk-go/1.${r.int(44, 55)}.${r.int(0, 300)} (go1.21.6; linux; amd64) secrets-store-csi-driver-provider-aws/1.0.r2`,
  ecs: (r: RandomStream): string =>
    `Amazon ECS Agent - v1.${r.int(70, 89)}.${r.int(0, 3)} (${r.hex(8)}) (+http://aws.amazon.com/ecs/)`,
  cli: (r: RandomStream, os = 'macOS/23.4.0'): string =>
    `aws-cli/2.${r.int(9, 22)}.${r.int(0, 30)} md/awscrt#0.2${r.int(0, 3)} ua/2.0 os/${os.replace('/', '#')} md/arch#${os.startsWith('mac') ? 'arm64' : 'x86_64'} lang/python#3.11.8 md/prompt#off md/command#secretsmanager`,
  terraform: (r: RandomStream, os = 'linux'): string =>
    `APN/1.0 HashiCorp/1.0 Terraform/1.${r.int(3, 9)}.${r.int(0, 7)} (+https://www.terraform.io) terraform-provider-aws/5.${r.int(10, 80)}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.${r.int(20, 32)}.0 os/${os} lang/go#1.21.8 api/secretsmanager#1.${r.int(25, 33)}.1`,
  browser: (r: RandomStream): string =>
    `Mozilla/5.0 (${r.pick(['Macintosh; Intel Mac OS X 10_15_7', 'Windows NT 10.0; Win64; x64', 'X11; Linux x86_64'])}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${r.int(118, 133)}.0.0.0 Safari/537.36`,
} as const;
