/** Everything of the sample workspace that nobody published. Money is decimal text in the supplier's currency. */

export const exchangeRates = [
  { currency: 'EUR', gbpPerUnit: '0.76', source: 'Assumption: level of late May 2016, rounded' },
  { currency: 'USD', gbpPerUnit: '0.68', source: 'Assumption: level of late May 2016, rounded' },
] as const;

export const suppliers = [
  {
    code: 'NORTHERN',
    name: 'Northern Bottling',
    currency: 'GBP',
    leadTimeDays: 21,
    leadTimeDeviationDays: '4',
    orderCost: '180.00',
    minimumOrderValue: '5000.00',
    paymentTermsDays: 30,
    source: 'Assumption: contract bottler in the same country',
  },
  {
    code: 'HIGHLAND',
    name: 'Highland Still House',
    currency: 'GBP',
    leadTimeDays: 42,
    leadTimeDeviationDays: '7',
    orderCost: '350.00',
    minimumOrderValue: '20000.00',
    paymentTermsDays: 45,
    source: 'Assumption: small maker with long campaigns',
  },
  {
    code: 'RHINE',
    name: 'Rhine Filling',
    currency: 'EUR',
    leadTimeDays: 28,
    leadTimeDeviationDays: '5',
    orderCost: '220.00',
    minimumOrderValue: '8000.00',
    paymentTermsDays: 30,
    source: 'Assumption: contract bottler in the EU',
  },
  {
    code: 'HUDSON',
    name: 'Hudson Co-packing',
    currency: 'USD',
    leadTimeDays: 49,
    leadTimeDeviationDays: '10',
    orderCost: '1500.00',
    minimumOrderValue: '15000.00',
    paymentTermsDays: 60,
    source: 'Assumption: contract bottler overseas; each order books a container',
  },
] as const;

/** Litres in a case: orders are whole cases of twelve 75 cl bottles. */
const caseLitres = '9';

/** How each SKU is bought, kept and was found on the planning date; quantities in litres. */
export const skuAssumptions = [
  sku('RED-UK', 'NORTHERN', '4.6000', '450', '5200', '0', 'CYCLE', '0.95'),
  sku('BLACK-UK', 'NORTHERN', '2.6000', '900', '9000', '0', 'CYCLE', '0.97'),
  sku('GOLD-UK', 'HIGHLAND', '11.4000', '900', '7600', '0', 'FILL', '0.98'),
  sku('RED-EU', 'RHINE', '3.6000', '270', '1900', '0', 'CYCLE', '0.90'),
  sku('BLACK-EU', 'RHINE', '3.4000', '450', '4100', '45', 'CYCLE', '0.95'),
  sku('GOLD-EU', 'HIGHLAND', '8.2000', '450', '6300', '0', 'FILL', '0.97'),
  sku('RED-US', 'HUDSON', '9.5000', '1800', '6500', '0', 'CYCLE', '0.97'),
  sku('BLACK-US', 'HUDSON', '3.4000', '2700', '11000', '0', 'CYCLE', '0.95'),
  sku('GOLD-US', 'HUDSON', '13.5000', '900', '3900', '0', 'FILL', '0.98'),
] as const;

function sku(
  code: string,
  supplier: (typeof suppliers)[number]['code'],
  unitCost: string,
  minimumOrderQuantity: string,
  onHand: string,
  backOrdered: string,
  serviceMeasure: 'CYCLE' | 'FILL',
  serviceTarget: string,
) {
  return {
    code,
    supplier,
    term: {
      unitCost,
      minimumOrderQuantity,
      orderMultiple: caseLitres,
      source: 'Assumption: price list in nine-litre cases',
    },
    stock: { onHand, backOrdered, source: 'Assumption: opening count' },
    policy: {
      serviceMeasure,
      serviceTarget,
      reviewPeriodDays: 7,
      holdingRate: '0.2000',
      source: 'Assumption: weekly review, 20 % of cost a year',
    },
  };
}

export const approvalLimits = [
  { authority: 'MANAGER', limitGbp: '50000.00' },
  { authority: 'DIRECTOR', limitGbp: '200000.00' },
  { authority: 'CFO', limitGbp: null },
] as const;

/** One for each role and each authority; named after what they do. */
export const users = [
  { name: 'Administrator', role: 'ADMIN', approvalAuthority: 'NONE' },
  { name: 'Demand planner', role: 'MANAGER', approvalAuthority: 'NONE' },
  { name: 'Supply manager', role: 'MANAGER', approvalAuthority: 'MANAGER' },
  { name: 'Operations director', role: 'MANAGER', approvalAuthority: 'DIRECTOR' },
  { name: 'Finance director', role: 'MANAGER', approvalAuthority: 'CFO' },
  { name: 'Warehouse operator', role: 'OPERATOR', approvalAuthority: 'NONE' },
  { name: 'Board viewer', role: 'VIEWER', approvalAuthority: 'NONE' },
] as const;
