import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { NetProposal } from '../../../../../shared/planning/net-of-orders.ts';
import { useFormat } from '../../../../client/session.ts';
import type { Coverage } from '../use-plan-coverage.ts';

interface CoveredByProps {
  readonly net: NetProposal;
  /** Where the orders are: `/purchasing` or `/transfers`. */
  readonly path: string;
}

/** The orders that hold a proposal or a part of it. */
export function CoveredBy({ net, path }: CoveredByProps) {
  const format = useFormat();
  return (
    <>
      {net.coveredBy.map(({ orderId, number, status, quantity }) => (
        <span key={orderId} style={{ display: 'block' }}>
          {`${format.quantity(quantity, undefined, 3)} on `}
          <Anchor component={Link} to={`${path}/${orderId}`} inherit>
            {number}
          </Anchor>
          {`, ${status.toLowerCase()}`}
        </span>
      ))}
    </>
  );
}

/** What is left of a proposal, beside what the plan says; nothing where no other order holds any of it. */
export function LeftOver({ net }: { readonly net: NetProposal | undefined }) {
  const format = useFormat();
  if (!net) return null;
  return (
    <Text size="xs" c="dimmed">
      {Number(net.remaining) > 0 ? `${format.quantity(net.remaining, undefined, 3)} left` : 'none left'}
    </Text>
  );
}

interface CoverageNoticeProps {
  readonly coverage: Coverage;
  /** Of each, e.g. "line". */
  readonly noun: string;
  /** What is made of what is left, e.g. "ordered". */
  readonly made: string;
}

/** Says once above a list that other orders hold a part of it. */
export function CoverageNotice({ coverage, noun, made }: CoverageNoticeProps) {
  const format = useFormat();
  if (coverage.size === 0) return null;
  const held = coverage.size === 1 ? `1 ${noun} is` : `${format.quantity(coverage.size)} ${noun}s are`;
  return (
    <Alert color="yellow" m="md" title={`${held} held by other orders`}>
      {`They came after the figures that this plan was made on, or were not approved yet. Only the difference is ${made}; a new plan counts what is approved.`}
    </Alert>
  );
}
