import { Table } from '@mantine/core';
import type { ImportMapping } from '../../../../../shared/contracts/import-file.ts';
import { fieldsOf, type ImportKind } from '../../../../../shared/contracts/import-kinds.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import type { StoredDialect } from '../schema.ts';

/** The first rows as they are in the file, each column with what it is taken for. */
export function FileSample({
  kind,
  dialect,
  mapping,
}: {
  readonly kind: ImportKind;
  readonly dialect: StoredDialect;
  readonly mapping: ImportMapping;
}) {
  const fieldOf = (index: number) =>
    Object.entries(fieldsOf(kind)).find(([field]) => mapping.columns[field] === index)?.[1].label;
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
