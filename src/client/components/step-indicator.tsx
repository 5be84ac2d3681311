import { IconCheck } from '@tabler/icons-react';
import classes from './step-indicator.module.css';

export interface StepIndicatorProps {
  /** e.g. "Import sales". */
  readonly label: string;
  readonly steps: readonly { readonly id: string; readonly label: string }[];
  readonly currentId: string;
  /** Going back to a finished step; absent where that is not possible. */
  readonly onStep?: (id: string) => void;
}

/** Where the reader is in a task of several steps. */
export function StepIndicator({ label, steps, currentId, onStep }: StepIndicatorProps) {
  const current = steps.findIndex(step => step.id === currentId);
  return (
    <nav aria-label={label}>
      <ol className={classes.root}>
        {steps.map((step, index) => {
          const state = index < current ? 'done' : index === current ? 'current' : 'ahead';
          const words = (
            <>
              <span className={classes.mark}>
                {state === 'done' ? <IconCheck size={12} stroke={3} aria-hidden /> : index + 1}
              </span>
              <span className={classes.label}>
                {step.label}
                {state === 'done' && <span className="visually-hidden">, done</span>}
              </span>
            </>
          );
          return (
            <li
              key={step.id}
              className={classes.step}
              data-state={state}
              aria-current={state === 'current' ? 'step' : undefined}
            >
              {state === 'done' && onStep ? (
                <button type="button" onClick={() => onStep(step.id)}>
                  {words}
                </button>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
