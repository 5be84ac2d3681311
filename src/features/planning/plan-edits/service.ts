import { Decimal } from 'decimal.js';
import { addDays } from '../../../../shared/business-day.ts';
import type { DecisionRecord } from '../../../../shared/contracts/decision-record.ts';
import type { InventoryProblem } from '../../../../shared/contracts/inventory.ts';
import { AppError } from '../../../../shared/errors.ts';
import { editDecision, type WeekEdit } from '../../../../shared/planning/edit-decision.ts';
import { priceScenario, type ScenarioFigures } from '../../../../shared/planning/price-scenario.ts';
import type { Actor } from '../../../server/actor.ts';
import { database, inTransaction } from '../../../server/db.ts';
import type { Prisma } from '../../../server/generated/prisma/client.ts';
import { recordDone } from '../../workspace/audit/service.ts';
import type { LineProjection, PlanSummary } from '../order-plans/schema.ts';
import {
  insertPlan,
  insertPlanLines,
  type NewPlanLine,
  readExistingPlan,
  readPlan,
  tellOfPlan,
} from '../order-plans/service.ts';
import { keyOf, readPriceable } from '../plan-scenarios/service.ts';
import { selectWholeLines, type WholeLineRow } from './data.ts';
import type { EditPlanInput } from './schema.ts';

type Priceable = Awaited<ReturnType<typeof readPriceable>>;

/**
 * Saves a plan with quantities changed by hand as a plan of its own, priced and with a record of every change behind its
 * lines. Broken limits are kept with it, not refused: purchasing enforces the supplier's when an order is submitted.
 * @throws AppError `entity.not-found`, `plan.not-editable`, `plan.nothing-edited`, `plan.edit-outside`
 */
export async function saveEditedPlan(actor: Actor, input: EditPlanInput) {
  const known = await readExistingPlan(actor, input.planId);
  if (known) return known;

  const { plan: from, base, lines, basis } = await readPriceable(actor, input.fromPlanId);
  const { problem } = basis;
  const rowOf = new Map(
    (await selectWholeLines(database, from.id)).map(row => [keyOf(row.sku.code, row.warehouse.code), row]),
  );
  const rows = problem.lines.map(line => rowOf.get(keyOf(line.itemId, line.warehouseId))!);
  const edits = editsOf(input, rows, problem.weeks);
  const orders = rows.map(row => [...projectionOf(row).orderByWeek]);
  for (const { line, week, to } of edits) orders[line]![week] = to;
  const startedAt = performance.now();
  const figures = priceScenario(basis, orders);
  const summary = summaryOf(from, base, figures, performance.now() - startedAt);
  const { rates } = from.summary as unknown as PlanSummary;
  const editedRows = rows.map((row, index) =>
    lineOf(row, {
      planId: input.planId,
      problem,
      rates,
      index,
      quantities: orders[index]!,
      figures,
      edits: edits.filter(edit => edit.line === index),
      by: actor.name,
    }),
  );
  const edited = editedOf(from, lines, rows, edits, figures);
  await inTransaction(async transaction => {
    const now = new Date();
    const isNew = await insertPlan(transaction, {
      id: input.planId,
      organisationId: actor.organisationId,
      createdById: actor.userId,
      basePlanId: base.id,
      name: input.name,
      status: 'COMPLETED',
      planningDate: base.planningDate,
      parameters: base.parameters as Prisma.InputJsonObject,
      summary: { ...summary, edited } as unknown as Prisma.InputJsonObject,
      heartbeatAt: now,
      finishedAt: now,
    });
    // Sent twice at once: the other one saved it.
    if (!isNew) return;
    await insertPlanLines(transaction, editedRows);
    await recordDone(transaction, actor, {
      action: 'order-plan.edit',
      entityType: 'order-plan',
      entityId: input.planId,
      before: { planId: from.id, name: from.name },
      after: {
        name: input.name,
        changes: edits.length,
        breaches: figures.breaches.length,
        // The lines' decision records hold them all.
        first: edits.slice(0, mostListed).map(edit => ({
          line: `${rows[edit.line]!.sku.code} for ${rows[edit.line]!.warehouse.name}`,
          week: edit.week + 1,
          from: edit.from,
          to: edit.to,
        })),
      },
    });
    await tellOfPlan(transaction, actor, input.planId, { kind: 'ended', status: 'COMPLETED' });
  });
  return readPlan(actor, input.planId);
}

interface LineEdit extends WeekEdit {
  /** Index of the line in the problem. */
  readonly line: number;
}

/** Changes and broken limits that a plan's summary lists; the rest is counted. */
const mostListed = 50;

