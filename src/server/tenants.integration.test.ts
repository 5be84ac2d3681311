import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readAllRows, rowsMissing } from '../../scripts/testing/database-rows.ts';
import {
  createFurnishedWorkspace,
  type FurnishedWorkspace,
  salesMapping,
} from '../../scripts/testing/furnished-workspace.ts';
import { type Caller, callerOf } from '../../scripts/testing/purchasing-workspace.ts';
import { uploadBody } from '../../shared/contracts/upload-body.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { appRouter } from './app-router.ts';
import { closeDatabase } from './db.ts';
import { closePool } from './pool.ts';
import { closeQueue } from './queue.ts';

type Rows = Awaited<ReturnType<typeof readAllRows>>;

let own: FurnishedWorkspace;
let theirs: FurnishedWorkspace;
let before: Rows;
/** All rows of the other organisation, and all ids in them. */
let theirRows: string[];
let theirIds: Set<string>;

const idPattern = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idsIn = (value: unknown): string[] => [...new Set(JSON.stringify(value ?? null).match(idPattern))];

beforeAll(async () => {
  own = await createFurnishedWorkspace();
  const alone = await readAllRows();
  theirs = await createFurnishedWorkspace();
  before = await readAllRows();
  theirRows = rowsMissing(before, alone);
  const known = new Set(idsIn([...alone.values()].map(rows => [...rows])));
  theirIds = new Set(idsIn(theirRows).filter(id => !known.has(id)));
});

afterAll(async () => {
  await closePool();
  await closeQueue();
  await closeDatabase();
});

/** Where the ids of the other organisation stand in an input, and what comes of it. */
interface Attempt {
  readonly input: object;
  /** The refusal; without one the answer is as if the ids named nothing. */
  readonly refused?: ErrorCode;
}

const refusedAs = (refused: ErrorCode, ...inputs: object[]): Attempt[] => inputs.map(input => ({ input, refused }));
const notFound = (...inputs: object[]) => refusedAs('entity.not-found', ...inputs);
const taken = (...inputs: object[]) => refusedAs('request.key-reused', ...inputs);
const asNothing = (...inputs: object[]): Attempt[] => inputs.map(input => ({ input }));

