import { Anchor, List } from '@mantine/core';
import { Link } from 'react-router';

export interface Gap {
  readonly kind: 'forecast' | 'forecast-length' | 'stock' | 'policy' | 'terms' | 'exchange-rate';
  readonly message: string;
  /** Whose forecast is missing: filters of the forecasting screen. */
  readonly productCode?: string | undefined;
  readonly regionCode?: string | undefined;
}

/** What is missing, each with the way to mend it. */
export function GapList({ gaps, limit = 12 }: { readonly gaps: readonly Gap[]; readonly limit?: number }) {
  return (
    <List size="sm" spacing={4}>
      {gaps.slice(0, limit).map(gap => {
        const fix = fixOf(gap);
        return (
          <List.Item key={gap.message}>
            {gap.message}{' '}
            {fix && (
              <Anchor component={Link} to={fix.to} inherit>
                {fix.label}
              </Anchor>
            )}
          </List.Item>
        );
      })}
      {gaps.length > limit && <List.Item>and {gaps.length - limit} more.</List.Item>}
    </List>
  );
}

function fixOf({ kind, productCode, regionCode }: Gap): { label: string; to: string } | null {
  switch (kind) {
    case 'forecast':
    case 'forecast-length': {
      const search = new URLSearchParams();
      if (productCode) search.set('product', productCode);
      if (regionCode) search.set('market', regionCode);
      return { label: 'Publish a forecast', to: `/forecasting${search.size > 0 ? `?${search}` : ''}` };
    }
    case 'terms':
      return { label: 'Add its terms', to: '/supply-chain' };
    // Counts and policies are entered on the same screen; rates come with the workspace.
    case 'stock':
    case 'policy':
    case 'exchange-rate':
      return null;
  }
}
