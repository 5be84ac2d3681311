import { Text, Tooltip } from '@mantine/core';
import { useFormat } from '../session.ts';

/** "as of 14 Nov 2026": the age of a figure. Takes an ISO instant or a business day; null says that nothing is known. */
export function AsOf({ at }: { readonly at: string | null }) {
  const format = useFormat();
  if (at === null) {
    return (
      <Text span size="xs" c="dimmed">
        no data yet
      </Text>
    );
  }
  if (at.length === 10) {
    return (
      <Text span size="xs" c="dimmed">
        as of <time dateTime={at}>{format.day(at)}</time>
      </Text>
    );
  }
  return (
    <Tooltip label={format.instant(at)}>
      <Text span size="xs" c="dimmed">
        as of <time dateTime={at}>{format.age(at)}</time>
      </Text>
    </Tooltip>
  );
}
