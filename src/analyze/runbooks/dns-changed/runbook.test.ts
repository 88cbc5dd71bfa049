import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dnsChanged } from './runbook.ts';

describe('dns-changed', () => {
  it('locks the domain', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'route53domains.amazonaws.com',
        eventName: 'DisableDomainTransferLock',
        requestParameters: { domainName: 'shop.example.com' },
      }),
    ]);

    const commands = dnsChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws route53domains enable-domain-transfer-lock --region us-east-1 --domain-name shop.example.com',
    );
  });
});
