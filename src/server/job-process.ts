import { closeDatabase } from './db.ts';
import { startEventListener, stopEventListener } from './events.ts';
import { jobHandlers } from './job-handlers.ts';
import { runUntilStopped } from './lifecycle.ts';
import { log } from './log.ts';
import { closePool } from './pool.ts';
import { closeQueue, prepareQueue, startWorker } from './queue.ts';

await prepareQueue();
await startEventListener();
await startWorker(jobHandlers);
log.info({ jobs: jobHandlers.map(handler => handler.name) }, 'job worker ready');

runUntilStopped([closeQueue, closePool, stopEventListener, closeDatabase]);