/** What the plan's summary says of the edits. */
function editedOf(
  from: Priceable['plan'],
  lines: Priceable['lines'],
  rows: readonly WholeLineRow[],
  edits: readonly LineEdit[],
  { breaches }: ScenarioFigures,
): NonNullable<PlanSummary['edited']> {
  return {
    fromPlanId: from.id,
    fromName: from.name,
    changeCount: edits.length,
    edits: edits.slice(0, mostListed).map(({ line, week, from: before, to }) => {
      const { skuId, warehouseId } = rows[line]!;
      return { skuId, warehouseId, week, from: before, to };
    }),
    breachCount: breaches.length,
    breaches: breaches.slice(0, mostListed).map(breach => {
      const line = breach.lineIndex === null ? null : lines[breach.lineIndex]!;
      return {
        ...breach,
        line: line && { skuName: line.skuName, warehouseName: line.warehouseName, unit: line.unit },
      };
    }),
  };
}

/** The last change of each week counts; what is as before is no change. */
function editsOf(input: EditPlanInput, rows: readonly WholeLineRow[], weeks: number): LineEdit[] {
  const lineOf = new Map(rows.map((row, index) => [keyOf(row.skuId, row.warehouseId), index]));
  const last = new Map<string, LineEdit>();
  for (const { skuId, warehouseId, week, quantity } of input.edits) {
    const line = lineOf.get(keyOf(skuId, warehouseId));
    if (line === undefined) throw new AppError('entity.not-found', { entity: 'plan line of SKU', id: skuId });
    const row = rows[line]!;
    if (week >= weeks) {
      throw new AppError('plan.edit-outside', {
        week: week + 1,
        line: `${row.sku.name} in ${row.warehouse.name}`,
        weeks,
      });
    }
    last.set(`${line} ${week}`, { line, week, from: projectionOf(row).orderByWeek[week] ?? 0, to: quantity });
  }
  const changes = [...last.values()].filter(edit => edit.from !== edit.to);
  if (changes.length === 0) throw new AppError('plan.nothing-edited');
  return changes.toSorted((a, b) => a.line - b.line || a.week - b.week);
}

/** A bound on the cost of every plan bounds an edited one too, as long as it keeps the limits. */
function summaryOf(
  from: Priceable['plan'],
  base: Priceable['base'],
  { totals, constraintUse, breaches }: ScenarioFigures,
  cpuMilliseconds: number,
): PlanSummary {
  const { rates, skipped, transfers, lanes } = from.summary as unknown as PlanSummary;
  const { solver } = base.summary as unknown as PlanSummary;
  const { boundMinor } = solver;
  const proven = breaches.length === 0 && boundMinor !== null && totals.objectiveMinor > 0;
  return {
    totals,
    solver: {
      ...solver,
      status: 'heuristic',
      boundMinor: proven ? boundMinor : null,
      gap: proven ? Math.max(0, (totals.objectiveMinor - boundMinor) / totals.objectiveMinor) : null,
      stoppedBy: 'done',
      cpuMilliseconds,
    },
    constraintUse: [...constraintUse],
    shadowPrices: [],
    transfers,
    warnings: [],
    rates,
    skipped,
    ...(lanes && { lanes }),
  };
}

interface EditedLine {
  readonly planId: string;
  readonly problem: InventoryProblem;
  readonly rates: PlanSummary['rates'];
  readonly index: number;
  readonly quantities: readonly number[];
  readonly figures: ScenarioFigures;
  readonly edits: readonly WeekEdit[];
  readonly by: string;
}

function lineOf(
  row: WholeLineRow,
  { planId, problem, rates, index, quantities, figures, edits, by }: EditedLine,
): NewPlanLine {
  const { id: _id, sku: _sku, warehouse: _warehouse, ...columns } = row;
  const line = problem.lines[index]!;
  const priced = figures.lines[index]!;
  const quantity = quantities[0] ?? 0;
  const decision = editDecision(
    row.decision as unknown as DecisionRecord,
    line,
    edits,
    by,
    new Date().toISOString().slice(0, 10),
  );
  const unitCost = inCurrency(decision.unitCostMinor, row.currency, rates);
  const projection: LineProjection = {
    ...projectionOf(row),
    orderByWeek: [...quantities],
    arrivalsByWeek: [...priced.arrivals],
    projectedStock: [...priced.closing],
    projectedShortage: [...priced.short],
  };
  return {
    ...columns,
    planId,
    orderQuantity: quantity,
    unitCost,
    lineCost: new Decimal(unitCost).times(quantity).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2),
    lineCostGbp: new Decimal(decision.lineCostMinor).div(100).toFixed(2),
    arrivesOn: quantity > 0 ? new Date(addDays(problem.planningDate, Math.ceil(line.leadTimeDays))) : null,
    expectedFillRate: priced.expectedFillRate,
    projection: projection as unknown as Prisma.InputJsonObject,
    decision: JSON.stringify(decision),
  };
}

/** A price in pence, back in the supplier's currency at the plan's rate; four places, as terms state it. */
function inCurrency(priceMinor: number, currency: string, rates: PlanSummary['rates']): string {
  const rate = currency === 'GBP' ? '1' : rates[currency]!.gbpPerUnit;
  return new Decimal(priceMinor).div(100).div(rate).toFixed(4);
}

function projectionOf(row: WholeLineRow): LineProjection {
  return row.projection as unknown as LineProjection;
}
