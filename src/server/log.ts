import { pino } from 'pino';
import { environment } from './env.ts';

/** Structured log to standard output; secrets and credentials never reach it. */
export const log = pino({
  level: environment.LOG_LEVEL,
  redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.password', '*.secret'],
});

export type Log = typeof log;
