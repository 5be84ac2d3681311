import { schemaDifference } from './schema-difference.ts';

const difference = await schemaDifference();
if (difference !== '') {
  console.error(`The models say more than the migrations. Run: npm run db:migration -- <name>\n\n${difference}`);
  process.exit(1);
}
console.log('Migrations and models agree.');
