import { cli } from './cli.ts';
import { type Step, step } from './runbook.ts';

/** Code and settings stay as they are, for those who look into it. */
export function stopFunction(region: string, name: string | undefined): Step {
  return step('contain', 'Stop the function from running.', {
    command: cli`aws lambda put-function-concurrency --region ${region} --function-name ${name} --reserved-concurrent-executions 0`,
    breaks: 'Everything that calls the function is refused.',
    rollback:
      cli`aws lambda delete-function-concurrency --region ${region} --function-name ${name}` ||
      'Delete the limit of concurrent executions.',
    owner: 'resource owner',
  });
}
