import pg from 'pg';

/** Who may sign in on this machine, one line a person, for the terminal. */
export async function signInChoices(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const people = await client.query<{ name: string; role: string; authority: string; pounds: string | null }>(
      `SELECT name, role, "approvalAuthority" AS authority, "limitGbp" AS pounds
         FROM "User" LEFT JOIN "ApprovalLimit" AS approval
           ON approval."organisationId" = "User"."organisationId" AND approval.authority = "approvalAuthority"
        WHERE active ORDER BY role, pounds NULLS LAST, name`,
    );
    return people.rows.map(({ name, role, authority, pounds }) => {
      const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
      const scope = pounds === null ? 'any amount' : `up to ${format.format(Number(pounds))}`;
      return `${name} (${role.toLowerCase()}${authority === 'NONE' ? '' : `, approves ${scope}`})`;
    });
  } finally {
    await client.end();
  }
}
