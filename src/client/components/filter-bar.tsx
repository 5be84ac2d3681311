import { Button, Checkbox, Group, Popover, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Filters, readPeriod, writePeriod } from '../url-filters.ts';
import { useUrlFilters } from '../use-url-filters.ts';
import classes from './filter-bar.module.css';

type FilterName = keyof Pick<Filters, 'markets' | 'channels' | 'products'>;

interface Choice {
  readonly code: string;
  readonly name: string;
}

interface FilterBarProps {
  /** Only the filters that this screen honours, in the order shown. */
  readonly by: readonly FilterName[];
  /** What there is to choose from; undefined while it loads. */
  readonly catalogue:
    | {
        readonly regions: readonly Choice[];
        readonly channels: readonly Choice[];
        readonly products: readonly Choice[];
      }
    | undefined;
  /** Choices of the period in weeks; none hides the period. */
  readonly periodWeeks?: readonly number[];
}

const labels: Record<FilterName, string> = { markets: 'Market', channels: 'Channel', products: 'Product' };

/** The shared filters, bound to the address and carried from screen to screen. */
export function FilterBar({ by, catalogue, periodWeeks }: FilterBarProps) {
  const { filters, setFilters } = useUrlFilters();
  const chosen = by.some(name => filters[name].length > 0);

  return (
    <Group gap={6} role="group" aria-label="Filters">
      {by.map(name => (
        <MultiFilter
          key={name}
          label={labels[name]}
          choices={catalogue?.[name === 'markets' ? 'regions' : name] ?? []}
          values={filters[name]}
          onChange={values => setFilters({ [name]: values })}
        />
      ))}
      {periodWeeks && periodWeeks.length > 0 && (
        <Select
          aria-label="Period"
          className={classes.period}
          allowDeselect={false}
          data={periodChoices(periodWeeks, filters)}
          value={writePeriod(filters.period)}
          onChange={value => setFilters({ period: readPeriod(value) })}
        />
      )}
      {chosen && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={13} />}
          onClick={() => setFilters({ markets: [], channels: [], products: [] })}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}

/** The choices, and the address's own period where it is none of them. */
function periodChoices(periodWeeks: readonly number[], { period }: Filters) {
  const choices = [
    ...periodWeeks.map(weeks => ({ value: `${weeks}w`, label: `Last ${weeks} weeks` })),
    { value: 'all', label: 'All time' },
  ];
  const current = writePeriod(period);
  if (choices.some(choice => choice.value === current)) return choices;
  const label = period.kind === 'weeks' ? `Last ${period.weeks} weeks` : current.replace('..', ' to ');
  return [...choices, { value: current, label }];
}

interface MultiFilterProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Below this number of options a search field would only be in the way. */
const searchFrom = 9;
const mostShown = 200;

function MultiFilter({ label, choices, values, onChange }: MultiFilterProps) {
  const [search, setSearch] = useState('');
  const nameOf = (code: string) => choices.find(choice => choice.code === code)?.name ?? code;
  const matching = choices.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const summary = values.length === 0 ? 'All' : values.length === 1 ? nameOf(values[0]!) : `${values.length} chosen`;
  return (
    <Popover position="bottom-start" width={240} trapFocus onClose={() => setSearch('')}>
      <Popover.Target>
        <Button
          variant="default"
          fw={400}
          className={classes.filter}
          data-chosen={values.length > 0 || undefined}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          <span className={classes.name}>{label}</span>
          <span className={classes.summary}>{summary}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        {choices.length >= searchFrom && (
          <TextInput
            mb={8}
            data-autofocus
            placeholder={`Find a ${label.toLowerCase()}`}
            aria-label={`Find a ${label.toLowerCase()}`}
            value={search}
            onChange={event => setSearch(event.currentTarget.value)}
          />
        )}
        <Checkbox.Group aria-label={label} value={[...values]} onChange={onChange}>
          <Stack gap={2} className={classes.options}>
            {matching.slice(0, mostShown).map(({ code, name }) => (
              <Checkbox key={code} className={classes.option} value={code} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
        {matching.length === 0 && (
          <Text size="xs" c="dimmed" p={4}>
            {choices.length === 0 ? 'Nothing to choose from yet.' : 'No match.'}
          </Text>
        )}
        {matching.length > mostShown && (
          <Text size="xs" c="dimmed" p={4}>
            First {mostShown} of {matching.length}: type to narrow.
          </Text>
        )}
        {values.length > 0 && (
          <Button variant="subtle" color="gray" fullWidth mt={6} onClick={() => onChange([])}>
            All
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
