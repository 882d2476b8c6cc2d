import type { Random } from '../../../../src/simulate/random.js';
import { uniform } from './draw.js';

/** The userAgent of a principal: it changes when its software is upgraded. */
export interface Agent {
  readonly at: (time: number) => string;
}

/** One text per version; `level` grows with upgrades. */
type Spelling = (random: Random) => (level: number) => string;

const linux = (random: Random) =>
  `md/Linux#${random.pick(['5.10.226', '6.1.112', '5.15.0-1071-aws', '6.8.0-1021-aws', '4.14.355'])}`;

/** Ways in which software names itself. Versions are plausible, and differ between principals. */
export const SPELLINGS = {
  boto3: (random) => {
    const [minor, patch, python, os] = [
      random.between(26, 40),
      random.between(0, 160),
      random.pick(['3.9.20', '3.11.10', '3.12.7', '3.13.1']),
      linux(random),
    ];
    return (level) =>
      `Boto3/1.${minor}.${patch + level * 7} md/Botocore#1.${minor}.${patch + level * 7} ua/2.1 os/linux ${os} md/arch#x86_64 lang/python#${python} cfg/retry-mode#legacy Botocore/1.${minor}.${patch + level * 7}`;
  },
  'boto3-lambda': (random) => {
    const [minor, python] = [random.between(34, 40), random.pick(['3.11', '3.12', '3.13'])];
    return (level) =>
      `Boto3/1.${minor}.${40 + level} md/Botocore#1.${minor}.${40 + level} ua/2.0 os/linux md/arch#x86_64 lang/python#${python}.${level % 12} exec-env/AWS_Lambda_python${python} Botocore/1.${minor}.${40 + level}`;
  },
  'js-v3': (random) => {
    const [minor, node] = [random.between(300, 860), random.pick(['18.20.4', '20.18.1', '22.12.0'])];
    return (level) =>
      `aws-sdk-js/3.${minor + level * 6}.0 ua/2.1 os/linux#5.10 lang/js md/nodejs#${node} api/secrets-manager#3.${minor + level * 6}.0`;
  },
  'js-v2': (random) => {
    const [patch, node] = [random.between(1000, 1690), random.pick([14, 16, 18])];
    return (level) =>
      `aws-sdk-nodejs/2.${patch + level} linux/v${node}.20.0 exec-env/AWS_ECS_FARGATE callback`;
  },
  'java-v2': (random) => {
    const [minor, vm] = [random.between(17, 31), random.pick(['17.0.13', '21.0.5', '11.0.25'])];
    return (level) =>
      `aws-sdk-java/2.${minor}.${level} md/io#sync md/http#Apache ua/2.1 os/Linux#5.10 lang/java#${vm} md/OpenJDK_64-Bit_Server_VM md/vendor#Amazon.com_Inc. exec-env/AWS_ECS_FARGATE`;
  },
  'java-v1': (random) => {
    const patch = random.between(300, 780);
    return (level) =>
      `aws-sdk-java/1.12.${patch + level} Linux/5.10.226 OpenJDK_64-Bit_Server_VM/11.0.25+9-LTS java/11.0.25 vendor/Amazon.com_Inc. cfg/retry-mode/legacy`;
  },
  spring: (random) => {
    const minor = random.between(20, 31);
    return (level) =>
      `spring-cloud-aws/3.${level}.0 aws-sdk-java/2.${minor}.${level} Linux/5.15.0 OpenJDK_64-Bit_Server_VM/17.0.13 io/sync http/Apache`;
  },
  'go-v2': (random) => {
    const minor = random.between(17, 36);
    return (level) =>
      `aws-sdk-go-v2/1.${minor}.${level} ua/2.1 os/linux lang/go#1.22.${level} md/GOOS#linux md/GOARCH#arm64 api/secretsmanager#1.${minor}.${level}`;
  },
  'external-secrets': (random) => {
    const minor = random.between(7, 16);
    return (level) =>
      `aws-sdk-go/1.55.${level} (go1.22.${level}; linux; amd64) external-secrets/v0.${minor}.${level}`;
  },
  'csi-provider': (random) => {
    const patch = random.between(50, 94);
    return (level) =>
      `aws-sdk-go/1.47.10 (go1.21.8; linux; amd64) secrets-store-csi-driver-provider-aws/1.0.r2-${patch + level}-2024.10.17.23.24`;
  },
  'lambda-extension': (random) => {
    const first = random.between(4, 17);
    return (level) =>
      `aws-sdk-go/1.4${level % 10}.${first} (go1.20.10; linux; amd64) AWS-Parameters-and-Secrets-Lambda-Extension/1.0.${first + level}`;
  },
  dotnet: (random) => {
    const patch = random.between(10, 400);
    return (level) =>
      `aws-sdk-dotnet-coreclr/3.7.${patch + level}.0 ua/2.0 os/linux lang/.NET_Core#8.0.${level} md/ARCH#X64 cfg/init-coll#0`;
  },
  php: (random) => {
    const patch = random.between(200, 330);
    return (level) =>
      `aws-sdk-php/3.${patch + level}.1 ua/2.0 OS/Linux#5.10.226 lang/php#8.2.${level} GuzzleHttp/7`;
  },
  rust: (random) => {
    const minor = random.between(10, 60);
    return (level) =>
      `aws-sdk-rust/1.3.${level} ua/2.1 api/secretsmanager/1.${minor + level}.0 os/linux lang/rust/1.80.0`;
  },
  terraform: (random) => {
    const [core, provider] = [random.between(3, 9), random.between(30, 80)];
    return (level) =>
      `APN/1.0 HashiCorp/1.0 Terraform/1.${core}.${level} (+https://www.terraform.io) terraform-provider-aws/5.${provider + level}.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.6 os/linux lang/go#1.23.3 api/secretsmanager#1.34.8`;
  },
  cli: (random) => {
    const [minor, os] = [
      random.between(7, 22),
      random.pick([
        'Linux/6.8.0-49-generic exe/x86_64.ubuntu.22',
        'Darwin/23.6.0 exe/x86_64',
        'Darwin/24.1.0 exe/arm64',
        'Windows/10 exe/AMD64',
      ]),
    ];
    return (level) =>
      `aws-cli/2.${minor + level}.${level * 3} Python/3.11.9 ${os} prompt/off command/secretsmanager.get-secret-value`;
  },
  'cli-v1': (random) => {
    const minor = random.between(22, 36);
    return (level) =>
      `aws-cli/1.${minor}.${level} Python/3.8.20 Linux/5.4.0-200-generic botocore/1.${minor + 2}.${level}`;
  },
  browser: (random) => {
    const [system, version] = [
      random.pick(['Macintosh; Intel Mac OS X 10_15_7', 'Windows NT 10.0; Win64; x64', 'X11; Linux x86_64']),
      random.between(126, 131),
    ];
    return random.chance(0.2)
      ? (level) =>
          `Mozilla/5.0 (${system}; rv:${version + level}.0) Gecko/20100101 Firefox/${version + level}.0`
      : (level) =>
          `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version + level}.0.0.0 Safari/537.36`;
  },
  chamber: (random) => {
    const patch = random.between(3, 9);
    return (level) => `aws-sdk-go/1.44.${patch + level} (go1.19.4; darwin; arm64)`;
  },
  vault: () => (level) => `aws-sdk-go/1.55.${level} (go1.22.8; linux; amd64) Vault/1.18.${level}`,
  airflow: (random) => {
    const minor = random.between(28, 35);
    return (level) =>
      `Boto3/1.${minor}.${level} md/Botocore#1.${minor}.${level} ua/2.0 os/linux lang/python#3.11.10 Botocore/1.${minor}.${level} Airflow/2.${level % 10}.1 AmPP/8.24.0 Caller/SecretsManagerBackend DagRunKey/00000000-0000-0000-0000-000000000000`;
  },
  ruby: (random) => {
    const minor = random.between(170, 215);
    return (level) =>
      `aws-sdk-ruby3/3.${minor + level}.0 ua/2.0 api/secretsmanager#1.${minor - 60}.0 os/linux md/x86_64 lang/ruby#3.3.${level} md/3.3.6`;
  },
  curl: () => () => 'curl/8.5.0',
  powershell: (random) => {
    const patch = random.between(300, 700);
    return (level) =>
      `AWSPowerShell.Common/4.1.${patch + level} .NET_Runtime/8.0 .NET_Framework/8.0 OS/Linux PowerShellCore/7.-1 ClientSync`;
  },
} as const satisfies Record<string, Spelling>;

export type Software = keyof typeof SPELLINGS;

/** A principal's software, which is upgraded every `every` seconds or so from a random time on. */
export function drawAgent(random: Random, software: Software, start: number, every: number): Agent {
  const spell: (level: number) => string = SPELLINGS[software](random);
  const first = start - random.float() * every;
  const level = random.between(0, 4);
  const pace = every * uniform(random, 0.6, 1.6);
  const texts = new Map<number, string>();
  return {
    at: (time) => {
      const now = level + Math.max(0, Math.floor((time - first) / pace));
      let text = texts.get(now);
      if (text === undefined) texts.set(now, (text = spell(now)));
      return text;
    },
  };
}

/** One agent until a time, another one from then on. */
export function movedAgent(before: Agent, after: Agent, time: number): Agent {
  return { at: (now) => (now < time ? before : after).at(now) };
}

/** Calls of an AWS service on behalf of the principal carry the service's name. */
export function serviceAgent(name: string): Agent {
  return { at: () => name };
}
