import { comparing } from '../features/forecasting/forecast-runs/service.ts';
import { solving } from '../features/planning/plan-runs/service.ts';
import { closeDatabase } from './db.ts';
import { environment, listenHost } from './env.ts';
import { startEventListener, stopEventListener } from './events.ts';
import { buildHttpServer } from './http.ts';
import { runUntilStopped } from './lifecycle.ts';
import { closePool } from './pool.ts';
import { closeQueue, prepareQueue } from './queue.ts';

await prepareQueue();
await startEventListener();
comparing.startSweep();
solving.startSweep();
const server = await buildHttpServer();
await server.listen({ host: listenHost, port: environment.PORT });

runUntilStopped([
  () => comparing.stop(),
  () => solving.stop(),
  () => server.close(),
  closePool,
  stopEventListener,
  closeQueue,
  closeDatabase,
]);
