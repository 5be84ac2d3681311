import { globSync, readFileSync } from 'node:fs';
import { projectPath } from '../project-path.ts';
import { structureProblems } from './structure-problems.ts';

const files = globSync('{src,shared,workers}/**/*.{ts,tsx,css}', {
  cwd: projectPath(),
  exclude: ['src/server/generated/**'],
})
  .map(file => file.replaceAll('\\', '/'))
  .map(path => ({ path, text: readFileSync(projectPath(path), 'utf8') }));
const problems = structureProblems(files);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`Structure: ${files.length} files lie where their names say.`);
