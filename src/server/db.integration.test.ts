import { afterAll, expect, test } from 'vitest';
import { closeDatabase, database } from './db.ts';

afterAll(closeDatabase);

test('money and rates read through a relation keep every digit: the database joins them as JSON', async () => {
  const organisation = await database.organisation.create({ data: { name: 'Digits' } });
  const entry = { organisationId: organisation.id, code: 'A', name: 'A' };
  const region = await database.region.create({ data: { ...entry, currency: 'GBP' } });
  const product = await database.product.create({ data: entry });
  const sku = await database.sku.create({
    data: { ...entry, productId: product.id, regionId: region.id, unitOfMeasure: 'bottle' },
  });
  const supplier = await database.supplier.create({
    data: {
      ...entry,
      currency: 'GBP',
      leadTimeDays: 1,
      leadTimeDeviationDays: 0,
      orderCost: 0,
      paymentTermsDays: 0,
      minimumOrderValue: '999999999999.99',
      source: 'Test',
    },
  });
  const widest = { unitCost: '9999999999.9999', minimumOrderQuantity: '99999999999.999', orderMultiple: '0.001' };
  await database.supplierTerm.create({ data: { supplierId: supplier.id, skuId: sku.id, source: 'Test', ...widest } });
  const read = await database.sku.findUniqueOrThrow({
    where: { id: sku.id },
    include: { supplierTerms: { include: { supplier: true } } },
  });
  const [term] = read.supplierTerms;
  expect({
    unitCost: term?.unitCost.toFixed(4),
    minimumOrderQuantity: term?.minimumOrderQuantity.toFixed(3),
    orderMultiple: term?.orderMultiple.toFixed(3),
    minimumOrderValue: term?.supplier.minimumOrderValue.toFixed(2),
  }).toEqual({ ...widest, minimumOrderValue: '999999999999.99' });
});
