import { errorText } from '../../decode/cloudtrail/no-value.js';

/**
 * A field that Datadog's CloudTrail pipeline derives from a record, and that is computed here. Datadog does not publish
 * that pipeline. What its published rules and their texts show is followed: `@userIdentity.session_name:i-*` for the
 * sessions of instances, `@userIdentity.assumed_role` for their role, `status:error` and `@level:Error` for failed calls.
 */
interface DerivedField {
  /** The paths in the record that it is computed from. */
  readonly paths: readonly string[];
  /** Whether its values are parts of texts of the record. */
  readonly isInRecord: boolean;
  /** Whether queries match its values in any case: published rules have both `@level:Error` and `@level:error`. */
  readonly ignoresCase: boolean;
  readonly valuesIn: (read: (path: string) => readonly unknown[]) => readonly string[];
}

/** `arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
const SESSION_ARN = /^arn:[^:]*:sts::[^:]*:assumed-role\/([^/]+)\/(.+)$/s;

/** The role and the session in the ARN of a role session; undefined for any other ARN. */
export function sessionIn(arn: string): { readonly role: string; readonly session: string } | undefined {
  const found = SESSION_ARN.exec(arn);
  return found === null ? undefined : { role: found[1]!, session: found[2]! };
}

const ARN = 'userIdentity.arn';
const ERRORS = ['errorCode', 'errorMessage'];

/** By the names that queries use. */
export const DERIVED_FIELDS: Readonly<Record<string, DerivedField>> = {
  '@userIdentity.assumed_role': partOfSession('role'),
  '@userIdentity.session_name': partOfSession('session'),
  status: byOutcome('error', 'info'),
  '@level': byOutcome('error', 'info'),
  '@evt.outcome': byOutcome('failure', 'success'),
};

/** Fields of which one value means that the call failed. */
export const OUTCOME_FIELDS: readonly string[] = ['status', '@level', '@evt.outcome'];

export function isDerived(field: string): boolean {
  return Object.hasOwn(DERIVED_FIELDS, field);
}

function partOfSession(name: 'role' | 'session'): DerivedField {
  return {
    paths: [ARN],
    isInRecord: true,
    ignoresCase: false,
    valuesIn: (read) =>
      read(ARN).flatMap((arn) => {
        const part = typeof arn === 'string' ? sessionIn(arn)?.[name] : undefined;
        return part === undefined ? [] : [part];
      }),
  };
}

/** A call failed if its record has an error code or an error message, as everywhere in Trailspike. */
function byOutcome(failed: string, succeeded: string): DerivedField {
  return {
    paths: ERRORS,
    isInRecord: false,
    ignoresCase: true,
    valuesIn: (read) => {
      const hasError = ERRORS.some((path) =>
        read(path).some((text) => typeof text === 'string' && errorText(text) !== ''),
      );
      return [hasError ? failed : succeeded];
    },
  };
}
