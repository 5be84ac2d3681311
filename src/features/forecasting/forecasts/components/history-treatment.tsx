import { Anchor, Group, NumberInput, SimpleGrid, Switch, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Period } from '../../../../../shared/contracts/series.ts';
import type { RunSettings } from '../schema.ts';
import { periodWords } from './period-words.ts';

interface HistoryTreatmentProps {
  readonly settings: RunSettings;
  readonly onChange: (settings: RunSettings) => void;
  readonly period: Period;
  /** Periods of the history in which stock was missing. */
  readonly stockOuts: number;
  /** Periods of which reports are missing. */
  readonly unreported: number;
}

/** What is done to the history before models see it, each part to be switched off; and where growth levels off. */
export function HistoryTreatment({ settings, onChange, period, stockOuts, unreported }: HistoryTreatmentProps) {
  const { saturation } = settings;
  const { one, many } = periodWords[period];
  const limit = (change: { capacity?: string | number; floor?: string | number }) => {
    const { capacity, floor } = { capacity: saturation?.capacity ?? '', floor: saturation?.floor ?? 0, ...change };
    const known = typeof capacity === 'number' && capacity > 0;
    onChange({ ...settings, saturation: known ? { capacity, floor: Number(floor) || 0 } : null });
  };
  return (
    <section aria-labelledby="treatment-label">
      <Text size="xs" fw={500} mt="sm" mb={6} id="treatment-label">
        History
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        <Switch
          label="Correct stock-outs"
          description={
            stockOuts > 0
              ? `${stockOuts} ${stockOuts === 1 ? `${one} counts` : `${many} count`} as at least what was wanted, not as what was sold.`
              : `No ${one} without stock is known.`
          }
          checked={settings.correctStockOuts}
          onChange={event => onChange({ ...settings, correctStockOuts: event.currentTarget.checked })}
        />
        <Switch
          label="Leave unreported open"
          description={
            unreported > 0
              ? `${unreported} ${unreported === 1 ? `${one} without any report is` : `${many} without any report are`} taken as missing, not as no sale.`
              : `Every ${one} was reported.`
          }
          checked={settings.leaveOutUnreported}
          onChange={event => onChange({ ...settings, leaveOutUnreported: event.currentTarget.checked })}
        />
        <Switch
          label="Correct outliers"
          description={`Single ${many} far from their neighbours, which no other season repeats, are replaced.`}
          checked={settings.correctOutliers}
          onChange={event => onChange({ ...settings, correctOutliers: event.currentTarget.checked })}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt={6}>
        The stored sales stay as they are.{' '}
        <Anchor component={Link} to="/data-quality" size="xs">
          Stock-outs and data quality
        </Anchor>
      </Text>
      <Group gap="sm" align="end" mt="sm">
        <NumberInput
          label="Growth levels off at"
          placeholder="not known"
          w="9rem"
          min={0}
          thousandSeparator=","
          value={saturation?.capacity ?? ''}
          onChange={capacity => limit({ capacity })}
        />
        <NumberInput
          label="from a floor of"
          w="9rem"
          min={0}
          thousandSeparator=","
          disabled={!saturation}
          value={saturation?.floor ?? 0}
          error={saturation && saturation.floor >= saturation.capacity ? 'Must lie below' : undefined}
          onChange={floor => limit({ floor })}
        />
        <Text size="xs" c="dimmed" maw="24rem">
          Units a {one} of this selection, for the trend of Prophet’s model; empty leaves it straight.
        </Text>
      </Group>
    </section>
  );
}
