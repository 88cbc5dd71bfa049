import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { passedRoleSteps } from '../passed-role.ts';
import { defineRunbook, onlyAfter, step } from '../runbook.ts';

/** A build project runs other code than the repository's, takes orders from elsewhere, or shows its log to all. */
export const buildHijacked = defineRunbook({
  id: 'build-hijacked',
  title: 'A build project was changed, opened or misused',
  appliesTo: { rules: ['codebuild-*'] },

  steps: forEachCall((alert, evidence) => {
    const { text } = evidence;
    const { region } = alert;
    const project = text('requestParameters.projectName', 'requestParameters.name');
    const shown = onlyAfter(
      evidence,
      'codebuild:UpdateProjectVisibility',
      text('requestParameters.projectArn'),
    );
    const hooked = onlyAfter(evidence, 'codebuild:CreateWebhook codebuild:UpdateWebhook', project);
    const build = text('responseElements.build.id');
    return [
      step('contain', 'Stop the build.', {
        command: cli`aws codebuild stop-build --region ${region} --id ${build}`,
        breaks: 'The build, and the deployment that waits for it.',
        rollback:
          cli`aws codebuild retry-build --region ${region} --id ${build}` || 'Start it again.',
        owner: 'resource owner',
      }),
      step('contain', 'Hide the results of the project from the public.', {
        command: cli`aws codebuild update-project-visibility --region ${region} --project-arn ${shown} --project-visibility PRIVATE`,
        breaks: 'People outside who read the results of builds.',
        rollback:
          cli`aws codebuild update-project-visibility --region ${region} --project-arn ${shown} --project-visibility PUBLIC_READ` ||
          'Make the project public again.',
        owner: 'resource owner',
      }),
      ...passedRoleSteps(alert, evidence),
      step('preserve', 'Keep the settings of the project.', {
        command: cli`aws codebuild batch-get-projects --region ${region} --names ${project}`,
      }),
      step('investigate', 'List the builds of the project.', {
        command: cli`aws codebuild list-builds-for-project --region ${region} --project-name ${project}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete the hook by which others start builds.', {
        command: cli`aws codebuild delete-webhook --region ${region} --project-name ${hooked}`,
        breaks: 'Builds no longer start when somebody pushes.',
        rollback:
          cli`aws codebuild create-webhook --region ${region} --project-name ${hooked}` ||
          'Create the hook again.',
        owner: 'resource owner',
      }),
      step('verify', 'Build from the repository and compare with what was deployed.'),
      step('tell', 'Tell the owners of what is built and deployed by this project.'),
    ];
  }),
});
