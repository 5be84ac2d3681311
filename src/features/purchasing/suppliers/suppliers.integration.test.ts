import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import { preferredTerms } from './service.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

test('suppliers are listed with their terms and sources, those of the own organisation only', async () => {
  const listed = await ours.viewer.caller.suppliers.list();
  expect(listed.map(one => one.name)).toEqual(['NORTH of ours', 'RHINE of ours']);
  expect(listed[1]).toMatchObject({
    currency: 'EUR',
    leadTimeDays: 14,
    leadTimeDeviationDays: 3,
    orderCost: '50.00',
    source: 'Assumption: test',
    skuCount: 1,
  });
  const terms = await ours.viewer.caller.suppliers.terms({ regionIds: [ours.us.region.id] });
  expect(terms).toMatchObject([
    { skuCode: 'US', unitCost: '10', currency: 'EUR', minimumOrderQuantity: 120, orderMultiple: 12, preferred: true },
  ]);
});

describe('an edit', () => {
  test('changes the named field only and is audited with before and after', async () => {
    const supplierId = ours.suppliers.us.id;
    const edited = await ours.manager.caller.suppliers.update({ supplierId, version: 1, change: { leadTimeDays: 21 } });
    expect(edited).toMatchObject({ leadTimeDays: 21, orderCost: '50.00', version: 2 });
    const audit = await database.auditEvent.findFirstOrThrow({
      where: { action: 'supplier.update', entityId: supplierId },
    });
    expect(audit).toMatchObject({ before: { leadTimeDays: 14 }, after: { leadTimeDays: 21 } });
    expect(await database.liveEvent.count({ where: { topic: 'supplier', entityId: supplierId } })).toBe(1);
  });

  test('from an old version is refused; of two at once one is done', async () => {
    const supplierId = ours.suppliers.uk.id;
    const edit = (orderCost: string) =>
      ours.manager.caller.suppliers.update({ supplierId, version: 1, change: { orderCost } });
    const outcomes = await Promise.allSettled([edit('60.00'), edit('70.00')]);
    const [refused] = outcomes.filter(outcome => outcome.status === 'rejected');
    expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(refused!.reason).toMatchObject({ code: 'CONFLICT' });
    expect(refused!.reason.message).toContain('Someone changed supplier NORTH of ours');
  });

  test.each([{ orderCost: '-1' }, { orderCost: '1.234' }, { leadTimeDays: 1.5 }, { source: ' ' }, {}])(
    'of %o is refused',
    async change => {
      const input = { supplierId: ours.suppliers.uk.id, version: 2, change };
      await expect(ours.manager.caller.suppliers.update(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    },
  );

  test('is for managers, within their organisation', async () => {
    const input = { supplierId: ours.suppliers.uk.id, version: 2, change: { leadTimeDays: 3 } };
    await expect(ours.viewer.caller.suppliers.update(input)).rejects.toThrow('needs the role MANAGER');
    await expect(theirs.manager.caller.suppliers.update(input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const term = { supplierId: ours.suppliers.uk.id, skuId: ours.uk.sku.id, version: 1, change: { unitCost: '1' } };
    await expect(theirs.manager.caller.suppliers.updateTerm(term)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('price breaks', () => {
  test('are saved with their term, replaced as a whole, audited before and after', async () => {
    const term = { supplierId: theirs.suppliers.uk.id, skuId: theirs.uk.sku.id };
    const { suppliers } = theirs.manager.caller;
    const priceBreaks = [
      { minimumQuantity: 600, unitCost: '14.5' },
      { minimumQuantity: 1200.5, unitCost: '14.1234' },
    ];
    expect(await suppliers.updateTerm({ ...term, version: 1, change: { priceBreaks } })).toMatchObject({
      priceBreaks,
      version: 2,
    });
    await expect(suppliers.updateTerm({ ...term, version: 1, change: { priceBreaks: [] } })).rejects.toThrow(
      'Someone changed the terms of UK',
    );
    const fewer = priceBreaks.slice(0, 1);
    await suppliers.updateTerm({ ...term, version: 2, change: { priceBreaks: fewer } });
    const listed = await theirs.viewer.caller.suppliers.terms({ regionIds: [theirs.uk.region.id] });
    expect(listed).toMatchObject([{ priceBreaks: fewer, version: 3 }]);
    const audit = await database.auditEvent.findMany({
      where: { action: 'supplier-term.update', entityId: `${term.supplierId}/${term.skuId}` },
      orderBy: { id: 'asc' },
    });
    expect(audit.map(({ before, after }) => [before, after])).toEqual([
      [{ priceBreaks: [] }, { priceBreaks }],
      [{ priceBreaks }, { priceBreaks: fewer }],
    ]);
  });

  test('must rise in quantity and fall in price, also when the unit cost changes; nothing is saved otherwise', async () => {
    const term = { supplierId: theirs.suppliers.uk.id, skuId: theirs.uk.sku.id, version: 3 };
    const { suppliers } = theirs.manager.caller;
    const rising = [
      { minimumQuantity: 600, unitCost: '14' },
      { minimumQuantity: 900, unitCost: '14.01' },
    ];
    await expect(suppliers.updateTerm({ ...term, change: { priceBreaks: rising } })).rejects.toThrow(
      'From 900: Enter less than 14, the price break before it.',
    );
    await expect(suppliers.updateTerm({ ...term, change: { unitCost: '14.5' } })).rejects.toThrow(
      'From 600: Enter less than 14.5, the unit cost without a price break.',
    );
    const zero = [{ minimumQuantity: 0, unitCost: '1' }];
    await expect(suppliers.updateTerm({ ...term, change: { priceBreaks: zero } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    const [kept] = await theirs.viewer.caller.suppliers.terms({ regionIds: [theirs.uk.region.id] });
    expect(kept).toMatchObject({
      unitCost: '15',
      version: 3,
      priceBreaks: [{ minimumQuantity: 600, unitCost: '14.5' }],
    });
  });
});

test('a weekly capacity is entered and lifted again', async () => {
  const supplierId = theirs.suppliers.uk.id;
  const { suppliers } = theirs.manager.caller;
  expect(await suppliers.update({ supplierId, version: 1, change: { weeklyCapacity: 700.5 } })).toMatchObject({
    weeklyCapacity: 700.5,
  });
  await suppliers.update({ supplierId, version: 2, change: { weeklyCapacity: null } });
  const [audit] = await database.auditEvent.findMany({
    where: { action: 'supplier.update', entityId: supplierId },
    orderBy: { id: 'desc' },
  });
  expect(audit).toMatchObject({ before: { weeklyCapacity: 700.5 }, after: { weeklyCapacity: null } });
});

describe('terms', () => {
  test('of a second supplier may become the preferred ones: there is one for each SKU', async () => {
    const skuId = ours.uk.sku.id;
    const supplierId = randomUUID();
    const supplier = {
      supplierId,
      code: 'SECOND',
      name: 'Second',
      currency: 'GBP',
      leadTimeDays: 7,
      leadTimeDeviationDays: 1,
      orderCost: '20',
      minimumOrderValue: '0',
      paymentTermsDays: 14,
      source: 'Statement: offer',
    };
    await Promise.all([ours.manager.caller.suppliers.create(supplier), ours.manager.caller.suppliers.create(supplier)]);
    await ours.manager.caller.suppliers.create(supplier);
    const other = { ...supplier, supplierId: randomUUID() };
    await expect(ours.manager.caller.suppliers.create(other)).rejects.toThrow('already has the code SECOND');

    const term = {
      supplierId,
      skuId,
      unitCost: '14.5',
      minimumOrderQuantity: 60,
      orderMultiple: 6,
      source: 'Statement: offer',
    };
    const added = await Promise.allSettled([1, 2].map(() => ours.manager.caller.suppliers.addTerm(term)));
    expect(added.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const first = added.find(outcome => outcome.status === 'fulfilled');
    expect(first?.value).toMatchObject({ preferred: false, unitCost: '14.5' });
    await expect(ours.manager.caller.suppliers.addTerm(term)).rejects.toThrow('Second already has terms for UK');
    await ours.manager.caller.suppliers.updateTerm({ supplierId, skuId, version: 1, change: { preferred: true } });

    const chosen = await preferredTerms(ours.manager.actor, [skuId]);
    expect(chosen.get(skuId)).toMatchObject({ supplierId });
    const terms = await ours.viewer.caller.suppliers.terms({ regionIds: [ours.uk.region.id] });
    expect(terms.map(one => [one.supplierName, one.preferred])).toEqual([
      ['NORTH of ours', false],
      ['Second', true],
    ]);

    // Chosen by two people at once.
    await Promise.all(
      terms.map(({ supplierId, version }) =>
        ours.manager.caller.suppliers
          .updateTerm({ supplierId, skuId, version, change: { preferred: true } })
          .catch((error: { cause?: { code?: string } }) => expect(error.cause?.code).toBe('entity.changed')),
      ),
    );
    expect(await database.supplierTerm.count({ where: { skuId, preferred: true } })).toBe(1);
  });

  test('cannot be added for another organisation’s SKU', async () => {
    const term = {
      supplierId: ours.suppliers.uk.id,
      skuId: theirs.uk.sku.id,
      unitCost: '1',
      minimumOrderQuantity: 0,
      orderMultiple: 1,
      source: 'Statement',
    };
    await expect(ours.manager.caller.suppliers.addTerm(term)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
