import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { Decimal } from 'decimal.js';
import { Link } from 'react-router';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Order, Standing } from '../use-order.ts';
import classes from './limit-meter.module.css';

/** What is held against which limit, whether the reader may approve, and who else could. */
export function LimitMeter({ order, standing }: { readonly order: Order; readonly standing: Standing }) {
  const { result, preview, problem } = standing;
  const description = preview
    ? 'As it would stand if it were submitted now, at the newest exchange rate.'
    : `The largest sum of ${order.requesterName}’s orders with ${order.supplierName} in any seven days around this one counts, not the single order.`;
  return (
    <SectionCard title="Approval limit" description={description}>
      {result ? (
        <Meter result={result} />
      ) : (
        <Alert color="yellow" title="The limit cannot be checked">
          {problem}
        </Alert>
      )}
    </SectionCard>
  );
}

function Meter({ result }: { readonly result: NonNullable<Standing['result']> }) {
  const format = useFormat();
  const { you, heldGbp, totalGbp, otherOrders, couldApprove } = result;
  const gbp = (amount: string) => format.money(amount, 'GBP');
  const ordered = ['MANAGER', 'DIRECTOR', 'CFO'] as const;
  return (
    <Stack gap="md">
      <dl className="fact-list">
        <dt>This order</dt>
        <dd>{gbp(totalGbp)}</dd>
        <dt>Held against the limit</dt>
        <dd>
          <b>{gbp(heldGbp)}</b>
          {otherOrders.length > 0 && (
            <Text size="xs" c="dimmed" component="div">
              with{' '}
              {otherOrders.map((other, index) => (
                <span key={other.id}>
                  {index > 0 && ', '}
                  <Anchor component={Link} to={`/purchasing/${other.id}`} size="xs">
                    {other.number}
                  </Anchor>{' '}
                  {gbp(other.totalGbp)}
                </span>
              ))}
            </Text>
          )}
        </dd>
      </dl>
      <ul className={classes.limits} aria-label="Limits by authority">
        {ordered.flatMap(authority => {
          const limit = result.limits.find(one => one.authority === authority);
          return limit ? (
            <LimitBar
              key={authority}
              name={authorityName[authority]}
              own={you.authority === authority}
              limitGbp={limit.limitGbp}
              heldGbp={heldGbp}
              totalGbp={totalGbp}
            />
          ) : (
            []
          );
        })}
      </ul>
      {you.allowed ? (
        <Alert color="green" icon={<IconCircleCheck aria-hidden />} title="You may approve this order">
          {you.lentBy
            ? `With the ${authorityName[you.authority]} authority that ${you.lentBy} lent you`
            : `As ${authorityName[you.authority]}`}
          {you.limitGbp === null ? ', without a limit.' : `, up to ${gbp(you.limitGbp)}.`}
        </Alert>
      ) : (
        <Alert color="gray" icon={<IconLock aria-hidden />} title="You may not approve this order">
          {you.reason}
        </Alert>
      )}
      <Text size="sm">
        <Text span c="dimmed">
          Could approve:{' '}
        </Text>
        {couldApprove.length === 0
          ? 'nobody in this workspace. It stays waiting until an administrator gives someone a sufficient authority.'
          : couldApprove
              .map(
                person =>
                  `${person.name} (${authorityName[person.authority]}${person.lentBy ? `, lent by ${person.lentBy}` : ''})`,
              )
              .join(', ')}
      </Text>
    </Stack>
  );
}

interface LimitBarProps {
  readonly name: string;
  readonly own: boolean;
  readonly limitGbp: string | null;
  readonly heldGbp: string;
  readonly totalGbp: string;
}

function LimitBar({ name, own, limitGbp, heldGbp, totalGbp }: LimitBarProps) {
  const format = useFormat();
  const over = limitGbp !== null && new Decimal(heldGbp).gt(limitGbp);
  const scale = limitGbp === null ? null : Decimal.max(limitGbp, heldGbp, '0.01');
  const percent = (amount: Decimal.Value) =>
    scale ? `${new Decimal(amount).div(scale).times(100).toNumber()}%` : '0%';
  const others = Decimal.max(0, new Decimal(heldGbp).minus(totalGbp));
  const words =
    limitGbp === null
      ? 'no limit'
      : over
        ? `over by ${format.money(new Decimal(heldGbp).minus(limitGbp).toFixed(2), 'GBP')}`
        : `${format.percent(new Decimal(heldGbp).div(Decimal.max(limitGbp, '0.01')).toNumber(), 0)} used`;
  return (
    <li className={classes.row}>
      <span className={classes.name} data-own={own}>
        {name}
        {own && ' (you)'}
      </span>
      <span className={classes.track} aria-hidden>
        <span className={classes.others} style={{ left: 0, width: percent(others) }} />
        <span
          className={classes.own}
          data-over={over}
          style={{ left: percent(others), width: scale ? percent(totalGbp) : '0%' }}
        />
      </span>
      <span className={classes.figure}>
        {limitGbp === null ? 'Unlimited' : format.money(limitGbp, 'GBP', 0)}
        <Text size="xs" c="dimmed" component="div">
          {words}
        </Text>
      </span>
    </li>
  );
}