function attempts(): Record<string, Attempt[]> {
  const selection = {
    productIds: [theirs.productId],
    regionIds: [theirs.regionId],
    channelIds: [theirs.channelId],
  };
  const scope = {
    skuIds: [theirs.skuId],
    productIds: [theirs.productId],
    regionIds: [theirs.regionId],
    warehouseIds: [theirs.warehouseId],
  };
  const pair = { skuId: theirs.skuId, warehouseId: theirs.warehouseId };
  const mixedPairs = [
    { skuId: theirs.skuId, warehouseId: own.warehouseId },
    { skuId: own.skuId, warehouseId: theirs.warehouseId },
  ];
  const selected = asNothing({ selection });
  const stepOn = (orderId: string) => ({ orderId, version: 1, idempotencyKey: randomUUID() });
  const step = stepOn(theirs.draftId);
  const arrival = (lineId: string) => ({ receivedOn: '2025-06-16', lines: [{ lineId, quantity: '1' }] });
  const reason = 'Only to see';
  const source = 'Somebody';
  const order = { orderId: theirs.draftId };
  const batch = { batchId: theirs.batchId };
  const plan = { planId: theirs.planId };
  const portfolioRun = { runId: theirs.portfolioRunId };
  const forecastRun = { runId: theirs.forecastRunId };
  const entry = { code: 'NEW', name: 'New' };
  const sku = { kind: 'sku', ...entry, unitOfMeasure: 'bottle' };
  const place = { regionId: own.regionId };
  const count = { version: null, onHand: 5, backOrdered: 0 };
  const policy = { version: null, measure: 'cycle', target: 0.9, reviewPeriodDays: 7, holdingRate: 0.1 };
  const days = { firstDay: '2025-01-06', lastDay: '2025-01-12' };
  const comparison = { horizonPeriods: 4, folds: 1, forecasterIds: ['theta'] };
  const figures = { reason, expiresOn: '2025-12-31', weeks: [{ week: '2025-06-16', quantity: 5, revision: 'x' }] };
  const terms = { unitCost: '1', minimumOrderQuantity: 1, orderMultiple: 1, source };
  const supplier = {
    ...{ code: 'NEW', name: 'New', currency: 'GBP', leadTimeDays: 1, leadTimeDeviationDays: 0, orderCost: '1' },
    ...{ minimumOrderValue: '1', paymentTermsDays: 1, source },
  };
  const lane = { leadTimeDays: 1, unitCost: '1', shipmentCost: '1', source };
  const event = { kind: 'OTHER', label: 'Fair', ...days };
  const edit = { week: 0, quantity: 1 };
  const shipment = { fromWarehouseCode: 'DEP', toWarehouseCode: 'THR', week: 0 };
  const user = { role: 'ADMIN', approvalAuthority: 'CFO', active: true, reason };

  return {
    'catalogue.save': [
      ...notFound(
        { kind: 'product', ...entry, id: theirs.productId },
        { kind: 'region', ...entry, id: theirs.regionId, currency: 'GBP' },
        { kind: 'warehouse', ...entry, id: theirs.warehouseId, ...place },
        { kind: 'warehouse', ...entry, id: randomUUID(), regionId: theirs.regionId },
        { kind: 'channel', ...entry, id: theirs.channelId, ...place, warehouseId: own.warehouseId },
        { kind: 'channel', ...entry, id: randomUUID(), regionId: theirs.regionId, warehouseId: own.warehouseId },
        { kind: 'channel', ...entry, id: randomUUID(), ...place, warehouseId: theirs.warehouseId },
        { ...sku, id: theirs.skuId, ...place, productId: own.productId },
        { ...sku, id: randomUUID(), ...place, productId: theirs.productId },
        { ...sku, id: randomUUID(), regionId: theirs.regionId, productId: own.productId },
      ),
    ],
    'dashboard.salesSummary': asNothing({ selection, groupBy: 'product' }),
    'dataQuality.read': selected,
    'dataQuality.ofSelection': selected,
    'dataQuality.suspectedStockOuts': selected,
    'demandEvents.list': selected,
    'demandEvents.holidays': asNothing({ selection, from: '2025-01-01', until: '2025-12-31' }),
    'demandEvents.save': [
      ...notFound({ ...event, id: theirs.eventId, selection: {}, version: 1 }),
      ...taken({ ...event, id: theirs.eventId, selection: {}, version: null }),
      ...notFound({ ...event, id: randomUUID(), selection, version: null }),
    ],
    'demandEvents.remove': notFound({ id: theirs.eventId, version: 1 }),
    'forecasts.history': refusedAs('sales.none', { selection }),
    'forecasts.breakdown': asNothing({ selection, by: 'product' }),
    'forecasts.compare': [
      ...taken({ ...comparison, runId: theirs.forecastRunId, selection: {} }),
      ...refusedAs('sales.none', { ...comparison, runId: randomUUID(), selection }),
    ],
    // It waits: the run could still be made.
    'forecasts.onComparison': asNothing(forecastRun, { ...forecastRun, lastEventId: '0' }),
    'forecasts.cancel': notFound(forecastRun),
    'forecasts.runs': asNothing({ selection }, { cursor: theirs.forecastRunId }),
    'forecasts.run': notFound(forecastRun),
    'forecasts.publish': notFound({ ...forecastRun, forecasterId: 'theta', reason }),
    'forecasts.publishPreview': notFound(forecastRun),
    'forecasts.cancelPublication': notFound({ publicationId: theirs.publicationId }),
    'forecasts.publication': notFound({ publicationId: theirs.publicationId }),
    'forecasts.published': selected,
    'forecasts.publishedVersions': asNothing(pair, ...mixedPairs),
    'forecasts.publishedVersion': notFound({ publishedId: theirs.publishedId }),
    'forecasts.saveOverride': [
      ...refusedAs('override.week-closed', { ...figures, overrideId: randomUUID(), selection }),
      ...taken({ ...figures, overrideId: theirs.overrideId, selection: {} }),
    ],
    'forecasts.withdrawOverride': notFound({ overrideId: theirs.overrideId, reason }),
    'forecasts.overrides': selected,
    'forecasts.grid': selected,
    'forecasts.finalBreakdown': asNothing({ selection, by: 'product' }),
    'forecasts.accuracyLog': selected,
    'forecasts.overrideValueAdded': selected,
    'inventory.stock': asNothing(scope),
    'inventory.countStock': notFound(...[pair, ...mixedPairs].map(one => ({ ...one, ...count }))),
    'inventory.setPolicy': notFound(...[pair, ...mixedPairs].map(one => ({ ...one, ...policy }))),
    'inventory.plans': asNothing({ cursor: theirs.planId }),
    'inventory.plan': notFound(plan),
    'inventory.planLines': notFound(plan),
    'inventory.planLine': notFound({ lineId: theirs.planLineId }),
    'inventory.saveEditedPlan': [
      ...notFound({ planId: randomUUID(), fromPlanId: theirs.planId, name: 'Mine', edits: [{ ...pair, ...edit }] }),
      ...taken({ planId: theirs.planId, fromPlanId: own.planId, name: 'Mine', edits: [{ ...pair, ...edit }] }),
    ],
    'inventory.planReadiness': asNothing({ scope }),
    'inventory.startPlan': [...taken({ ...plan, skipIncomplete: true })],
    'inventory.cancelPlan': notFound(plan),
    'inventory.planScenarios': notFound(plan),
    'inventory.planCoverage': notFound(plan),
    'inventory.exceptions': asNothing(scope),
    'stockOuts.list': selected,
    'stockOuts.save': notFound(
      { stockOutId: theirs.stockOutId, skuId: own.skuId, warehouseId: own.warehouseId, ...days },
      ...[pair, ...mixedPairs].map(one => ({ stockOutId: randomUUID(), ...one, ...days })),
    ),
    'stockOuts.remove': asNothing({ stockOutId: theirs.stockOutId }),
    'suppliers.terms': asNothing({
      supplierIds: [theirs.supplierId],
      productIds: [theirs.productId],
      regionIds: [theirs.regionId],
    }),
    'suppliers.create': taken({ ...supplier, supplierId: theirs.supplierId }),
    'suppliers.update': notFound({ supplierId: theirs.supplierId, version: 1, change: { leadTimeDays: 1 } }),
    'suppliers.addTerm': notFound(
      { supplierId: theirs.supplierId, skuId: own.skuId, ...terms },
      { supplierId: own.supplierId, skuId: theirs.skuId, ...terms },
    ),
    'suppliers.updateTerm': notFound(
      { supplierId: theirs.supplierId, skuId: theirs.skuId, version: 1, change: terms },
      { supplierId: own.supplierId, skuId: theirs.skuId, version: 1, change: terms },
    ),
    'suppliers.addCapacity': [
      ...notFound({ id: randomUUID(), supplierId: theirs.supplierId, day: '2025-07-07', units: 1, source }),
      ...taken({ id: theirs.capacityId, supplierId: own.supplierId, day: '2025-07-07', units: 1, source }),
    ],
    'suppliers.changeCapacity': notFound({ id: theirs.capacityId, version: 1, change: { units: 1 } }),
    'suppliers.removeCapacity': asNothing({ id: theirs.capacityId, version: 1 }),
    'imports.readAgain': notFound({ ...batch, encoding: null, delimiter: null }),
    'imports.list': asNothing({ cursor: theirs.batchId }),
    'imports.get': notFound(batch),
    'imports.rows': notFound({ ...batch, valid: false }),
    'imports.exportRows': notFound({ ...batch, rows: 'rejected' }),
    'imports.changes': notFound({ ...batch, kind: 'create' }),
    'imports.check': notFound(
      { ...batch, mapping: salesMapping },
      { batchId: own.batchId, mapping: { ...salesMapping, fixedChannelId: theirs.channelId } },
    ),
    'imports.correct': notFound({ ...batch, corrections: [{ rowNumber: 2, column: 0, value: 'y' }] }),
    'imports.teachNames': [
      ...notFound({ ...batch, names: [{ kind: 'SKU', name: 'x', targetId: own.skuId }] }),
      ...refusedAs(
        'alias.target-unknown',
        { batchId: own.batchId, names: [{ kind: 'SKU', name: 'x', targetId: theirs.skuId }] },
        { batchId: own.batchId, names: [{ kind: 'CHANNEL', name: 'x', targetId: theirs.channelId }] },
      ),
    ],
    'imports.commit': notFound(batch),
    'imports.cancel': notFound(batch),
    'delegations.lend': refusedAs('users.delegation-refused', {
      toUserId: theirs.userId,
      validUntil: new Date(Date.now() + 3_600_000).toISOString(),
    }),
    'delegations.withdraw': notFound({ delegationId: theirs.delegationId }),
    'portfolio.overview': notFound(portfolioRun),
    'portfolio.start': taken({ ...portfolioRun, horizonPeriods: 4, folds: 1 }),
    'portfolio.cancel': notFound(portfolioRun),
    'portfolio.series': notFound(portfolioRun),
    'portfolio.summary': notFound(portfolioRun),
    'portfolio.publish': notFound({ ...portfolioRun, reason }),
    'purchasing.list': asNothing({ cursor: theirs.draftId }),
    'purchasing.order': notFound(order),
    'purchasing.orderCsv': notFound(order),
    'purchasing.orderPdf': notFound(order),
    'purchasing.standing': notFound(order),
    'purchasing.escalation': notFound(order),
    'purchasing.createDrafts': notFound(
      { ...plan, lineIds: [theirs.planLineId], idempotencyKey: randomUUID() },
      { planId: own.planId, lineIds: [theirs.planLineId], idempotencyKey: randomUUID() },
    ),
    'purchasing.editLines': notFound(
      { ...step, quantities: [{ lineId: theirs.orderLineId, quantity: '200' }] },
      { ...stepOn(own.draftId), quantities: [{ lineId: theirs.orderLineId, quantity: '200' }] },
      { ...stepOn(own.draftId), quantities: [], removedLineIds: [theirs.orderLineId] },
    ),
    'purchasing.submit': notFound(step),
    'purchasing.approve': notFound({ ...step, contentHash: '0'.repeat(64) }),
    'purchasing.reject': notFound({ ...step, reason }),
    'purchasing.reopen': notFound({ ...step, reason }),
    'purchasing.cancel': notFound({ ...step, reason }),
    'purchasing.markOrdered': notFound(step),
    'purchasing.receive': notFound(
      { ...stepOn(theirs.orderedId), ...arrival(theirs.orderLineId) },
      { ...stepOn(own.orderedId), ...arrival(theirs.orderLineId) },
    ),
    'transferLanes.add': [
      ...notFound(
        { id: randomUUID(), fromWarehouseId: own.warehouseId, toWarehouseId: theirs.warehouseId, ...lane },
        { id: randomUUID(), fromWarehouseId: theirs.warehouseId, toWarehouseId: own.warehouseId, ...lane },
      ),
      ...taken({ id: theirs.laneId, fromWarehouseId: own.warehouseId, toWarehouseId: own.depotId, ...lane }),
    ],
    'transferLanes.change': notFound({ id: theirs.laneId, version: 1, change: lane }),
    'transferLanes.remove': asNothing({ id: theirs.laneId, version: 1 }),
    'transfers.order': notFound({ orderId: theirs.draftTransferId }),
    'transfers.ofPlan': asNothing(plan),
    'transfers.takeUpProposal': [
      ...notFound({ ...plan, shipments: [{ ...shipment, orderId: randomUUID() }] }),
      ...taken({ planId: own.planId, shipments: [{ ...shipment, orderId: theirs.draftTransferId }] }),
    ],
    'transfers.dispatch': notFound(
      ...[theirs, own].map(one => ({
        ...stepOn(one.draftTransferId),
        lines: [{ lineId: theirs.transferLineId, quantity: '1' }],
      })),
    ),
    'transfers.receive': notFound(
      ...[theirs, own].map(one => ({ ...stepOn(one.sentTransferId), ...arrival(theirs.transferLineId) })),
    ),
    'transfers.cancel': notFound({ ...stepOn(theirs.sentTransferId), reason }),
    'users.add': refusedAs('users.exists', {
      ...{ userId: theirs.userId, name: 'New', email: 'new@test.example', clerkUserId: null, role: 'ADMIN' },
    }),
    'users.change': notFound({ userId: theirs.userId, ...user }),
    'users.signInLocally': notFound({ userId: theirs.userId }),
  };
}

