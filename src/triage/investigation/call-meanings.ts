/**
 * What well-known calls can mean in an attack: the MITRE ATT&CK technique of each (https://attack.mitre.org, cloud matrix).
 * Most calls are none of these, and each of these is honest work most of the time.
 */
const MEANINGS: Readonly<Record<string, string>> = {
  'sts:GetCallerIdentity': 'T1087.004 Account Discovery: Cloud Account',
  'sts:AssumeRole': 'T1550.001 Use Alternate Authentication Material',
  'sts:GetFederationToken': 'T1550.001 Use Alternate Authentication Material',
  'sts:GetSessionToken': 'T1550.001 Use Alternate Authentication Material',
  'signin:ConsoleLogin': 'T1078.004 Valid Accounts: Cloud Accounts',
  'iam:ListUsers': 'T1087.004 Account Discovery: Cloud Account',
  'iam:ListRoles': 'T1087.004 Account Discovery: Cloud Account',
  'iam:GetAccountAuthorizationDetails': 'T1087.004 Account Discovery: Cloud Account',
  'iam:CreateUser': 'T1136.003 Create Account: Cloud Account',
  'iam:CreateAccessKey': 'T1098.001 Account Manipulation: Additional Cloud Credentials',
  'iam:CreateLoginProfile': 'T1098.001 Account Manipulation: Additional Cloud Credentials',
  'iam:UpdateLoginProfile': 'T1098.001 Account Manipulation: Additional Cloud Credentials',
  'iam:AttachUserPolicy': 'T1098.003 Account Manipulation: Additional Cloud Roles',
  'iam:AttachRolePolicy': 'T1098.003 Account Manipulation: Additional Cloud Roles',
  'iam:PutUserPolicy': 'T1098.003 Account Manipulation: Additional Cloud Roles',
  'iam:PutRolePolicy': 'T1098.003 Account Manipulation: Additional Cloud Roles',
  'iam:UpdateAssumeRolePolicy': 'T1098.003 Account Manipulation: Additional Cloud Roles',
  'secretsmanager:GetSecretValue':
    'T1555.006 Credentials from Password Stores: Cloud Secrets Management Stores',
  'secretsmanager:BatchGetSecretValue':
    'T1555.006 Credentials from Password Stores: Cloud Secrets Management Stores',
  'secretsmanager:ListSecrets': 'T1526 Cloud Service Discovery',
  'ssm:GetParameter': 'T1555.006 Credentials from Password Stores: Cloud Secrets Management Stores',
  'ssm:GetParameters': 'T1555.006 Credentials from Password Stores: Cloud Secrets Management Stores',
  'ssm:GetParametersByPath': 'T1555.006 Credentials from Password Stores: Cloud Secrets Management Stores',
  'ssm:SendCommand': 'T1651 Cloud Administration Command',
  'ssm:StartSession': 'T1021.008 Remote Services: Direct Cloud VM Connections',
  'ec2:GetPasswordData': 'T1552 Unsecured Credentials',
  'ec2:DescribeInstances': 'T1580 Cloud Infrastructure Discovery',
  'ec2:RunInstances': 'T1578.002 Modify Cloud Compute Infrastructure: Create Cloud Instance',
  'ec2:CreateSnapshot': 'T1578.001 Modify Cloud Compute Infrastructure: Create Snapshot',
  'ec2:ModifySnapshotAttribute': 'T1537 Transfer Data to Cloud Account',
  'ec2:ModifyImageAttribute': 'T1537 Transfer Data to Cloud Account',
  'rds:ModifyDBSnapshotAttribute': 'T1537 Transfer Data to Cloud Account',
  's3:ListBuckets': 'T1619 Cloud Storage Object Discovery',
  's3:GetObject': 'T1530 Data from Cloud Storage',
  's3:DeleteObject': 'T1485 Data Destruction',
  's3:DeleteBucket': 'T1485 Data Destruction',
  'kms:ScheduleKeyDeletion': 'T1485 Data Destruction',
  'cloudtrail:StopLogging': 'T1562.008 Impair Defenses: Disable or Modify Cloud Logs',
  'cloudtrail:DeleteTrail': 'T1562.008 Impair Defenses: Disable or Modify Cloud Logs',
  'cloudtrail:UpdateTrail': 'T1562.008 Impair Defenses: Disable or Modify Cloud Logs',
  'cloudtrail:PutEventSelectors': 'T1562.008 Impair Defenses: Disable or Modify Cloud Logs',
  'guardduty:DeleteDetector': 'T1562.001 Impair Defenses: Disable or Modify Tools',
};

/** @param service `secretsmanager`, without `.amazonaws.com` @returns null for a call without a known meaning */
export function meaningOf(service: string, name: string): string | null {
  const call = `${service}:${name}`;
  return Object.hasOwn(MEANINGS, call) ? MEANINGS[call]! : null;
}
