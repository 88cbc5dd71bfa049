import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A policy of the organisation that held accounts back no longer does. */
export const guardrailRemoved = defineRunbook({
  id: 'guardrail-removed',
  title: 'A guardrail of the organisation was removed',
  appliesTo: {
    rules: ['organizations-guardrail-*', 'organizations-policy-*', 'organizations-service-*'],
    actions: ['organizations:DetachPolicy', 'organizations:DeletePolicy'],
  },

  steps: forEachCall((alert, { text }) => {
    const policy = text('requestParameters.policyId');
    const target = text('requestParameters.targetId');
    const root = text('requestParameters.rootId');
    const type = text('requestParameters.policyType');
    const service = text('requestParameters.servicePrincipal');
    return [
      step('contain', 'Attach the guardrail again.', {
        command: cli`aws organizations attach-policy --policy-id ${policy} --target-id ${target}`,
        breaks: 'What was only possible without it.',
        rollback:
          cli`aws organizations detach-policy --policy-id ${policy} --target-id ${target}` ||
          'Detach the policy.',
        owner: 'organisation administrator',
      }),
      step('contain', 'Switch this type of policy on again; each policy has to be attached anew.', {
        command: cli`aws organizations enable-policy-type --root-id ${root} --policy-type ${type}`,
        breaks: 'Nothing until policies are attached.',
        rollback:
          cli`aws organizations disable-policy-type --root-id ${root} --policy-type ${type}` ||
          'Disable the type.',
        owner: 'organisation administrator',
      }),
      step('contain', 'Let the security service see the organisation again.', {
        command: cli`aws organizations enable-aws-service-access --service-principal ${service}`,
        breaks: 'Nothing.',
        rollback:
          cli`aws organizations disable-aws-service-access --service-principal ${service}` ||
          'Disable the access.',
        owner: 'organisation administrator',
      }),
      step('preserve', 'Keep the policy as it is now.', {
        command: cli`aws organizations describe-policy --policy-id ${policy}`,
      }),
      step(
        'investigate',
        `Look for calls since ${alert.firstSeen} that the guardrail would have refused.`,
      ),
      step('eradicate', 'Undo what was only possible without the guardrail.', {
        breaks: 'Whatever was built meanwhile.',
        rollback: 'Build it again with an exception that somebody agreed to.',
        owner: 'account owner',
      }),
      step('verify', 'List the policies that hold for the target.', {
        command: cli`aws organizations list-policies-for-target --target-id ${target} --filter SERVICE_CONTROL_POLICY`,
      }),
      step('tell', 'Tell those who run the organisation.', { owner: 'organisation administrator' }),
    ];
  }),
});
