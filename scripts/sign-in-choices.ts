import pg from 'pg';

/** Who may sign in on this machine, one line a person, for the terminal. */
export async function signInChoices(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const people = await client.query<{ name: string; role: string; authority: string; limit: string | null }>(
      `SELECT name, role, "approvalAuthority" AS authority, "limitGbp" AS limit
         FROM "User" LEFT JOIN "ApprovalLimit" AS approval
           ON approval."organisationId" = "User"."organisationId" AND approval.authority = "approvalAuthority"
        WHERE active ORDER BY role, limit NULLS LAST, name`,
    );
    return people.rows.map(({ name, role, authority, limit }) => {
      const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
      const scope = limit === null ? 'any amount' : `up to ${pounds.format(Number(limit))}`;
      return `${name} (${role.toLowerCase()}${authority === 'NONE' ? '' : `, approves ${scope}`})`;
    });
  } finally {
    await client.end();
  }
}
