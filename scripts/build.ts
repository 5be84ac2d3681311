import { buildClientWhenStale } from './client-build.ts';

const built = await buildClientWhenStale(message => console.log(`· ${message}`));
console.log(built ? 'Built dist/client.' : 'dist/client is up to date.');
