import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = new URL('..', import.meta.url).pathname;
const styles = new URL('../../node_modules/@mantine/core/styles/', import.meta.url).pathname;

it('each Mantine component in use brings its styles', () => {
  const brought = ['shell-styles.ts', 'mantine-styles.ts']
    .map(file => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n');
  const used = globSync('{client,features}/**/*.tsx', { cwd: source }).flatMap(file =>
    [...readFileSync(`${source}${file}`, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(found =>
      found[1]!.split(',').map(name => name.trim()),
    ),
  );
  const missing = [...new Set(used)].filter(
    name => existsSync(`${styles}${name}.css`) && !brought.includes(`/${name}.css'`),
  );
  expect(missing).toEqual([]);
});
