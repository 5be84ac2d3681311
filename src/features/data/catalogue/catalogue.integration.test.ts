import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countStatements } from '../../../../scripts/testing/count-statements.ts';
import { createPlannableWorkspace, type PlannableWorkspace } from '../../../../scripts/testing/plannable-workspace.ts';
import { closeDatabase, database, inTransaction } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import { readCatalogue, teachAliases } from './service.ts';

let ours: PlannableWorkspace;
let theirs: PlannableWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createPlannableWorkspace('ours'), await createPlannableWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const save = (entry: Parameters<typeof ours.manager.caller.catalogue.save>[0]) =>
  ours.manager.caller.catalogue.save(entry);

test('an empty market is filled from region to SKU, and a repeated request adds nothing', async () => {
  const [regionId, warehouseId, channelId, productId, skuId] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const region = { kind: 'region', id: regionId, code: 'NORDIC', name: 'Nordics', currency: 'SEK' } as const;
  await save(region);
  await save(region);
  await save({ kind: 'warehouse', id: warehouseId, code: 'MALMO', name: 'Malmö', regionId });
  await save({ kind: 'channel', id: channelId, code: 'SHOP-SE', name: 'Shop Sweden', regionId, warehouseId });
  await save({ kind: 'product', id: productId, code: 'WHITE', name: 'White' });
  await save({
    kind: 'sku',
    id: skuId,
    code: 'WHITE-SE',
    name: 'White, Nordics',
    productId,
    regionId,
    unitOfMeasure: 'bottle',
  });

  const catalogue = await ours.viewer.caller.catalogue.read();
  expect(catalogue.regions.filter(row => row.code === 'NORDIC')).toHaveLength(1);
  expect(catalogue.skus.find(row => row.id === skuId)).toMatchObject({ productId, regionId, unitOfMeasure: 'bottle' });
  expect(await database.auditEvent.count({ where: { entityId: skuId, action: 'sku.add' } })).toBe(1);
});

test('a change keeps the id and is audited with before and after', async () => {
  const { id, code } = ours.uk.region;
  await save({ kind: 'region', id, code, name: 'Great Britain', currency: 'GBP' });
  const audit = await database.auditEvent.findFirstOrThrow({ where: { entityId: id, action: 'region.change' } });
  expect(audit).toMatchObject({ before: { name: ours.uk.region.name }, after: { name: 'Great Britain' } });
});

test('a shelf life needs its source, is kept by a change that does not name it, and can be taken away', async () => {
  const { id, code, name, productId, regionId } = ours.uk.sku;
  const sku = { kind: 'sku', id, code, name, productId, regionId, unitOfMeasure: 'bottle' } as const;
  const shelfLifeOf = async () => {
    const { skus } = await ours.viewer.caller.catalogue.read();
    const { shelfLifeDays, shelfLifeSource } = skus.find(row => row.id === id)!;
    return [shelfLifeDays, shelfLifeSource];
  };
  await expect(save({ ...sku, shelfLifeDays: 180 })).rejects.toThrow('Say where the shelf life comes from');
  await expect(save({ ...sku, shelfLifeSource: 'Label' })).rejects.toThrow('Enter the days that this source states');
  await expect(save({ ...sku, shelfLifeDays: 0, shelfLifeSource: 'Label' })).rejects.toThrow('At least one day');
  await save({ ...sku, shelfLifeDays: 180, shelfLifeSource: 'Statement: label' });
  await save(sku);
  expect(await shelfLifeOf()).toEqual([180, 'Statement: label']);
  await save({ ...sku, shelfLifeDays: null, shelfLifeSource: null });
  expect(await shelfLifeOf()).toEqual([null, null]);
});

test('a code is taken once, whatever its case', async () => {
  const entry = {
    kind: 'region',
    id: randomUUID(),
    code: ours.uk.region.code.toLowerCase(),
    name: 'Twin',
    currency: 'GBP',
  } as const;
  await expect(save(entry)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Choose another code'),
  });
});

