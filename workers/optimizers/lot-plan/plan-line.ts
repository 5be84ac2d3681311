import type { LotLine } from './lot-problem.ts';
import { lateCost, premium, weekCost } from './week-cost.ts';

/** What the rest of the plan leaves to one line, by order week; arrays are reused from call to call. */
export interface LineRoom {
  /** Cost of ordering at all; infinite forbids it. */
  readonly setup: Float64Array;
  /** Most units that budget and capacity still allow. */
  readonly mostUnits: Float64Array;
  /** Units that bring the supplier's order to its minimum value; 0 when it is there without this line. */
  readonly fillUnits: Float64Array;
  /** Price of each unit below `fillUnits` when something is ordered. */
  readonly fillPrice: number;
  /** Extra price of each unit, e.g. what a binding budget is worth. */
  readonly unitPrice: Float64Array;
  /** Most units on hand at the end of each week that volume and capital still allow. */
  readonly mostStock: Float64Array;
}

/** More stock levels than this are thinned out, the cheapest of each band kept. */
const widest = 64;
const hashSize = 2048;

/** Dynamic programme for one line; keeps its working memory between calls. */
export interface LinePlanner {
  /**
   * Cheapest orders of the line in the room that it has. Exact up to the order sizes considered: packs up or down to the
   * end of each later week, the minimum, the most allowed and the supplier's minimum value.
   *
   * @param packs receives packs by order week
   * @returns cost of the line with `setup`, `unitPrice` and `fillPrice` included; infinite when nothing fits
   */
  plan(line: LotLine, room: LineRoom, packs: Int32Array): number;
}

