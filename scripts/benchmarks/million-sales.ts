import pg from 'pg';

/**
 * Fills the sample workspace's sales table up to a number of rows: daily sales of further products in the sample's
 * regions and channels, drawn from a formula. It measures reads; no figure of it is shown to anyone.
 */
export async function fillSales(databaseUrl: string, rowCount: number): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO "Product" (id, "organisationId", code, name)
      SELECT gen_random_uuid(), organisation.id, 'P' || n, 'Product ' || n
      FROM "Organisation" AS organisation, generate_series(1, 100) AS n`);
    await client.query(`
      INSERT INTO "Sku" (id, "organisationId", "productId", "regionId", code, name, "unitOfMeasure")
      SELECT gen_random_uuid(), product."organisationId", product.id, region.id,
        product.code || '-' || region.code, product.name || ' ' || region.code, 'bottle'
      FROM "Product" AS product CROSS JOIN "Region" AS region WHERE product.code ~ '^P[0-9]+$'`);
    const existing = await countSales(client);
    const pairs = `
      SELECT sku.id AS "skuId", channel.id AS "channelId", row_number() OVER (ORDER BY sku.id, channel.id) AS n
      FROM "Sku" AS sku JOIN "Channel" AS channel ON channel."regionId" = sku."regionId" WHERE sku.code ~ '^P[0-9]+-'`;
    const { rows } = await client.query<{ pairs: number }>(`SELECT count(*)::int AS pairs FROM (${pairs}) AS pair`);
    const days = Math.ceil((rowCount - existing) / (rows[0]?.pairs ?? 1));
    await client.query(
      `INSERT INTO "SalesFact" ("skuId", "channelId", period, "periodStart", quantity)
       SELECT "skuId", "channelId", 'DAY', DATE '2016-05-28' - day, 20 + (n * 7 + day * 13) % 31 + (day % 7) * 3
       FROM (${pairs}) AS pair CROSS JOIN generate_series(1, $1::int) AS day`,
      [days],
    );
    await client.query('UPDATE "Organisation" SET "salesVersion" = "salesVersion" + 1');
    await client.query('VACUUM ANALYZE');
    return await countSales(client);
  } finally {
    await client.end();
  }
}

async function countSales(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM "SalesFact"');
  return rows[0]?.count ?? 0;
}
