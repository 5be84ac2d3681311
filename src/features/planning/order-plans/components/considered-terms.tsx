import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';

interface ConsideredTermsProps {
  /** SKUs whose preferred supplier has price breaks. */
  readonly priceBreaks: number;
  readonly shelfLives: number;
  /** Suppliers with a capacity in a week of the plan. */
  readonly limitedSuppliers: number;
}

/** Terms that only some SKUs and suppliers have: how many the plan takes into account, and where to enter more. */
export function ConsideredTerms({ priceBreaks, shelfLives, limitedSuppliers }: ConsideredTermsProps) {
  const skus = (count: number) => (count === 0 ? 'no SKU' : count === 1 ? '1 SKU' : `${count} SKUs`);
  const suppliers =
    limitedSuppliers === 0 ? 'no supplier' : limitedSuppliers === 1 ? '1 supplier' : `${limitedSuppliers} suppliers`;
  return (
    <Text size="xs" c="dimmed">
      Taken into account as entered: price breaks of{' '}
      <Anchor component={Link} to="/supply-chain" inherit>
        {skus(priceBreaks)}
      </Anchor>
      , shelf life of{' '}
      <Anchor component={Link} to="/catalogue?tab=sku" inherit>
        {skus(shelfLives)}
      </Anchor>
      , capacity of{' '}
      <Anchor component={Link} to="/supply-chain" inherit>
        {suppliers}
      </Anchor>
      ; minimum orders, multiples, lead times and warehouse room of all.
    </Text>
  );
}
