import { existsSync } from 'node:fs';
import { projectPath } from './project-path.ts';

/**
 * Reads `.env` (what is already set wins) and fills in what a developer's machine needs: local sign-in, unless Clerk
 * keys are there or this is production, and a quiet log.
 */
export function prepareLocalEnvironment(): void {
  const file = projectPath('.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const { NODE_ENV, CLERK_JWT_KEY, VITE_CLERK_PUBLISHABLE_KEY } = process.env;
  if (NODE_ENV !== 'production' && !CLERK_JWT_KEY && !VITE_CLERK_PUBLISHABLE_KEY) {
    process.env.VITE_FORCE_MOCK_AUTH ??= 'true';
  }
  process.env.LOG_LEVEL ??= 'warn';
  process.env.PORT ||= '3000';
}
