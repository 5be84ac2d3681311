import { parseArgs } from 'node:util';
import { z } from 'zod';
import { prepareLocalEnvironment } from './local-environment.ts';

const usage = `npm run found-organisation -- --name "Sentia Spirits" --admin "Full name" --email someone@company.example --clerk-user user_…
Opens an empty business with its first administrator. DATABASE_URL names the database.`;

try {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      admin: { type: 'string' },
      email: { type: 'string' },
      'clerk-user': { type: 'string' },
    },
  });
  prepareLocalEnvironment();
  const { FoundOrganisationInput } = await import('../src/features/workspace/users/schema.ts');
  const input = FoundOrganisationInput.safeParse({
    organisation: values.name,
    administrator: { name: values.admin, email: values.email, clerkUserId: values['clerk-user'] ?? null },
  });
  if (!input.success) throw new Error(z.prettifyError(input.error));
  // Only now: server code reads the environment when it loads.
  const { foundOrganisation } = await import('../src/features/workspace/users/service.ts');
  const { closeDatabase } = await import('../src/server/db.ts');
  const organisationId = await foundOrganisation(input.data);
  console.log(`${input.data.organisation} is open (${organisationId}). ${input.data.administrator.name} may sign in.`);
  await closeDatabase();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exit(1);
}
