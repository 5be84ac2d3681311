import { Table } from '@mantine/core';
import type { SalesField, SalesFileMapping } from '../../../../../shared/contracts/sales-file.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import type { StoredDialect } from '../schema.ts';

/** The first rows as they are in the file, each column with what it is taken for. */
export function FileSample({
  dialect,
  mapping,
}: {
  readonly dialect: StoredDialect;
  readonly mapping: SalesFileMapping;
}) {
  const fieldOf = (index: number) =>
    (Object.keys(mapping.columns) as SalesField[]).find(field => mapping.columns[field] === index);
  const header = dialect.headerLine === null ? 'no header' : `header in line ${dialect.headerLine}`;
  return (
    <SectionCard title="First rows" description={`As they are in the file; ${header}.`} flush>
      <Table.ScrollContainer minWidth={600} tabIndex={0} role="region" aria-label="First rows of the file">
        <Table verticalSpacing={6} horizontalSpacing="md" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {dialect.header.map((name, index) => {
                const field = fieldOf(index);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity and do not move
                  <Table.Th key={index}>
                    {name}
                    <div>
                      {field ? (
                        <StatusBadge tone="info">{field}</StatusBadge>
                      ) : (
                        <StatusBadge tone="neutral">not used</StatusBadge>
                      )}
                    </div>
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {dialect.samples.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the first rows of a file do not move
              <Table.Tr key={row}>
                {dialect.header.map((_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <Table.Td key={index} className="tabular">
                    {cells[index] ?? ''}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </SectionCard>
  );
}