test('entries of another organisation can neither be changed nor named', async () => {
  const { id, code, name } = theirs.uk.region;
  await expect(save({ kind: 'region', id, code, name: 'Ours now', currency: 'GBP' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(
    save({ kind: 'warehouse', id: randomUUID(), code: 'SPY', name: 'Spy', regionId: id }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await database.region.findUniqueOrThrow({ where: { id } })).toMatchObject({ name });
});

test('a viewer reads and does not write', async () => {
  await expect(
    ours.viewer.caller.catalogue.save({ kind: 'product', id: randomUUID(), code: 'X', name: 'X' }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the country of a region decides whose public holidays are known', async () => {
  const region = { kind: 'region', id: randomUUID(), code: 'ALBION', name: 'Albion', currency: 'GBP' } as const;
  const [warehouseId, channelId] = [randomUUID(), randomUUID()];
  await save({ ...region, country: 'gb' });
  await save({ kind: 'warehouse', id: warehouseId, code: 'ALB', name: 'Albion', regionId: region.id });
  await save({ kind: 'channel', id: channelId, code: 'ALB', name: 'Albion', regionId: region.id, warehouseId });
  const countryOf = async () => {
    const { regions } = await ours.viewer.caller.catalogue.read();
    return regions.find(row => row.id === region.id)!.country;
  };
  const holidays = () =>
    ours.viewer.caller.demandEvents.holidays({
      selection: { productIds: [], regionIds: [region.id], channelIds: [] },
      from: '2024-03-01',
      until: '2024-07-31',
    });
  expect(await countryOf()).toBe('GB');
  expect((await holidays()).map(({ day, country }) => `${country} ${day}`)).toContain('GB 2024-03-29');

  await save({ ...region, country: 'FR' });
  expect((await holidays()).map(({ day, country }) => `${country} ${day}`)).toContain('FR 2024-07-14');
  // Left out it stays; a region of several countries keeps no holidays of its own.
  await save({ ...region, name: 'New Albion' });
  expect(await countryOf()).toBe('FR');
  await save({ ...region, country: null });
  expect(await holidays()).toEqual([]);
  await expect(save({ ...region, country: 'UK' })).rejects.toThrow('ISO 3166-1');
});

test('names are taught together, a channel’s for its region; taught again they mean what was said last', async () => {
  const { actor, caller } = ours.manager;
  const { channels, regions } = await caller.catalogue.read();
  const { uk, us } = ours;
  const channel = channels.find(row => row.regionId === uk.sku.regionId)!;
  const region = regions.find(row => row.id === channel.regionId)!;
  const teach = (...names: Parameters<typeof teachAliases>[2]) =>
    countStatements(() => inTransaction(transaction => teachAliases(transaction, actor, names)));
  const named = (name: string, targetId = uk.sku.id) => ({ kind: 'SKU', name, targetId }) as const;

  const many = Array.from({ length: 40 }, (_, index) => named(`Bottle ${index}`));
  const forMany = await teach(...many, { kind: 'CHANNEL', name: ' The Shop ', targetId: channel.id });
  expect(forMany).toBe(await teach(named('bottle 1', us.sku.id), named('BOTTLE 1'), named('Bottle 2', us.sku.id)));

  const where = { organisationId: actor.organisationId };
  const aliases = await database.alias.findMany({ where });
  expect(aliases).toHaveLength(41);
  const meaning = new Map(aliases.map(({ alias, targetId }) => [alias, targetId]));
  expect(meaning.get('bottle 1')).toBe(uk.sku.id);
  expect(meaning.get('bottle 2')).toBe(us.sku.id);
  expect(meaning.get(`${region.code.toLowerCase()}/the shop`)).toBe(channel.id);
  expect(await database.auditEvent.count({ where: { ...where, action: 'alias.teach' } })).toBe(43);
  await expect(teach(named('Bottle 3'), named('Bottle 4', theirs.uk.sku.id))).rejects.toThrow();
  expect(await database.alias.findMany({ where })).toEqual(aliases);
});

test('a catalogue is kept until a row of it changes, whoever changes it, and then read anew', async () => {
  const { organisationId, uk } = theirs;
  const read = () => readCatalogue({ organisationId });
  const names = async () => (await read()).skus.map(({ name }) => name);
  const before = await read();
  expect(await read()).toBe(before);

  // As another process does, past this service; nothing is seen before it is committed.
  await inTransaction(async transaction => {
    await transaction.sku.update({ where: { id: uk.sku.id }, data: { name: 'Renamed' } });
    expect(await read()).toBe(before);
  });
  expect(await names()).toContain('Renamed');
  await expect(
    inTransaction(async transaction => {
      await transaction.sku.update({ where: { id: uk.sku.id }, data: { name: 'Never' } });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await names()).not.toContain('Never');

  const added = await database.product.create({ data: { organisationId, code: 'GONE', name: 'Gone' } });
  expect((await read()).products).toContainEqual({ id: added.id, code: 'GONE', name: 'Gone' });
  await database.product.delete({ where: { id: added.id } });
  expect((await read()).products).toEqual(before.products);
  await database.warehouse.update({ where: { id: uk.warehouse.id }, data: { name: 'Shed' } });
  expect((await read()).warehouses.map(({ name }) => name)).toContain('Shed');
});

test('two changes at once both show', async () => {
  const { organisationId, uk, us } = theirs;
  const rename = (id: string, name: string) =>
    inTransaction(async transaction => {
      await transaction.sku.update({ where: { id }, data: { name } });
      await readCatalogue(theirs);
    });
  await Promise.all([rename(uk.sku.id, 'First'), rename(us.sku.id, 'Second')]);
  const { skus } = await readCatalogue({ organisationId });
  expect(skus.map(({ name }) => name)).toEqual(expect.arrayContaining(['First', 'Second']));
});
