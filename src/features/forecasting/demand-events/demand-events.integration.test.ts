import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTwoRegionWorkspace, type TwoRegionWorkspace } from '../../../../scripts/testing/two-region-workspace.ts';
import { closeDatabase, database } from '../../../server/db.ts';
import { closePool } from '../../../server/pool.ts';
import type { Selection } from '../../data/catalogue/schema.ts';

const everything: Selection = { productIds: [], regionIds: [], channelIds: [] };

let ours: TwoRegionWorkspace;
let theirs: TwoRegionWorkspace;

beforeAll(async () => {
  [ours, theirs] = [await createTwoRegionWorkspace('ours'), await createTwoRegionWorkspace('theirs')];
});

afterAll(async () => {
  await closePool();
  await closeDatabase();
});

const listingLost = () => ({
  id: randomUUID(),
  kind: 'LISTING' as const,
  label: 'Listing lost',
  firstDay: '2024-07-10',
  lastDay: '2024-09-30',
  selection: { ...everything, regionIds: [ours.uk.region.id] },
  version: null,
});
const labels = async (selection: Selection) =>
  (await ours.viewer.caller.demandEvents.list({ selection })).map(event => event.label);

test('an event shows wherever it touches the selection; sent twice it is one, audited and told', async () => {
  const event = listingLost();
  const { caller } = ours.manager;
  await caller.demandEvents.save(event);
  await caller.demandEvents.save(event);
  expect(await labels(everything)).toEqual(['Listing lost']);
  expect(await labels({ ...everything, regionIds: [ours.us.region.id] })).toEqual([]);
  const amazonUk = await database.channel.findFirstOrThrow({ where: { warehouseId: ours.uk.warehouse.id } });
  expect(await labels({ ...everything, channelIds: [amazonUk.id] })).toEqual(['Listing lost']);
  expect(await theirs.viewer.caller.demandEvents.list({ selection: everything })).toEqual([]);
  const [shown] = await ours.viewer.caller.demandEvents.list({ selection: everything });
  expect(shown).toMatchObject({ author: ours.manager.actor.name, description: 'All products · UK · All channels' });
  expect(await database.auditEvent.count({ where: { action: 'demand-event.add', entityId: event.id } })).toBe(1);
  expect(await database.liveEvent.count({ where: { topic: 'demand-event', entityId: event.id } })).toBe(1);
  await caller.demandEvents.remove({ id: event.id, version: 1 });
});

test('of two who change an event the second is refused; removed, it leaves the charts and stays in the books', async () => {
  const event = listingLost();
  const { caller } = ours.manager;
  await caller.demandEvents.save(event);
  await caller.demandEvents.save({ ...event, label: 'Listing lost at Tesco', version: 1 });
  await expect(caller.demandEvents.save({ ...event, label: 'Mine', version: 1 })).rejects.toThrow(
    'Someone changed the event Listing lost at Tesco',
  );
  await expect(caller.demandEvents.remove({ id: event.id, version: 1 })).rejects.toThrow('Someone changed');
  await caller.demandEvents.remove({ id: event.id, version: 2 });
  await caller.demandEvents.remove({ id: event.id, version: 2 });
  expect(await labels(everything)).toEqual([]);
  const row = await database.demandEvent.findUniqueOrThrow({ where: { id: event.id } });
  expect(row).toMatchObject({ label: 'Listing lost at Tesco', removedAt: expect.any(Date) });
  const audit = await database.auditEvent.findMany({ where: { entityId: event.id }, orderBy: { id: 'asc' } });
  expect(audit.map(entry => entry.action)).toEqual(['demand-event.add', 'demand-event.change', 'demand-event.remove']);
});

test('public holidays are those of the countries that the regions of the selection are', async () => {
  const window = { from: '2024-07-01', until: '2024-12-26' };
  const holidays = (selection: Selection) => ours.viewer.caller.demandEvents.holidays({ selection, ...window });
  // Bank holidays as published by the UK government, federal ones by the US Office of Personnel Management.
  const uk = await holidays({ ...everything, regionIds: [ours.uk.region.id] });
  expect(uk.map(one => `${one.day} ${one.country}`)).toEqual(
    expect.arrayContaining(['2024-12-25 GB', '2024-12-26 GB']),
  );
  const all = await holidays(everything);
  expect(all).toContainEqual({ day: '2024-07-04', name: 'Independence Day', country: 'US' });
  expect(all.filter(one => one.country === 'GB')).toEqual(uk);
  expect(all.map(one => one.day)).toEqual(all.map(one => one.day).toSorted());
  await expect(
    ours.viewer.caller.demandEvents.holidays({ selection: everything, from: '2024-07-01', until: '2024-06-01' }),
  ).rejects.toThrow('from the earlier day to the later');
});

test('bad input, viewers and another organisation are refused', async () => {
  const event = listingLost();
  const { caller } = ours.manager;
  await expect(caller.demandEvents.save({ ...event, lastDay: '2024-07-09' })).rejects.toThrow('ends before it begins');
  await expect(caller.demandEvents.save({ ...event, label: ' ' })).rejects.toThrow('Say what happens');
  await expect(ours.viewer.caller.demandEvents.save(event)).rejects.toThrow('needs the role MANAGER');
  await caller.demandEvents.save(event);
  await expect(theirs.manager.caller.demandEvents.save(event)).rejects.toThrow('does not exist here');
  const ofTheirs = { ...event, selection: everything };
  await expect(theirs.manager.caller.demandEvents.save(ofTheirs)).rejects.toThrow('already used');
  await expect(theirs.manager.caller.demandEvents.remove({ id: event.id, version: 1 })).rejects.toThrow('not exist');
});
