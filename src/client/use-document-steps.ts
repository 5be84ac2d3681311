import { useMutation } from '@tanstack/react-query';
import { notifyDone } from './notify.ts';
import { useIntentionKeys } from './use-intention-keys.ts';

interface DocumentSteps<Step extends string> {
  readonly document: { readonly id: string; readonly number: string; readonly version: number };
  /** What is said of the document once the step is taken, e.g. "approved". */
  readonly done: Readonly<Record<Step, string>>;
  readonly send: (step: Step, input: never) => Promise<unknown>;
  /** Also after a refusal: someone else's step is what made the version old. */
  readonly refresh: () => Promise<unknown>;
}

/** Takes steps on a document as it is shown. Rejects with the refusal. */
export function useDocumentSteps<Step extends string>({ document, done, send, refresh }: DocumentSteps<Step>) {
  const { id, number, version } = document;
  const { keyOf } = useIntentionKeys();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: ({ step, own }: { step: Step; own: object }) => {
      const idempotencyKey = keyOf(`${step} ${id} ${version} ${JSON.stringify(own)}`);
      return send(step, { orderId: id, version, idempotencyKey, ...own } as never);
    },
    onSuccess: (_answer, { step }) => notifyDone(`${number} ${done[step]}`),
    onSettled: refresh,
  });
  return { take: (step: Step, own: object) => mutateAsync({ step, own }), busy: isPending };
}
