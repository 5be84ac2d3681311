import { TextInput, Tooltip } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { errorMessageOf } from '../error-message.ts';
import classes from './editable-cell.module.css';

export interface EditableCellProps {
  /** What is edited, e.g. "Lead time of Northern Bottling, days". */
  readonly label: string;
  /** As it is edited: plain digits with a point, or words. */
  readonly value: string;
  /** As it is shown, formatted with its unit. */
  readonly children: ReactNode;
  /** Right-aligned, decimal keyboard. */
  readonly numeric?: boolean;
  /** False shows the value alone. */
  readonly editable: boolean;
  /** What is wrong with the text, and how to mend it; null when nothing is. */
  readonly problem: (text: string) => string | null;
  /** Rejects with the server's words when it is not saved. */
  readonly onSave: (text: string) => Promise<unknown>;
}

/** A value edited where it stands: Enter or leaving saves, Escape keeps the old one. Focus returns to the value. */
export function EditableCell({ label, value, children, numeric, editable, problem, onSave }: EditableCellProps) {
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const focusNext = useRef(false);
  const editing = text !== null;
  // Only once the value is back on the page can it take the focus again.
  useEffect(() => {
    if (!editing && focusNext.current) button.current?.focus();
    focusNext.current = false;
  }, [editing]);

  if (!editable) return <>{children}</>;

  const close = (returnFocus: boolean) => {
    focusNext.current = returnFocus;
    setText(null);
    setFailure(null);
  };
  const save = async (returnFocus: boolean) => {
    if (text === null || saving) return;
    const entered = numeric ? text.replace(/[\s,£€$]/g, '') : text.trim();
    if (entered === value) return close(returnFocus);
    const wrong = problem(entered);
    if (wrong) return setFailure(wrong);
    setSaving(true);
    try {
      await onSave(entered);
      close(returnFocus);
    } catch (error) {
      setFailure(errorMessageOf(error).text);
    } finally {
      setSaving(false);
    }
  };

  if (text === null) {
    return (
      <button ref={button} type="button" className={classes.button} onClick={() => setText(value)}>
        <span className="visually-hidden">{label}: </span>
        {children}
        <span className="visually-hidden">. Edit</span>
      </button>
    );
  }
  return (
    <Tooltip label={failure} opened={failure !== null} color="red" multiline maw={320} withArrow>
      <span className={classes.input} data-numeric={numeric || undefined} data-keep-row>
        <TextInput
          autoFocus
          aria-label={label}
          aria-invalid={failure !== null}
          error={failure !== null}
          inputMode={numeric ? 'decimal' : 'text'}
          value={text}
          // Not disabled: a disabled field loses the focus, and Escape after a refusal would go nowhere.
          readOnly={saving}
          onFocus={event => event.currentTarget.select()}
          onChange={event => {
            setText(event.currentTarget.value);
            setFailure(null);
          }}
          onBlur={() => void save(false)}
          onKeyDown={event => {
            event.stopPropagation();
            // The value takes the focus at once: the same Enter must not open it again.
            if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
            if (event.key === 'Enter') void save(true);
            if (event.key === 'Escape') close(true);
          }}
        />
        {failure && (
          <span role="alert" className="visually-hidden">
            {failure}
          </span>
        )}
      </span>
    </Tooltip>
  );
}

/** A check for `problem`: digits with at most so many decimal places, within bounds (both included). */
export function numberProblem(bounds: { readonly min: number; readonly max: number; readonly decimals: number }) {
  const { min, max, decimals } = bounds;
  const pattern = decimals === 0 ? /^\d+$/ : new RegExp(`^\\d+(\\.\\d{1,${decimals}})?$`);
  return (text: string): string | null => {
    if (!pattern.test(text)) {
      return decimals === 0 ? 'Enter a whole number.' : `Enter a number with at most ${decimals} decimal places.`;
    }
    const number = Number(text);
    return number < min || number > max ? `Enter a number from ${min} to ${max}.` : null;
  };
}
