import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { backdoorUser } from './runbook.ts';

describe('backdoor-user', () => {
  it('takes the password of the user away, not the caller’s', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ eventName: 'CreateLoginProfile', requestParameters: { userName: 'helper' } }),
    ]);

    const commands = backdoorUser.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws iam delete-login-profile --user-name helper');
  });

  it('has no password to take away and no key to switch off where none was made', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ eventName: 'CreateUser', requestParameters: { userName: 'helper' } }),
    ]);

    const commands = backdoorUser.steps(anAlert(), evidence).map(({ command }) => command ?? '');

    expect(commands.filter((each) => /login-profile|-access-key /.test(each))).toEqual([]);
    expect(commands).toContain('aws iam delete-user --user-name helper');
    expect(commands).toContain(
      'aws iam attach-user-policy --user-name helper --policy-arn arn:aws:iam::aws:policy/AWSDenyAll',
    );
  });

  it('switches off and deletes the key that was made, and keeps a user that was there before', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventName: 'CreateAccessKey',
        requestParameters: { userName: 'helper' },
        responseElements: {
          accessKey: { userName: 'helper', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
        },
      }),
      aCallOfAlice({
        eventName: 'CreateUser',
        errorCode: 'EntityAlreadyExistsException',
        requestParameters: { userName: 'helper' },
      }),
    ]);

    const commands = backdoorUser.steps(anAlert(), evidence).map(({ command }) => command ?? '');

    expect(commands).toContain(
      'aws iam update-access-key --user-name helper --access-key-id AKIAI44QH8DHBEXAMPLE --status Inactive',
    );
    expect(commands).toContain(
      'aws iam delete-access-key --user-name helper --access-key-id AKIAI44QH8DHBEXAMPLE',
    );
    expect(commands.filter((each) => each.includes('delete-user'))).toEqual([]);
  });
});
