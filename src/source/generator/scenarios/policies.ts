import type { Json } from '../caller.ts';
import type { Call } from '../record.ts';

/** Calls that more than one attack makes. */

export const adminPolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';

export function iam(name: string, request: Json, response: Json | null = null): Call {
  return { source: 'iam', name, request, response };
}

export function look(source: string, name: string, request: Json | null = null): Call {
  return { source, name, readOnly: true, request };
}

export function createUser(userName: string, account: string): Call {
  const user = {
    path: '/',
    userName,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    createDate: 'Nov 3, 2026, 2:11:09 AM',
  };
  return iam('CreateUser', { userName }, { user });
}

export function createAccessKey(userName: string, accessKeyId: string): Call {
  return iam(
    'CreateAccessKey',
    { userName },
    {
      accessKey: { userName, accessKeyId, status: 'Active', createDate: 'Nov 3, 2026, 2:12:31 AM' },
    },
  );
}

export function document(statement: Json | readonly Json[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

export const allowAll = document([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

export function trustOf(principal: Json): string {
  return document([{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }]);
}
