/**
 * What a sentence may say that somebody did, and how facts say so: the names of actions (`CreateUser`) or plain words. A
 * sentence that says it of the past needs a fact that says it too.
 */
const acts: readonly (readonly [said: RegExp, borneOutBy: RegExp])[] = [
  [/\bcreated\b|\bcreates\b/, /creat|launch|import|new |issu|put|add|ran |run/],
  [
    /\bdeleted\b|\bremoved\b|\bdestroyed\b|\bwiped\b/,
    /delet|remov|terminat|destroy|schedule|detach|revok|deregister|lifecycle/,
  ],
  [
    /\bdisabled\b|\bdeactivated\b|\bturned off\b|\bswitched off\b/,
    /disab|deactiv|stop|off\b|delet|no longer|without/,
  ],
  [/\bstopped\b|\bhalted\b/, /stop|off\b|no longer|paus/],
  [/\battached\b/, /attach|put|add/],
  [/\bassumed\b/, /assum|getrolecredentials|switch/],
  [/\bshared\b/, /shar|modif|public|permission|grant|attribute/],
  [
    /\bexfiltrated\b|\bstole\b|\bstolen\b|\bleaked\b/,
    /exfil|stol|steal|leak|copied|downloaded|outside aws/,
  ],
  [/\bdownloaded\b|\bcopied\b/, /download|cop[iy]|getobject|getsecret|getfunction|get/],
  [/\bencrypted\b/, /encrypt|kms|sse/],
  [/\bdecrypted\b/, /decrypt/],
  [
    /\bopened\b|\bexposed\b/,
    /open|expos|authoriz|public|ingress|world|any address|0\.0\.0\.0|everyone|anyone/,
  ],
  [/\blaunched\b/, /launch|runinstances|run instances|ran |start|creat/],
  [
    /\bescalated\b|\bescalation\b/,
    /escalat|admin|attach|put\w*policy|passrole|rights|permission|createpolicyversion|updateassumerole/,
  ],
  [/\bsigned in\b|\blogged in\b|\bsign-in\b|\blogin\b/, /sign|login|logon|log in|console/],
  [/\brefused\b|\bdenied\b/, /refus|denied|deny|unauthor|not authori[sz]ed|fail|error/],
  [/\bsucceeded\b|\bsuccessful(?:ly)?\b/, /succe|success|accepted|failed=0|failures? none/],
  [/\bbrute[- ]forced\b|\bsprayed\b|\bguessed\b/, /brute|spray|guess|fail/],
  [/\bpurged\b|\btampered\b/, /purg|tamper|stop|delet|updat|put|disab/],
  [/\bcompromised\b|\btook over\b|\bhijacked\b/, /compromis|took over|taken over|hijack|stol/],
  [/\broot\b/, /\broot\b|isroot=true/],
  [
    /\bapproved\b|\bauthori[sz]ed\b|\bpermitted\b|\bsanctioned\b/,
    /approv|authori[sz]|permit|sanction/,
  ],
  [/\breported\b|\bflagged\b/, /report|flag|raises the risk|list/],
];

/** What may happen or is to be checked is no claim about what did. */
const supposition =
  /\b(?:may|might|could|would|should|can|likely|probably|possibly|possible|if|whether|check|look for|expect|next|verify|confirm|consider|consistent with|looks like|suggests?|typically|often|usually)\b/i;

export function isSupposed(sentence: string): boolean {
  return supposition.test(sentence);
}

/** True when everything that the sentence says was done is said by `facts` too, both in lower case. */
export function actsAreBorneOut(sentence: string, facts: string): boolean {
  if (isSupposed(sentence)) return true;
  return acts.every(([said, borneOutBy]) => !said.test(sentence) || borneOutBy.test(facts));
}
