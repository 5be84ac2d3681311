import { expect, test } from 'vitest';
import { countryOfRegion } from './holidays.ts';

test.each([
  ['UK', 'GB'],
  ['us', 'US'],
  ['DE', 'DE'],
  ['EU', undefined],
  ['NORTH', undefined],
])('the region %s keeps the holidays of %s', (code, country) => {
  expect(countryOfRegion(code)).toBe(country);
});