const procedures = Object.entries(appRouter._def.procedures) as unknown as [
  string,
  { _def: { type: 'query' | 'mutation' | 'subscription'; inputs: unknown[] } },
][];

type Procedure = (input: object) => Promise<unknown>;

/** What came of a call: its refusal, or what it answered. Of a subscription, the first answer, if one comes at once. */
async function call(
  path: string,
  input: object,
  caller: Caller = own.administrator,
): Promise<{ refused: string | undefined; answer: unknown }> {
  const [room, name] = path.split('.') as [string, string];
  const procedure = (caller as unknown as Record<string, Record<string, Procedure>>)[room]![name]!;
  try {
    const answer = await procedure(input);
    if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) {
      return { refused: undefined, answer };
    }
    const told = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
    return { refused: undefined, answer: await Promise.race([told, sleep(500)]) };
  } catch (error) {
    const { cause, message } = error as Error;
    return { refused: cause instanceof AppError ? cause.code : `a bug: ${message}`, answer: message };
  }
}

/** Places of an input that take an id. */
function idFields(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return ('format' in schema && schema.format === 'uuid') || Object.values(schema).some(idFields);
}

describe('ids of another organisation', () => {
  test('every procedure that takes an id is tried', () => {
    const takingIds = procedures.filter(([, { _def }]) =>
      _def.inputs.some(input => input instanceof z.ZodType && idFields(z.toJSONSchema(input, { io: 'input' }))),
    );
    expect(takingIds.map(([path]) => path).toSorted()).toEqual(Object.keys(attempts()).toSorted());
  });

  test('a file is not kept under an id of theirs', async () => {
    const bytes = new TextEncoder().encode('SKU,Channel,Week,Units\nRED-GBP,WEB,2025-06-02,5\n');
    const body = uploadBody({ batchId: theirs.batchId, fileName: 'sales.csv', byteLength: bytes.length }, bytes);
    // The parser types what a browser sends; in this process it takes the stream itself.
    await expect(own.administrator.imports.upload(body.stream() as never)).rejects.toMatchObject({
      cause: { code: 'request.key-reused' },
    });
  });

  test('none is found, none answers with anything of theirs, and nothing of theirs changes', async () => {
    const leaks: string[] = [];
    for (const [path, tries] of Object.entries(attempts())) {
      for (const [index, { input, refused }] of tries.entries()) {
        const outcome = await call(path, input);
        const attempt = `${path} ${index + 1}`;
        if (outcome.refused !== refused) leaks.push(`${attempt}: ${outcome.refused ?? 'answered'}, not ${refused}`);
        const asked = new Set(idsIn(input));
        const told = idsIn(outcome.answer).filter(id => theirIds.has(id) && !asked.has(id));
        if (told.length > 0) leaks.push(`${attempt}: answers with ${told.join()}`);
        // A page after a row of theirs has nothing, not even rows of the asker's; ids of orders are no more than instants.
        const counted = 'cursor' in input && path !== 'purchasing.list' && idsIn(outcome.answer).length > 0;
        if (counted) leaks.push(`${attempt}: counts from their row`);
      }
    }
    expect(leaks).toEqual([]);

    const after = await readAllRows();
    const present = new Set([...after].flatMap(([table, rows]) => [...rows].map(row => `${table} ${row}`)));
    expect(theirRows.filter(row => !present.has(row))).toEqual([]);
    const pointing = rowsMissing(after, before).filter(row => idsIn(row).some(id => theirIds.has(id)));
    // What was asked for stands in the asker's own audit trail.
    expect(pointing.filter(row => !/^"AuditEvent".*"outcome": "REFUSED"/.test(row))).toEqual([]);
  });
});

describe('callers who may not', () => {
  const notRefused = async (caller: Caller, paths: readonly string[], code: string) => {
    const passed: string[] = [];
    for (const path of paths) {
      const { refused } = await call(path, {}, caller);
      if (refused !== code) passed.push(path);
    }
    return passed;
  };

  test('without a session nothing but signing in and out is possible', async () => {
    const paths = procedures.map(([path]) => path);
    expect(await notRefused(callerOf(null), paths, 'auth.signed-out')).toEqual([
      'users.session',
      'users.signInLocally',
      'users.signOut',
      'users.localSignInChoices',
    ]);
  });

  test('a viewer changes nothing but a loan that they gave', async () => {
    const mutations = procedures.filter(([, { _def }]) => _def.type === 'mutation').map(([path]) => path);
    expect(await notRefused(own.viewer, mutations, 'auth.role-required')).toEqual([
      'delegations.withdraw',
      'users.signInLocally',
      'users.signOut',
    ]);
  });
});
