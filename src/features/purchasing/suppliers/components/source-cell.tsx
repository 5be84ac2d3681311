import { EditableCell } from '../../../../client/components/editable-cell.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { isAssumption } from '../use-suppliers.ts';
import classes from './suppliers.module.css';

interface SourceCellProps {
  /** Whose terms they are. */
  readonly of: string;
  readonly source: string;
  readonly editable: boolean;
  readonly onSave: (source: string) => Promise<unknown>;
}

/** Says first whether the terms are assumed or stated, then by what; edited in words. */
export function SourceCell({ of, source, editable, onSave }: SourceCellProps) {
  const assumed = isAssumption(source);
  const detail = source.replace(/^(assumption|statement)\s*:?\s*/i, '');
  return (
    <span className={classes.source} title={source}>
      <StatusBadge tone={assumed ? 'warning' : 'good'}>{assumed ? 'Assumption' : 'Statement'}</StatusBadge>
      <EditableCell
        label={`Source of the terms of ${of}`}
        value={source}
        editable={editable}
        problem={text => (text ? null : 'Say where the terms come from, e.g. “Statement: price list of May”.')}
        onSave={onSave}
      >
        {detail || (assumed ? 'not stated by anyone' : 'by the supplier')}
      </EditableCell>
    </span>
  );
}
