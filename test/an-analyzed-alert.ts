import type { Alert, EnrichedAlert } from '#src/model/alert.ts';
import { anAlert } from './an-alert.ts';

/** An alert that has been judged, for tests of what is printed. */
export function anAnalyzedAlert(
  fields: Partial<EnrichedAlert> = {},
  analysis: Partial<Alert['analysis']> = {},
): Alert {
  return {
    ...anAlert(fields),
    analysis: {
      analyst: 'deterministic',
      summary: 'alice listed all users from an address that is new for her.',
      risk: {
        score: 62,
        level: 'high',
        confidence: 'medium',
        factors: [
          { name: 'action', points: 30, why: 'The call reads who has access', evidence: ['e1'] },
          { name: 'history', points: -8, why: 'She has done it before', evidence: [] },
        ],
        risky: [
          { factor: 'action', points: 30, why: 'The call reads who has access', evidence: ['e1'] },
        ],
        benign: [{ factor: 'history', points: -8, why: 'She has done it before', evidence: [] }],
      },
      runbooks: ['unknown-activity'],
      runbook: [
        {
          phase: 'investigate',
          step: 'Ask alice',
          command: "aws iam get-user --user-name 'alice'",
        },
        { phase: 'tell', step: 'Tell the owner' },
      ],
      narrative: 'Look for calls that change access.',
      suggestedVerdict: { verdict: 'undetermined', why: 'Nothing speaks for either.' },
      ...analysis,
    },
  };
}

export async function textOf(chunks: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}
