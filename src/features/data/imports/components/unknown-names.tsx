import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import { useCatalogue } from '../../catalogue/use-catalogue.ts';
import type { ImportActions, ImportDetail } from '../use-imports.ts';
import classes from './unknown-names.module.css';

interface UnknownNamesProps extends Pick<ImportActions, 'teach'> {
  readonly detail: ImportDetail;
  readonly mayEdit: boolean;
}

/** Names that no SKU or channel has: said once what each means, they are known in this file and in all later ones. */
export function UnknownNames({ detail, teach, mayEdit }: UnknownNamesProps) {
  const format = useFormat();
  const catalogue = useCatalogue();
  const [chosen, setChosen] = useState<Record<string, string | null>>({});
  const unknown = detail.problems.filter(problem => problem.unknown !== null);
  if (unknown.length === 0) return null;

  const targetsOf = (kind: 'SKU' | 'CHANNEL' | null) =>
    (kind === 'SKU' ? catalogue.data?.skus : catalogue.data?.channels) ?? [];
  const targetOf = (problem: (typeof unknown)[number]) => {
    const own = chosen[`${problem.unknown}${problem.value}`];
    if (own !== undefined) return own;
    return targetsOf(problem.unknown).find(row => row.code === problem.suggestion)?.id ?? null;
  };
  const names = unknown.flatMap(problem => {
    const targetId = targetOf(problem);
    return targetId === null || problem.unknown === null
      ? []
      : [{ kind: problem.unknown, name: problem.value, targetId }];
  });

  return (
    <SectionCard
      title="Unknown names"
      description="Say once what a name means; it is remembered for this and all later files."
      flush
      actions={
        mayEdit && (
          <Button
            variant="default"
            disabled={names.length === 0}
            loading={teach.isPending}
            onClick={() => teach.mutate({ batchId: detail.id, names })}
          >
            Remember {names.length} and check again
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {unknown.map(problem => (
          <li key={`${problem.unknown} ${problem.value}`} className={classes.row}>
            <div>
              <Text fw={500}>{problem.value}</Text>
              <Text size="xs" c="dimmed">
                {problem.column}, first in line {format.quantity(problem.firstRow)}
              </Text>
            </div>
            <Text size="sm" className={`${classes.count} tabular`}>
              {format.quantity(problem.rowCount)} {problem.rowCount === 1 ? 'row' : 'rows'}
            </Text>
            <Select
              className={classes.choice}
              aria-label={`What ${problem.value} means`}
              data={targetsOf(problem.unknown).map(row => ({ value: row.id, label: `${row.name} (${row.code})` }))}
              value={targetOf(problem)}
              onChange={id => setChosen(current => ({ ...current, [`${problem.unknown}${problem.value}`]: id }))}
              placeholder="Leave its rows out"
              clearable
              searchable
              disabled={!mayEdit}
            />
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
