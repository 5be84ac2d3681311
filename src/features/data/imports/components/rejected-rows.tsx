import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Correction } from '../../../../../shared/contracts/import-file.ts';
import { DataTable } from '../../../../client/components/data-table.tsx';
import { TableSkeleton } from '../../../../client/components/loading.tsx';
import { MoreButton } from '../../../../client/components/more-button.tsx';
import { QueryBoundary } from '../../../../client/components/query-boundary.tsx';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import { trpc } from '../../../../client/trpc.ts';
import type { ImportActions, ImportDetail, RejectedRow } from '../use-imports.ts';
import { CorrectRow } from './correct-row.tsx';
import { DownloadRows } from './download-rows.tsx';

const pageRows = 5_000;

interface RejectedRowsProps extends Pick<ImportActions, 'correct'> {
  readonly detail: ImportDetail;
  readonly mayEdit: boolean;
}

type Problem = RejectedRow['problems'][number] & { readonly row: RejectedRow; readonly id: string };

/** Each problem of each rejected row; Enter puts a row right, and the corrections are checked together. */
export function RejectedRows({ detail, correct, mayEdit }: RejectedRowsProps) {
  const format = useFormat();
  const [pending, setPending] = useState<readonly Correction[]>([]);
  const [openRow, setOpenRow] = useState<RejectedRow | null>(null);
  const query = useInfiniteQuery(
    trpc.imports.rows.infiniteQueryOptions(
      { batchId: detail.id, valid: false, limit: pageRows },
      { getNextPageParam: page => page.next },
    ),
  );
  const keep = (corrections: readonly Correction[]) =>
    setPending(current => {
      const cells = new Set(corrections.map(one => `${one.rowNumber} ${one.column}`));
      return [...current.filter(one => !cells.has(`${one.rowNumber} ${one.column}`)), ...corrections];
    });
  const correctedLines = new Set(pending.map(one => one.rowNumber));

  return (
    <SectionCard
      title="Rejected rows"
      description={
        mayEdit
          ? 'They are left out unless you put them right here, or in the downloaded file and import that.'
          : 'They were left out.'
      }
      flush
      actions={
        <>
          <DownloadRows batchId={detail.id} rows="rejected" label="Download rejected rows" />
          {mayEdit && pending.length > 0 && (
            <Button
              loading={correct.isPending}
              onClick={() =>
                correct.mutate({ batchId: detail.id, corrections: [...pending] }, { onSuccess: () => setPending([]) })
              }
            >
              Check {format.quantity(pending.length)} {pending.length === 1 ? 'correction' : 'corrections'}
            </Button>
          )}
        </>
      }
    >
      <QueryBoundary query={query} what="the rejected rows" loading={<TableSkeleton rows={8} />}>
        {({ pages }) => {
          const problems = pages.flatMap(page => page.rows).flatMap(problemsOf);
          const suggested = problems.flatMap(suggestedCorrection);
          return (
            <DataTable<Problem>
              name="problems"
              label="Problems of rejected rows"
              rows={problems}
              rowId={problem => problem.id}
              {...(mayEdit && { onOpen: (problem: Problem) => setOpenRow(problem.row) })}
              openId={openRow && `${openRow.rowNumber} 0`}
              actions={
                <>
                  {mayEdit && suggested.length > 0 && (
                    <Button variant="default" onClick={() => keep(suggested)}>
                      Take {format.quantity(suggested.length)} {suggested.length === 1 ? 'suggestion' : 'suggestions'}
                    </Button>
                  )}
                  <MoreButton query={query}>
                    Show {format.quantity(Math.min(pageRows, detail.invalidCount - pages.length * pageRows))} more
                  </MoreButton>
                </>
              }
              columns={[
                { id: 'reason', header: 'Problem', value: one => one.reason, width: 320 },
                { id: 'line', header: 'Line', value: one => one.row.rowNumber, numeric: true, width: 80 },
                { id: 'column', header: 'Column', value: one => one.column ?? 'whole row', width: 130 },
                { id: 'value', header: 'Value', value: one => one.value, width: 170 },
                { id: 'suggestion', header: 'Suggestion', value: one => one.suggestion, width: 150 },
                {
                  id: 'state',
                  header: 'State',
                  value: one => (correctedLines.has(one.row.rowNumber) ? 'corrected' : 'open'),
                  cell: one =>
                    correctedLines.has(one.row.rowNumber) ? (
                      <StatusBadge tone="info">corrected</StatusBadge>
                    ) : (
                      <StatusBadge tone="warning">left out</StatusBadge>
                    ),
                  width: 120,
                },
              ]}
            />
          );
        }}
      </QueryBoundary>
      {openRow && (
        <CorrectRow
          key={openRow.rowNumber}
          header={detail.dialect.header}
          row={openRow}
          corrections={pending.filter(one => one.rowNumber === openRow.rowNumber)}
          onKeep={corrections => {
            keep(corrections);
            setOpenRow(null);
          }}
          onClose={() => setOpenRow(null)}
        />
      )}
    </SectionCard>
  );
}

function problemsOf(row: RejectedRow): Problem[] {
  return row.problems.map((problem, index) => ({ ...problem, row, id: `${row.rowNumber} ${index}` }));
}

/** Names are taught instead: one row's correction would not help the next file. */
function suggestedCorrection({ row, columnIndex, suggestion, unknown }: Problem): Correction[] {
  if (columnIndex === null || suggestion === null || unknown !== null) return [];
  return [{ rowNumber: row.rowNumber, column: columnIndex, value: suggestion }];
}
