/** Names under which exports know what several kinds of import have, most telling first. */

export const skuSynonyms: readonly string[] = [
  'sku',
  'skucode',
  'sellersku',
  'lineitemsku',
  'itemcode',
  'productcode',
  'articlenumber',
  'article',
  'itemnumber',
  'item',
  'asin',
  'product',
  'productname',
  'brand',
  'artikelnummer',
  'artikel',
  'referenz',
  'reference',
  'codigo',
];

export const supplierSynonyms: readonly string[] = [
  'supplier',
  'suppliercode',
  'suppliername',
  'vendor',
  'vendorcode',
  'vendorname',
  'lieferant',
  'fournisseur',
  'proveedor',
];

export const sourceSynonyms: readonly string[] = ['source', 'statedby', 'remark', 'note', 'quelle'];
