import { expect, it } from 'vitest';
import { aConfig } from '../../../test/builders.ts';
import { sourceKindOf } from './address-kind.ts';

const config = aConfig({ egress: ['192.0.2.0/24', '2001:db8:1::/48'] });

it.each([
  ['192.0.2.7', 'own-egress'],
  ['2001:db8:1:2::3', 'own-egress'],
  ['203.0.113.9', 'public'],
  ['2001:db8:2::3', 'public'],
  ['10.0.0.1', 'private'],
  ['100.64.3.2', 'private'],
  ['127.0.0.1', 'private'],
  ['fd00::1', 'private'],
  ['ec2.amazonaws.com', 'aws-service'],
  ['ec2.amazonaws.com.cn', 'aws-service'],
  ['AWS Internal', 'aws-internal'],
  ['ec2.amazonaws.com.example.com', 'not-an-address'],
  ['203.0.113.9, 10.0.0.1', 'not-an-address'],
  ['fe80::1%-', 'not-an-address'],
  ['::1%A.b', 'not-an-address'],
  ['2130706433', 'not-an-address'],
  ['', 'not-an-address'],
])('%s is %s', (source, kind) => {
  expect(sourceKindOf(source, config)).toBe(kind);
});
