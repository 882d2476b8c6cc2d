import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, SpecDatabase } from '@aws-cdk/service-spec-types';
import { validate as checkDockerfile } from 'dockerfile-utils';
import { Job } from 'kubernetes-models/batch/v1';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, type CollectionTag, type ScalarTag } from 'yaml';
import { leastPolicy } from '../support/least-policy.js';

/*
 * What cannot run here is held against the schemas that others publish: CloudFormation's resource specification, as the
 * AWS CDK has it, and those of Kubernetes.
 */

const path = (name: string): string => fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url));
const read = (name: string): string => readFileSync(path(name), 'utf8');

/** A JSON object, or what is in its place. */
type Json = null | string | number | boolean | Json[] | { [name: string]: Json };
type Fields = Record<string, Json>;
const fieldsOf = (value: Json | undefined): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The short forms of CloudFormation's functions as their long ones. */
const FUNCTIONS = ['Ref', 'Sub', 'GetAtt', 'Not', 'Equals', 'If'].flatMap(
  (name): (ScalarTag | CollectionTag)[] => {
    const key = name === 'Ref' ? 'Ref' : `Fn::${name}`;
    return [
      { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
      {
        tag: `!${name}`,
        collection: 'seq',
        resolve: (node) => ({ [key]: (node as { toJSON(): Json }).toJSON() }),
      },
    ];
  },
);

function loadTemplate(): Fields {
  return JSON.parse(
    JSON.stringify(parse(read('aws-batch/template.yaml'), { customTags: FUNCTIONS })),
  ) as Fields;
}

describe('the template of CloudFormation', () => {
  let database: SpecDatabase;
  const template = loadTemplate();
  const resources = fieldsOf(template['Resources']);
  const names = (part: string): string[] => Object.keys(fieldsOf(template[part]));

  beforeAll(async () => {
    database = await loadAwsServiceSpec();
  });

  /** What is wrong with the value of a property, each with where it is. */
  function wrongOf(value: Json, type: PropertyType, at: string): string[] {
    const isFunction = Object.keys(fieldsOf(value)).some((key) => key === 'Ref' || key.startsWith('Fn::'));
    if (isFunction) return [];
    switch (type.type) {
      case 'array':
        if (!Array.isArray(value)) return [`${at} is no list`];
        return value.flatMap((item, index) => wrongOf(item, type.element, `${at}[${index}]`));
      case 'map':
        return Object.entries(fieldsOf(value)).flatMap(([key, item]) =>
          wrongOf(item, type.element, `${at}.${key}`),
        );
      case 'ref': {
        const definition = database.get('typeDefinition', type.reference.$ref);
        return wrongFields(fieldsOf(value), definition.properties, at);
      }
      case 'union':
        return type.types.some((one) => wrongOf(value, one, at).length === 0) ? [] : [`${at} is of no type`];
      case 'string':
        return typeof value === 'string' ? [] : [`${at} is no text`];
      case 'integer':
      case 'number':
        return typeof value === 'number' ? [] : [`${at} is no number`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${at} is neither true nor false`];
      default:
        return [];
    }
  }

  function wrongFields(fields: Fields, properties: Record<string, Property>, at: string): string[] {
    const missing = Object.entries(properties)
      .filter(([name, { required }]) => required === true && fields[name] === undefined)
      .map(([name]) => `${at}.${name} is missing`);
    const wrong = Object.entries(fields).flatMap(([name, value]) => {
      const property = properties[name];
      return property === undefined
        ? [`${at}.${name} is unknown`]
        : wrongOf(value, property.type, `${at}.${name}`);
    });
    return [...missing, ...wrong];
  }

  function check(all: Fields): string[] {
    return Object.entries(all).flatMap(([name, resource]) => {
      const { Type: type, Properties: properties, ...rest } = fieldsOf(resource);
      const [found] = database.lookup('resource', 'cloudFormationType', 'equals', textOf(type));
      if (found === undefined) return [`${name} is a ${textOf(type)}, which is unknown`];
      const extra = Object.keys(rest).map((key) => `${name} has ${key}`);
      return [...extra, ...wrongFields(fieldsOf(properties), found.properties, name)];
    });
  }

  test('has only resources and properties that there are, of their types, and all that are required', () => {
    expect(check(resources)).toEqual([]);
    expect(Object.keys(resources).length).toBeGreaterThan(8);
  });

  test('and the check finds what is wrong', () => {
    const broken = structuredClone(resources);
    fieldsOf(fieldsOf(broken['Queue'])['Properties'])['Priority'] = 'high';
    delete fieldsOf(fieldsOf(broken['Scan'])['Properties'])['Type'];
    fieldsOf(fieldsOf(fieldsOf(broken['Merge'])['Properties'])['ContainerProperties'])['Imagine'] = 'x';
    expect(check(broken)).toEqual([
      'Queue.Priority is no number',
      'Scan.Type is missing',
      'Merge.ContainerProperties.Imagine is unknown',
    ]);
  });

  test('refers to what is there, and has no aliases, which CloudFormation does not read', () => {
    const known = new Set([...names('Parameters'), ...names('Resources')]);
    const unknown: string[] = [];
    const visit = (value: Json): void => {
      if (Array.isArray(value)) value.forEach(visit);
      for (const [key, inner] of Object.entries(fieldsOf(value))) {
        const texts = typeof inner === 'string' ? [inner] : Array.isArray(inner) ? inner.map(String) : [];
        const referred =
          key === 'Ref'
            ? texts
            : key === 'Fn::GetAtt'
              ? texts.map((text) => text.split('.')[0]!)
              : key === 'Fn::Sub'
                ? [...texts.join().matchAll(/\$\{(.+?)\}/g)].map(([, name]) => name!)
                : [];
        unknown.push(...referred.filter((name) => !known.has(name) && !name.startsWith('AWS::')));
        visit(inner);
      }
    };
    visit(template);
    expect(unknown).toEqual([]);
    expect(read('aws-batch/template.yaml')).not.toMatch(/[:-] [&*]\w/);
  });

  test('the scan may read the trail as the README says, and no more', () => {
    const policies = fieldsOf(fieldsOf(resources['ScanRole'])['Properties'])['Policies'] as Fields[];
    const { Statement: statements } = fieldsOf(policies[0]!['PolicyDocument']);
    const plain = (statements as Json[])
      .filter((statement) => fieldsOf(statement)['Fn::If'] === undefined)
      .map((statement) => {
        const { Resource: resource, ...rest } = fieldsOf(statement);
        const arn = textOf(fieldsOf(resource)['Fn::Sub']);
        return {
          ...rest,
          Resource: arn.replace('${AWS::Partition}', 'aws').replace('${TrailBucket}', 'my-trail-bucket'),
        };
      });
    expect(plain).toEqual(leastPolicy().Statement);
  });
});

describe('the jobs of Kubernetes', () => {
  const load = (name: string): Fields => parse(read(`kubernetes/${name}`)) as Fields;
  const containerOf = (job: Fields): Fields => {
    const pod = fieldsOf(fieldsOf(fieldsOf(job['spec'])['template'])['spec']);
    return fieldsOf((pod['containers'] as Json[])[0]);
  };
  const variable = (job: Fields, name: string): Json | undefined =>
    (containerOf(job)['env'] as Fields[]).find((one) => one['name'] === name)?.['value'];

  test.each(['scan.yaml', 'merge.yaml'])('%s is as the schema says', (name) => {
    const { apiVersion, kind, ...job } = load(name);
    expect([apiVersion, kind]).toEqual(['batch/v1', 'Job']);
    new Job(job).validate();
    const broken = { ...job, spec: { ...fieldsOf(job['spec']), backoffLimit: 'often' } };
    expect(() => new Job(broken as never).validate()).toThrow(/backoffLimit/);
  });

  test('agree on the number of slices and on where the states are', () => {
    const [scan, merge] = [load('scan.yaml'), load('merge.yaml')];
    const slices = textOf(fieldsOf(scan['spec'])['completions']);
    expect([variable(scan, 'TRAILSPIKE_SLICES'), variable(merge, 'TRAILSPIKE_SLICES')]).toEqual([
      slices,
      slices,
    ]);
    expect(variable(merge, 'TRAILSPIKE_STATE')).toBe(variable(scan, 'TRAILSPIKE_STATE'));
  });

  test('run as nobody in particular, on a file system that they cannot write', () => {
    for (const name of ['scan.yaml', 'merge.yaml']) {
      expect(containerOf(load(name))['securityContext']).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });
});

test('the Dockerfile has no problem that its checker knows, and copies what there is', () => {
  const text = read('docker/Dockerfile');
  expect(checkDockerfile(text).map(({ message }) => message)).toEqual([]);
  expect(checkDockerfile('FROM node\nRUM ls').length).toBeGreaterThan(0);
  const own = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names!.split(' '));
  for (const name of own) expect(() => readFileSync(path(`../${name}`))).not.toThrow(/ENOENT/);
  expect(text).toMatch(/^USER \d+:\d+$/m);
});

test.each(['scan-slice.sh', 'merge-slices.sh', 'slurm/submit.sh', 'slurm/scan.sbatch', 'slurm/merge.sbatch'])(
  '%s is a script that a shell can read',
  (name) => {
    const shell = /^#!\/bin\/(\w+)\n/.exec(read(name))![1]!;
    expect(spawnSync(shell, ['-n', path(name)], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  },
);
