import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type ImportKind, importKindIds } from '../../../../shared/contracts/import-kinds.ts';
import { uploadBody } from '../../../../shared/contracts/upload-body.ts';
import { useLiveEvents } from '../../../client/live-events.ts';
import { notifyFailed } from '../../../client/notify.ts';
import { queryClient, trpc, trpcClient } from '../../../client/trpc.ts';
import type { AppRouter } from '../../../server/app-router.ts';

type Outputs = inferRouterOutputs<AppRouter>['imports'];
export type ImportDetail = Outputs['get'];
export type ImportSummary = Outputs['list']['batches'][number];
export type RejectedRow = Outputs['rows']['rows'][number];
export type FactChange = Outputs['changes']['changes'][number];

export interface Progress {
  /** 0–1. */
  readonly done: number;
  readonly message: string;
}

/** The address of the list of imports, and of what is imported next. */
const listOf = (kind: ImportKind): Record<string, string> => (kind === 'SALES' ? {} : { kind });

const refresh = () => void queryClient.invalidateQueries(trpc.imports.pathFilter());

/** The import that the address names, its progress while it is worked on, and what can be done with it. */
export function useImport() {
  const [search, setSearch] = useSearchParams();
  const batchId = search.get('batch') ?? '';
  const step = search.get('step');
  const named = search.get('kind');
  const kind = importKindIds.find(id => id === named) ?? 'SALES';
  const [progress, setProgress] = useState<Progress | null>(null);
  const detail = useQuery(trpc.imports.get.queryOptions({ batchId }, { enabled: batchId !== '' }));

  useLiveEvents(['import'], event => {
    const payload = event.payload as { status?: string; done?: number; message?: string };
    if (payload.done === undefined) refresh();
    if (event.entityId !== batchId) return;
    setProgress(payload.done === undefined ? null : { done: payload.done, message: payload.message ?? '' });
  });

  /** Another import, or none, begins at the step that its status asks for. */
  const open = (id: string) => setSearch(id === '' ? listOf(detail.data?.kind ?? kind) : { batch: id });
  const setKind = (chosen: ImportKind) => setSearch(listOf(chosen), { replace: true });
  const setStep = (id: string | null) => setSearch(id === null ? { batch: batchId } : { batch: batchId, step: id });

  const done = (title: string) => ({ onSuccess: refresh, onError: (error: unknown) => notifyFailed(title, error) });
  const upload = useMutation({
    mutationFn: ({ file, signal }: { file: File; signal: AbortSignal }) => {
      const heading = { batchId: crypto.randomUUID(), kind, fileName: file.name, byteLength: file.size };
      return trpcClient.imports.upload.mutate(uploadBody(heading, file), { signal });
    },
    onSuccess: ({ batchId: id }) => {
      refresh();
      open(id);
    },
  });
  const check = useMutation(trpc.imports.check.mutationOptions(done('The check was not started')));
  const readAgain = useMutation(trpc.imports.readAgain.mutationOptions(done('The file was not read again')));
  const correct = useMutation(trpc.imports.correct.mutationOptions(done('The corrections were not taken')));
  const teach = useMutation(trpc.imports.teachNames.mutationOptions(done('The names were not taught')));
  const commit = useMutation(trpc.imports.commit.mutationOptions(done('The import was not committed')));
  const cancel = useMutation(trpc.imports.cancel.mutationOptions(done('The import was not cancelled')));
  return {
    batchId,
    kind,
    setKind,
    detail,
    progress,
    step,
    setStep,
    open,
    upload,
    check,
    readAgain,
    correct,
    teach,
    commit,
    cancel,
  };
}

export type ImportActions = ReturnType<typeof useImport>;

/** Imports of the workspace, newest first, further pages on demand. */
export function useImportHistory() {
  return useInfiniteQuery(
    trpc.imports.list.infiniteQueryOptions({ limit: 25 }, { getNextPageParam: page => page.next }),
  );
}
