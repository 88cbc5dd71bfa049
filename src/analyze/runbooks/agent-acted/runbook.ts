import { readSameCredentials } from '../caller-steps.ts';
import { defineRunbook, step } from '../runbook.ts';

/** An AI agent changed something with somebody's rights: perhaps as asked, perhaps as a text that it read told it. */
export const agentActed = defineRunbook({
  id: 'agent-acted',
  title: 'An AI agent changed something',
  appliesTo: {
    rules: ['ai-agent-*'],
    when: ({ actor, severity }) =>
      actor.class === 'ai-agent' && ['high', 'critical'].includes(severity),
  },
  isAboutActor: true,

  steps(alert, { text }) {
    const { actor } = alert;
    return [
      step(
        'contain',
        `Ask the person behind ${actor.name} to stop the agent until this is clear.`,
        {
          breaks: 'The task that the agent works on.',
          rollback: 'Start the agent again.',
          owner: 'incident lead',
        },
      ),
      step(
        'preserve',
        'Keep the conversation of the agent: what it was asked, and what it read before the call.',
      ),
      step('investigate', `Ask the person behind ${actor.name} whether the change was asked for.`),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Give the agent a role of its own that may do only what its tasks need.', {
        breaks: 'Tasks that needed the rights of the person.',
        rollback: 'Let it work with the rights of the person again.',
        owner: 'identity team',
      }),
      step('verify', 'Check that the next calls of the agent come from its own role.'),
      step(
        'tell',
        'Tell those who run the agent what it changed, and whether somebody asked for it.',
      ),
    ];
  },
});
