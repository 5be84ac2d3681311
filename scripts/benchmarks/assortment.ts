import pg from 'pg';

export interface Assortment {
  readonly skuIds: string[];
  readonly warehouseIds: string[];
}

/**
 * Makes so many SKUs plannable in every warehouse, those of `fillSales` first: terms of one supplier for each dozen,
 * stock, policies and 30 weeks of published forecast, drawn from a formula by the sizes of the sample. It measures
 * planning; no figure of it is shown to anyone.
 */
export async function fillAssortment(databaseUrl: string, skuCount: number): Promise<Assortment> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ofAssortment = `
    SELECT sku.*, (row_number() OVER (ORDER BY code))::int AS n FROM "Sku" AS sku WHERE sku.code ~ '^(P[0-9]+-|A[0-9]+$)'`;
  const places = `(${ofAssortment}) AS sku
    CROSS JOIN (SELECT id, row_number() OVER (ORDER BY code) AS w FROM "Warehouse") AS warehouse`;
  try {
    await client.query(
      `INSERT INTO "Sku" (id, "organisationId", "productId", "regionId", code, name, "unitOfMeasure")
       SELECT gen_random_uuid(), product."organisationId", product.id, region.id, 'A' || n, 'Article ' || n, 'bottle'
       FROM generate_series(1, $1::int - (SELECT count(*)::int FROM (${ofAssortment}) AS known)) AS n
       CROSS JOIN (SELECT * FROM "Product" ORDER BY code LIMIT 1) AS product
       JOIN (SELECT *, row_number() OVER (ORDER BY code) AS r FROM "Region") AS region ON region.r = 1 + n % 3`,
      [skuCount],
    );
    await client.query(
      `INSERT INTO "Supplier" (id, "organisationId", code, name, currency, "leadTimeDays", "leadTimeDeviationDays",
         "orderCost", "minimumOrderValue", "paymentTermsDays", source)
       SELECT gen_random_uuid(), organisation.id, 'S' || s, 'Supplier ' || s, 'GBP', (ARRAY[21, 28, 42, 49])[1 + s % 4],
         (ARRAY[4, 5, 7, 10])[1 + s % 4], (ARRAY[180, 350, 167, 1020])[1 + s % 4],
         (ARRAY[0, 5000, 10000])[1 + s % 3], 30, 'Formula of the benchmark'
       FROM "Organisation" AS organisation, generate_series(0, $1::int - 1) AS s`,
      [Math.ceil(skuCount / 12)],
    );
    await client.query(
      `INSERT INTO "SupplierTerm" ("supplierId", "skuId", "unitCost", "minimumOrderQuantity", "orderMultiple", source)
       SELECT supplier.id, sku.id, 2.5 + (sku.n * 37 % 110) / 10.0, (ARRAY[270, 450, 900])[1 + sku.n % 3], 9,
         'Formula of the benchmark'
       FROM (${ofAssortment}) AS sku JOIN "Supplier" AS supplier ON supplier.code = 'S' || (sku.n % $1::int)`,
      [Math.ceil(skuCount / 12)],
    );
    await client.query(
      `INSERT INTO "StockLevel" ("skuId", "warehouseId", "onHand", "asOf", source)
       SELECT sku.id, warehouse.id, (150 + (sku.n * 53 + warehouse.w * 31) % 1050) * (2 + (sku.n + warehouse.w) % 7),
         DATE '2016-05-28', 'Formula of the benchmark'
       FROM ${places}`,
    );
    await client.query(
      `INSERT INTO "InventoryPolicy" ("skuId", "warehouseId", "serviceTarget", "holdingRate", source)
       SELECT sku.id, warehouse.id, (ARRAY[0.95, 0.97, 0.98])[1 + (sku.n + warehouse.w) % 3], 0.2,
         'Formula of the benchmark'
       FROM ${places}`,
    );
    await client.query(
      `INSERT INTO "PublishedForecast" (id, "organisationId", "skuId", "warehouseId", version, "forecasterId", period,
         "firstPeriod", mean, "errorDeviation", evaluation, "historySha256", "publishedById")
       SELECT gen_random_uuid(), sku."organisationId", sku.id, warehouse.id, 1, 'theta', 'WEEK',
         organisation."planningDate", weeks.mean, weeks.deviation, '{}', 'benchmark', planner.id
       FROM ${places}
       JOIN "Organisation" AS organisation ON organisation.id = sku."organisationId"
       CROSS JOIN (SELECT id FROM "User" WHERE name = 'Demand planner') AS planner
       CROSS JOIN LATERAL (
         SELECT array_agg(level) AS mean, array_agg(0.3 * level) AS deviation
         FROM (
           SELECT (150 + (sku.n * 53 + warehouse.w * 31) % 1050)
             * (1 + 0.01 * ((sku.n * 7) % 30) * sin(2 * pi() * (week + sku.n % 52) / 52))
             * (0.9 + ((sku.n * 11 + warehouse.w * 17 + week * 29) % 21) / 100.0) AS level
           FROM generate_series(0, 29) AS week
         ) AS drawn
       ) AS weeks`,
    );
    await client.query('UPDATE "Warehouse" SET "capacityUnits" = $1', [8000 * skuCount]);
    await client.query('VACUUM ANALYZE');
    const ids = async (text: string) => (await client.query<{ id: string }>(text)).rows.map(({ id }) => id);
    return { skuIds: await ids(ofAssortment), warehouseIds: await ids('SELECT id FROM "Warehouse"') };
  } finally {
    await client.end();
  }
}
