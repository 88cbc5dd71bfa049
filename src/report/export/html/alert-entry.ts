import { pointsOf } from '#src/analyze/risk/points.ts';
import type { Alert } from '#src/model/alert.ts';
import { severityWord } from '../severity-paint.ts';
import { minuteOf, whereOf, whoOf } from '../words.ts';
import { scoreBar } from './charts/risk-bar.ts';
import { type Html, html } from './markup.ts';
import {
  chainSection,
  changesSection,
  effectsSection,
  timelineSection,
} from './sections/events.ts';
import { lead, riskSection } from './sections/judgement.ts';
import { gapsSection, habitSection, knownSection, noveltySection } from './sections/knowledge.ts';
import { anchor } from './sections/parts.ts';
import { outlookSection, relationsSection, runbookSection } from './sections/response.ts';
import { mostExtra } from './style.ts';

export interface EntryPlace {
  /** It is the only one in the file, and open. */
  readonly isAlone: boolean;
  /** A case of this file lists it: it is shown when it is asked for. */
  readonly isMember: boolean;
  /** The history that commands name. */
  readonly dataFolder: string | undefined;
}

/** An alert as a line of the list, which opens into the whole of it. */
export function alertEntry(alert: Alert, entry: EntryPlace): Html {
  const { isAlone, isMember } = entry;
  const { severity, title, firstSeen, analysis } = alert;
  const score = Math.round(Math.min(100, Math.max(0, analysis.risk.score)));
  const extra = Math.min(mostExtra, Math.round(pointsOf(analysis.risk)) - score);
  const more = extra > 0 ? ` m${extra}` : '';
  const place = `o${score}${more}${isMember ? ' member' : ''}`;
  const open = isAlone ? html` open=""` : '';
  return html`<details class="alert ${place} s-${severity}"${open}><summary><span class="line"><span class="pill ${severity}">${severityWord(severity)}</span><span class="score">${score}${scoreBar(score, analysis.risk.level)}</span><span class="what"><b>${title}</b><small>${whoOf(alert)} · ${whereOf(alert)}</small></span><time>${minuteOf(firstSeen)}</time></span></summary>
<article id="${anchor(alert.id)}">${sectionsOf(alert, entry)}</article></details>
`;
}

function sectionsOf(alert: Alert, { isAlone, dataFolder }: EntryPlace): readonly Html[] {
  return [
    lead(alert),
    riskSection(alert),
    chainSection(alert),
    timelineSection(alert),
    changesSection(alert),
    effectsSection(alert),
    noveltySection(alert),
    knownSection(alert),
    habitSection(alert),
    relationsSection(alert, isAlone),
    runbookSection(alert),
    outlookSection(alert, dataFolder),
    gapsSection(alert),
  ];
}
