import type { FileInspection, InspectFileInput } from '../../shared/contracts/import-file.ts';
import { AppError } from '../../shared/errors.ts';
import { failed, ok, type Result } from '../../shared/result.ts';
import { proposeMapping } from '../imports/propose-mapping.ts';
import { readTable } from '../imports/read-table.ts';

const sampleRows = 8;

/** Says how a file would be read, so that a user can correct it before the rows are checked. */
export function inspectImportFile(input: InspectFileInput): Result<FileInspection> {
  try {
    const { dialect, rows } = readTable(input.bytes, input);
    return ok({
      dialect,
      rowCount: rows.length,
      samples: rows.slice(0, sampleRows).map(row => row.cells),
      mapping: { ...proposeMapping(input.kind, dialect.header), encoding: input.encoding, delimiter: input.delimiter },
    });
  } catch (error) {
    if (error instanceof AppError) return failed(error.code, error.details);
    throw error;
  }
}
