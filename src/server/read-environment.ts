import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const list = z.string().transform(value =>
  value
    .split(',')
    .map(part => part.trim())
    .filter(Boolean),
);

const Environment = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
    HOST: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    DATABASE_URL: z.string().min(1, 'set DATABASE_URL to a PostgreSQL address, or use `npm start`, which brings one'),
    /** Absent: queues live in PostgreSQL. Present: in Redis. */
    REDIS_URL: z.string().optional(),
    VITE_FORCE_MOCK_AUTH: flag.default(false),
    /** PEM of the key that signs Clerk's session tokens. */
    CLERK_JWT_KEY: z
      .string()
      .transform(pem => pem.replaceAll('\\n', '\n'))
      .optional(),
    CLERK_ISSUER: z.url().optional(),
    CLERK_AUTHORIZED_PARTIES: list.optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    POOL_THREADS: z.coerce.number().int().min(1).optional(),
  })
  .superRefine((environment, context) => {
    const clerk = [environment.CLERK_JWT_KEY, environment.CLERK_ISSUER, environment.CLERK_AUTHORIZED_PARTIES];
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    if (clerk.some(Boolean) && !clerk.every(Boolean)) {
      problem('CLERK_JWT_KEY, CLERK_ISSUER and CLERK_AUTHORIZED_PARTIES belong together: set all three');
    }
    if (environment.NODE_ENV !== 'production') return;
    if (environment.VITE_FORCE_MOCK_AUTH) {
      problem('VITE_FORCE_MOCK_AUTH=true lets anyone sign in as anyone: a production process refuses to start with it');
    }
    if (!clerk.every(Boolean)) problem('production needs CLERK_JWT_KEY, CLERK_ISSUER and CLERK_AUTHORIZED_PARTIES');
  });

export type Environment = z.infer<typeof Environment>;

/** @throws Error naming each variable that is missing or wrong, and how to mend it */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const blankIsAbsent = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(blankIsAbsent);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(issue => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new Error(`The environment is not usable:\n${problems.join('\n')}`);
}
