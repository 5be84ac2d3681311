/** The business of the sample workspace: three products in three regions, five channels, one warehouse a region. */
export const regions = [
  { code: 'UK', name: 'United Kingdom', currency: 'GBP', country: 'GB', capacityUnits: 60_000 },
  { code: 'EU', name: 'European Union', currency: 'EUR', country: null, capacityUnits: 25_000 },
  { code: 'US', name: 'United States', currency: 'USD', country: 'US', capacityUnits: 90_000 },
] as const;

export type RegionCode = (typeof regions)[number]['code'];

export const products = [
  { code: 'RED', name: 'Red' },
  { code: 'BLACK', name: 'Black' },
  { code: 'GOLD', name: 'Gold' },
] as const;

/** `takes` says which counties' sales are this channel's. */
export const channels = [
  { code: 'AMAZON-UK', name: 'Amazon UK', region: 'UK', takes: 'towns' },
  { code: 'SHOPIFY-UK', name: 'Shopify UK', region: 'UK', takes: 'others' },
  { code: 'SHOPIFY-EU', name: 'Shopify EU', region: 'EU', takes: 'all' },
  { code: 'AMAZON-US', name: 'Amazon US', region: 'US', takes: 'towns' },
  { code: 'SHOPIFY-US', name: 'Shopify US', region: 'US', takes: 'others' },
] as const satisfies readonly { code: string; name: string; region: RegionCode; takes: 'towns' | 'others' | 'all' }[];

/** Counties with larger towns: their sales are the sample's Amazon. */
export const townCounties: readonly string[] = [
  'BLACK HAWK',
  'CLINTON',
  'DES MOINES',
  'DUBUQUE',
  'JOHNSON',
  'LEE',
  'LINN',
  'MUSCATINE',
  'POLK',
  'STORY',
];

/** Which brand of the extract stands for which SKU. */
export const brandOfSku: Readonly<Record<string, string>> = {
  'RED-UK': 'Admiral Nelson',
  'BLACK-UK': 'Phillips',
  'GOLD-UK': 'Jack Daniels',
  'RED-EU': 'McCormick',
  'BLACK-EU': 'Five Star',
  'GOLD-EU': 'Jim Beam',
  'RED-US': 'Fireball',
  'BLACK-US': 'Barton',
  'GOLD-US': 'Jagermeister',
};
