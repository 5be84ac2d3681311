import type { SupplierTermField } from '../../../shared/contracts/import-kinds.ts';
import type { ImportKindCheck } from '../import-kind.ts';
import { skuSynonyms, sourceSynonyms, supplierSynonyms } from '../synonyms.ts';
import { createTermRowCheck, type TermRow } from './check-term-row.ts';
import { findContradictions } from './find-contradictions.ts';

const synonyms: Record<SupplierTermField, readonly string[]> = {
  supplier: supplierSynonyms,
  sku: skuSynonyms,
  unitCost: [
    'unitcost',
    'price',
    'priceperunit',
    'costprice',
    'purchaseprice',
    'netprice',
    'cost',
    'preis',
    'stückpreis',
    'einkaufspreis',
    'prix',
    'prixunitaire',
    'precio',
  ],
  currency: ['currencycode', 'ccy', 'isocurrency', 'waehrung', 'währung', 'devise', 'moneda'],
  fromQuantity: [
    'from',
    'fromqty',
    'fromunits',
    'quantityfrom',
    'qtyfrom',
    'breakquantity',
    'pricebreak',
    'tier',
    'abmenge',
    'ab',
    'quantity',
    'qty',
  ],
  minimumOrderQuantity: [
    'minimumorderquantity',
    'minimumquantity',
    'moq',
    'minorder',
    'minorderqty',
    'minqty',
    'minimum',
    'mindestmenge',
    'mindestbestellmenge',
  ],
  orderMultiple: [
    'ordermultiple',
    'multiple',
    'packsize',
    'casesize',
    'lotsize',
    'roundingvalue',
    'verpackungseinheit',
  ],
  leadTimeDays: ['leadtime', 'leadtimeindays', 'deliverytime', 'deliverydays', 'lieferzeit', 'délai', 'delai'],
  shelfLifeDays: ['shelflife', 'shelflifeindays', 'bestbeforedays', 'haltbarkeit'],
  validFrom: ['validfromdate', 'effectivefrom', 'effectivedate', 'pricedate', 'gültigab', 'gueltigab'],
  source: sourceSynonyms,
};

/** What suppliers ask for SKUs. */
export const supplierTermsCheck: ImportKindCheck<TermRow> = {
  synonyms,
  createRowCheck: createTermRowCheck,
  problemsTogether: findContradictions,
};
