import pg from 'pg';

/**
 * Adds copies of the sample's SKUs with the sales of the original, at a size and with a scatter of their own from a
 * formula. It measures how long many series are learned from; no figure of it is shown to anyone.
 *
 * @param copies  of each SKU
 * @returns SKUs that there are then
 */
export async function copySkus(databaseUrl: string, copies: number): Promise<number> {
  return withClient(databaseUrl, async client => {
    await client.query(
      `INSERT INTO "Product" (id, "organisationId", code, name)
       SELECT gen_random_uuid(), "organisationId", code || '-C' || n, name || ' ' || n
       FROM "Product", generate_series(1, $1::int) AS n`,
      [copies],
    );
    await client.query(
      `INSERT INTO "Sku" (id, "organisationId", "productId", "regionId", code, name, "unitOfMeasure")
       SELECT gen_random_uuid(), sku."organisationId", product.id, sku."regionId", sku.code || '-C' || n, sku.name || ' ' || n,
         sku."unitOfMeasure"
       FROM generate_series(1, $1::int) AS n
       CROSS JOIN "Sku" AS sku JOIN "Product" AS original ON original.id = sku."productId"
       JOIN "Product" AS product ON product.code = original.code || '-C' || n`,
      [copies],
    );
    await client.query(
      `INSERT INTO "SalesFact" ("skuId", "channelId", period, "periodStart", quantity)
       SELECT copy.id, fact."channelId", fact.period, fact."periodStart",
         round(fact.quantity * (0.4 + 0.3 * n) * (0.8 + ((fact."periodStart" - DATE '2000-01-03') / 7 * 29 + n * 17) % 41 / 100.0), 3)
       FROM generate_series(1, $1::int) AS n
       CROSS JOIN "Sku" AS sku JOIN "Sku" AS copy ON copy.code = sku.code || '-C' || n
       JOIN "SalesFact" AS fact ON fact."skuId" = sku.id`,
      [copies],
    );
    await client.query('VACUUM ANALYZE');
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM "Sku"');
    return rows[0]!.count;
  });
}

/** What was learned from the sales so far counts no more, as after every import. */
export async function renewSales(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, client =>
    client.query('UPDATE "Organisation" SET "salesVersion" = "salesVersion" + 1'),
  );
}

async function withClient<Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
