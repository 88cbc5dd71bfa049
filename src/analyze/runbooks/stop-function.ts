import { cli } from './cli.ts';
import { keepFirst, type Step, step } from './runbook.ts';

/** Code and settings stay as they are, for those who look into it. */
export function stopFunction(region: string, name: string | undefined): readonly Step[] {
  const keep = keepFirst(
    'Keep the limit that the function has now; an empty answer says that it has none.',
    'resource owner',
    cli`aws lambda get-function-concurrency --region ${region} --function-name ${name}`,
  );
  const stop = step('contain', 'Stop the function from running.', {
    command: cli`aws lambda put-function-concurrency --region ${region} --function-name ${name} --reserved-concurrent-executions 0`,
    breaks: 'Everything that calls the function is refused.',
    rollback:
      cli`aws lambda delete-function-concurrency --region ${region} --function-name ${name}` ||
      'Delete the limit of concurrent executions.',
    owner: 'resource owner',
  });
  return [keep, stop];
}
