import { Alert, Drawer, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../../client/components/status-badge.tsx';
import { useFormat } from '../../../../client/session.ts';
import type { Policy, StockRow } from '../use-stock.ts';
import { coverLabels, coverState } from './cover-state.ts';
import { GapList } from './gap-list.tsx';
import { PolicyForm } from './policy-form.tsx';
import classes from './stock-drawer.module.css';

interface StockDrawerProps {
  /** Null is closed. */
  readonly row: StockRow | null;
  readonly planningDate: string;
  readonly onClose: () => void;
  readonly onPolicy: (row: StockRow, policy: Policy) => Promise<unknown>;
}

/** One SKU in one warehouse: how its position comes about, what it must cover, and its policy. */
export function StockDrawer({ row, planningDate, onClose, onPolicy }: StockDrawerProps) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={row && `${row.skuName} in ${row.warehouseName}`}
    >
      {row && (
        <Stack gap="lg">
          <Position row={row} planningDate={planningDate} />
          <section>
            <Title order={4} mb={8}>
              Policy
            </Title>
            <PolicyForm key={`${row.id} ${row.policy?.version}`} row={row} onSave={onPolicy} />
          </section>
        </Stack>
      )}
    </Drawer>
  );
}

function Position({ row, planningDate }: { readonly row: StockRow; readonly planningDate: string }) {
  const format = useFormat();
  const { stock, outlook, unit } = row;
  const { label, tone, meaning } = coverLabels[coverState(row)];
  return (
    <>
      <div>
        <StatusBadge tone={tone}>{label}</StatusBadge>
        <Text mt={6}>{`${meaning[0]?.toUpperCase()}${meaning.slice(1)}.`}</Text>
      </div>
      {row.gaps.length > 0 && (
        <Alert color="yellow" title="Missing">
          <GapList gaps={row.gaps.map(gap => ({ ...gap, productCode: row.productCode, regionCode: row.regionCode }))} />
        </Alert>
      )}
      <section>
        <Title order={4} mb={4}>
          Position
        </Title>
        <dl className={classes.facts}>
          <Fact label="On hand" note={stock ? `${stock.source}, ${format.day(stock.asOf)}` : 'never counted'}>
            {format.quantity(stock?.onHand, unit, 3)}
          </Fact>
          <Fact label="On order" note="approved, with the supplier, or on the way from another warehouse">
            {format.quantity(row.onOrder, unit, 3)}
          </Fact>
          <Fact label="Back-ordered">{format.quantity(stock?.backOrdered, unit, 3)}</Fact>
          <Fact label="Position" note={`as of ${format.day(planningDate)}`} sum>
            {format.quantity(outlook?.position, unit, 3)}
          </Fact>
        </dl>
      </section>
      {outlook && (
        <section>
          <Title order={4} mb={4}>
            What it must cover
          </Title>
          <dl className={classes.facts}>
            <Fact
              label="Lead time and review"
              note={`${format.quantity(row.leadTimeDays, undefined, 1)} + ${format.quantity((row.policy ?? row.defaultPolicy)?.reviewPeriodDays)} days. ${row.leadTimeSource}`}
            >
              {format.quantity(outlook.protectedDays, 'days', 1)}
            </Fact>
            <Fact
              label="Expected demand in that time"
              note={
                row.forecast ? `forecast version ${row.forecast.version}, ${format.day(row.forecast.publishedOn)}` : ''
              }
            >
              {format.quantity(outlook.reorderPoint - outlook.safetyStock, unit)}
            </Fact>
            <Fact label="Safety stock" note="forecast error and lead time that vary, at the policy’s target">
              {format.quantity(outlook.safetyStock, unit)}
            </Fact>
            <Fact label="Reorder point" sum>
              {format.quantity(outlook.reorderPoint, unit)}
            </Fact>
            <Fact label="Cover of what is on hand">
              {outlook.daysOfCover === null
                ? 'longer than the forecast'
                : format.quantity(Math.floor(outlook.daysOfCover), 'days')}
            </Fact>
          </dl>
        </section>
      )}
    </>
  );
}

interface FactProps {
  readonly label: string;
  readonly note?: string;
  readonly sum?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, note, sum, children }: FactProps) {
  return (
    <div className={classes.fact} data-sum={sum || undefined}>
      <dt>
        {label}
        {note && <span className={classes.note}>{note}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
