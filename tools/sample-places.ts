import { writeFileSync } from 'node:fs';
import { anMmdb } from '../test/an-mmdb.ts';

/**
 * Writes the sample's file of places and owners. Everything in it is invented: the networks are those reserved for
 * documentation (RFC 5737), and so are the numbers of their owners (RFC 5398).
 */
const berlin = {
  country: { iso_code: 'DE' },
  city: { names: { en: 'Berlin' } },
  location: { latitude: 52.52, longitude: 13.4 },
};
const recife = {
  country: { iso_code: 'BR' },
  city: { names: { en: 'Recife' } },
  location: { latitude: -8.05, longitude: -34.9 },
};

function owner(number: number, name: string) {
  return { autonomous_system_number: number, autonomous_system_organization: name };
}

writeFileSync(
  'samples/lookups/places.mmdb',
  anMmdb({
    '192.0.2.0/24': { ...berlin, ...owner(64496, 'Example Access Berlin') },
    '198.51.100.0/24': { ...berlin, ...owner(64497, 'Example Cloud') },
    '203.0.113.0/25': { ...recife, ...owner(64498, 'Example Access Recife') },
    '203.0.113.128/25': { ...recife, ...owner(64499, 'Example Machines for Rent') },
  }),
);
