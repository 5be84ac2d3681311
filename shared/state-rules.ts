import { AppError, type ErrorCode } from './errors.ts';

interface StateTable<Status extends string, Step extends string> {
  /** From which states each step is possible; everything else is refused. */
  readonly steps: Readonly<Record<Step, readonly Status[]>>;
  /** What to do instead, for a step that the state forbids. */
  readonly mends: Readonly<Record<Status, string>>;
  /** The refusal; it tells `{number}`, `{status}`, `{required}` and `{mend}`. */
  readonly refusal: ErrorCode;
}

interface Document<Status> {
  readonly number: string;
  readonly status: Status;
}

/** The life of a document as its table says: which steps are possible in a state, and why another is not. */
export function stateRules<Status extends string, Step extends string>(table: StateTable<Status, Step>) {
  const possible = (step: Step, status: Status): boolean => table.steps[step].includes(status);
  return {
    possible,
    /** @throws AppError the table's refusal */
    require(step: Step, { number, status }: Document<Status>): void {
      if (possible(step, status)) return;
      throw new AppError(table.refusal, {
        number,
        status: status.toLowerCase(),
        required: table.steps[step].map(one => one.toLowerCase()).join(' or '),
        mend: table.mends[status],
      });
    },
  };
}
