import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportMapping } from '../../shared/contracts/import-file.ts';
import type { ImportKind } from '../../shared/contracts/import-kinds.ts';
import { uploadBody } from '../../shared/contracts/upload-body.ts';
import type { Caller } from './purchasing-workspace.ts';

/** The steps of an import as a person takes them; the worker of `importJobs` must be running. */
export function importsBy(caller: Caller, kind: ImportKind) {
  const settled = async (batchId: string) => {
    for (;;) {
      const batch = await caller.imports.get({ batchId });
      if (batch.status !== 'CHECKING' && batch.status !== 'COMMITTING') return batch;
      await sleep(20);
    }
  };
  const upload = async (text: string, fileName = 'file.csv') => {
    const bytes = new TextEncoder().encode(text);
    const batchId = randomUUID();
    const body = uploadBody({ batchId, kind, fileName, byteLength: bytes.length }, bytes);
    // The parser types what a browser sends; in this process it takes the stream itself.
    await caller.imports.upload(body.stream() as never);
    return batchId;
  };
  const checked = async (text: string, change: Partial<ImportMapping> = {}, fileName = 'file.csv') => {
    const batchId = await upload(text, fileName);
    const { mapping } = await caller.imports.get({ batchId });
    await caller.imports.check({ batchId, mapping: { ...mapping, ...change } });
    return settled(batchId);
  };
  const committed = async (batchId: string) => {
    await caller.imports.commit({ batchId });
    return settled(batchId);
  };
  const imported = async (...file: Parameters<typeof checked>) => committed((await checked(...file)).id);
  return { upload, checked, committed, imported };
}
