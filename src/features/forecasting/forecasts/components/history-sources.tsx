import { Anchor, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import type { inferRouterOutputs } from '@trpc/server';
import { Link } from 'react-router';
import { useFormat } from '../../../../client/session.ts';
import type { AppRouter } from '../../../../server/app-router.ts';
import classes from './history-sources.module.css';
import { periodWords } from './period-words.ts';

export type History = inferRouterOutputs<AppRouter>['forecasts']['history'];

/** One line that says what the series is the sum of; it opens the rule and the imports behind it. */
export function HistorySources({ history }: { readonly history: History }) {
  const format = useFormat();
  const { skuCount, channelCount, start, until, values, sources } = history;
  const { one, many } = periodWords[history.period];
  const facts = sources.reduce((sum, source) => sum + source.factCount, 0);
  return (
    <Popover width={340} position="bottom-start">
      <Popover.Target>
        <UnstyledButton className={classes.line}>
          Sum of {skuCount} {skuCount === 1 ? 'SKU' : 'SKUs'} in {channelCount}{' '}
          {channelCount === 1 ? 'channel' : 'channels'}, {values.length} {many}, {format.quantity(facts)} records. Where
          from?
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="xs">
            Units sold are added by {one}, {format.day(start)} to {format.day(until)}. Records of shorter periods are
            summed into it, those of longer ones are left out, they cannot be split. A {one} without a sale counts as 0;
            what lies before the first sale and the {one} that is not over yet are not part of it.
          </Text>
          {sources.map(source => (
            <Text size="xs" key={source.importBatchId ?? 'direct'}>
              {source.importBatchId ? (
                <Anchor component={Link} to={`/import?batch=${source.importBatchId}`} size="xs">
                  {source.fileName}
                </Anchor>
              ) : (
                'Entered without a file'
              )}
              {': '}
              {format.quantity(source.factCount)} records
              {source.committedAt && `, imported ${format.instant(source.committedAt)}`}
            </Text>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
