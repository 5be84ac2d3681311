import {
  ActionIcon,
  Button,
  Checkbox,
  Divider,
  Group,
  Popover,
  Select,
  Stack,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDownload, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useShortcut } from '../keyboard.ts';
import { useFormat } from '../session.ts';
import { readSort, type Sort, writeSort } from './arrange-rows.ts';
import classes from './data-table.module.css';

interface DataTableToolbarProps {
  readonly filterText: string;
  readonly onFilterText: (text: string) => void;
  readonly columns: readonly { readonly id: string; readonly header: string; readonly sortable?: boolean }[];
  readonly hiddenIds: readonly string[];
  readonly onHiddenIds: (ids: string[]) => void;
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort | undefined) => void;
  readonly shownCount: number;
  readonly totalCount: number;
  readonly selectedCount: number;
  readonly onCsv: () => void;
  readonly children: ReactNode;
}

/** Filter, column choice, sort (for the phone layout, which has no header) and export of a table. */
export function DataTableToolbar(props: DataTableToolbarProps) {
  const { filterText, columns, hiddenIds, sort, shownCount, totalCount, selectedCount } = props;
  const format = useFormat();
  const filterInput = useRef<HTMLInputElement>(null);
  useShortcut('/', 'Filter the table', () => filterInput.current?.focus(), 'Tables');

  const count =
    shownCount === totalCount
      ? `${format.quantity(totalCount)} ${totalCount === 1 ? 'row' : 'rows'}`
      : `${format.quantity(shownCount)} of ${format.quantity(totalCount)} rows`;
  const sortable = columns.filter(column => column.sortable !== false);

  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={filterInput}
        className={classes.filter}
        placeholder="Filter"
        aria-label="Filter rows"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filterText}
        onChange={event => props.onFilterText(event.currentTarget.value)}
        onKeyDown={event => event.key === 'Escape' && props.onFilterText('')}
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {selectedCount > 0 ? `${format.quantity(selectedCount)} selected · ${count}` : count}
      </Text>
      <Group gap={4} ml="auto">
        {props.children}
        <Popover position="bottom-end" width={230} trapFocus>
          <Popover.Target>
            <Tooltip label="Columns and order">
              <ActionIcon aria-label="Columns and order">
                <IconAdjustmentsHorizontal size={16} />
              </ActionIcon>
            </Tooltip>
          </Popover.Target>
          <Popover.Dropdown>
            <Stack gap={8}>
              <Select
                label="Order by"
                clearable
                comboboxProps={{ withinPortal: false }}
                data={sortable.flatMap(({ id, header }) => [
                  { value: id, label: `${header} ↑` },
                  { value: `-${id}`, label: `${header} ↓` },
                ])}
                value={writeSort(sort) || null}
                onChange={value => props.onSort(readSort(value ?? ''))}
              />
              <Divider />
              <Checkbox.Group
                label="Columns"
                value={columns.filter(column => !hiddenIds.includes(column.id)).map(column => column.id)}
                onChange={shown => {
                  if (shown.length > 0) {
                    props.onHiddenIds(columns.map(column => column.id).filter(id => !shown.includes(id)));
                  }
                }}
              >
                <Stack gap={6} mt={6}>
                  {columns.map(column => (
                    <Checkbox key={column.id} value={column.id} label={column.header} />
                  ))}
                </Stack>
              </Checkbox.Group>
            </Stack>
          </Popover.Dropdown>
        </Popover>
        <Tooltip label="Download the rows shown">
          <Button variant="subtle" color="gray" px={8} leftSection={<IconDownload size={14} />} onClick={props.onCsv}>
            CSV
          </Button>
        </Tooltip>
      </Group>
    </div>
  );
}
