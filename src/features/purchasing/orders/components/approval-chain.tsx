import { Code, Text } from '@mantine/core';
import { IconCheck, IconSend, IconX } from '@tabler/icons-react';
import { authorityName } from '../../../../../shared/purchasing/approval-rule.ts';
import { SectionCard } from '../../../../client/components/section-card.tsx';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Order } from '../use-order.ts';
import classes from './approval-chain.module.css';

type Step = Order['chain'][number];

const icons = { submitted: IconSend, approved: IconCheck, rejected: IconX };
const verbs = { submitted: 'submitted it', approved: 'approved it', rejected: 'rejected it' };

/** Every submission and decision so far, each bound to the content it was about. */
export function ApprovalChain({ order }: { readonly order: Order }) {
  return (
    <SectionCard
      title="Approval chain"
      description="A decision holds only for the content with the same SHA-256; any edit makes another."
    >
      {order.chain.length === 0 ? (
        <Text c="dimmed">Not submitted yet: nothing was put before an approver.</Text>
      ) : (
        <ol className={classes.chain}>
          {order.chain.map(step => (
            <ChainStep key={`${step.kind} ${step.contentHash}`} step={step} />
          ))}
        </ol>
      )}
    </SectionCard>
  );
}

function ChainStep({ step }: { readonly step: Step }) {
  const format = useFormat();
  const Icon = icons[step.kind];
  const limit = step.limitGbp === null ? 'no limit' : `limit ${format.money(step.limitGbp, 'GBP', 0)}`;
  return (
    <li className={classes.step} data-void={!step.current}>
      <span className={classes.icon} data-kind={step.kind}>
        <Icon size={14} stroke={2} aria-hidden />
      </span>
      <div>
        <Text>
          <b>{step.by}</b> {verbs[step.kind]}
          {step.round !== null && ` (submission ${step.round})`}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {format.instant(step.at)} · {format.money(step.amountGbp, 'GBP')}
          {step.authority && step.authority !== 'NONE' && ` held against ${authorityName[step.authority]}, ${limit}`}
          {step.lentBy && `, lent by ${step.lentBy}`}
        </Text>
        {step.reason && <Text size="sm">“{step.reason}”</Text>}
        {!step.current && step.kind !== 'submitted' && (
          <StatusBadge tone="neutral">No longer counts: the content changed or was reopened</StatusBadge>
        )}
        <Code className={classes.hash}>{step.contentHash.slice(0, 16)}…</Code>
      </div>
    </li>
  );
}