export function linePlanner(weeks: number): LinePlanner {
  const capacity = (weeks + 1) * hashSize;
  const stocks = new Float64Array(capacity);
  const costs = new Float64Array(capacity);
  const parents = new Int32Array(capacity);
  const bought = new Int32Array(capacity);
  const starts = new Int32Array(weeks + 2);
  const hash = new Int32Array(hashSize);
  const candidates = new Float64Array(4 * weeks + 16);
  /** Demand less receipts from week 0 on. */
  const needs = new Float64Array(weeks);
  const bands = new Int32Array(widest);
  let end = 0;

  function add(first: number, stock: number, cost: number, parent: number, packs: number) {
    const key = Math.round(stock * 1000);
    let slot = (Math.imul(key, 0x9e3779b1) >>> 0) % hashSize;
    for (;;) {
      const at = hash[slot]!;
      if (at < first) break;
      if (Math.round(stocks[at]! * 1000) === key) {
        if (cost < costs[at]!) {
          costs[at] = cost;
          parents[at] = parent;
          bought[at] = packs;
        }
        return;
      }
      slot = (slot + 1) % hashSize;
    }
    if (end - first >= hashSize - 64) return;
    hash[slot] = end;
    stocks[end] = stock;
    costs[end] = cost;
    parents[end] = parent;
    bought[end] = packs;
    end += 1;
  }

  /** Keeps the cheapest of each of `widest` bands of stock. */
  function thin(first: number) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = first; at < end; at++) {
      if (stocks[at]! < low) low = stocks[at]!;
      if (stocks[at]! > high) high = stocks[at]!;
    }
    const perUnit = (widest - 1) / (high - low || 1);
    bands.fill(-1);
    for (let at = first; at < end; at++) {
      const index = ((stocks[at]! - low) * perUnit) | 0;
      const kept = bands[index]!;
      if (kept < 0 || costs[at]! < costs[kept]!) bands[index] = at;
    }
    // Entries are kept in the order in which they lie, so that none is overwritten before it is read.
    let next = first;
    for (let at = first; at < end; at++) {
      if (bands[((stocks[at]! - low) * perUnit) | 0] !== at) continue;
      stocks[next] = stocks[at]!;
      costs[next] = costs[at]!;
      parents[next] = parents[at]!;
      bought[next] = bought[at]!;
      next += 1;
    }
    end = next;
  }

  function offer(count: number, packs: number, least: number, most: number): number {
    const bounded = packs < least ? least : packs;
    if (bounded > most || bounded <= 0) return count;
    for (let index = count - 1; index >= 0; index--) if (candidates[index] === bounded) return count;
    candidates[count] = bounded;
    return count + 1;
  }

  function candidatesAt(line: LotLine, week: number, opening: number, limit: number, fill: number): number {
    const pack = line.packUnits;
    const least = line.minimumPacks;
    const most = Math.floor(limit / pack + 1e-9);
    let count = offer(0, least, least, most);
    if (fill > 0) count = offer(count, Math.ceil(fill / pack - 1e-9), least, most);
    const base = -opening - (week > 0 ? needs[week - 1]! : 0) + line.receipts[week]!;
    for (let to = week; to < weeks; to++) {
      const cover = base + needs[to]! + line.safetyDeviations * line.closingDeviation[to]!;
      if (cover <= 0) continue;
      const up = Math.ceil(cover / pack - 1e-9);
      count = offer(count, up, least, most);
      // One pack less leaves a part of a pack unserved, which can be cheaper than carrying the rest of it.
      if (pack > 1) count = offer(count, up - 1, least, most);
      if (up > most) break;
    }
    if (most < Number.POSITIVE_INFINITY) count = offer(count, most, least, most);
    for (const each of line.priceBreaks) count = offer(count, each.packs, least, most);
    return count;
  }

  function plan(line: LotLine, room: LineRoom, packs: Int32Array): number {
    let need = 0;
    for (let week = 0; week < weeks; week++) {
      need += line.demand[week]! - line.receipts[week]!;
      needs[week] = need;
    }
    end = 0;
    starts[0] = 0;
    stocks[end] = line.initialStock;
    costs[end] = 0;
    parents[end] = -1;
    bought[end] = 0;
    end += 1;
    for (let week = 0; week < weeks; week++) {
      const first = end;
      starts[week + 1] = first;
      hash.fill(-1);
      const demand = line.demand[week]!;
      const orderWeek = week - line.leadWeeks;
      const cap = Math.min(room.mostStock[week]!, line.stockCap[week]!) + 1e-7;
      const orders = orderWeek >= 0 && room.setup[orderWeek]! < Number.POSITIVE_INFINITY;
      for (let at = starts[week]!; at < first; at++) {
        const before = stocks[at]!;
        const opening = before + line.receipts[week]!;
        const level = opening - demand;
        const arrives = line.receipts[week]! > 0;
        const cost = costs[at]! + (arrives && week > 0 && before > 0 ? lateCost(line, week - 1, before) : 0);
        // Doing nothing is always allowed: what is over a limit without an order is not this plan's doing.
        add(first, level > 0 ? level : 0, cost + weekCost(line, week, level), at, 0);
        if (!orders) continue;
        const fill = room.fillUnits[orderWeek]!;
        const setup =
          room.setup[orderWeek]! + (!arrives && week > 0 && before > 0 ? lateCost(line, week - 1, before) : 0);
        const count = candidatesAt(line, week, opening, room.mostUnits[orderWeek]!, fill);
        for (let index = 0; index < count; index++) {
          const number = candidates[index]!;
          const units = number * line.packUnits;
          const after = level + units;
          if (after > cap) continue;
          const missing = fill > units ? (fill - units) * room.fillPrice : 0;
          const price = units * room.unitPrice[orderWeek]! + missing + premium(line, number);
          add(first, after > 0 ? after : 0, cost + setup + price + weekCost(line, week, after), at, number);
        }
      }
      if (end - first > widest) thin(first);
    }
    let best = -1;
    for (let at = starts[weeks]!; at < end; at++) if (best < 0 || costs[at]! < costs[best]!) best = at;
    packs.fill(0);
    const total = best < 0 ? Number.POSITIVE_INFINITY : costs[best]!;
    for (let week = weeks - 1, at = best; week >= 0 && at >= 0; week--) {
      if (bought[at]! > 0) packs[week - line.leadWeeks] = bought[at]!;
      at = parents[at]!;
    }
    return total;
  }
  return { plan };
}
