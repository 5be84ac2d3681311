import type { ImportKind } from '../../shared/contracts/import-kinds.ts';
import type { ImportKindCheck } from './import-kind.ts';
import { salesCheck } from './sales/sales-check.ts';
import { supplierCapacityCheck } from './supplier-capacity/supplier-capacity-check.ts';
import { supplierTermsCheck } from './supplier-terms/supplier-terms-check.ts';

/** A kind without a check does not compile; each is handed only rows that it made. */
export const importKindChecks = {
  SALES: salesCheck,
  SUPPLIER_TERMS: supplierTermsCheck,
  SUPPLIER_CAPACITY: supplierCapacityCheck,
} as const satisfies Record<ImportKind, ImportKindCheck>;
