import { AppError } from '../../../../shared/errors.ts';
import type { Actor } from '../../../server/actor.ts';
import { type Database, database, inTransaction } from '../../../server/db.ts';
import { appendEvent } from '../../../server/events.ts';
import { readCatalogue } from '../../data/catalogue/service.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import { deleteLane, insertLane, type LaneRow, selectLane, selectLanes, updateLane } from './data.ts';
import { type AddLaneInput, type ChangeLaneInput, type RemoveLaneInput, transferLaneTopic } from './schema.ts';

type Reader = Pick<Actor, 'organisationId'>;
type Lane = ReturnType<typeof viewOf>;

/** The ways to move stock between warehouses; amounts are decimal text in pounds. */
export async function listLanes(actor: Reader): Promise<Lane[]> {
  return (await selectLanes(database, actor.organisationId)).map(viewOf);
}

/** @throws AppError `transfer-lane.exists`, `entity.not-found` of a warehouse, `request.key-reused` */
export async function addLane(actor: Actor, input: AddLaneInput): Promise<Lane> {
  const { organisationId } = actor;
  const { warehouses } = await readCatalogue(actor);
  const nameOf = (warehouseId: string) => {
    const warehouse = warehouses.find(one => one.id === warehouseId);
    if (!warehouse) throw new AppError('entity.not-found', { entity: 'warehouse', id: warehouseId });
    return warehouse.name;
  };
  const [from, to] = [nameOf(input.fromWarehouseId), nameOf(input.toWarehouseId)];
  return inTransaction(async transaction => {
    const isNew = await insertLane(transaction, { ...input, organisationId });
    const lane = await selectLane(transaction, organisationId, input.id);
    if (!lane) {
      const lanes = await selectLanes(transaction, organisationId);
      const taken = lanes.some(
        one => one.fromWarehouseId === input.fromWarehouseId && one.toWarehouseId === input.toWarehouseId,
      );
      throw taken ? new AppError('transfer-lane.exists', { from, to }) : new AppError('request.key-reused');
    }
    const view = viewOf(lane);
    if (isNew) await changed(transaction, actor, 'add', { after: view }, view.id);
    return view;
  });
}

/** @throws AppError `entity.changed` when someone was faster, `entity.not-found` */
export async function changeLane(actor: Actor, { id, version, change }: ChangeLaneInput): Promise<Lane> {
  const { organisationId } = actor;
  return inTransaction(async transaction => {
    const before = await selectLane(transaction, organisationId, id);
    if (!before) throw new AppError('entity.not-found', { entity: 'transfer lane', id });
    if (!(await updateLane(transaction, { id, organisationId, version }, change))) throw changedMeanwhile(before);
    const after = viewOf((await selectLane(transaction, organisationId, id))!);
    await changed(transaction, actor, 'change', { before: viewOf(before), after }, id);
    return after;
  });
}

/** Pressed twice, it is removed once. @throws AppError `entity.changed` when someone was faster */
export async function removeLane(actor: Actor, { id, version }: RemoveLaneInput): Promise<void> {
  const { organisationId } = actor;
  await inTransaction(async transaction => {
    const before = await selectLane(transaction, organisationId, id);
    if (!before) return;
    if (!(await deleteLane(transaction, { id, organisationId, version }))) throw changedMeanwhile(before);
    await changed(transaction, actor, 'remove', { before: viewOf(before) }, id);
  });
}

function changedMeanwhile({ fromWarehouse, toWarehouse }: LaneRow): AppError {
  return new AppError('entity.changed', { entity: 'the lane', id: `${fromWarehouse.name} → ${toWarehouse.name}` });
}

/** Audit row and live event of one change. */
async function changed(
  transaction: Database,
  actor: Actor,
  verb: 'add' | 'change' | 'remove',
  states: { readonly before?: Lane; readonly after?: Lane },
  id: string,
): Promise<void> {
  await recordDone(transaction, actor, {
    action: `transfer-lane.${verb}`,
    entityType: 'transfer-lane',
    entityId: id,
    ...states,
  });
  const { organisationId } = actor;
  await appendEvent(transaction, { organisationId, topic: transferLaneTopic, entityId: id, payload: { verb } });
}

function viewOf({ fromWarehouse, toWarehouse, unitCost, shipmentCost, ...row }: LaneRow) {
  const { id, fromWarehouseId, toWarehouseId, leadTimeDays, source, version } = row;
  return {
    ...{ id, fromWarehouseId, toWarehouseId, leadTimeDays, source, version },
    fromWarehouseCode: fromWarehouse.code,
    fromWarehouseName: fromWarehouse.name,
    toWarehouseCode: toWarehouse.code,
    toWarehouseName: toWarehouse.name,
    unitCost: unitCost.toString(),
    shipmentCost: shipmentCost.toFixed(2),
  };
}
