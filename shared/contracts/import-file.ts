import { z } from 'zod';
import type { TermPriceBreak } from '../purchasing/price-breaks.ts';
import type { ImportKind } from './import-kinds.ts';
import { type BusinessDay, Period } from './series.ts';

export const Encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type Encoding = z.infer<typeof Encoding>;

export const Delimiter = z.enum([',', ';', '\t', '|']);
export type Delimiter = z.infer<typeof Delimiter>;

/** Which of two orders a date such as 03/04/2016 has. */
export const DateOrder = z.enum(['day-first', 'month-first']);
export type DateOrder = z.infer<typeof DateOrder>;

export const DecimalMark = z.enum(['.', ',']);
export type DecimalMark = z.infer<typeof DecimalMark>;

const Column = z.int().min(0).max(499);

/** A cell that a user put right. `rowNumber` is the line in the file. */
export const Correction = z.object({ rowNumber: z.int().min(1), column: Column, value: z.string().max(1_000) });
export type Correction = z.infer<typeof Correction>;

/** How a file is to be read. Null means: decide from the file, and ask when it can be read in two ways. */
export const ImportMapping = z.object({
  /** By field of the kind, index of its column, 0 the first; null when the file has none. */
  columns: z.record(z.string().max(40), Column.nullable()),
  /** The channel of all rows, for a file of sales without such a column. */
  fixedChannelId: z.uuid().nullable(),
  /** ISO 4217, for revenue without a currency of its own; null means the currency of the SKU's region. */
  fixedCurrency: z.string().length(3).nullable(),
  /** Who states the rows that do not say it themselves, for kinds that keep their source. */
  fixedSource: z.string().trim().min(1).max(200).nullable().default(null),
  encoding: Encoding.nullable(),
  delimiter: Delimiter.nullable(),
  dateOrder: DateOrder.nullable(),
  decimalMark: DecimalMark.nullable(),
  /** Of sales. */
  period: Period.nullable(),
  /** What to do when several rows of sales have the same SKU, channel and period. */
  repeatedKeys: z.enum(['refuse', 'add']),
  corrections: z.array(Correction).max(10_000),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/** How a file was read. */
export interface FileDialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Line of the header, 1 the first; null when the file has none. */
  readonly headerLine: number | null;
  /** Names of the columns; "Column 1", "Column 2" … without a header. */
  readonly header: readonly string[];
  /** Equal for files of the same layout: their mapping is remembered under it. */
  readonly headerSignature: string;
}

export interface InspectFileInput {
  readonly kind: ImportKind;
  readonly bytes: Uint8Array;
  /** Null decides from the file, as everywhere here. */
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
}

/** What a file looks like, before any row is checked. */
export interface FileInspection {
  readonly dialect: FileDialect;
  readonly rowCount: number;
  /** The first rows as they are. */
  readonly samples: readonly (readonly string[])[];
  /** Columns recognised by their headers, everything else to be decided from the file. */
  readonly mapping: ImportMapping;
}

export interface SkuLookup {
  readonly id: string;
  readonly code: string;
  readonly regionCode: string;
  /** Of the region, ISO 4217. */
  readonly currency: string;
}

export interface ChannelLookup {
  readonly id: string;
  readonly code: string;
  readonly regionCode: string;
}

export interface SupplierLookup {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** In which it is paid, ISO 4217. */
  readonly currency: string;
}

/** What is stored of one supplier × SKU. */
export interface StoredTermLookup {
  readonly minimumOrderQuantity: number;
  readonly priceBreaks: readonly TermPriceBreak[];
}

/** What rows are checked against. Keys are in lower case. */
export interface SalesLookups {
  /** By code, name and alias. */
  readonly skus: ReadonlyMap<string, SkuLookup>;
  /** By code, name and alias; an alias that holds only for SKUs of one region is keyed `region/alias`. */
  readonly channels: ReadonlyMap<string, ChannelLookup>;
}

/** Kinds take of it what their rows name. */
export interface ImportLookups extends SalesLookups {
  /** By code and name. */
  readonly suppliers: ReadonlyMap<string, SupplierLookup>;
  /** By `supplierId skuId`. */
  readonly terms: ReadonlyMap<string, StoredTermLookup>;
}

export interface CheckFileInput {
  readonly kind: ImportKind;
  readonly bytes: Uint8Array;
  readonly mapping: ImportMapping;
  readonly lookups: ImportLookups;
  /** What has not happened yet cannot be reported, and what does not hold yet cannot be planned with. */
  readonly today: BusinessDay;
  /** 0 Sunday … 6 Saturday. */
  readonly weekStartsOn: number;
}

/** Why a row cannot be imported. */
export const RowProblem = z.object({
  /** Name of the column; null when the row as a whole is wrong. */
  column: z.string().nullable(),
  /** Index of the column, 0 the first. */
  columnIndex: Column.nullable(),
  value: z.string(),
  reason: z.string(),
  /** A value that would be accepted, when one is near; null otherwise. */
  suggestion: z.string().nullable(),
  /** Set where the value is an unknown name: it can be taught once for all files. */
  unknown: z.enum(['SKU', 'CHANNEL']).nullable(),
});
export type RowProblem = z.infer<typeof RowProblem>;

/** One line of the file, as read. */
export interface RowOutcome {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** One line of a file of sales, as read and as understood; null where it could not be understood. */
export interface CheckedRow extends RowOutcome {
  readonly skuId: string | null;
  readonly channelId: string | null;
  readonly periodStart: BusinessDay | null;
  /** Units, decimal text with at most three decimals. */
  readonly quantity: string | null;
  /** Decimal text with at most two decimals. */
  readonly revenue: string | null;
  readonly currency: string | null;
}

/** One line of any other file. By field what was understood, and the ids of what it names; null where it says nothing. */
export interface RecordRow<Fields extends string = string> extends RowOutcome {
  readonly record: Readonly<Record<Fields, string | null>>;
}

export interface FileCheck {
  readonly dialect: FileDialect;
  /** The mapping with every question answered from the file. */
  readonly mapping: ImportMapping;
  /** Of sales; null for other kinds. */
  readonly period: Period | null;
  readonly rowCount: number;
  readonly validCount: number;
  readonly invalidCount: number;
  /** The first rows as they are. */
  readonly samples: readonly (readonly string[])[];
  /** What was silently true of the whole file and should not stay silent. */
  readonly notes: readonly string[];
  /** `CheckedRow[]` or `RecordRow[]` as JSON texts of some thousand rows each, as the database takes them. */
  readonly rowChunks: readonly string[];
}
