import { Alert, List } from '@mantine/core';
import type { ShadowPrice } from '../../../../../shared/contracts/inventory.ts';
import { useFormat } from '../../../../client/session.ts';
import { effectWords, roomWords } from './shadow-price-words.ts';

/** What moving one limit a little would buy: each found by solving again with that limit moved. */
export function ShadowPrices({ prices }: { readonly prices: readonly ShadowPrice[] }) {
  const format = useFormat();
  if (prices.length === 0) return null;
  return (
    <Alert color="gray" title="What more room would buy">
      <List size="sm" spacing={4}>
        {prices.map(price => (
          <List.Item key={`${price.constraint} ${price.scope} ${price.week}`}>
            {roomWords(price, format)}: {effectWords(price, format)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
